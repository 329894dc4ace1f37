"""Two results side by side."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.queries.scorecards import compute
from kotacerdas.instruments.domain.edition import Node

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class ComparedNode:
    """One node of either form: its score in both results; None where the form lacks it or it was not published."""

    code: str
    node: Node
    is_part: bool
    left: Decimal | None
    right: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.left is None or self.right is None else self.right - self.left


def comparable_results(user: "Someone") -> list[Result]:
    """Every result with a figure that one may see, for the two choices of the comparison."""
    return list(
        Result.objects.visible_to(user)
        .filter(index__isnull=False)
        .select_related("round", "city__province")
        .order_by("city__name", "-round__year", "round__code")
    )


def same_instrument(left: Result, right: Result) -> bool:
    """Whether the figures may be set against each other: editions of one instrument, or forms not known."""
    families = {result.round.instrument.partition("/")[0] for result in (left, right)} - {""}
    return len(families) < 2


def compared(left: Result, right: Result) -> list[ComparedNode]:
    """The nodes of both forms; empty unless both are computed. Parts in the order of the form, then the questions:
    those in both first, the largest difference on top.

    Codes are kept unique across editions of one instrument, so a code in both is the same question.
    """
    one, other = compute(left), compute(right)
    if one is None or other is None:
        return []
    nodes = {**one.edition.nodes, **other.edition.nodes}
    parts = {node.code for edition in (one.edition, other.edition) for node in edition.root.children}
    order = [*other.edition.nodes, *(code for code in one.edition.nodes if code not in other.edition.nodes)]
    found = [
        ComparedNode(code, nodes[code], code in parts, one.shown(code), other.shown(code))
        for code in order
        if code != other.edition.root.code and (code in one.nodes or code in other.nodes)
    ]
    return sorted(found, key=_parts_then_largest)


def _parts_then_largest(each: ComparedNode) -> tuple[bool, bool, Decimal]:
    distance = abs(each.difference) if each.difference is not None else Decimal(0)
    return (
        not each.is_part,
        each.difference is None and not each.is_part,
        Decimal(0) if each.is_part else -distance,
    )
