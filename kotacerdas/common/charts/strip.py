"""Where all cities stand on each of several scales: one dot a city, the median as a tick, the ends named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.utils.translation import gettext_noop

from kotacerdas.common.charts import lettering
from kotacerdas.common.charts.shapes import Anchor, Circle, Drawing, Line, Pen, Shape, Text, percent, share_of

_MEDIAN = gettext_noop("median %(value)s")
_NO_VALUES = gettext_noop("no values")
_AND_MORE = gettext_noop("and %(count)s more")
_NAMES_TOLD = 6
# Among more dots than this nobody finds one with a mouse: they get no titles, and those that would cover each other are one.
_CROWD = 60


@dataclass(frozen=True)
class StripRow:
    """One scale; `chosen` is the name of the city to point out, if it is among the values."""

    label: str
    values: Sequence[tuple[str, Decimal]]
    chosen: str | None = None


@dataclass(frozen=True)
class _Plan:
    """The measures of one of the two layouts: shares of the width, and pixels at the least width it is used for."""

    look: str
    least: float
    start: float
    end: float
    row: float
    dot: float

    def share(self, value: Decimal, top: Decimal) -> float:
        return self.start + (self.end - self.start) * share_of(value, top)


_WIDE = _Plan("luas", least=704, start=0.17, end=0.855, row=48, dot=6.5)
_NARROW = _Plan("sempit", least=288, start=0.03, end=0.97, row=84, dot=5.5)


@dataclass(frozen=True)
class _Named:
    text: str
    full: str
    share: float
    look: str


@dataclass(frozen=True)
class DotStrip:
    rows: tuple[StripRow, ...]
    top: Decimal
    sentence: str
    places: int
    kind = "sebaran"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return (self._narrow(pen), self._wide(pen))

    # --- what both layouts share ---

    def _scale(self, pen: Pen, plan: _Plan, foot: float) -> Iterator[Shape]:
        for value in ticks(self.top):
            place = percent(plan.share(value, self.top))
            yield Line(place, 4, place, foot, "kisi")
            yield Text(place, foot + 18, pen.tick(value), "skala", "middle")

    def _dots(self, pen: Pen, row: StripRow, plan: _Plan, y: float) -> Iterator[Shape]:
        middle = _median(row)
        yield Line(percent(plan.start), y, percent(plan.end), y, "alas")
        if middle is not None:
            place = percent(plan.share(middle, self.top))
            yield Line(place, y - 13, place, y + 13, "median")
        crowd = len(row.values) > _CROWD
        chosen: Circle | None = None
        drawn: dict[str, Circle] = {}
        for value, names in _by_value(row.values):
            place = percent(plan.share(value, self.top), step=0.005 if crowd else None)
            if row.chosen in names:
                title = f"{_names(pen, names)} {pen.number(value, self.places)}"
                chosen = Circle(place, y, plan.dot + 1, "titik-pilihan", title)
            elif crowd:
                drawn.setdefault(place, Circle(place, y, plan.dot * 0.65, "titik"))
            else:
                title = f"{_names(pen, names)} {pen.number(value, self.places)}"
                drawn[str(value)] = Circle(place, y, plan.dot, "titik", title)
        yield from drawn.values()
        if chosen is not None:
            yield chosen

    def _median_words(self, pen: Pen, row: StripRow) -> str:
        middle = _median(row)
        if middle is None:
            return pen.say(_NO_VALUES)
        return pen.say(_MEDIAN) % {"value": pen.number(middle, self.places)}

    def _named(
        self, pen: Pen, row: StripRow, plan: _Plan, room: float
    ) -> tuple[_Named | None, _Named | None, _Named | None]:
        """The lowest, the highest and the chosen, unless the chosen is one of the ends."""
        groups = _by_value(row.values)
        if not groups:
            return None, None, None
        look = "nama-pilihan"

        def named(value: Decimal, names: Sequence[str]) -> _Named:
            figure = pen.number(value, self.places)
            name = row.chosen if row.chosen in names else names[0]
            full = (
                f"{name} {figure}"
                if len(names) == 1 or name == row.chosen
                else f"{name} {pen.say(_AND_MORE) % {'count': pen.whole(len(names) - 1)}} {figure}"
            )
            tail = full[len(str(name)) :]
            text = lettering.shortened(str(name), room - lettering.width(tail)) + tail
            return _Named(
                text, full, plan.share(value, self.top), look if row.chosen in names else "nama-ujung"
            )

        low, high = named(*groups[0]), named(*groups[-1]) if len(groups) > 1 else None
        own = next((group for group in groups[1:-1] if row.chosen in group[1]), None)
        return low, high, named(*own) if own else None

    # --- the wide layout: label, dots and median on one line ---

    def _wide(self, pen: Pen) -> Drawing:
        plan = _WIDE
        shapes: list[Shape] = []
        foot = plan.row * len(self.rows) + 6
        shapes += self._scale(pen, plan, foot)
        for at, row in enumerate(self.rows):
            y = plan.row * at + 30
            label = lettering.wrapped(row.label, plan.least * plan.start - 14, 2, 15)
            for line, text in enumerate(label):
                rise = 5 if len(label) == 1 else -4 + 18 * line
                shapes.append(
                    Text(0, y + rise, text, "baris", "start", row.label if text.endswith("…") else "")
                )
            shapes += self._dots(pen, row, plan, y)
            shapes.append(Text("100%", y + 4.5, self._median_words(pen, row), "median-kata", "end"))
            shapes += self._wide_names(pen, row, plan, y)
        return Drawing(plan.look, foot + 26, tuple(shapes))

    def _wide_names(self, pen: Pen, row: StripRow, plan: _Plan, y: float) -> Iterator[Text]:
        """Beside the dot where nothing else stands, else above it, else below; the chosen city goes first."""
        low, high, own = self._named(pen, row, plan, room=210)
        middle = _median(row)
        tick = [] if middle is None else [plan.share(middle, self.top) * plan.least]
        levels = [(y - 12, [(at - 2, at + 2) for at in tick]), (y + 22, [(at - 2, at + 2) for at in tick])]
        left_end, right_end = plan.start * plan.least, plan.end * plan.least + 8
        for named, out in ((own, 0), (low, -1), (high, 1)):
            if named is None:
                continue
            at, wide = named.share * plan.least, lettering.width(named.text)
            title = named.full if named.text != named.full else ""
            if out == -1 and at - 12 - wide >= left_end:
                yield Text(percent(named.share), y + 4.5, named.text, named.look, "end", title, dx=-12)
            elif out == 1 and at + 12 + wide <= right_end:
                yield Text(percent(named.share), y + 4.5, named.text, named.look, "start", title, dx=12)
            else:
                for level, taken in levels:
                    spot = _free(at, wide, taken, (left_end - 10, right_end))
                    if spot is not None:
                        anchor, dx, span = spot
                        taken.append(span)
                        yield Text(percent(named.share), level, named.text, named.look, anchor, title, dx=dx)
                        break

    # --- the narrow layout: label above, the chosen above its dot, the ends below theirs ---

    def _narrow(self, pen: Pen) -> Drawing:
        plan = _NARROW
        shapes: list[Shape] = []
        foot = plan.row * len(self.rows) + 2
        shapes += self._scale(pen, plan, foot)
        for at, row in enumerate(self.rows):
            head = plan.row * at + 16
            words = self._median_words(pen, row)
            label = lettering.shortened(row.label, plan.least - lettering.width(words) - 14, 15)
            shapes.append(
                Text(0, head, label, "baris alas-kata", "start", row.label if label != row.label else "")
            )
            shapes.append(Text("100%", head, words, "median-kata alas-kata", "end"))
            y = head + 34
            shapes += self._dots(pen, row, plan, y)
            shapes += self._narrow_names(pen, row, plan, y)
        return Drawing(plan.look, foot + 26, tuple(shapes))

    def _narrow_names(self, pen: Pen, row: StripRow, plan: _Plan, y: float) -> Iterator[Text]:
        low, high, own = self._named(pen, row, plan, room=plan.least / 2 - 4)
        if high is not None and high.look == "nama-pilihan":
            own, high = high, None
        if low is not None and low.look == "nama-pilihan":
            own, low = low, None
        limits = (0.0, plan.least)
        above: list[tuple[float, float]] = []
        below: list[tuple[float, float]] = []
        for named, taken, level in ((own, above, y - 13), (low, below, y + 24), (high, below, y + 24)):
            if named is None:
                continue
            spot = _free(named.share * plan.least, lettering.width(named.text), taken, limits)
            if spot is not None:
                anchor, dx, span = spot
                taken.append(span)
                title = named.full if named.text != named.full else ""
                yield Text(
                    percent(named.share), level, named.text, f"{named.look} alas-kata", anchor, title, dx=dx
                )


def _free(
    at: float, wide: float, taken: Sequence[tuple[float, float]], limits: tuple[float, float]
) -> tuple[Anchor, float, tuple[float, float]] | None:
    """How to hang a label on a dot so that it stays within the limits and clear of its neighbours; None if it cannot."""
    choices: tuple[tuple[Anchor, float, float], ...] = (
        ("middle", 0, at - wide / 2),
        ("start", -5, at - 5),
        ("end", 5, at + 5 - wide),
    )
    for anchor, dx, start in choices:
        span = (start, start + wide)
        inside = limits[0] <= span[0] and span[1] <= limits[1]
        if inside and all(span[1] + 6 < other[0] or other[1] + 6 < span[0] for other in taken):
            return anchor, dx, span
    return None


def _by_value(values: Sequence[tuple[str, Decimal]]) -> list[tuple[Decimal, list[str]]]:
    groups: dict[Decimal, list[str]] = {}
    for name, value in values:
        groups.setdefault(value, []).append(name)
    return sorted(groups.items())


def _names(pen: Pen, names: Sequence[str]) -> str:
    told = ", ".join(names[:_NAMES_TOLD])
    if len(names) > _NAMES_TOLD:
        told += " " + pen.say(_AND_MORE) % {"count": pen.whole(len(names) - _NAMES_TOLD)}
    return told


def _median(row: StripRow) -> Decimal | None:
    """The middle value, with as many decimals as it has: rounding is for the eye and comes when it is written."""
    return Decimal(median(value for _name, value in row.values)) if row.values else None


def ticks(top: Decimal) -> list[Decimal]:
    """Whole numbers on short scales, quarters of it on long ones."""
    if top <= 6 and top == top.to_integral_value():
        return [Decimal(value) for value in range(int(top) + 1)]
    return [(top * quarter / 4).quantize(Decimal("0.01"), ROUND_HALF_UP) for quarter in range(5)]


def dot_strip(
    rows: Sequence[StripRow], top: Decimal | int, *, sentence: str = "", places: int = 2
) -> DotStrip:
    return DotStrip(tuple(rows), Decimal(top), sentence, places)
