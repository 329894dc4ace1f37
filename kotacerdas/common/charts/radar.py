"""Several values of one city on a wheel: this year filled, last year dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from kotacerdas.common.charts import lettering
from kotacerdas.common.charts.shapes import Anchor, Circle, Drawing, Line, Path, Pen, Shape, Text, share_of

_LEAST, _MOST = 3, 12
_GAP = 11.0
_LINE = 16.0


@dataclass(frozen=True)
class Axis:
    """One spoke; a value that is not known is None and leaves a gap."""

    label: str
    value_now: Decimal | None
    value_before: Decimal | None = None


@dataclass(frozen=True)
class _Label:
    lines: tuple[str, ...]
    full: str


@dataclass(frozen=True)
class Radar:
    axes: tuple[Axis, ...]
    top: Decimal
    names: tuple[str, str]
    sentence: str
    places: int
    kind = "radar"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return (
            self._drawing(pen, width=288, radius=92, look="sempit"),
            self._drawing(pen, width=416, radius=128, look="luas"),
        )

    def _drawing(self, pen: Pen, *, width: float, radius: float, look: str) -> Drawing:
        radius, labels = self._fit(pen, width, radius)
        middle = width / 2
        spots = [self._spot(at, radius, labels[at]) for at in range(len(self.axes))]
        above = min(-radius, *(y - _LINE for _x, y, _anchor in spots))
        below = max(
            radius,
            *(y + _LINE * (len(label.lines)) for (_x, y, _a), label in zip(spots, labels, strict=True)),
        )
        centre = (middle, -above + 2)
        shapes = [
            *self._web(centre, radius),
            *self._series(pen, centre, radius),
            *self._words(pen, centre, spots, labels),
        ]
        return Drawing(look, below - above + 6, tuple(shapes), width)

    def _direction(self, at: int) -> tuple[float, float]:
        angle = 2 * pi * at / len(self.axes) - pi / 2
        return round(cos(angle), 6), round(sin(angle), 6)

    def _fit(self, pen: Pen, width: float, radius: float) -> tuple[float, list[_Label]]:
        """The largest wheel that leaves room for the labels; they are broken and shortened before it gets too small."""
        smallest = radius * 0.54
        lines = 2 if len(self.axes) <= 8 else 1
        for share in (0.36, 0.31, 0.27, 0.24, 0.2):
            labels = [
                _Label(
                    lettering.wrapped(axis.label, self._room(at, width, share, smallest), lines), axis.label
                )
                for at, axis in enumerate(self.axes)
            ]
            possible = min([radius, *self._radii(width, labels)])
            if possible >= smallest:
                return possible, labels
        return smallest, labels

    def _room(self, at: int, width: float, share: float, radius: float) -> float:
        """Labels above and below the wheel have the whole width, unless many axes crowd in beside them."""
        if _anchor(self._direction(at)[0]) != "middle":
            return width * share
        beside = abs(self._direction(at + 1)[0]) * (radius + _GAP)
        return width * 0.7 if len(self.axes) < 7 else max(2 * beside - 12, width * 0.2)

    def _radii(self, width: float, labels: Sequence[_Label]) -> Iterator[float]:
        for at, label in enumerate(labels):
            across = abs(self._direction(at)[0])
            if _anchor(self._direction(at)[0]) != "middle":
                widest = max(map(lettering.width, label.lines))
                yield (width / 2 - widest - 2) / across - _GAP

    def _spot(self, at: int, radius: float, label: _Label) -> tuple[float, float, Anchor]:
        """Where the first line of a label stands, seen from the hub: above the wheel's top, below its foot, else beside."""
        across, down = self._direction(at)
        x, y = across * (radius + _GAP), down * (radius + _GAP)
        height = _LINE * (len(label.lines) + 1)
        rise = (1 - down) / 2
        return x, y - height * rise + _LINE * 0.78, _anchor(across)

    def _point(self, at: int, centre: tuple[float, float], length: float) -> tuple[float, float]:
        across, down = self._direction(at)
        return centre[0] + across * length, centre[1] + down * length

    def _web(self, centre: tuple[float, float], radius: float) -> Iterator[Shape]:
        rings = int(self.top) if self.top == int(self.top) and self.top <= 6 else 4
        for ring in range(1, rings + 1):
            corners = tuple(self._point(at, centre, radius * ring / rings) for at in range(len(self.axes)))
            yield Path(corners, "cincin-luar" if ring == rings else "cincin", closed=True)
        for at in range(len(self.axes)):
            yield Line(*centre, *self._point(at, centre, radius), "jari")

    def _series(self, pen: Pen, centre: tuple[float, float], radius: float) -> Iterator[Shape]:
        before = [axis.value_before for axis in self.axes]
        now = [axis.value_now for axis in self.axes]
        for values, look, dot, name in (
            (before, "lalu", 3.0, self.names[1]),
            (now, "kini", 4.0, self.names[0]),
        ):
            spots = [
                None if value is None else self._point(at, centre, radius * share_of(value, self.top))
                for at, value in enumerate(values)
            ]
            yield from self._outline(spots, look)
            for at, spot in enumerate(spots):
                if spot is not None:
                    title = (
                        f"{self.axes[at].label} {name}".strip() + f": {pen.number(values[at], self.places)}"
                    )
                    yield Circle(*spot, dot, f"titik-{look}", title)

    def _outline(self, spots: Sequence[tuple[float, float] | None], look: str) -> Iterator[Path]:
        """A closed face where all is known, else only the sides between known neighbours."""
        known = [spot for spot in spots if spot is not None]
        if len(known) == len(spots):
            yield Path(tuple(known), f"muka-{look}", closed=True)
            return
        for one, next_one in zip(spots, [*spots[1:], spots[0]], strict=True):
            if one is not None and next_one is not None:
                yield Path((one, next_one), f"sisi-{look}")

    def _words(
        self,
        pen: Pen,
        centre: tuple[float, float],
        spots: Sequence[tuple[float, float, Anchor]],
        labels: Sequence[_Label],
    ) -> Iterator[Text]:
        for axis, (x, y, anchor), label in zip(self.axes, spots, labels, strict=True):
            title = label.full if " ".join(label.lines) != label.full else ""
            for at, line in enumerate(label.lines):
                yield Text(centre[0] + x, centre[1] + y + at * _LINE, line, "nama", anchor, title)
            foot = centre[1] + y + len(label.lines) * _LINE
            yield Text(centre[0] + x, foot, pen.number(axis.value_now, self.places), "nilai", anchor)


def _anchor(across: float) -> Anchor:
    if abs(across) < 0.3:
        return "middle"
    return "start" if across > 0 else "end"


def radar(
    axes: Sequence[Axis],
    top: Decimal | int,
    *,
    names: tuple[str, str] = ("", ""),
    sentence: str = "",
    places: int = 2,
) -> Radar:
    """`names` are those of the two series, this year's first; the outer ring is `top`."""
    if not _LEAST <= len(axes) <= _MOST:
        raise ValueError(f"a radar has {_LEAST} to {_MOST} axes, not {len(axes)}")
    return Radar(tuple(axes), Decimal(top), names, sentence, places)
