"""Whole levels of several assessors whose mean is a published one, for replays of rounds of which only means are known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault, Refused


def split(mean: Decimal, seats: int, *, least: int, most: int) -> tuple[int, ...]:
    """As equal as can be, the higher ones first. Raises `Refused` where no whole levels give this mean."""
    total = Fraction(mean) * seats
    if total.denominator != 1 or not least * seats <= total <= most * seats:
        raise Refused(Fault("mean-of-no-panel", {"mean": mean, "seats": seats}))
    level, higher = divmod(int(total), seats)
    return tuple(level + (seat < higher) for seat in range(seats))


def rotated(levels: tuple[int, ...], by: int) -> tuple[int, ...]:
    """The same levels with other seats first, so that no seat is always the kind one."""
    start = by % len(levels) if levels else 0
    return levels[start:] + levels[:start]
