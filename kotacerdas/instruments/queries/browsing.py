"""Reads for the instrument browser: an edition's tree in rows, and the level texts that offices wrote."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.models import RubricText
from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for

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
    found = RubricText.objects.visible_to(user).written().filter(instrument=edition.key)
    for code, _level in set(found.order_by().values_list("code", "level")):
        written[code] = written.get(code, 0) + 1
    rows: list[TreeRow] = []
    _add(edition, edition.root, 0, written, rows)
    return rows


def _add(edition: Edition, node: Node, depth: int, written: dict[str, int], rows: list[TreeRow]) -> None:
    levels = len(levels_of(edition, node)) if node.is_leaf else 0
    rows.append(TreeRow(node, depth, written.get(node.code, 0), levels))
    for child in node.children:
        _add(edition, child, depth + 1, written, rows)


@dataclass(frozen=True)
class FormRow:
    """A node as the editor shows it."""

    node: Node
    depth: int


def form_rows(edition: Edition) -> list[FormRow]:
    """Top down in the order of the form, without a query."""
    rows: list[FormRow] = []

    def walk(node: Node, depth: int) -> None:
        rows.append(FormRow(node, depth))
        for child in node.children:
            walk(child, depth + 1)

    walk(edition.root, 0)
    return rows


def levels_of(edition: Edition, node: Node) -> list[int]:
    """The whole levels that an answer may have; none for a measured quantity, or a part whose questions are unknown."""
    scale = edition.scale_of(node)
    has_levels = scale.whole and node.children_published
    return list(range(int(scale.min), int(scale.max) + 1)) if has_levels else []


def rubric(edition: Edition, node: Node, user: "Someone") -> dict[int, list[RubricText]]:
    """The written texts of each level that one may see, the operator's before a city's own."""
    texts: dict[int, list[RubricText]] = {}
    rows = RubricText.objects.visible_to(user).written().filter(instrument=edition.key, code=node.code)
    for row in rows.select_related("city"):
        texts.setdefault(row.level, []).append(row)
    return texts


def author_city(user: "Someone") -> City | None:
    """For which city somebody writes level texts: an operator for all (None), an office for its own city."""
    if access.reach(user, Permission.EDIT_RUBRIC).is_everywhere:
        return None
    return cities_for(user, Permission.EDIT_RUBRIC).order_by("code").first()


def level_text(edition: Edition, node: Node, level: int, city: City | None) -> RubricText | None:
    """The text that an author for `city` would change."""
    place = {"instrument": edition.key, "code": node.code, "level": level, "city": city}
    return RubricText.objects.filter(**place).first()
