"""Sentences about deliveries of files: the headline, what became of each file, how long it still takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kotacerdas.common import formats
from kotacerdas.common.faults import sentences
from kotacerdas.evidence.domain.deliveries import LEFT_AFTER
from kotacerdas.evidence.models import Intake, Item
from kotacerdas.evidence.queries.intakes import Row

TONES: dict[Item.State, str] = {
    Item.State.WAITING: "jalan",
    Item.State.ADDED: "ok",
    Item.State.KNOWN: "",
    Item.State.UNPACKED: "",
    Item.State.REFUSED: "telat",
    Item.State.LEFT_OUT: "",
    Item.State.CANCELLED: "awas",
}
_STATES: dict[str, tuple["str | Promise", str]] = {
    Intake.State.OPEN: (gettext_lazy("Waits until all files are sent"), "awas"),
    Intake.State.DONE: (gettext_lazy("Finished"), "ok"),
    Intake.State.CANCELLED: (gettext_lazy("Stopped"), ""),
    Intake.State.GIVEN_UP: (gettext_lazy("Given up"), "awas"),
}


@dataclass(frozen=True)
class Told:
    """A file of a delivery as the page shows it: its folder and name apart, its state in words."""

    row: Row
    folder: str
    name: str
    words: str
    tone: str
    reasons: list[str]


def told(row: Row) -> Told:
    folder, _slash, name = row.item.path.rpartition("/")
    state = Item.State(row.item.state)
    return Told(row, folder, name, str(state.label), TONES[state], sentences(row.item.why))


def state(intake: Intake) -> tuple[str, str]:
    """How a delivery stands, and the tone of it."""
    if intake.state != Intake.State.WORKING:
        words, tone = _STATES[intake.state]
        return str(words), tone
    if intake.is_working:
        return _("Is being taken in"), "jalan"
    return _("Was interrupted"), "telat"


def finding(intake: Intake, counted: Mapping[Item.State, int]) -> str:
    """The headline."""
    if intake.state == Intake.State.OPEN:
        return _of(
            sum(counted.values()),
            lambda n: ngettext("%(count)s file has arrived", "%(count)s files have arrived", n),
        )
    if intake.is_working:
        return _("The files are being taken in")
    if intake.state == Intake.State.WORKING:
        return _("The taking-in was interrupted")
    if intake.state == Intake.State.GIVEN_UP:
        return _of(
            LEFT_AFTER.days,
            lambda n: ngettext(
                "Given up: nobody added or finished anything for %(count)s day",
                "Given up: nobody added or finished anything for %(count)s days",
                n,
            ),
        )
    if not counted[Item.State.ADDED]:
        return _("No new document was added")
    return _of(
        counted[Item.State.ADDED],
        lambda n: ngettext("%(count)s document was added", "%(count)s documents were added", n),
    )


def more(counted: Mapping[Item.State, int]) -> str:
    """What became of the others, in one sentence; empty where there are none."""
    parts = [_of(count, words) for state, words in _MORE.items() if (count := counted[state])]
    return f"{', '.join(parts)}." if parts else ""


def _of(count: int, words: Callable[[int], str]) -> str:
    return words(count) % {"count": formats.number(count)}


_MORE: dict[Item.State, Callable[[int], str]] = {
    Item.State.REFUSED: lambda n: ngettext("%(count)s refused", "%(count)s refused", n),
    Item.State.KNOWN: lambda n: ngettext("%(count)s already here", "%(count)s already here", n),
    Item.State.UNPACKED: lambda n: ngettext("%(count)s archive unpacked", "%(count)s archives unpacked", n),
    Item.State.LEFT_OUT: lambda n: ngettext("%(count)s left out", "%(count)s left out", n),
    Item.State.CANCELLED: lambda n: ngettext("%(count)s stopped before", "%(count)s stopped before", n),
}


def left(time: timedelta | None) -> str:
    if time is None:
        return ""
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return _("less than a minute left")
    words = ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes)
    return words % {"count": formats.number(minutes)}
