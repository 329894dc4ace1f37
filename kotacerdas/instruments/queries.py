"""Reads for the instrument browser: an edition's tree in rows, and the level texts that offices wrote."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.models import RubricText

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class TreeRow:
    """A node with how deep it lies below the index, and how many of its level texts are written."""

    node: Node
    depth: int
    texts: int
    levels: int


def tree(edition: Edition, user: "Someone") -> list[TreeRow]:
    """One query, however large the form."""
    written: dict[str, int] = {}
    rows_written = RubricText.objects.visible_to(user).written().filter(instrument=edition.key)
    for code in rows_written.values_list("code", flat=True):
        written[code] = written.get(code, 0) + 1
    rows: list[TreeRow] = []
    _add(edition, edition.root, 0, written, rows)
    return rows


def _add(edition: Edition, node: Node, depth: int, written: dict[str, int], rows: list[TreeRow]) -> None:
    levels = len(levels_of(edition, node)) if node.is_leaf else 0
    rows.append(TreeRow(node, depth, written.get(node.code, 0), levels))
    for child in node.children:
        _add(edition, child, depth + 1, written, rows)


def levels_of(edition: Edition, node: Node) -> list[int]:
    """The whole levels that an answer may have; none for a measured quantity, or a part whose questions are unknown."""
    scale = edition.scale_of(node)
    has_levels = scale.whole and node.children_published
    return list(range(int(scale.min), int(scale.max) + 1)) if has_levels else []


def rubric(edition: Edition, node: Node, user: "Someone") -> dict[int, RubricText]:
    """The texts of one question's levels; a level without one is absent."""
    rows = RubricText.objects.visible_to(user).filter(instrument=edition.key, code=node.code)
    return {row.level: row for row in rows}
