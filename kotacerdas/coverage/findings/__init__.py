"""What is known in sentences; here, how figures of people, land and shares are written in all of them."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats

FEW = 10
CLASSES = ((95, "ramp-4"), (85, "ramp-3"), (70, "ramp-2"), (50, "ramp-1"))
"""From how many percent a share has which tone."""


def about(count: int | None) -> str:
    """An estimate as it may be read: its first digits, and no false exactness."""
    if count is None:
        return pgettext("people", "not known")
    if 0 < count < FEW:
        return _("fewer than %(count)s") % {"count": formats.number(FEW)}
    return formats.number(coarse(count))


def roughly(count: int) -> str:
    """The same within a sentence: “about 40”, “fewer than 10”."""
    return about(count) if count < FEW else _("about %(count)s") % {"count": about(count)}


def coarse(count: int) -> int:
    """To tens, from ten thousand on to hundreds; halves go up."""
    step = 10 if count < 10_000 else 100
    return (count + step // 2) // step * step


def people(count: int | None, *, is_estimate: bool) -> str:
    """How many live in a place is spread over land, so nobody's number is exact where the whole is an estimate."""
    if count is None:
        return formats.NOTHING
    return about(count) if is_estimate and count else formats.number(count)


def difference(count: int, *, is_estimate: bool) -> str:
    """With its sign; of an estimate no more digits than it has."""
    if is_estimate and abs(count) >= FEW:
        count = coarse(abs(count)) * (1 if count > 0 else -1)
    return formats.signed(count, 0)


def share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None


def percent(of: Fraction | None) -> str:
    return formats.NOTHING if of is None else formats.percent(float(of), 0)


def tone(of: Fraction | None) -> str:
    """By the percent that is written beside it."""
    if of is None:
        return "plain"
    written = int(of * 100 + Fraction(1, 2))
    return next((name for least, name in CLASSES if written >= least), "warm")


def measure(value: float | Decimal) -> str:
    """Metres or hectares: one decimal, none where it is nought."""
    return formats.number(value, 0 if round(value, 1) == round(value) else 1)
