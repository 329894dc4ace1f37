"""What differs between two editions in sentences and words, for the page, the files and the command."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.domain.comparing.changes import Change, Kind
from kotacerdas.masterplan.domain.comparing.differing import Entry
from kotacerdas.masterplan.domain.comparing.matching import How, Pair
from kotacerdas.masterplan.models import Node, Programme
from kotacerdas.masterplan.models.choices import Dimension, Money
from kotacerdas.masterplan.queries.comparing import Compared

Words = str | Promise

KINDS: Mapping[Kind, Words] = {
    Kind.ADDED: pgettext_lazy("plan", "added"),
    Kind.DROPPED: pgettext_lazy("plan", "dropped"),
    Kind.MOVED: pgettext_lazy("plan", "moved"),
    Kind.RENAMED: pgettext_lazy("plan", "renamed"),
    Kind.RECODED: pgettext_lazy("plan", "another code"),
    Kind.REWORDED: pgettext_lazy("plan", "another goal"),
    Kind.RETARGETED: pgettext_lazy("plan", "other targets"),
    Kind.MONEY: pgettext_lazy("plan", "other money"),
    Kind.DATES: pgettext_lazy("plan", "other days or years"),
}
FIELDS: Mapping[str, Words] = {
    "code": pgettext_lazy("plan", "Code"),
    "title": gettext_lazy("Title"),
    "text": pgettext_lazy("plan", "Words"),
    "parent": pgettext_lazy("plan", "Stands below"),
    "dimension": gettext_lazy("Dimension"),
    "subdimension": gettext_lazy("Sub-dimension"),
    "kind": pgettext_lazy("programme", "Kind"),
    "lead": gettext_lazy("Leading agency"),
    "goal": pgettext_lazy("programme", "Goal"),
    "measure": gettext_lazy("Measured by"),
    "unit": gettext_lazy("Unit"),
    "direction": pgettext_lazy("figure", "Direction"),
    "baseline": gettext_lazy("Baseline"),
    "baseline_year": gettext_lazy("Year of the baseline"),
    "starts": gettext_lazy("Starts on"),
    "ends": gettext_lazy("Ends on"),
    "renja_years": gettext_lazy("Years in the agency’s Renja"),
    "rkpd_years": gettext_lazy("Years in the city’s RKPD"),
}


@dataclass(frozen=True)
class Line:
    """One change as it is read: what, before, after, by how much."""

    kind: Kind
    label: str
    before: str
    after: str
    change: str = ""

    def __str__(self) -> str:
        """For a terminal."""
        more = f" ({self.change})" if self.change else ""
        return f"{self.label}: {self.before} → {self.after}{more}"


def headline(found: Compared) -> str:
    counts, difference = found.difference.counts, found.difference
    if difference.is_empty:
        return _("The two editions say the same")
    parts = [_counted(kind, counts[kind]) for kind in _FIRST if counts[kind]]
    others = sum(not {*entry.kinds} & {*_FIRST} for entry in difference.changed)
    if others:
        parts.append(
            ngettext("%(count)s changed otherwise", "%(count)s changed otherwise", others)
            % {"count": formats.number(others)}
        )
    if not parts:
        return _("The programmes are the same; goals differ")
    return _("Programmes: %(parts)s") % {"parts": ", ".join(parts)}


_FIRST = (Kind.ADDED, Kind.DROPPED, Kind.MOVED, Kind.RENAMED)


def _counted(kind: Kind, count: int) -> str:
    said = {"count": formats.number(count)}
    match kind:
        case Kind.ADDED:
            return ngettext("%(count)s added", "%(count)s added", count) % said
        case Kind.DROPPED:
            return ngettext("%(count)s dropped", "%(count)s dropped", count) % said
        case Kind.MOVED:
            return ngettext("%(count)s moved", "%(count)s moved", count) % said
    return ngettext("%(count)s renamed", "%(count)s renamed", count) % said


def beside(found: Compared) -> Iterator[str]:
    """What the headline leaves out: money, years that are not compared, pairs to be looked at."""
    difference = found.difference
    whole = difference.whole
    if whole.before or whole.after:
        said = {
            "before": formats.rupiah(whole.before),
            "after": formats.rupiah(whole.after),
            "change": money_change(whole.change),
        }
        if whole.change:
            yield _("Money of all years and sources: %(before)s before, %(after)s after (%(change)s).") % said
        else:
            yield _("Money of all years and sources: %(after)s in both.") % said
    shared = difference.shared_years
    if shared is not None and not shared:
        yield _("The periods have no year in common, so targets and money are not compared year by year.")
    elif shared is not None and (found.before.years != found.after.years):
        said = {"first": str(shared[0]), "last": str(shared[-1])}
        yield _("Targets and money are compared for the years of both, %(first)s to %(last)s.") % said
    if count := difference.unchanged_count:
        words = ngettext(
            "%(count)s programme is the same in both.", "%(count)s programmes are the same in both.", count
        )
        yield words % {"count": formats.number(count)}
    if count := difference.doubtful_count:
        words = ngettext(
            "%(count)s pair is doubtful: look whether it is one programme.",
            "%(count)s pairs are doubtful: look whether each is one programme.",
            count,
        )
        yield words % {"count": formats.number(count)}


def changes(entry: Entry[Any], found: Compared) -> list[Line]:
    """Year by year, as files need it."""
    return [_line(change, found) for change in entry.changes]


def shortly(entry: Entry[Any], found: Compared) -> list[Line]:
    """For people: years one after the other that changed alike stand in one line."""
    runs: list[list[Change]] = []
    for change in sorted(entry.changes, key=_beside):
        if runs and _goes_on(runs[-1][-1], change):
            runs[-1].append(change)
        else:
            runs.append([change])
    return [_line(run[0], found, until=run[-1].year) for run in runs]


def _beside(change: Change) -> tuple[int, str, int]:
    """Sources one after the other; everything else stays where it is, for sorting is stable."""
    return list(Kind).index(change.kind), change.source, change.year if change.year and change.source else 0


def _goes_on(last: Change, change: Change) -> bool:
    is_next = last.year is not None and change.year == last.year + 1
    same = (last.field, last.source, last.before, last.after)
    return is_next and same == (change.field, change.source, change.before, change.after)


def notes(entry: Entry[Any]) -> list[str]:
    """How the pair was found where it is not plain, and where a part came from."""
    told = [related(entry)]
    if entry.pair and (entry.pair.how is How.LIKENESS or entry.is_doubtful):
        told.append(pairing(entry.pair))
    return [each for each in told if each]


def pairing(pair: Pair[Any]) -> str:
    """How the pair was found."""
    share = {"share": formats.percent(Decimal(pair.likeness) / 1000, 0)}
    match pair.how:
        case How.CONTINUES:
            return _("The plan itself says that it continues the earlier one.")
        case How.CODE:
            return _("Paired by its code; the titles are %(share)s alike.") % share
        case How.TITLE:
            return _("Paired by its title.")
    return _("Paired because the titles are %(share)s alike.") % share


def related(entry: Entry[Any]) -> str:
    """For a programme that the plan calls a part of another one."""
    if not entry.related:
        return ""
    if entry.before is None:
        return _("It came out of %(code)s, which another programme continues.") % {"code": entry.related}
    return _("It went into %(code)s, which continues another programme.") % {"code": entry.related}


def name_of(entry: Entry[Any]) -> str:
    words = f"{entry.row.code} {entry.row.words}"
    kinds = ", ".join(str(KINDS[kind]) for kind in entry.kinds)
    doubt = f", {pgettext('pair', 'doubtful')}" if entry.is_doubtful else ""
    return f"{words} [{kinds}{doubt}]"


def _line(change: Change, found: Compared, *, until: int | None = None) -> Line:
    before, after = (value_of(change, each, found) for each in (change.before, change.after))
    years = _years(change.year, until)
    match change.kind:
        case Kind.ADDED | Kind.DROPPED:
            return Line(change.kind, "", before, after)
        case Kind.MONEY:
            label = f"{Money(change.source).label} {years}"
            return Line(change.kind, label, before, after, money_change(change.step))
    if change.field == "target":
        return Line(change.kind, _("Target %(year)s") % {"year": years}, before, after)
    return Line(change.kind, str(FIELDS[change.field]), before, after)


def _years(first: int | None, last: int | None) -> str:
    if last is None or last == first:
        return str(first)
    return _("%(first)s to %(last)s, each year") % {"first": first, "last": last}


def value_of(change: Change, value: Any, found: Compared) -> str:
    if value is None or value == "" or (change.field == "money" and not value):
        return "–"
    match change.field:
        case "money":
            return formats.rupiah(value)
        case "dimension":
            return str(Dimension(value).label)
        case "subdimension":
            known = subdimensions().get(value)
            return known.title if known else str(value)
        case "kind":
            return str(Programme.Kind(value).label)
        case "direction":
            return str(Programme.Direction(value).label)
        case "lead":
            return str(found.agencies.get(value, value))
        case "baseline_year":
            return str(value)
    if isinstance(value, Decimal):
        return formats.number(value.normalize())
    return formats.day(value) if isinstance(value, date) else str(value)


def money_change(change: int) -> str:
    """With its sign, in the words of money."""
    if not change:
        return formats.rupiah(0)
    return f"{'+' if change > 0 else formats.MINUS}{formats.rupiah(abs(change))}"


def node_kind(code: str) -> str:
    return str(Node.Kind(code).label)
