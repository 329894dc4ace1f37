"""Sentences over workbooks with figures in them: what the plan finds, what was done, the tabs above the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.words import LEFT_OUT

# In the order in which somebody has to look at them.
TABS: dict[str, "str | Promise"] = {
    "faulty": pgettext_lazy("rows", "with faults"),
    "conflict": pgettext_lazy("rows", "in conflict"),
    "changed": pgettext_lazy("rows", "changed"),
    "added": pgettext_lazy("rows", "new"),
    "unchanged": pgettext_lazy("rows", "unchanged"),
    "left": pgettext_lazy("rows", "left out"),
}
AFTERWARDS: dict[str, "str | Promise"] = {
    "kept": pgettext_lazy("rows", "not undone"),
    "undone": pgettext_lazy("rows", "undone"),
}
_DOING = {
    State.PLANNING: gettext_lazy("The workbook is being checked"),
    State.WRITING: gettext_lazy("The rows are being written"),
    State.UNDOING: gettext_lazy("The rows are being put back"),
}


@dataclass(frozen=True)
class Tab:
    key: str
    words: str
    count: int
    is_current: bool


def tabs(run: ImportRun, chosen: str) -> list[Tab]:
    """Those that have rows; the first of them if none was chosen."""
    left = sum(count for reason, count in run.counts.get("left", {}).items() if reason != "blank")
    names = (AFTERWARDS | TABS) if run.state == State.UNDONE else TABS
    counts = {key: left if key == "left" else run.count(key) for key in names}
    some = [key for key, count in counts.items() if count]
    current = chosen if chosen in some else next(iter(some), "")
    return [Tab(key, str(names[key]), counts[key], key == current) for key in some]


def finding(run: ImportRun) -> str:
    """The headline."""
    if run.state == State.WRITTEN:
        return ngettext(
            "%(count)s row was written", "%(count)s rows were written", run.count("written")
        ) % _count(run, "written")
    if run.state == State.UNDONE:
        return ngettext(
            "%(count)s row was put back", "%(count)s rows were put back", run.count("undone")
        ) % _count(run, "undone")
    if run.state == State.DROPPED:
        return _("This workbook was dropped")
    if not run.count("accepted"):
        return _("Nothing of this workbook would be written")
    return ngettext(
        "%(count)s row would be written", "%(count)s rows would be written", run.count("accepted")
    ) % _count(run, "accepted")


def _count(run: ImportRun, name: str) -> dict[str, str]:
    return {"count": formats.number(run.count(name))}


def chosen(run: ImportRun) -> str:
    return ngettext(
        "%(count)s row is chosen to be written.",
        "%(count)s rows are chosen to be written.",
        run.count("accepted"),
    ) % _count(run, "accepted")


def done(run: ImportRun) -> str:
    return f"{finding(run)}."


def doing(run: ImportRun) -> str:
    return str(_DOING[run.stands])


def left_rows(rows: Iterable[Any]) -> list[tuple[int, str, str]]:
    return [(number, str(LEFT_OUT[reason]), words) for number, reason, words in rows]
