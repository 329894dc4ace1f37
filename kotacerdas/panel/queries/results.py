"""What the result of an open panel will be, before it is entered."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Remark
from kotacerdas.instruments.domain import scoring
from kotacerdas.panel.opinions import remarks_of
from kotacerdas.panel.queries.overview import Difference, Overview

if TYPE_CHECKING:
    from kotacerdas.instruments.domain.edition import Node


@dataclass(frozen=True)
class Preview:
    index: Decimal | None
    places: int
    parts: "list[tuple[Node, Decimal | None]]"
    seats: int
    remarks: Counter[Remark.Kind]
    silent: list[int]
    """Numbers of the seats that have written nothing for the report."""
    untalked: list[Difference]


def preview(overview: Overview) -> Preview | None:
    """By the official arithmetic, from the marks as they are; None while assessors still score alone."""
    edition = overview.panel.round.edition
    if not overview.panel.is_open or edition is None:
        return None
    seats = overview.counting
    given = {row.question.code: tuple(row.levels) for row in overview.rows if len(row.levels) == len(seats)}
    found = scoring.score(edition, given, partial=True)
    remarks = remarks_of(seats)
    speaking = {each.assessor for each in remarks}
    return Preview(
        index=found.index,
        places=edition.places,
        parts=[(node, found.shown(node.code)) for node in edition.root.children],
        seats=len(seats),
        remarks=Counter(each.kind for each in remarks),
        silent=[seat.number for seat in seats if seat.number not in speaking],
        untalked=[each for each in overview.differences if each.is_left],
    )
