"""How a programme stands on a day: late, at risk, silent or on course, each with the figures that say so.

Reported work is compared with the share of the year's time that had passed at the end of the reported month, never with
today: who reports in time is not behind because the month after has begun. The limits are data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kotacerdas.masterplan.domain import milestones
from kotacerdas.masterplan.domain.milestones import Step

Kind = Literal["late", "at_risk", "silent", "on_course", "planned", "done", "stopped"]
KINDS: tuple[Kind, ...] = ("late", "at_risk", "silent", "on_course", "planned", "done", "stopped")
"""The gravest first."""
_KIND_OF: Mapping[str, Kind] = {
    "milestone-passed": "late", "end-passed": "late", "behind": "at_risk", "risk": "at_risk", "silent": "silent",
    "never-reported": "silent",
}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """`behind` in percentage points of the year's work; `silent_days` without a report while running."""

    behind: Decimal
    silent_days: int


@dataclass(frozen=True)
class LastReport:
    """`physical` is cumulative within its year; `made_on` is the day on which it was handed in."""

    year: int
    month: int
    physical: Decimal
    made_on: date

    @property
    def ends_on(self) -> date:
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def reaches(self) -> date:
        """The last day that it speaks of."""
        return min(self.ends_on, self.made_on)


@dataclass(frozen=True)
class OpenRisk:
    """A risk that is grave and above the appetite, after its treatment where that was judged, else as it is."""

    what: str
    size: int
    level: str
    is_residual: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a programme. `state` is planned, running, done or stopped."""

    state: str
    starts_on: date | None = None
    ends_on: date | None = None
    last: LastReport | None = None
    steps: tuple[Step, ...] = ()
    risks: tuple[OpenRisk, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why; `values` are the figures of its sentence."""

    kind: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Standing:
    """`kind` is the gravest of its reasons; a programme may be late and silent at once."""

    kind: Kind
    reasons: tuple[Reason, ...] = ()

    def is_(self, kind: Kind) -> bool:
        return kind == self.kind or bool(self.because(kind))

    def because(self, kind: Kind) -> list[Reason]:
        return [each for each in self.reasons if _KIND_OF[each.kind] == kind]


def standing(facts: Facts, *, today: date, limits: Limits) -> Standing:
    """Who is done or was stopped has no reasons any more."""
    if facts.state == "done":
        return Standing("done")
    if facts.state == "stopped":
        return Standing("stopped")
    reasons = (*_late(facts, today), *_at_risk(facts, limits), *_silent(facts, today, limits))
    if reasons:
        return Standing(min((_KIND_OF[each.kind] for each in reasons), key=KINDS.index), reasons)
    return Standing("on_course" if facts.state == "running" else "planned")


def elapsed(year: int, starts_on: date | None, ends_on: date | None, on: date) -> Fraction | None:
    """The share of the year's working time, in percent, that had passed when the day `on` ended. A programme works in a year
    from its start to its end; None where no day of the year belongs to it."""
    first = max(date(year, 1, 1), starts_on or date.min)
    last = min(date(year, 12, 31), ends_on or date.max)
    if last < first:
        return None
    days = (last - first).days + 1
    gone = min(max((on - first).days + 1, 0), days)
    return Fraction(gone * 100, days)


def _late(facts: Facts, today: date) -> Iterator[Reason]:
    for step in milestones.passed(facts.steps, today):
        if step.due_on:
            days = (today - step.due_on).days
            yield Reason("milestone-passed", {"milestone": step.title, "due": step.due_on, "days": days})
    if facts.ends_on and facts.ends_on < today:
        yield Reason("end-passed", {"end": facts.ends_on, "days": (today - facts.ends_on).days})


def _at_risk(facts: Facts, limits: Limits) -> Iterator[Reason]:
    if last := facts.last:
        gone = elapsed(last.year, facts.starts_on, facts.ends_on, last.reaches)
        if gone is not None and gone - Fraction(last.physical) >= Fraction(limits.behind):
            points = gone - Fraction(last.physical)
            values = {"physical": last.physical, "elapsed": gone, "points": points, "day": last.reaches}
            yield Reason("behind", values)
    for risk in sorted(facts.risks, key=lambda each: -each.size):
        yield Reason(
            "risk",
            {"risk": risk.what, "size": risk.size, "level": risk.level, "is_residual": risk.is_residual},
        )


def _silent(facts: Facts, today: date, limits: Limits) -> Iterator[Reason]:
    """After its end nobody waits for a report any more: then it is late."""
    if facts.state != "running":
        return
    since = facts.last.reaches if facts.last else facts.starts_on
    if since is None:
        yield Reason("never-reported", {})
    elif (min(today, facts.ends_on or today) - since).days >= limits.silent_days:
        kind = "silent" if facts.last else "never-reported"
        yield Reason(kind, {"since": since, "days": (today - since).days})


def counted(standings: Iterable[Standing]) -> dict[Kind, int]:
    """How many are late, at risk, silent ...; one that is two of them counts for both."""
    every = list(standings)
    return {kind: sum(each.is_(kind) for each in every) for kind in KINDS}
