"""Changes of an edition that staff write: each takes one and answers the next, which may be faulty until it is published."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments.domain.edition import Confidence, Edition, Method, Node, Period, Words

UP, DOWN = -1, 1
WEIGHTED = {Method.WEIGHTED_SUM, Method.WEIGHTED_MEAN}
UNCONFIRMED_NOTE = Words(
    id="Salinan dari {base}, disusun sendiri; belum dipastikan dengan sumber resmi.",
    en="A copy of {base}, written here; not confirmed by an official source yet.",
)


@dataclass(frozen=True)
class Typed:
    """What a person may write about a node; the code stays, since years are compared by it."""

    title: Words
    weight: Decimal | None = None
    number: str | None = None
    dimension: str | None = None
    section: Words | None = None
    note: Words | None = None


def clone(
    base: Edition, *, edition: str, title: Words, applies_to: Words, in_force: Period, today: date
) -> Edition:
    """The same questions and weights under another name. Whatever the base was sure of, the copy is not."""
    words = UNCONFIRMED_NOTE
    return replace(
        base,
        edition=edition,
        title=title,
        applies_to=applies_to,
        in_force=in_force,
        confidence=Confidence.UNCONFIRMED,
        confidence_note=Words(words.id.format(base=base.key), words.en.format(base=base.key)),
        checked_on=today,
        superseded_by=None,
    )


def rewritten(edition: Edition, code: str, typed: Typed) -> Edition:
    """The node with what was typed about it."""
    _node(edition, code)
    values = {each.name: getattr(typed, each.name) for each in fields(Typed)}
    return _mapped(edition, lambda node: replace(node, **values) if node.code == code else node)


def added(edition: Edition, under: str, code: str, typed: Typed) -> Edition:
    """A new part at the end of a group: like its neighbours a question, or a group that waits for its questions."""
    parent = _node(edition, under)
    if parent.is_leaf:
        raise Refused(Fault("edition-not-a-group", {"code": under}))
    if code in edition.nodes:
        raise Refused(Fault("edition-code-taken", {"code": code}))
    neighbour = parent.children[-1] if parent.children else None
    made = Node(
        code=code,
        title=typed.title,
        weight=typed.weight,
        number=typed.number,
        dimension=typed.dimension,
        section=typed.section,
        note=typed.note,
        kind=neighbour.kind if neighbour else "question",
        scale=neighbour.scale if neighbour else parent.scale,
    )
    if neighbour is not None and not neighbour.is_leaf:
        method = neighbour.method if neighbour.method in {Method.MEAN, Method.WEIGHTED_MEAN} else Method.MEAN
        made = replace(made, method=method, rounding=neighbour.rounding)
    return _mapped(
        edition,
        lambda node: replace(node, children=(*node.children, made)) if node.code == under else node,
    )


def removed(edition: Edition, code: str) -> Edition:
    """Without the node and all below it; the index itself stays."""
    _node(edition, code)
    if code == edition.root.code:
        raise Refused(Fault("edition-root-stays"))
    return _mapped(
        edition,
        lambda node: replace(node, children=tuple(each for each in node.children if each.code != code)),
    )


def moved(edition: Edition, code: str, step: int) -> Edition:
    """One place up or down among its neighbours; at the end it stays where it is."""
    _node(edition, code)
    parent = edition.parents.get(code)
    if parent is None:
        return edition
    at = next(place for place, each in enumerate(parent.children) if each.code == code)
    to = at + step
    if not 0 <= to < len(parent.children):
        return edition
    order = list(parent.children)
    order[at], order[to] = order[to], order[at]
    return _mapped(
        edition, lambda node: replace(node, children=tuple(order)) if node.code == parent.code else node
    )


def counts_weight(edition: Edition, code: str) -> bool:
    """Whether the node's weight means something: what lies above it weighs its parts."""
    parent = edition.parents.get(code)
    return parent is not None and parent.method in WEIGHTED


def mark_of(node: Node) -> str:
    """Tells whether somebody wrote about this very node meanwhile; what lies below it does not count."""
    typed = [repr(getattr(node, each.name)) for each in fields(Typed)]
    return hashlib.sha256("\n".join(typed).encode()).hexdigest()[:24]


def head_mark(edition: Edition) -> str:
    """The same of everything but the tree."""
    told = [repr(getattr(edition, each.name)) for each in fields(Edition) if each.name != "root"]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _node(edition: Edition, code: str) -> Node:
    found = edition.nodes.get(code)
    if found is None:
        raise Refused(Fault("edition-node-gone", {"code": code[:20]}))
    return found


def _mapped(edition: Edition, change: Callable[[Node], Node]) -> Edition:
    """Every node changed, the deepest first."""

    def walked(node: Node) -> Node:
        return change(replace(node, children=tuple(walked(child) for child in node.children)))

    return replace(edition, root=walked(edition.root))
