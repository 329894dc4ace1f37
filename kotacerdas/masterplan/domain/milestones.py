"""Progress by milestones: each counts by its share of all weights, so weights may add up to anything.

The peers' flaws this avoids: a weight of exactly 1 is a weight like any other, and the sum of weights is always divided by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault

WHOLE = 100
MOST_WEIGHT = Decimal(10) ** 5
PLACES = 3


@dataclass(frozen=True)
class Step:
    """A milestone; `done_on` is None while it is not reached."""

    title: str
    weight: Decimal = Decimal(1)
    due_on: date | None = None
    done_on: date | None = None


def percent(steps: Iterable[Step]) -> Fraction | None:
    """Done weights of all weights; 100 exactly if all are done. None without milestones."""
    every = list(steps)
    total = sum((Fraction(each.weight) for each in every), Fraction(0))
    done = sum((Fraction(each.weight) for each in every if each.done_on), Fraction(0))
    return done * WHOLE / total if total else None


def passed(steps: Iterable[Step], today: date) -> list[Step]:
    """Due before today and not done, the oldest first."""
    late = [each for each in steps if each.done_on is None and each.due_on and each.due_on < today]
    return sorted(late, key=lambda each: (each.due_on, each.title))


def faults(step: Step, *, first_year: int, last_year: int, today: date) -> Iterator[Fault]:
    at = {"milestone": step.title.strip()[:80]}
    if not step.title.strip():
        yield Fault("milestone-without-title")
    if not step.weight.is_finite() or not 0 < step.weight < MOST_WEIGHT:
        yield Fault("milestone-weight", {**at, "given": step.weight})
    elif step.weight != round(step.weight, PLACES):
        yield Fault("milestone-weight-too-fine", {**at, "given": step.weight, "places": PLACES})
    if step.due_on and not first_year <= step.due_on.year <= last_year:
        years = {"first": str(first_year), "last": str(last_year)}
        yield Fault("milestone-outside-edition", {**at, "day": step.due_on, **years})
    if step.done_on and step.done_on > today:
        yield Fault("milestone-done-in-future", {**at, "day": step.done_on})
