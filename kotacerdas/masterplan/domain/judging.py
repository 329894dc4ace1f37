"""Whether what was reached meets what was wanted."""

from decimal import Decimal
from typing import Literal

Verdict = Literal["met", "missed"]


def verdict(direction: str, target: Decimal | None, realised: Decimal | None) -> Verdict | None:
    """None where one of the two is not known. `direction` is "up" or "down"."""
    if target is None or realised is None:
        return None
    is_met = realised <= target if direction == "down" else realised >= target
    return "met" if is_met else "missed"
