"""A section through the ground: its face, a line over it with a band around the line, and one point that matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kotacerdas.common.charts import lettering, scales
from kotacerdas.common.charts.shapes import (
    Anchor,
    Circle,
    Drawing,
    Line,
    Pen,
    Shape,
    Stretched,
    Text,
    percent,
)

_ROW = 20.0
_EDGE = 0.02


@dataclass(frozen=True)
class Point:
    """Metres along and up, with the words that stand at it."""

    along: float
    up: float
    words: str


@dataclass(frozen=True)
class _Plan:
    look: str
    least: float
    plot: float


_PLANS = (_Plan("sempit", 312, 200), _Plan("luas", 620, 250))


@dataclass(frozen=True)
class Section:
    """Places are (along, up) in one unit. Where the ground is unknown a new run of `ground` begins.

    `line` runs from end to end, `band` is (along, low, high) around it. `ends` are the names of both ends, `foot` the height of the
    ground under each, so that masts can be drawn; `names` say in words what each look means, for the key.
    """

    ground: tuple[tuple[tuple[float, float], ...], ...]
    line: tuple[tuple[float, float], ...]
    band: tuple[tuple[float, float, float], ...]
    mark: Point | None
    ends: tuple[str, str]
    unit: str
    sentence: str
    names: Mapping[str, str] = field(default_factory=dict)
    kind = "penampang"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return tuple(_Canvas(self, plan, pen).drawing() for plan in _PLANS)

    def heights(self) -> list[Decimal]:
        places = [up for run in self.ground for _along, up in run] + [up for _along, up in self.line]
        places += [edge for _along, low, high in self.band for edge in (low, high)]
        return [Decimal(str(round(each, 2))) for each in places]


class _Canvas:
    """One drawing: its places are fixed here, once, for one layout and one reader."""

    def __init__(self, section: Section, plan: _Plan, pen: Pen) -> None:
        self.section, self.plan, self.pen = section, plan, pen
        self.up = scales.scale(section.heights(), places=0)
        places = [*section.line, *(place for run in section.ground for place in run)]
        self.length = max((along for along, _up in places), default=0.0) or 1.0
        self.marks = self.up.marks(pen)
        self.head = 14.0 + _ROW * 2
        self.foot = self.head + plan.plot
        self.height = self.foot + 26
        widest = max((lettering.width(words) for _value, words in self.marks), default=0.0)
        self.left = (widest + 10) / plan.least
        self.right = 1 - _EDGE

    def drawing(self) -> Drawing:
        shapes: list[Shape] = [*self._frame(), *self._ground(), *self._over(), *self._ends()]
        if self.section.mark is not None:
            shapes += self._mark(self.section.mark)
        return Drawing(self.plan.look, self.height, tuple(shapes))

    # --- places ---

    def _x(self, along: float) -> float:
        return self.left + (self.right - self.left) * along / self.length

    def _y(self, up: float) -> float:
        return self.foot - (self.foot - self.head) * self.up.share(Decimal(str(round(up, 2))))

    # --- what is drawn ---

    def _frame(self) -> Iterator[Shape]:
        yield Text(0, 14, self.section.unit, "satuan")
        for at, (value, words) in enumerate(self.marks):
            y = self._y(float(value))
            yield Line(percent(self.left), y, percent(self.right), y, "sumbu" if at == 0 else "kisi")
            yield Text(percent(self.left), y + 4.5, words, "skala", "end", dx=-6)
        yield from self._distances()

    def _distances(self) -> Iterator[Shape]:
        """Round distances along the foot; one that would pass the end or touch the one before is left out."""
        room, taken = (self.right - self.left) * self.plan.least, -self.plan.least
        along = scales.scale([Decimal(0), Decimal(str(round(self.length, 2)))], places=0)
        for value, words in along.marks(self.pen):
            share, wide = float(value) / self.length, lettering.width(words) + 10
            if share > 1 or share * room - wide / 2 < taken:
                continue
            taken = share * room + wide / 2
            x = percent(self._x(float(value)))
            anchor: Anchor = "end" if share * room + wide / 2 > room + _EDGE * self.plan.least else "middle"
            yield Line(x, self.foot, x, self.foot + 5, "sumbu")
            yield Text(x, self.foot + 20, words, "skala", anchor)

    def _ground(self) -> Iterator[Shape]:
        for run in self.section.ground:
            top = [(self._x(along), self._y(up)) for along, up in run]
            if len(top) > 1:
                face = ((top[0][0], self.foot), *top, (top[-1][0], self.foot))
                yield Stretched(face, "medan", self.height, closed=True)
                yield Stretched(tuple(top), "muka-medan", self.height)

    def _over(self) -> Iterator[Shape]:
        over = [(self._x(along), self._y(high)) for along, _low, high in self.section.band]
        under = [(self._x(along), self._y(low)) for along, low, _high in reversed(self.section.band)]
        if over:
            yield Stretched((*over, *under), "zona", self.height, closed=True)
        if len(self.section.line) > 1:
            yield Stretched(
                tuple((self._x(along), self._y(up)) for along, up in self.section.line), "sinar", self.height
            )

    def _ends(self) -> Iterator[Shape]:
        """Both antennas on their masts, and their names in the row above."""
        if not self.section.line:
            return
        anchors: tuple[Anchor, Anchor] = ("start", "end")
        ends, room = (self.section.line[0], self.section.line[-1]), (self.right - self.left) * self.plan.least
        for (along, up), name, anchor in zip(ends, self.section.ends, anchors, strict=True):
            x = percent(self._x(along))
            if (foot := self._foot(along)) is not None:
                yield Line(x, self._y(up), x, self._y(foot), "tiang-antena")
            yield Circle(x, self._y(up), 4.5, "antena", name)
            short = lettering.shortened(name, room / 2 - 8)
            yield Text(x, 14 + _ROW, short, "nama", anchor, title=name if short != name else "")

    def _foot(self, along: float) -> float | None:
        return next((up for run in self.section.ground for at, up in run if at == along), None)

    def _mark(self, mark: Point) -> Iterator[Shape]:
        """The point, and its words above it where they have room within the frame."""
        x, y = self._x(mark.along), self._y(mark.up)
        yield Circle(percent(x), y, 6, "halang", mark.words)
        if not mark.words:
            return
        wide, at = lettering.width(mark.words), x * self.plan.least
        anchor: Anchor = "middle"
        if at - wide / 2 < self.left * self.plan.least:
            anchor = "start"
        elif at + wide / 2 > self.right * self.plan.least:
            anchor = "end"
        yield Text(percent(x), max(14 + 2 * _ROW - 4, y - 12), mark.words, "kata-halang alas-kata", anchor)


def section(
    ground: Sequence[Sequence[tuple[float, float]]],
    line: Sequence[tuple[float, float]],
    *,
    band: Sequence[tuple[float, float, float]] = (),
    mark: Point | None = None,
    ends: tuple[str, str] = ("", ""),
    unit: str = "",
    sentence: str = "",
    names: Mapping[str, str] | None = None,
) -> Section:
    """Runs of fewer than two places are left out of the picture."""
    runs = tuple(tuple(run) for run in ground)
    return Section(runs, tuple(line), tuple(band), mark, ends, unit, sentence, names or {})
