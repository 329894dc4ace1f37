"""The six dimensions of a smart city, as far as a form's questions belong to them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.domain.numbers import mean, round_half_up
from kotacerdas.instruments.domain.scoring import Result

ORDER = ("gov", "brand", "eco", "liv", "soc", "env")


@dataclass(frozen=True)
class DimensionMean:
    dimension: str
    value: Decimal | None


def spanning_part(edition: Edition) -> Node | None:
    """The first part of the form whose questions cover all six dimensions; None if no part does."""
    for part in edition.root.children:
        if {node.dimension for node in part.walk()} >= set(ORDER):
            return part
    return None


def means(result: Result) -> list[DimensionMean]:
    """The plain mean of each dimension's answers in that part, two decimals; empty if nothing there is answered.

    Not an official figure: the ministry publishes no dimension scores, only questions.
    """
    part = spanning_part(result.edition)
    if part is None:
        return []
    answered: dict[str, list[Fraction]] = {dimension: [] for dimension in ORDER}
    for node in part.walk():
        score = result.nodes.get(node.code)
        if node.is_leaf and node.dimension and score is not None:
            answered[node.dimension].append(score.value)
    if not any(answered.values()):
        return []
    return [
        DimensionMean(dimension, round_half_up(mean(values), 2) if values else None)
        for dimension, values in answered.items()
    ]
