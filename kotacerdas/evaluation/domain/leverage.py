"""What one level more on a question would change, with the official rounding, if all others stand still."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.edition import Edition, Method
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.domain.ranking import place_among
from kotacerdas.instruments.domain.scoring import Result


@dataclass(frozen=True)
class Lever:
    """One answered node raised by one level, at most to the top of its scale.

    `place` is the place in the list of cities with the changed index; None where there is no list.
    """

    code: str
    before: Decimal
    after: Decimal
    part: str
    part_before: Decimal
    part_after: Decimal
    index: Decimal
    gain: Decimal
    place: int | None

    @property
    def is_full(self) -> bool:
        """Nothing can be gained: the answer is at the top already."""
        return self.after == self.before


def levers(result: Result, others: Sequence[Decimal] = ()) -> list[Lever]:
    """One for each given leaf, in the order of the form; `others` are the other cities' indices."""
    rising = sorted(others)
    edition = result.edition
    known: dict[tuple[str, Fraction], tuple[Decimal, Decimal]] = {}
    found = []
    for leaf in edition.leaves:
        score = result.nodes.get(leaf.code)
        # A part whose questions nobody published is no question: no assessor raises it by a level.
        if score is None or result.index is None or not leaf.children_published:
            continue
        raised = min(Fraction(edition.scale_of(leaf).max), score.value + 1)
        part, above = _part(result, leaf.code), edition.parents[leaf.code]
        # In a plain mean it does not matter which answer rises, only by how much.
        alike = (above.code if above.method is Method.MEAN else leaf.code, raised - score.value)
        if alike not in known:
            changed = scoring.with_change(result, leaf.code, raised)
            known[alike] = (changed.index or Decimal(0), changed.shown(part) or Decimal(0))
        index, part_after = known[alike]
        found.append(
            Lever(
                code=leaf.code,
                before=result.shown(leaf.code) or Decimal(0),
                after=exact_decimal(raised, at_least=edition.places),
                part=part,
                part_before=result.shown(part) or Decimal(0),
                part_after=part_after,
                index=index,
                gain=index - result.index,
                place=place_among(index, rising) if rising else None,
            )
        )
    return found


def worth_of_a_level(edition: Edition) -> list[tuple[str, Decimal]]:
    """What one level of one question is worth in each part before rounding: its weight over its number of questions."""
    worths = []
    for part in edition.root.children:
        count = sum(node.is_leaf for node in part.walk() if node is not part)
        if (
            part.method is Method.MEAN
            and part.weight
            and count
            and all(node.is_leaf for node in part.children)
        ):
            worths.append((part.code, part.weight / 100 / count))
    return worths


def best(found: Sequence[Lever], count: int) -> list[Lever]:
    """The levers that move the index most; of equals the one whose part moves most, then the lowest answer."""
    useful = [lever for lever in found if lever.gain > 0]
    return sorted(useful, key=lambda each: (-each.gain, each.part_before - each.part_after, each.before))[
        :count
    ]


def _part(result: Result, code: str) -> str:
    """The node just below the index that the leaf lies in (or is)."""
    root, above = result.edition.root.code, result.edition.parents[code]
    while above.code != root:
        code, above = above.code, result.edition.parents[above.code]
    return code
