"""One number line: where all cities of a list stand, and among them the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kotacerdas.common.charts import lettering
from kotacerdas.common.charts.shapes import Anchor, Circle, Drawing, Line, Pen, Shape, Text, percent

_LEAST = 288.0
_EDGE = 0.03
_ABOVE, _BELOW = 20.0, 30.0


@dataclass(frozen=True)
class Mark:
    """A value that is named on the line: the chosen city's now ("kini") or before ("lalu")."""

    label: str
    value: Decimal
    look: str = "kini"


@dataclass(frozen=True)
class ScoreLine:
    values: tuple[tuple[str, Decimal], ...]
    marks: tuple[Mark, ...]
    top: Decimal
    sentence: str
    places: int
    kind = "garis"

    def span(self) -> tuple[Decimal, Decimal]:
        """The part of the scale that is drawn: to the next half step around all values, so that dots do not crowd."""
        everything = [value for _name, value in self.values] + [mark.value for mark in self.marks]
        if not everything:
            return Decimal(0), self.top
        step = self.top / 8
        low = (min(everything) / step).to_integral_value(ROUND_FLOOR) * step
        high = (max(everything) / step).to_integral_value(ROUND_CEILING) * step
        low, high = max(Decimal(0), low), min(self.top, high)
        return (low, high) if low < high else (max(Decimal(0), low - step), min(self.top, high + step))

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        low, high = self.span()

        def place(value: Decimal) -> float:
            share = float((value - low) / (high - low))
            return _EDGE + (1 - 2 * _EDGE) * min(1.0, max(0.0, share))

        y = 36.0 if any(mark.look == "lalu" for mark in self.marks) else 12.0
        shapes: list[Shape] = [Line(percent(_EDGE), y, percent(1 - _EDGE), y, "sumbu")]
        marked = {mark.value for mark in self.marks}
        groups: dict[Decimal, list[str]] = {}
        for name, value in self.values:
            groups.setdefault(value, []).append(name)
        for value in sorted(groups):
            if value not in marked:
                title = f"{', '.join(groups[value][:6])} {pen.number(value, self.places)}"
                shapes.append(Circle(percent(place(value)), y, 5, "titik", title))
        for mark in sorted(self.marks, key=lambda mark: mark.look != "lalu"):
            title = f"{mark.label} {pen.number(mark.value, self.places)}".strip()
            radius = 8 if mark.look == "kini" else 7
            shapes.append(Circle(percent(place(mark.value)), y, radius, f"titik-{mark.look}", title))
        shapes += self._words(pen, low, high, place, y)
        return (Drawing("tunggal", y + _BELOW + 8, tuple(shapes)),)

    def _words(
        self, pen: Pen, low: Decimal, high: Decimal, place: Callable[[Decimal], float], y: float
    ) -> Iterator[Text]:
        """This year below the line and earlier ones above it; a number of the scale that would touch a word is left out."""
        below: list[tuple[float, float]] = []
        above: list[tuple[float, float]] = []
        for mark in self.marks:
            figure = pen.number(mark.value, self.places)
            words = f"{mark.label}: {figure}" if mark.label else figure
            level, taken = (y + _BELOW, below) if mark.look == "kini" else (y - _ABOVE, above)
            if (text := _hung(place(mark.value), level, words, f"kata-{mark.look}", taken)) is not None:
                yield text
        step = self.top / 8
        for at in range(int((high - low) / step) + 1):
            value = low + at * step
            written = pen.number(value, 1) if self.top <= 10 else pen.tick(value)
            if (text := _hung(place(value), y + _BELOW, written, "skala", below)) is not None:
                yield text


def _hung(share: float, y: float, words: str, look: str, taken: list[tuple[float, float]]) -> Text | None:
    at, wide = share * _LEAST, lettering.width(words)
    choices: tuple[tuple[Anchor, float, float], ...] = (
        ("middle", 0, at - wide / 2),
        ("end", 8, at + 8 - wide),
        ("start", -8, at - 8),
    )
    for anchor, dx, start in choices:
        clear = all(start + wide + 8 < other[0] or other[1] + 8 < start for other in taken)
        if clear and start >= 0 and start + wide <= _LEAST:
            taken.append((start, start + wide))
            return Text(percent(share), y, words, look, anchor, dx=dx)
    return None


def score_line(
    values: Sequence[tuple[str, Decimal]],
    chosen: str | None,
    top: Decimal | int,
    *,
    marks: Sequence[Mark] = (),
    sentence: str = "",
    places: int = 2,
) -> ScoreLine:
    """The chosen city of `values` is filled and named by its figure; `marks` add other years of it."""
    own = [Mark("", value) for name, value in values if name == chosen]
    return ScoreLine(tuple(values), (*own, *marks), Decimal(top), sentence, places)
