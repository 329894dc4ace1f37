"""How far a panel is, and what one seat of it has still to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Of a panel as whoever keeps the round sees it, in the order of its way."""

    SEATLESS = "seatless"
    """Fewer seats than are needed."""
    UNDECLARED = "undeclared"
    SCORING = "scoring"
    READY = "ready"
    """Everybody has scored everything; it can be opened."""
    OPEN = "open"
    CONCLUDED = "concluded"
    PUBLISHED = "published"


class Duty(StrEnum):
    """Of a seat, as whoever sits in it sees it."""

    DECLARE = "declare"
    WAIT = "wait"
    """The city has submitted nothing yet."""
    SCORE = "score"
    SCORED = "scored"
    """Everything is scored; the others have still to."""
    TALK = "talk"
    CONCLUDED = "concluded"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Way:
    """What has happened to a panel."""

    is_open: bool = False
    is_concluded: bool = False
    is_published: bool = False


def standing(way: Way, *, declared: int, undeclared: int, least: int, left: int) -> Standing:
    """`left`: questions that declared seats have still to score, all together."""
    if way.is_concluded:
        return Standing.PUBLISHED if way.is_published else Standing.CONCLUDED
    if way.is_open:
        return Standing.OPEN
    if declared + undeclared < least:
        return Standing.SEATLESS
    if undeclared:
        return Standing.UNDECLARED
    return Standing.SCORING if left else Standing.READY


def duty(way: Way, *, has_declared: bool, is_submitted: bool, left: int) -> Duty:
    """`left`: questions that this seat has still to score."""
    if way.is_concluded:
        return Duty.PUBLISHED if way.is_published else Duty.CONCLUDED
    if not has_declared:
        return Duty.DECLARE
    if way.is_open:
        return Duty.TALK
    if not is_submitted:
        return Duty.WAIT
    return Duty.SCORE if left else Duty.SCORED
