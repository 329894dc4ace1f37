"""Whether a change is for the better, and whether a target is met."""

from decimal import Decimal
from typing import Literal

Verdict = Literal["better", "worse", "same", "different"]
AimState = Literal["met", "missed", "open", "unknown"]


def verdict(direction: str, before: Decimal, now: Decimal) -> Verdict:
    """`direction` is "up", "down" or "none", where neither way is better."""
    if now == before:
        return "same"
    if direction not in {"up", "down"}:
        return "different"
    return "better" if (now > before) is (direction == "up") else "worse"


def aim_state(
    direction: str, target: Decimal, *, year: int, latest_year: int | None, figure: Decimal | None
) -> AimState:
    """`figure` is that of the target's own year. Before that year has its figure the target is open; afterwards a figure
    that is missing, or a direction that is not known, leaves it unknown."""
    if figure is None:
        return "open" if latest_year is None or year > latest_year else "unknown"
    if direction not in {"up", "down"}:
        return "met" if figure == target else "unknown"
    return "met" if (figure >= target if direction == "up" else figure <= target) else "missed"
