"""The report on a result as PDF/A-2a and PDF/UA-1: a letter to the city, then all scores, and what the assessors said."""

import base64
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.charts import Pen, printed
from kotacerdas.common.formats import number
from kotacerdas.common.language import pick
from kotacerdas.evaluation import drawings, findings, letter_words
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries import PartRow, QuestionRow, intervals
from kotacerdas.evaluation.queries.intervals import Known
from kotacerdas.evaluation.report import Report, marks_of
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits
from kotacerdas.instruments.words import text
from kotacerdas.people.models import City

LIMITS = Limits(memory=2048 * MEGABYTE, cpu_seconds=30, seconds=60)
Section = dict[str, Any]


def pdf(report: Report, today: date) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    data = page(report, today)
    made: str = sandbox.run(
        "kotacerdas.evaluation.press:pdf",
        data,
        f"{today.isoformat()}T00:00:00+00:00",
        limits=LIMITS,
        name=data["title"],
    )
    return base64.b64decode(made)


def page(report: Report, today: date) -> dict[str, Any]:
    city, round_ = report.result.city, report.round
    words = {"city": city.name, "round": pick(round_, "title")}
    return {
        "language": get_language(),
        "title": _("Result of %(city)s: %(round)s") % words,
        "author": "KotaCerdas",
        "day": [today.year, today.month, today.day],
        "marks": marks_of(round_),
        "footer": _("%(city)s, %(round)s; as of %(day)s") % {**words, "day": formats.day(today)},
        "page_words": [_("page"), _("of")],
        "letter": _letter(report),
        "report_title": _("Report on the result"),
        "sections": [section for section in _sections(report) if section],
    }


# --- The letter --------------------------------------------------------------------------------------------


def _letter(report: Report) -> dict[str, Any]:
    round_ = report.round
    return {
        "to": _head_of(report.result.city),
        "heading": _("Result of the evaluation: %(round)s") % {"round": pick(round_, "title")},
        "facts": [list(each) for each in _facts(report)],
        "notes": list(_letter_notes(report)),
    }


def _head_of(city: City) -> str:
    if city.kind == City.Kind.KOTA:
        return _("To the Mayor of %(city)s") % {"city": city.short_name}
    return _("To the Regent of %(city)s") % {"city": city.short_name}


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    result, card, letter = report.result, report.card, report.came.letter
    missing = _("not recorded")
    yield _("Evaluated year"), _year(report.round)
    yield _("Final score"), _of_top(result.index, card.top) if result.index is not None else _("not public")
    if report.band:
        yield _("Class"), report.band
    if result.published_rank:
        yield _("Published rank"), _place(result.published_rank, result.published_rank_of)
    if card.place and card.has_places:
        name = _("Rank") if card.standing.is_whole else _("Place among the cities known here")
        yield name, _place(card.place, card.standing.count)
    if card.improvement is not None and card.earlier is not None:
        year = {"change": formats.signed(card.improvement, 2), "year": card.earlier.round.year}
        yield _("Improvement"), _("%(change)s since %(year)s") % year
    if result.published_improvement is not None:
        official = formats.signed(result.published_improvement, 2)
        source = result.source.title if result.source else missing
        yield (
            _("Official improvement"),
            _("%(change)s (source: %(source)s)") % {"change": official, "source": source},
        )
    yield _("Number of the letter"), (letter.number if letter else "") or missing
    yield _("Date of the letter"), formats.day(letter.dated_on) if letter and letter.dated_on else missing
    yield _("Signed by"), (letter.signed_by if letter else "") or missing


def _year(round_: Round) -> str:
    if not round_.stage:
        return str(round_.year)
    return _("%(year)s, stage %(stage)s") % {"year": round_.year, "stage": round_.stage}


def _of_top(value: Decimal, top: Decimal) -> str:
    return _("%(score)s of %(top)s") % {"score": number(value, 2), "top": number(top, 2)}


def _place(place: int, count: int | None) -> str:
    if not count:
        return number(place)
    return _("%(place)s of %(count)s") % {"place": number(place), "count": number(count)}


def _letter_notes(report: Report) -> Iterator[str]:
    if report.round.kind != Round.Kind.RUN:
        yield _("This page repeats a result that is kept here. Official is the letter of the ministry alone.")
    yield findings.of_scorecard(report.card)
    yield _(
        "The report that follows holds every score and what the assessors said, as far as both are known here."
    )


# --- The report --------------------------------------------------------------------------------------------


def _sections(report: Report) -> Iterator[Section]:
    yield _parts(report)
    yield _picture(report)
    yield from _remarks(report)
    yield _sureness(report)
    yield from _items(report)
    yield _sources(report)


def _section(title: str, *, level: int = 2, notes: list[str] | None = None, **rest: Any) -> Section:
    return {
        "title": title,
        "level": level,
        "notes": notes or [],
        "table": None,
        "picture": None,
        "list": [],
        **rest,
    }


