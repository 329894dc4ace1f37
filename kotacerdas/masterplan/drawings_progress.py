"""The timeline of a group of programmes, and the absorption of a year's budget, drawn on the server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.charts import lettering, scales
from kotacerdas.common.charts.shapes import (
    Circle,
    Drawing,
    Line,
    Pen,
    Rect,
    Shape,
    Sign,
    Stretched,
    Text,
    percent,
)
from kotacerdas.masterplan.domain.absorption import Curve
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.queries.timeline import Bar, Gantt, Group

_DIAMOND = ((0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0))


# --- Timeline ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Window:
    """The days that are drawn, both belonging to it."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where a day begins, from 0 to 1; what is outside stays at the edge."""
        whole = (self.last - self.first).days + 1
        return min(1.0, max(0.0, (day - self.first).days / whole))

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Years, or the months of a single one."""
        years = range(self.first.year, self.last.year + 1)
        if len(years) > 1:
            return [(self.share(date(year, 1, 1)), str(year)) for year in years]
        first = date(self.first.year, 1, 1)
        return [(self.share(first.replace(month=at)), formats.month(first.replace(month=at)).split()[0][:3]) for at in range(1, 13)]  # fmt: skip


@dataclass(frozen=True)
class _Layout:
    look: str
    least: float
    """The width for which names are shortened."""
    start: float
    """Where the bars begin, as a share of the width."""
    row: float
    bar: float
    """How far below the top of its row a bar begins."""
    ticks: int


_WIDE = _Layout("luas", 704, 0.36, 56, 14, 13)
_NARROW = _Layout("sempit", 312, 0, 52, 26, 6)
_HEAD, _HIGH = 26.0, 16.0


@dataclass(frozen=True)
class Timeline:
    """A row for each programme: its days, within them each year's reported work, its milestones and its standing."""

    bars: tuple[Bar, ...]
    window: _Window
    today: date
    sentence: str
    kind = "waktu"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return self._drawn(pen, _NARROW), self._drawn(pen, _WIDE)

    def _drawn(self, pen: Pen, layout: _Layout) -> Drawing:
        height = _HEAD + layout.row * len(self.bars) + 4
        shapes = [*self._axis(pen, layout, height)]
        for at, bar in enumerate(self.bars):
            shapes += self._row(bar, layout, _HEAD + layout.row * at)
        return Drawing(layout.look, height, tuple(shapes))

    def _axis(self, pen: Pen, layout: _Layout, height: float) -> Iterator[Shape]:
        ticks = self.window.ticks
        step = -(-len(ticks) // layout.ticks)
        for at, (share, label) in enumerate(ticks):
            place = self._place(share, layout)
            yield Line(place, _HEAD - 8, place, height, "kisi")
            if at % step == 0:
                yield Text(place, 12, label, "skala", dx=2)
        if self.window.first <= self.today <= self.window.last:
            place = self._place(self.window.share(self.today), layout)
            yield Line(place, _HEAD - 8, place, height, "hari-ini")

    def _row(self, bar: Bar, layout: _Layout, top: float) -> Iterator[Shape]:
        title = f"{bar.programme.code} {bar.programme.title}"
        word = findings.kind_words()[bar.state.standing.kind] if bar.state else ""
        if layout.start:
            room = layout.least * layout.start - 16
            lines = lettering.wrapped(bar.programme.title, room, 2, 14)
            for at, words in enumerate(lines):
                yield Text(0, top + 16 + 16 * at, words, "baris-program", title=title)
            told = " · ".join(filter(None, (bar.programme.code, word)))
            yield Text(0, top + 17 + 16 * len(lines), lettering.shortened(told, room), "rinci")
        else:
            room = layout.least - lettering.width(word) - 16
            yield Text(0, top + 18, lettering.shortened(title, room), "baris-program alas-kata", title=title)
            if word:
                yield Text("100%", top + 18, word, "rinci alas-kata", "end")
        yield from self._bar(bar, layout, top + layout.bar, title)

    def _bar(self, bar: Bar, layout: _Layout, top: float, title: str) -> Iterator[Shape]:
        first, last = bar.days
        if last < self.window.first or first > self.window.last:
            return
        is_open = not (bar.programme.starts_on and bar.programme.ends_on)
        kind = bar.state.standing.kind if bar.state else "planned"
        look = f"balok balok--{kind}{' balok--terbuka' if is_open else ''}"
        yield self._rect(first, last + timedelta(days=1), top, layout, look, f"{title}: {formats.period(bar.programme.starts_on, bar.programme.ends_on)}")  # fmt: skip
        for year, done in sorted(bar.state.years.items()) if bar.state else ():
            begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31)) + timedelta(days=1)
            if begin < end:
                worked = begin + (end - begin) * float(done) / 100
                said = f"{year}: {findings.share(done, 2)}"
                yield self._rect(begin, worked, top, layout, f"isi isi--{kind}", said)
        for step in bar.state.steps if bar.state else ():
            if step.due_on and self.window.first <= step.due_on <= self.window.last:
                place = self._place(self.window.share(step.due_on), layout)
                look = "tonggak" if step.done_on else "tonggak tonggak--belum"
                yield Sign(
                    place, top + _HIGH / 2, _DIAMOND, look, f"{step.title}: {formats.day(step.due_on)}"
                )

    def _rect(self, first: date, last: date, top: float, layout: _Layout, look: str, title: str) -> Rect:
        """From the beginning of one day to the beginning of another."""
        left, right = self.window.share(first), self.window.share(last)
        wide = max(right - left, 0.0) * (1 - layout.start)
        return Rect(self._place(left, layout), top, percent(wide), _HIGH, look, title)

    def _place(self, share: float, layout: _Layout) -> str:
        return percent(layout.start + share * (1 - layout.start))


