"""When somebody may lead a post or act for it: one head at a time, Plt for a vacant post, Plh for an absent holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kotacerdas.common.domain.faults import Fault

Manner = Literal["substantive", "plt", "plh"]


@dataclass(frozen=True)
class Tenure:
    """One person in one post between two days; without a last day, for as long as is known."""

    person: str
    manner: Manner
    from_on: date
    until_on: date | None = None
    name: str = ""
    """What people call whom `person` stands for."""

    def overlaps(self, other: Tenure) -> bool:
        return self.from_on <= (other.until_on or date.max) and other.from_on <= (self.until_on or date.max)

    def spans(self, other: Tenure) -> bool:
        return self.from_on <= other.from_on and (other.until_on or date.max) <= (self.until_on or date.max)


@dataclass(frozen=True)
class Findings:
    refused: list[Fault] = field(default_factory=list)
    doubted: list[Fault] = field(default_factory=list)
    """May be true all the same; a person looks at it and says so."""


def check(new: Tenure, others: Iterable[Tenure], *, most_months: int | None = None) -> Findings:
    """`others` are all tenures of the same post; `most_months` is how long one may usually act in this manner."""
    refused: list[Fault] = []
    if new.until_on is not None and new.until_on < new.from_on:
        return Findings([Fault("last-day-before-first")])
    if new.manner != "substantive" and new.until_on is None:
        return Findings([Fault("acting-without-end")])
    meeting = [each for each in others if each.overlaps(new)]
    holders = [each for each in meeting if each.manner == "substantive"]
    deputies = [each for each in meeting if each.manner != "substantive"]
    refused += [_fault("post-has-deputy", each) for each in deputies if _is_in_the_way(each, new)]
    if new.manner == "substantive":
        refused += [_fault("post-has-head", each) for each in holders]
    elif new.manner == "plt":
        refused += [_fault("post-not-vacant", each) for each in holders]
    elif any(each.person == new.person for each in holders):
        refused.append(Fault("deputy-of-oneself"))
    return Findings(refused, _doubts(new, holders, most_months) if not refused else [])


def _is_in_the_way(deputy: Tenure, new: Tenure) -> bool:
    """Whoever acts while a post is vacant leaves before it is filled; an absent holder's deputy does not mind."""
    return new.manner != "substantive" or deputy.manner == "plt"


def _doubts(new: Tenure, holders: list[Tenure], most_months: int | None) -> list[Fault]:
    found = []
    if new.manner == "plh" and not any(each.spans(new) for each in holders):
        found.append(Fault("nobody-to-stand-in-for"))
    if most_months and new.until_on and new.until_on >= months_later(new.from_on, most_months):
        found.append(Fault("acting-too-long", {"most_months": most_months}))
    return found


def months_later(day: date, months: int) -> date:
    """The same day some months later; where that month is shorter, its first day after."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1)


def _fault(kind: str, other: Tenure) -> Fault:
    values: dict[str, object] = {"person": other.name or other.person, "from_on": other.from_on}
    if other.until_on is not None:
        return Fault(kind, {**values, "until_on": other.until_on})
    return Fault(f"{kind}-without-end", values)
