"""The parts and questions of a round's form, each with what it stands under."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.words import text

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.instruments.domain.edition import Node


@dataclass(frozen=True)
class Part:
    node: "Node"
    under: tuple[str, ...]
    """Codes of the parts that it stands under, the nearest first."""

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def title(self) -> str:
        return text(self.node.title)


@lru_cache(maxsize=16)
def _parts(key: str) -> dict[str, Part]:
    found: dict[str, Part] = {}

    def add(node: "Node", under: tuple[str, ...]) -> None:
        found[node.code] = Part(node, under)
        for child in node.children:
            add(child, (node.code, *under))

    for component in catalogue.edition(key).root.children:
        add(component, ())
    return found


def parts(round_: "Round") -> dict[str, Part]:
    """By code, in the order of the form; empty where it is not known which form the round uses."""
    return _parts(round_.instrument) if round_.instrument else {}


def title(round_: "Round", code: str) -> str:
    found = parts(round_).get(code)
    return found.title if found else ""


def named(round_: "Round", code: str) -> str:
    """The code as the form writes it, however it was typed; "" for none. Raises `Refused` for one that it does not have."""
    typed = code.strip()
    if not typed:
        return ""
    known = parts(round_)
    if typed in known:
        return typed
    for each in known:
        if each.casefold() == typed.casefold():
            return each
    raise Refused(Fault("question-unknown", {"code": typed[:20]}))
