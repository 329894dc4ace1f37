"""Figures and periods in words, and the sentences above the list and the page of one indicator."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.indicators.models import Indicator
from kotacerdas.indicators.queries.figures import Point, Sheet
from kotacerdas.indicators.queries.listing import Count, Row
from kotacerdas.indicators.words import STATUSES
from kotacerdas.people.models import City

_ROMAN = ("I", "II", "III", "IV")

# --- Periods and figures -----------------------------------------------------------------------------------


def period(text: str) -> str:
    """2024, "semester I 2024", "triwulan III 2024", "Juli 2024"; what is no period stays as it is."""
    year, _dash, part = text.partition("-")
    if part[:1] == "S":
        words = {"1": _("first half of %(year)s"), "2": _("second half of %(year)s")}
        return words[part[1]] % {"year": year}
    if part[:1] == "Q":
        return _("quarter %(part)s of %(year)s") % {"part": _ROMAN[int(part[1]) - 1], "year": year}
    return formats.month(date(int(year), int(part), 1)) if part else year


def figure(indicator: Indicator, value: Decimal, places: int | None = None) -> str:
    """Without its unit: 83,23; the word of an opinion; money in rupiah."""
    if indicator.kind == Indicator.Kind.OPINION:
        return opinion(indicator, value)
    shown = indicator.places if places is None else places
    if indicator.kind == Indicator.Kind.MONEY:
        return formats.rupiah(value, shown)
    written = formats.number(value, shown)
    return f"{written}%" if indicator.kind == Indicator.Kind.PERCENT and not indicator.unit else written


def with_unit(indicator: Indicator, value: Decimal, places: int | None = None) -> str:
    written = figure(indicator, value, places)
    return (
        f"{written} {indicator.unit}"
        if indicator.unit and indicator.kind != Indicator.Kind.MONEY
        else written
    )


def opinion(indicator: Indicator, value: Decimal) -> str:
    labels: Mapping[str, Mapping[str, str]] = indicator.labels
    key = f"{value.normalize():f}"
    return pick({"label": labels[key]}, "label") if key in labels else formats.number(value)


def short_opinion(words: str) -> str:
    """The abbreviation in brackets, if there is one: WTP."""
    found = re.search(r"\(([^()]{2,12})\)", words)
    return found[1] if found else words


def point(sheet: Sheet, shown: Point) -> str:
    return with_unit(sheet.indicator, shown.value, shown.places)


def difference(row: Row) -> str:
    """How much, without a sign: 0,61."""
    assert row.change is not None
    assert row.latest is not None
    assert row.previous is not None
    places = max(row.latest.places, row.previous.places)
    return formats.number(abs(row.change), places)


# --- The list ----------------------------------------------------------------------------------------------


def of_list(count: Count, city: City) -> str:
    if not count.known:
        return _("No indicator of %(city)s has a figure yet") % {"city": city.name}
    words = ngettext(
        "%(count)s of %(total)s indicators has a figure",
        "%(count)s of %(total)s indicators have a figure",
        count.known,
    )
    return words % {"count": formats.number(count.known), "total": formats.number(count.total)}


def beside_list(count: Count) -> str:
    """What the headline leaves open: which way they go, what became of the targets, what does not fit."""
    sentences = []
    if count.better or count.worse:
        better, worse = formats.number(count.better), formats.number(count.worse)
        sentences.append(
            _("Since the figure before, %(better)s went better and %(worse)s worse.")
            % {"better": better, "worse": worse}
        )
    if judged := count.met + count.missed:
        words = ngettext(
            "%(met)s of %(judged)s target is met.", "%(met)s of %(judged)s targets are met.", judged
        )
        sentences.append(words % {"met": formats.number(count.met), "judged": formats.number(judged)})
    if count.flagged:
        words = ngettext(
            "%(count)s published index does not fit its published parts.",
            "%(count)s published indices do not fit their published parts.",
            count.flagged,
        )
        sentences.append(words % {"count": formats.number(count.flagged)})
    return " ".join(sentences)


# --- One indicator -----------------------------------------------------------------------------------------


def of_row(row: Row, city: City) -> str:
    """The headline of its page."""
    title = row.indicator.title
    if row.latest is None:
        return _("%(title)s: no figure of %(city)s yet") % {"title": title, "city": city.name}
    words = {
        "title": title,
        "figure": point(row.sheet, row.latest),
        "period": period(row.latest.period),
    }
    told = _("%(title)s: %(figure)s in %(period)s") % words
    if row.latest.status not in {"sample", "estimate"}:
        return told
    return _("%(finding)s (%(status)s)") % {"finding": told, "status": STATUSES[row.latest.status]}


def beside_row(row: Row, city: City) -> str:
    """The change, the target, and how province and nation stand in the same period."""
    return " ".join(_beside(row, city))


def _beside(row: Row, city: City) -> Iterator[str]:
    if row.latest is None:
        return
    if row.previous is not None:
        yield _changed(row)
    if row.aim is not None:
        yield aim_words(row)
    for other, name in ((row.province, city.province.name), (row.nation, _("Indonesia"))):
        if other is not None:
            yield _("%(place)s stood at %(figure)s in the same period.") % {
                "place": name, "figure": point(row.sheet, other),
            }  # fmt: skip


def _changed(row: Row) -> str:
    assert row.latest is not None
    assert row.previous is not None
    words = {"before": point(row.sheet, row.previous), "period": period(row.previous.period)}
    if row.indicator.kind == Indicator.Kind.OPINION:
        return _("Before it, in %(period)s, stood %(before)s.") % words
    words["difference"] = difference(row)
    up = row.change is not None and row.change > 0
    match row.verdict:
        case "same":
            return _("That is as much as in %(period)s.") % words
        case "better" if up:
            return _("It rose by %(difference)s from %(before)s in %(period)s, which is better.") % words
        case "better":
            return _("It fell by %(difference)s from %(before)s in %(period)s, which is better.") % words
        case "worse" if up:
            return _("It rose by %(difference)s from %(before)s in %(period)s, which is worse.") % words
        case "worse":
            return _("It fell by %(difference)s from %(before)s in %(period)s, which is worse.") % words
    if up:
        return _("It rose by %(difference)s from %(before)s in %(period)s.") % words
    return _("It fell by %(difference)s from %(before)s in %(period)s.") % words


def aim_words(row: Row) -> str:
    """The target that matters now, and whether it is met."""
    aim = row.aim
    assert aim is not None
    words = {"target": with_unit(row.indicator, aim.target.value), "year": str(aim.target.year)}
    match aim.state:
        case "met":
            return _("The target for %(year)s, %(target)s, is met.") % words
        case "missed":
            return _("The target for %(year)s, %(target)s, is not met.") % words
        case "open":
            return _("The target for %(year)s is %(target)s.") % words
    return _("Whether the target for %(year)s, %(target)s, was met is not known.") % words


def disagreement(row: Row, shown: Point) -> str:
    """A published figure that cannot have come from its published parts."""
    agreement = shown.agreement
    assert agreement is not None
    return _(
        "For %(period)s the published parts give between %(low)s and %(high)s, but %(published)s was published. Either "
        "one of the parts or the figure itself was misprinted, or they come from different releases."
    ) % {
        "period": period(shown.period),
        "low": formats.number(agreement.low, shown.places),
        "high": formats.number(agreement.high, shown.places),
        "published": point(row.sheet, shown),
    }


def succession(sheet: Sheet, city: City) -> str:
    """From when to when an indicator has figures here, beside the one that replaces it or that it replaces."""
    first, last = (sheet.main.points[0], sheet.main.points[-1]) if sheet.main else (None, None)
    title = sheet.indicator.title
    if first is None or last is None:
        return _("%(title)s has no figure of %(city)s yet.") % {"title": title, "city": city.name}
    words = {"title": title, "first": period(first.period), "last": period(last.period)}
    if first is last:
        return _("%(title)s has one figure, of %(last)s.") % words
    return _("%(title)s has figures from %(first)s to %(last)s.") % words


# --- Statuses ----------------------------------------------------------------------------------------------


def verdict_words(row: Row) -> str:
    """ "better" or "worse" as a word, so that nobody depends on colour; "" where neither is."""
    words = {
        "better": pgettext("indicator", "better"),
        "worse": pgettext("indicator", "worse"),
        "same": pgettext("indicator", "unchanged"),
    }
    return words.get(row.verdict or "", "")
