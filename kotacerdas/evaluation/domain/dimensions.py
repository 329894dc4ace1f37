"""The six dimensions of a smart city, as far as a form's questions belong to them."""

from collections.abc import Sequence
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


def parts_to_honour(edition: Edition | None) -> tuple[str, ...]:
    """What an award can be for besides the whole: the parts of the form, then the dimensions that its questions cover."""
    if edition is None:
        return ()
    parts = tuple(node.code for node in edition.root.children)
    return parts + (ORDER if spanning_part(edition) else ())


def questions_of(edition: Edition, dimension: str) -> tuple[str, ...]:
    """Codes of the questions whose mean is the dimension's; none in a form without such a part."""
    part = spanning_part(edition)
    return tuple(
        node.code for node in (part.walk() if part else ()) if node.is_leaf and node.dimension == dimension
    )


def mean_of(values: Sequence[Fraction]) -> Decimal | None:
    """Two decimals; None where nobody answered."""
    return round_half_up(mean(values), 2) if values else None


def means(result: Result) -> list[DimensionMean]:
    """The plain mean of each dimension's answers in that part, two decimals; empty if nothing there is answered.

    Not an official figure: the ministry publishes no dimension scores, only questions.
    """
    found = []
    for dimension in ORDER:
        scores = (result.nodes.get(code) for code in questions_of(result.edition, dimension))
        found.append(
            DimensionMean(dimension, mean_of([score.value for score in scores if score is not None]))
        )
    return found if any(each.value is not None for each in found) else []
