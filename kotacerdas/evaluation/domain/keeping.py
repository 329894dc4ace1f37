"""What a published figure must be to be kept: on its scale, and with no more decimals than the tables hold.

A figure that a table cannot hold is worse than a wrong one: every page that reads it would fail.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from kotacerdas.common.domain.faults import Fault
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.numbers import decimal_places
from kotacerdas.instruments.domain.scoring import Panel

FINAL_PLACES, SCORE_PLACES, IMPROVEMENT_PLACES = 6, 8, 4
# Where the form is not known: what the tables hold.
WIDEST = Decimal(999)


def faults(edition: Edition | None, figures: Mapping[str, Decimal | Panel], row: CityAnswers) -> list[Fault]:
    """Why the figures of one city cannot be kept; whether they are on their scales, computing them will tell."""
    found = list(_absent_but_scored(row))
    scale = edition.scale_of(edition.root) if edition else None
    low, high = (scale.min, scale.max) if scale else (Decimal(0), WIDEST)
    for code, figure in figures.items():
        if not isinstance(figure, Decimal):
            found += _broken(code, figure)
        elif code == "INDEX":
            found += [*_off_scale("final", figure, low, high), *_too_fine("final", figure, FINAL_PLACES)]
        else:
            found += _too_fine(code, figure, SCORE_PLACES)
    if row.improvement is not None:
        found += _off_scale("improvement", row.improvement, low - high, high - low)
        found += _too_fine("improvement", row.improvement, IMPROVEMENT_PLACES)
    return found


def _absent_but_scored(row: CityAnswers) -> Iterator[Fault]:
    """The official table prints zeros for those who took no part; anything else contradicts it."""
    if not row.participated and any((*row.answers.values(), row.final)):
        yield Fault("absent-but-scored", {"city": row.city})


def _broken(code: str, panel: Panel) -> Iterator[Fault]:
    """Single answers are kept as whole numbers, also where the form itself would take others."""
    for answer in panel:
        if answer != int(answer):
            yield Fault("not-whole", {"code": code, "given": str(answer)}, column=code)


def _off_scale(code: str, figure: Decimal, low: Decimal, high: Decimal) -> Iterator[Fault]:
    if not low <= figure <= high:
        values = {"code": code, "given": str(figure), "min": low, "max": high}
        yield Fault("off-scale", values, column=code)


def _too_fine(code: str, figure: Decimal, most: int) -> Iterator[Fault]:
    if (decimal_places(Fraction(figure)) or 0) > most:
        yield Fault("too-many-decimals", {"code": code, "given": str(figure), "most": most}, column=code)