def timeline(group: Group, found: Gantt, *, today: date, year: int | None = None) -> Timeline | None:
    """None where no programme of the group can be drawn. With a year only that year is shown, month by month."""
    edition = found.edition
    window = _Window(date(year or edition.first_year, 1, 1), date(year or edition.last_year, 12, 31))
    drawn = tuple(
        each for each in group.bars if each.has_days and each.days[1] >= window.first and each.days[0] <= window.last
    )  # fmt: skip
    return Timeline(drawn, window, today, findings.of_group(group, found)) if drawn else None


# --- Absorption --------------------------------------------------------------------------------------------


_MONTHS = 12


@dataclass(frozen=True)
class AbsorptionChart:
    """Cumulative rupiah through the year: the ceiling as a line across, what was planned, what was spent."""

    curve: Curve
    sentence: str
    kind = "serapan"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return self._drawn(pen, "sempit", 240, (0.2, 0.95), 3), self._drawn(pen, "luas", 320, (0.11, 0.98), 1)

    def _drawn(self, pen: Pen, look: str, plot: float, ends: tuple[float, float], step: int) -> Drawing:
        """`ends` are the places of January's beginning and December's end, as shares of the width."""
        curve, (start, end) = self.curve, ends
        values = [Decimal(each) for each in (0, curve.ceiling, *curve.planned, *curve.spent) if each is not None]  # fmt: skip
        scale = scales.scale(values)
        top, height = 20.0, plot + 46

        def across(month: float) -> float:
            return start + (end - start) * month / _MONTHS

        def up(value: int) -> float:
            return top + plot - plot * scale.share(Decimal(value))

        def line(points: Sequence[tuple[int, int]], name: str) -> Iterator[Shape]:
            yield Stretched(tuple((across(month), up(value)) for month, value in points), f"garis-{name}", height)  # fmt: skip
            for month, value in points[1:]:
                said = f"{formats.month(date(2000, month, 1)).split()[0]}: {formats.rupiah(value)}"
                yield Circle(percent(across(month)), up(value), 4, f"titik-{name}", said)

        shapes: list[Shape] = []
        for value, words in scale.marks(pen):
            shapes.append(Line(percent(start), up(int(value)), "100%", up(int(value)), "kisi"))
            shapes.append(Text(percent(start), up(int(value)) + 4.5, words, "skala", "end", dx=-8))
        for month in range(step, _MONTHS + 1, step):
            word = formats.month(date(2000, month, 1)).split()[0][:3]
            shapes.append(Text(percent(across(month)), top + plot + 20, word, "skala", "middle"))
        shapes.append(Line(percent(start), up(curve.ceiling), "100%", up(curve.ceiling), "garis-pagu"))
        planned = [
            (0, 0),
            *((at * 3, value) for at, value in enumerate(curve.planned, 1) if value is not None),
        ]
        spent = [(0, 0), *((at, value) for at, value in enumerate(curve.spent, 1) if value is not None)]
        if len(planned) > 1:
            shapes += line(planned, "rencana")
        if len(spent) > 1:
            shapes += line(spent, "serap")
        return Drawing(look, height, tuple(shapes))

    @property
    def key(self) -> list[tuple[str, str]]:
        """Looks and words of the lines that are there."""
        entries = [("garis-pagu", pgettext("budget", "ceiling"))]
        if self.curve.has_plan:
            entries.append(("garis-rencana", pgettext("budget", "planned")))
        if self.curve.latest is not None:
            entries.append(("garis-serap", pgettext("budget", "spent")))
        return entries


def absorption(curve: Curve, sentence: str) -> AbsorptionChart | None:
    """None where there is nothing to draw."""
    return AbsorptionChart(curve, sentence) if curve.ceiling or curve.latest else None
