"""The report on a result as a workbook: a summary, every score with the single answers, the remarks of the assessors."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Sheet, Source, workbook_response
from kotacerdas.common.language import pick
from kotacerdas.evaluation import drawings, letter_words
from kotacerdas.evaluation.downloads import published
from kotacerdas.evaluation.report import Report, marks_of
from kotacerdas.instruments.words import text

Row = dict[str, Any]


def workbook(request: HttpRequest, report: Report) -> HttpResponse:
    city, round_ = report.result.city, report.round
    source = Source(
        title=_("Result of %(city)s: %(round)s") % {"city": city.name, "round": pick(round_, "title")},
        source="; ".join(report.sources),
        address=request.build_absolute_uri(reverse("evaluation:scorecard", args=[city.code, round_.code])),
        exported_at=timezone.now(),
        zone=round_.zone,
        note=" ".join(
            filter(None, [*(f"{mark}." for mark in marks_of(round_)), pick(report.result, "note")])
        ),
    )
    sheets = [_summary(report), _items(report), _remarks(report)]
    return workbook_response(f"laporan-{city.code}-{round_.code}", sheets, source)


def _summary(report: Report) -> Sheet:
    """Figures and words in columns of their own, so that a figure is a number."""
    columns = [
        Column("name", pgettext("report", "What"), width=40),
        Column("figure", _("Figure"), "number"),
        Column("words", _("In words"), width=60),
    ]
    # Translators: name of a sheet of the report; at most 31 letters
    return Sheet(_("Summary"), columns, list(_facts(report)))


def _facts(report: Report) -> Iterator[Row]:
    result, card, letter, interval = report.result, report.card, report.came.letter, report.interval
    missing = _("not recorded")
    for mark in marks_of(report.round):
        yield _row(pgettext("result", "Standing"), words=mark)
    yield _row(_("City"), words=result.city.name)
    yield _row(_("Round"), words=pick(report.round, "title"))
    yield _row(_("Evaluated year"), words=str(report.round.year))
    yield _row(_("Final score"), published(result.index))
    if report.band:
        yield _row(_("Class"), words=report.band)
    if result.published_rank:
        yield _row(_("Published rank"), result.published_rank)
    if card.place and card.has_places:
        name = _("Rank") if card.standing.is_whole else _("Place among the cities known here")
        yield _row(name, card.place)
    if card.improvement is not None and card.earlier:
        yield _row(_("Improvement"), card.improvement, str(card.earlier.round.year))
    if result.published_improvement is not None:
        words = result.source.title if result.source else missing
        yield _row(_("Official improvement"), result.published_improvement, words)
    if interval:
        yield _row(_("Place, from (90 percent)"), interval.rank_low)
        yield _row(_("Place, to (90 percent)"), interval.rank_high)
        yield _row(_("Final score, from (90 percent)"), published(interval.index_low))
        yield _row(_("Final score, to (90 percent)"), published(interval.index_high))
    yield _row(_("Number of the letter"), words=(letter.number if letter else "") or missing)
    day = letter.dated_on.isoformat() if letter and letter.dated_on else missing
    yield _row(_("Date of the letter"), words=day)
    yield _row(_("Signed by"), words=(letter.signed_by if letter else "") or missing)
    for part in card.parts:
        yield _row(f"{part.node.code} {text(part.node.title)}", part.score)


def _row(name: str, figure: Any = None, words: str = "") -> Row:
    return {"name": name, "figure": figure, "words": words}


def _items(report: Report) -> Sheet:
    before = drawings.year_before(report.card)
    columns = [
        Column("code", _("Code")),
        Column("title", _("Question"), width=60),
        Column("score", _("Score"), "number"),
        *([Column("before", before, "number")] if before else []),
        *(Column(f"seat{seat}", letter_words.seat(seat), "integer") for seat in range(1, report.seats + 1)),
    ]
    # Translators: name of a sheet of the report; at most 31 letters
    return Sheet(_("Items"), columns, list(_scores(report)))


def _scores(report: Report) -> Iterator[Row]:
    for item in report.items:
        answers = report.panels.get(item.node.code, [])
        yield {
            "code": item.node.code,
            "title": text(item.node.title),
            "score": item.score,
            "before": item.before,
            **{
                f"seat{seat}": answers[seat - 1] if seat <= len(answers) else None
                for seat in range(1, report.seats + 1)
            },
        }


def _remarks(report: Report) -> Sheet:
    columns = [
        Column("kind", _("Kind"), width=18),
        Column("assessor", _("Assessor"), "integer"),
        Column("label", _("Number"), width=12),
        Column("text", _("Text"), width=90),
    ]
    # Translators: name of a sheet of the report; at most 31 letters
    return Sheet(_("Remarks"), columns, list(_said(report)))


def _said(report: Report) -> Iterator[Row]:
    for kind, seats in report.came.groups:
        for seat, remarks in seats:
            for each in remarks:
                yield {
                    "kind": kind.label,
                    "assessor": seat or None,
                    "label": each.recommendation.label if each.recommendation else "",
                    "text": str(each.remark),
                }
