"""The plans of a city on one time line: a bar for each edition from its first to its last year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kotacerdas.common.charts import lettering
from kotacerdas.common.charts.shapes import Drawing, Line, Pen, Rect, Shape, Text, percent

_ROW, _BAR = 40.0, 14.0
_TICKS = 5


@dataclass(frozen=True)
class Period:
    """`look` is the standing of the edition (adopted, superseded, review, draft), `standing` its word."""

    label: str
    first_year: int
    last_year: int
    look: str
    standing: str


@dataclass(frozen=True)
class Periods:
    rows: tuple[Period, ...]
    this_year: int
    sentence: str
    kind = "masa"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        """Places are shares of the width; the wide picture has more room for names."""
        return self._drawing("sempit", 288), self._drawing("luas", 640)

    def _drawing(self, look: str, least: float) -> Drawing:
        foot = _ROW * len(self.rows) + 4
        shapes: list[Shape] = [*self._scale(foot)]
        for at, row in enumerate(self.rows):
            shapes += self._row(row, _ROW * at, least)
        return Drawing(look, foot + 24, tuple(shapes))

    @property
    def _span(self) -> tuple[int, int]:
        """A year is as wide as it is long, so the last one ends where the next would begin."""
        return min(row.first_year for row in self.rows), max(row.last_year for row in self.rows) + 1

    def _share(self, year: float) -> float:
        first, end = self._span
        return (year - first) / (end - first)

    def _scale(self, foot: float) -> Iterator[Shape]:
        first, end = self._span
        step = max(1, -(-(end - first) // _TICKS))
        step = step if step < 3 else 5 * -(-step // 5)
        for year in range(-(-first // step) * step, end, step):
            share = self._share(year)
            yield Line(percent(share), 0, percent(share), foot, "kisi")
            yield Text(percent(share), foot + 18, str(year), "skala", "end" if share > 0.9 else "start")
        if first <= self.this_year < end:
            now = percent(self._share(self.this_year + 0.5))
            yield Line(now, 0, now, foot, "kini")

    def _row(self, row: Period, top: float, least: float) -> Iterator[Shape]:
        start, end = self._share(row.first_year), self._share(row.last_year + 1)
        is_right = end > 1 - start
        room = least * (end if is_right else 1 - start)
        text = lettering.shortened(row.label, room)
        title = row.label if text != row.label else ""
        told = f"{row.label}, {row.standing}"
        place = end if is_right else start
        yield Text(percent(place), top + 14, text, "nama alas-kata", "end" if is_right else "start", title)
        yield Rect(percent(start), top + 20, percent(end - start), _BAR, f"masa-{row.look}", told)


def periods(rows: Sequence[Period], this_year: int, sentence: str) -> Periods:
    return Periods(tuple(rows), this_year, sentence)
