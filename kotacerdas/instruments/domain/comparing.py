"""What differs between two editions, node by node; a question that stays keeps its code."""

from dataclasses import dataclass, fields
from decimal import Decimal

from kotacerdas.instruments.domain.edition import Edition, Node

# What is compared for itself, or is no word of the node.
_APART = {"code", "title", "weight", "children"}
_HEAD = (
    "title",
    "applies_to",
    "in_force",
    "legal_basis",
    "confidence",
    "confidence_note",
    "sources",
    "notes",
)
_RULES = ("scales", "places", "bands", "bands_on")


@dataclass(frozen=True)
class Pair:
    """A node before and after."""

    old: Node
    new: Node

    @property
    def code(self) -> str:
        return self.new.code

    @property
    def change(self) -> Decimal:
        """By how much it weighs more."""
        return (self.new.weight or Decimal(0)) - (self.old.weight or Decimal(0))


@dataclass(frozen=True)
class Changed:
    """A node of which other things differ: the names of its fields, as `Node` calls them."""

    node: Node
    names: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """All lists are in the order of the form: of the new one, what was dropped in that of the old."""

    added: tuple[Node, ...]
    dropped: tuple[Node, ...]
    renamed: tuple[Pair, ...]
    reweighted: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    changed: tuple[Changed, ...]
    head: tuple[str, ...]
    """The names of the fields of `Edition` that differ, its name and dates aside."""

    @property
    def is_same_form(self) -> bool:
        """Nothing that is asked or reckoned differs."""
        parts = (self.added, self.dropped, self.renamed, self.reweighted, self.moved, self.changed)
        return not any(parts) and not set(self.head) & set(_RULES)


def differences(old: Edition, new: Edition) -> Differences:
    pairs = [Pair(old.nodes[code], node) for code, node in new.nodes.items() if code in old.nodes]
    return Differences(
        added=tuple(node for code, node in new.nodes.items() if code not in old.nodes),
        dropped=tuple(node for code, node in old.nodes.items() if code not in new.nodes),
        renamed=tuple(pair for pair in pairs if pair.old.title != pair.new.title),
        reweighted=tuple(pair for pair in pairs if pair.old.weight != pair.new.weight),
        moved=tuple(pair for pair in pairs if _is_moved(old, new, pair.code)),
        changed=tuple(
            Changed(pair.new, names) for pair in pairs if (names := _names(pair.old, pair.new, _APART))
        ),
        head=tuple(name for name in (*_HEAD, *_RULES) if getattr(old, name) != getattr(new, name)),
    )


def _names(old: Node, new: Node, apart: set[str]) -> tuple[str, ...]:
    names = (each.name for each in fields(Node) if each.name not in apart)
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _is_moved(old: Edition, new: Edition, code: str) -> bool:
    """Under another node, or behind one that it stood before; those added and dropped around it move nobody."""
    above_old, above_new = old.parents.get(code), new.parents.get(code)
    if above_old is None or above_new is None:
        return above_old is not above_new
    if above_old.code != above_new.code:
        return True
    return _before(above_old, above_new, code) != _before(above_new, above_old, code)


def _before(node: Node, other: Node, code: str) -> set[str]:
    """Which neighbours stand before it, of those that both forms have there."""
    shared = {child.code for child in other.children}
    found: set[str] = set()
    for child in node.children:
        if child.code == code:
            break
        found |= {child.code} & shared
    return found
