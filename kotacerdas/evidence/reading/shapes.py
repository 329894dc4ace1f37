"""What readers answer: plain values that travel as JSON from the child process."""

from __future__ import annotations

from typing import Any, TypedDict

MOST_UNITS = 5_000
"""Of one file; what lies behind them is not read, and the file says so."""
MOST_LETTERS = 200_000
"""Of one unit."""


class Unit(TypedDict):
    """A part of a file. `wants_eyes` marks a picture of words, which only recognition can read."""

    kind: str
    label: str
    text: str
    wants_eyes: bool


class Part(TypedDict):
    """Some units of a file; `next` is where the reading goes on, None at the end. `faults` are kind and values."""

    units: list[Unit]
    next: int | None
    faults: list[dict[str, Any]]


def unit(kind: str, label: str, text: str, *, wants_eyes: bool = False) -> Unit:
    return Unit(kind=kind, label=label[:120], text=text[:MOST_LETTERS], wants_eyes=wants_eyes)


def part(units: list[Unit], *, after: int | None = None) -> Part:
    """The whole, or a part of it that goes on at `after`."""
    faults: list[dict[str, Any]] = []
    if len(units) > MOST_UNITS:
        faults.append({"kind": "evidence-read-so-far", "values": {"count": MOST_UNITS}})
    if any(len(each["text"]) == MOST_LETTERS for each in units):
        faults.append({"kind": "evidence-text-too-long", "values": {"most": MOST_LETTERS}})
    return Part(units=units[:MOST_UNITS], next=after, faults=faults)
