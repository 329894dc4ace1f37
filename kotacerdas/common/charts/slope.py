"""Places in two lists side by side: who climbs, who falls, who stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from kotacerdas.common.charts import lettering
from kotacerdas.common.charts.shapes import Anchor, Circle, Drawing, Line, Pen, Shape, Text, percent

MOST = 60
_STEP, _HEAD = 28.0, 40.0
_TOO_MANY = gettext_noop("%(shown)s of %(all)s rows are drawn; the table has them all.")


@dataclass(frozen=True)
class SlopeRow:
    """One city; a rank that it does not have is None and leaves that side empty."""

    label: str
    before_rank: int | None
    after_rank: int | None


@dataclass(frozen=True)
class Slope:
    rows: tuple[SlopeRow, ...]
    titles: tuple[str, str]
    sentence: str
    kind = "lereng"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return (
            self._drawing(pen, look="sempit", least=288, columns=(0.43, 0.57)),
            self._drawing(pen, look="luas", least=352, columns=(0.39, 0.61)),
        )

    def lines(self) -> list[tuple[SlopeRow, int | None, int | None]]:
        """Each row drawn and the line it stands on, left and right, counted from 0.

        Those who share a rank stand on neighbouring lines, ordered so that their paths cross least.
        """
        drawn = sorted(
            enumerate(self.rows),
            key=lambda item: (_last(item[1].after_rank), _last(item[1].before_rank), item[0]),
        )[:MOST]
        left = sorted(
            (at for at, row in drawn if row.before_rank is not None),
            key=lambda at: (self.rows[at].before_rank, _last(self.rows[at].after_rank), at),
        )
        right = [at for at, row in drawn if row.after_rank is not None]
        left_line = {at: line for line, at in enumerate(left)}
        right_line = {at: line for line, at in enumerate(right)}
        return [(row, left_line.get(at), right_line.get(at)) for at, row in drawn]

    def _drawing(self, pen: Pen, *, look: str, least: float, columns: tuple[float, float]) -> Drawing:
        lines = self.lines()
        tallest = max((max(a or 0, b or 0) for _row, a, b in lines), default=0)
        foot = _HEAD + tallest * _STEP
        ranks = [
            rank for row, _a, _b in lines for rank in (row.before_rank, row.after_rank) if rank is not None
        ]
        rank_room = max((lettering.width(pen.whole(rank)) for rank in ranks), default=0.0)
        shapes: list[Shape] = [
            *self._frame(pen, least, columns, foot),
            *sorted(self._paths(pen, lines, columns), key=lambda line: line.look != "tetap"),
            *self._ends(pen, lines, columns, least, rank_room),
        ]
        height = foot + 14
        if len(self.rows) > MOST:
            words = pen.say(_TOO_MANY) % {"shown": pen.whole(MOST), "all": pen.whole(len(self.rows))}
            pieces = lettering.wrapped(words, least, lines=3)
            shapes += [Text(0, height + 16 * (at + 1), piece) for at, piece in enumerate(pieces)]
            height += 16 * len(pieces) + 6
        return Drawing(look, height, tuple(shapes))

    def _frame(self, pen: Pen, least: float, columns: tuple[float, float], foot: float) -> Iterator[Shape]:
        sides: tuple[Anchor, Anchor] = ("end", "start")
        for column, title, anchor in zip(columns, self.titles, sides, strict=True):
            yield Line(percent(column), _HEAD - 16, percent(column), foot + 12, "tiang")
            short = lettering.shortened(title, least * columns[0])
            yield Text(percent(column), 14, short, "judul", anchor, title if short != title else "")

    def _paths(
        self, pen: Pen, lines: Sequence[tuple[SlopeRow, int | None, int | None]], columns: tuple[float, float]
    ) -> Iterator[Line]:
        for row, left, right in lines:
            if left is not None and right is not None:
                yield Line(percent(columns[0]), _y(left), percent(columns[1]), _y(right), _way(row))

    def _ends(
        self,
        pen: Pen,
        lines: Sequence[tuple[SlopeRow, int | None, int | None]],
        columns: tuple[float, float],
        least: float,
        rank_room: float,
    ) -> Iterator[Shape]:
        room = least * columns[0] - rank_room - 16
        for row, left, right in lines:
            way = _way(row)
            short = lettering.shortened(row.label, room)
            title = row.label if short != row.label else ""
            for column, line, rank, out, anchor in (
                (columns[0], left, row.before_rank, -1, "end"),
                (columns[1], right, row.after_rank, 1, "start"),
            ):
                if line is None or rank is None:
                    continue
                side: Anchor = "end" if anchor == "end" else "start"
                yield Circle(percent(column), _y(line), 2.5 if way == "tetap" else 3.5, f"titik-{way}")
                yield Text(percent(column), _y(line) + 4.5, pen.whole(rank), f"n-{way}", side, dx=out * 9)
                yield Text(
                    percent(column), _y(line) + 4.5, short, f"n-{way}", side, title, dx=out * (rank_room + 15)
                )


def _last(rank: int | None) -> int:
    return 1_000_000 if rank is None else rank


def _y(line: int) -> float:
    return _HEAD + line * _STEP


def _way(row: SlopeRow) -> str:
    if row.before_rank is None or row.after_rank is None or row.before_rank == row.after_rank:
        return "tetap"
    return "naik" if row.after_rank < row.before_rank else "turun"


def slope(rows: Sequence[SlopeRow], titles: tuple[str, str], *, sentence: str = "") -> Slope:
    """`titles` stand above the two lists. Give short names; of more than 60 rows the first 60 are drawn, and it says so."""
    return Slope(tuple(rows), titles, sentence)
