"""What seats wrote, as the remarks of a result: one paragraph, one remark, under the number of the seat."""

from collections.abc import Iterable, Iterator

from kotacerdas.evaluation.actions import NewRemark
from kotacerdas.evaluation.domain.letters import lines_of
from kotacerdas.evaluation.models import Remark
from kotacerdas.panel.models import Opinion, Seat
from kotacerdas.panel.models.marks import Stage


def remarks_of(seats: Iterable[Seat], stage: str = Stage.SECOND) -> list[NewRemark]:
    """In the order of the seats; one query."""
    seats = list(seats)
    numbers = {seat.pk: seat.number for seat in seats}
    rows = Opinion.objects.filter(seat__in=seats, stage=stage).order_by("seat__number")
    return [remark for row in rows for remark in _of(row, numbers[row.seat_id])]


def _of(row: Opinion, number: int) -> Iterator[NewRemark]:
    kinds = {
        Remark.Kind.STRENGTH: row.strengths,
        Remark.Kind.WEAKNESS: row.weaknesses,
        Remark.Kind.ADVICE: row.advice,
    }
    for kind, text in kinds.items():
        for line in lines_of(text):
            yield NewRemark(kind, number, line.text)


def advice_of(seats: Iterable[Seat], stage: str = Stage.FIRST) -> list[str]:
    """The recommendations alone; what two seats say in the same words is one. One query."""
    rows = Opinion.objects.filter(seat__in=list(seats), stage=stage).order_by("seat__number")
    return list(dict.fromkeys(line.text for row in rows for line in lines_of(row.advice)))