def _parts(report: Report) -> Section:
    card, title = report.card, _("The parts")
    if not card.parts:
        return _section(title, notes=[_("The scores of the parts are not known here.")])
    before = drawings.year_before(card)
    head = [_("Part"), _("Weight"), *([before] if before else []), _("Score"), _("Contribution")]
    rows = [_part_row(part, is_compared=bool(before)) for part in card.parts]
    earlier = [number(card.earlier.index, 2)] if before and card.earlier else []
    rows.append([_("Final score"), "100%", *earlier, "", number(report.result.index, 2)])
    note = _("Weight times the score of the part, rounded half up, then added.")
    return _section(title, notes=[note], table=_table([5] + [1.7] * (len(head) - 1), head, rows))


def _part_row(part: PartRow, *, is_compared: bool) -> list[str]:
    return [
        f"{part.node.code}  {text(part.node.title)}",
        f"{number(part.node.weight)}%" if part.node.weight is not None else "",
        *([number(part.before, 2)] if is_compared else []),
        number(part.score, 2),
        number(part.contribution, 2),
    ]


def _table(widths: list[float], head: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """The first column holds words, the others figures."""
    return {"widths": widths, "head": head, "rows": rows, "words": 1}


def _picture(report: Report) -> Section:
    card, chart = report.card, drawings.radar_of(report.card)
    if chart is None:
        return {}
    title = _("The six dimensions") if card.dimensions else _("The parts as a picture")
    before = drawings.year_before(card)
    named = {"year": report.round.year, "before": before}
    key = _("Filled: %(year)s; dashed: %(before)s.") if before else _("Filled: %(year)s.")
    notes = []
    if card.dimensions:
        notes = [_("The ministry publishes no dimension scores; these are means of the questions of each.")]
    head = [_("Dimension") if card.dimensions else _("Part"), *([before] if before else []), str(report.round.year)]  # fmt: skip
    rows = [
        [drawings.axis_name(axis), *([number(axis.before, 2)] if before else []), number(axis.now, 2)]
        for axis in card.axes
    ]
    alt = _("Radar chart: %(values)s") % {"values": chart.sentence}
    picture = {"svg": printed.radar(chart, Pen(get_language() or "id", gettext)), "alt": alt, "caption": key % named}  # fmt: skip
    return _section(
        title, notes=notes, picture=picture, table=_table([4] + [1.7] * (len(head) - 1), head, rows)
    )


def _remarks(report: Report) -> Iterator[Section]:
    came = report.came
    if not came.remarks:
        yield _section(
            _("What the assessors said"), notes=[_("No remarks of the assessors are recorded here.")]
        )
        return
    for kind, seats in came.groups:
        yield _section(str(letter_words.HEADS[kind]))
        for seat, remarks in seats:
            yield _section(letter_words.seat(seat), level=3, list=[str(each.remark) for each in remarks])
    if came.secret:
        yield _section(_("Not shown here"), notes=[letter_words.unreadable(came.secret)])


def _sureness(report: Report) -> Section:
    """Only where a round runs here it could be known at all."""
    interval, title = report.interval, _("How sure the place is")
    if interval is None:
        if report.round.kind != Round.Kind.RUN or report.result.index is None:
            return {}
        known = intervals.known_of_result(report.result)
        note = _("Not computed yet.") if known == Known.NOT_YET else _("Not computable from published means.")
        return _section(title, notes=[note])
    words = {
        "low": number(interval.rank_low),
        "high": number(interval.rank_high),
        "index_low": number(interval.index_low, 2),
        "index_high": number(interval.index_high, 2),
    }
    said = _("Place between %(low)s and %(high)s, final score between %(index_low)s and %(index_high)s.")
    return _section(title, notes=[said % words, *findings.of_interval(interval)])


def _items(report: Report) -> Iterator[Section]:
    if not any(part.rows for part in report.card.parts):
        return
    notes = []
    if report.panels:
        notes = [_("Beside each score stand the single answers of the assessors it is the mean of.")]
    yield _section(_("Every score"), notes=notes)
    for part in report.card.parts:
        if part.rows:
            title = f"{part.node.code}  {text(part.node.title)}"
            yield _section(title, level=3, table=_items_table(report, part))


def _items_table(report: Report, part: PartRow) -> dict[str, Any]:
    before = drawings.year_before(report.card)
    head = [_("No."), _("Question"), *([before] if before else []), _("Score")]
    widths: list[float] = [1, 7, *([1.2] if before else []), 1.2]
    if report.panels:
        head.append(_("Single answers"))
        widths.append(2.2)
    rows = [_item_row(report, row, is_compared=bool(before)) for row in part.rows]
    return {"widths": widths, "head": head, "rows": rows, "words": 2}


def _item_row(report: Report, row: QuestionRow, *, is_compared: bool) -> list[str]:
    answers = " ".join(map(str, report.panels.get(row.node.code, [])))
    return [
        row.node.code,
        text(row.node.title),
        *([number(row.before, 2)] if is_compared else []),
        number(row.score, 2),
        *([answers] if report.panels else []),
    ]


def _sources(report: Report) -> Section:
    notes = [pick(report.result, "note")] if pick(report.result, "note") else []
    sources = report.sources or [_("not recorded")]
    return _section(_("Sources"), notes=notes, list=sources)
