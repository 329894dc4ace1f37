"""Classes of a figure for maps and tiles: round borders, at most four tones, and their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from kotacerdas.common import formats

TONES = ("ramp-1", "ramp-2", "ramp-3", "ramp-4")
UNKNOWN = "plain"


@dataclass(frozen=True)
class Ramp:
    """`borders` are the least values of the second class and those above it."""

    borders: Sequence[float]
    places: int = 0

    def tone(self, value: float | None) -> str:
        if value is None:
            return UNKNOWN
        return TONES[sum(value >= border for border in self.borders)]

    def legend(self, *, has_unknown: bool = False) -> list[tuple[str, str]]:
        rows = list(zip(TONES, self._words(), strict=False))
        return [*rows, (UNKNOWN, _("not known"))] if has_unknown else rows

    def _words(self) -> list[str]:
        told = [formats.number(border, self.places) for border in self.borders]
        if not told:
            return [_("all alike")]
        middle = [
            _("%(least)s to less than %(most)s") % {"least": least, "most": most}
            for least, most in pairwise(told)
        ]
        return [
            _("less than %(most)s") % {"most": told[0]},
            *middle,
            _("%(least)s or more") % {"least": told[-1]},
        ]


def ramp(values: Iterable[float], *, places: int = 0) -> Ramp:
    """About a quarter of the values in each class, with borders that can be read."""
    rows = sorted(values)
    if not rows or rows[0] == rows[-1]:
        return Ramp((), places)
    wanted = [rows[len(rows) * quarter // 4] for quarter in (1, 2, 3)]
    borders = dict.fromkeys(_round(value) for value in wanted)
    return Ramp([border for border in borders if rows[0] < border <= rows[-1]], places)


def _round(value: float) -> float:
    """Two figures: 23.456 is 23.000."""
    return float(f"{value:.1e}") if value else 0.0
