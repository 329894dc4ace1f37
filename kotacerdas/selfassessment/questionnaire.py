"""The form of a round: its questions in order, with their scale, their words and the level texts that offices wrote."""

from dataclasses import dataclass
from functools import lru_cache

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.models import Round
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Node, Words
from kotacerdas.selfassessment.domain import sharing
from kotacerdas.selfassessment.domain.sharing import Asked


@dataclass(frozen=True)
class Question:
    """A leaf of the form, and the component under which it stands."""

    node: Node
    component: Node
    position: int
    least: int
    most: int

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def words(self) -> Words:
        return self.node.title

    @property
    def dimension(self) -> str:
        return self.node.dimension or ""


@lru_cache(maxsize=16)
def _questions(key: str) -> dict[str, Question]:
    edition = catalogue.edition(key)
    found: dict[str, Question] = {}
    for component in edition.root.children:
        for node in component.walk():
            if node.is_leaf:
                least, most = edition.leaf_ranges[node.code]
                found[node.code] = Question(node, component, len(found), least, most)
    return found


def questions(round_: Round) -> dict[str, Question]:
    """By code, in the order of the form. Raises `Refused` where it is not known which form the round uses."""
    if not round_.instrument:
        raise Refused(Fault("assessment-without-form"))
    return _questions(round_.instrument)


def question(round_: Round, code: str) -> Question:
    """Raises `Refused` for a code that the form does not have."""
    found = questions(round_).get(code)
    if found is None:
        raise Refused(Fault("question-unknown", {"code": code[:20]}))
    return found


def asks(instrument: str, code: str, words: str) -> bool:
    """Whether a form has this very question under this code; forms move their numbers from year to year."""
    found = _questions(instrument).get(code) if instrument else None
    return found is not None and found.words.id.casefold() == words.casefold()


def same_questions(earlier: Round, later: Round) -> dict[str, str]:
    """By code of the later round, the code of the earlier one under which the same words stand."""
    old = list(questions(earlier).values())
    asked = [Asked(each.code, each.words.id, number) for number, each in enumerate(old)]
    new = [Asked(each.code, each.words.id) for each in questions(later).values()]
    found = sharing.suggestions(new, asked, there=range(len(old)))
    return {code: old[number].code for code, number in found.items()}
