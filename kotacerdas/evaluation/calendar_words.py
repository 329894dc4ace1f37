"""The days of a round in words: what matters now, how each step stands, on the round's clock and on the reader's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.evaluation.domain.workflow import Calendar, Standing, Step, matters_now, open_steps, standing
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.calendars import Line
from kotacerdas.evaluation.words import STANDINGS, STEPS

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TONES = {Standing.OPEN: "jalan", Standing.OVER: "ok", Standing.AHEAD: "", Standing.UNDATED: ""}
ICONS = {
    Standing.OPEN: "clock",
    Standing.OVER: "circle-check",
    Standing.AHEAD: "circle-dashed",
    Standing.UNDATED: "circle-dashed",
}


@dataclass(frozen=True)
class Clocks:
    """On which clocks moments are told: the round's, and another where it differs."""

    zone: str
    other: str = ""

    def told(self, at: datetime) -> str:
        """ "12 Desember 2026 17.00 WIB (18.00 WITA)"; on another day, with that day."""
        here = formats.moment(at, self.zone)
        if not self.other or _offset(at, self.zone) == _offset(at, self.other):
            return here
        is_same_day = formats.day(at, self.zone) == formats.day(at, self.other)
        there = formats.clock(at, self.other) if is_same_day else formats.moment(at, self.other)
        return f"{here} ({there})"


def _offset(at: datetime, zone: str) -> timedelta | None:
    return formats.zone_of(zone).utcoffset(at)


@dataclass(frozen=True)
class Row:
    """A step as the page shows it."""

    line: Line
    name: str
    stands: str
    opens: str
    closes: str
    planned: str
    """When it was to end, where it was extended."""

    @property
    def tone(self) -> str:
        return TONES[self.line.standing]

    @property
    def icon(self) -> str:
        return ICONS[self.line.standing]

    @property
    def is_begun(self) -> bool:
        return self.line.standing in (Standing.OPEN, Standing.OVER)

    @property
    def is_open(self) -> bool:
        return self.line.standing is Standing.OPEN


def row_of(line: Line, clocks: Clocks, now: datetime) -> Row:
    window = line.window
    planned = formats.moment(line.planned_close, clocks.zone) if line.is_extended else ""
    return Row(
        line=line,
        name=str(STEPS[line.step]),
        stands=stands(line, clocks, now),
        opens=clocks.told(window.opens_at) if window else "",
        closes=clocks.told(window.closes_at) if window else "",
        planned=planned,
    )


def stands(line: Line, clocks: Clocks, now: datetime) -> str:
    window = line.window
    if window is None:
        return str(STANDINGS[Standing.UNDATED])
    if line.standing is Standing.AHEAD:
        return _opens_in(window.opens_at - now)
    if line.standing is Standing.OPEN:
        return _("open, %(left)s left") % {"left": _span(window.closes_at - now)}
    return str(STANDINGS[Standing.OVER])


def headline(calendar: Calendar, clocks: Clocks, now: datetime) -> str:
    """What matters now in one sentence, never more than the days say."""
    if not calendar:
        return _("The days of this round are not set yet")
    step = matters_now(calendar, now)
    if step is None:
        at = max(window.closes_at for window in calendar.values())
        if Step.CLOSED in open_steps(calendar, now):
            at = calendar[Step.CLOSED].opens_at
        return _("This round has been over since %(at)s") % {"at": clocks.told(at)}
    window, name = calendar[step], STEPS[step]
    if standing(calendar, step, now) is Standing.OPEN:
        return _("%(step)s is open until %(at)s") % {"step": name, "at": clocks.told(window.closes_at)}
    return _("%(step)s opens on %(at)s") % {"step": name, "at": clocks.told(window.opens_at)}


def also_open(calendar: Calendar, clocks: Clocks, now: datetime) -> list[str]:
    """The other steps that are open beside the one of the headline, each with the day of its end."""
    first = matters_now(calendar, now)
    others = [step for step in open_steps(calendar, now) if step not in (first, Step.CLOSED)]
    return [
        _("%(step)s until %(at)s")
        % {"step": STEPS[step], "at": formats.day(calendar[step].closes_at, clocks.zone)}
        for step in others
    ]


def _opens_in(left: timedelta) -> str:
    return _("opens in %(time)s") % {"time": _span(left)}


def _span(left: timedelta) -> str:
    """In whole days, in its last two days in hours, in its last hour in minutes; never more than is left."""
    if left >= 2 * DAY:
        return ngettext("%(count)d day", "%(count)d days", left // DAY) % {"count": left // DAY}
    if left >= HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", left // HOUR) % {"count": left // HOUR}
    minutes = max(1, left // timedelta(minutes=1))
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def usual_titles(kind: str, year: int, stage: str) -> tuple[str, str]:
    """In Indonesian and in English, for who gives none."""
    found = []
    for language in ("id", "en"):
        with translation.override(language):
            found.append(_usual_title(kind, year, stage))
    return found[0], found[1]


def _usual_title(kind: str, year: int, stage: str) -> str:
    words = {"year": year, "stage": stage}
    if kind == Round.Kind.TRIAL:
        if stage:
            return _("Rehearsal of the Smart City evaluation %(year)s, stage %(stage)s") % words
        return _("Rehearsal of the Smart City evaluation %(year)s") % words
    if stage:
        return _("Smart City evaluation %(year)s, stage %(stage)s") % words
    return _("Smart City evaluation %(year)s") % words
