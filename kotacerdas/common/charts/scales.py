"""Scales of charts over time: round marks up the side, years along the foot, names spread so that none covers another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext_noop

from kotacerdas.common.charts.shapes import Pen

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_LARGE = (
    (Decimal(10) ** 12, Decimal(10) ** 12, gettext_noop("%(value)s trillion")),
    (Decimal(10) ** 9, Decimal(10) ** 9, gettext_noop("%(value)s billion")),
    (Decimal(10) ** 7, Decimal(10) ** 6, gettext_noop("%(value)s million")),
)
"""From which value on, in which unit, with which words."""


@dataclass(frozen=True)
class Scale:
    """From `low` to `high` with marks at each `step`; `words` stand for the values of an opinion."""

    low: Decimal
    high: Decimal
    step: Decimal
    words: Mapping[Decimal, str]

    def share(self, value: Decimal) -> float:
        """How far up, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def marks(self, pen: Pen) -> list[tuple[Decimal, str]]:
        """Each mark with its words: a number, a number of millions, or the name of an opinion."""
        if self.words:
            return [
                (value, word) for value, word in sorted(self.words.items()) if self.low <= value <= self.high
            ]
        count = int((self.high - self.low) / self.step)
        return [
            (value, self._told(pen, value))
            for value in (self.low + self.step * at for at in range(count + 1))
        ]

    def _told(self, pen: Pen, value: Decimal) -> str:
        largest = max(abs(self.low), abs(self.high))
        for least, size, words in _LARGE:
            if largest >= least:
                return pen.say(words) % {"value": pen.tick(value / size)} if value else pen.tick(Decimal(0))
        return pen.number(value, max(0, _places(self.step)))


def scale(
    values: Sequence[Decimal], *, places: int = 6, words: Mapping[Decimal, str] | None = None, marks: int = 5
) -> Scale:
    """Around all values. It starts at nothing where the values come near it; a flat line stands in its middle.

    No mark is finer than `places` decimals: half a year of clean audits says nothing.
    """
    if words:
        low, high = min([*values, *words]), max([*values, *words])
        return Scale(low, high if high > low else low + 1, Decimal(1), words)
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if low == high:
        pad = abs(low) / 10 or Decimal(1)
        low, high = low - pad if low else low, high + pad
    elif 0 <= low < (high - low) / 2:
        low = Decimal(0)
    step = _step((high - low) / (marks - 1), places)
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(low, high, step, {})


def _step(least: Decimal, places: int) -> Decimal:
    """The smallest round step that is not below `least`."""
    finest = Decimal(1).scaleb(-places)
    size = Decimal(1).scaleb(least.adjusted())
    candidates = (size * each for each in _STEPS)
    return next((each for each in candidates if each >= least and each % finest == 0), finest)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def thinned(times: Sequence[tuple[float, str]], most: int) -> list[tuple[float, str]]:
    """At most so many of them, in even steps that end with the last one."""
    if not times:
        return []
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 1000) if len(times) <= each * max(1, most))
    return list(times[::-1][::step])[::-1]


def spread(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """For blocks of words, each with the middle it would like to have and its height: middles that keep them apart.

    In the order given, which is from the top; they are pushed down where they touch, and up again from the foot.
    """
    tops: list[float] = []
    at = low
    for middle, height in wanted:
        at = max(at, middle - height / 2)
        tops.append(at)
        at += height
    floor = high
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = max(low, min(tops[place], floor - wanted[place][1]))
        floor = tops[place]
    return [top + height / 2 for top, (_middle, height) in zip(tops, wanted, strict=True)]
