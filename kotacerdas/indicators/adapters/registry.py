"""Which adapters there are, and what each must be told."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.utils.functional import Promise

from kotacerdas.imports.intakes import Choice
from kotacerdas.indicators.domain.answers import Reading

Words = str | Promise


@dataclass(frozen=True)
class Question:
    """What an adapter must be told beside the file or the address; a text, or one of the choices."""

    key: str
    title: Any
    help: Any = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    most_letters: int = 200


@dataclass(frozen=True)
class Asked:
    """`names` are those by which the places are known, by level; `answers` are those to the adapter's questions."""

    names: Mapping[str, frozenset[str]]
    answers: Mapping[str, str]


class Adapter(ABC):
    name: ClassVar[str]
    """Stands in rows and addresses: never changes."""
    title: ClassVar[Words]
    description: ClassVar[Words]
    takes: ClassVar[Literal["file", "address"]]
    questions: ClassVar[tuple[Question, ...]] = ()

    @abstractmethod
    def read(self, content: bytes, asked: Asked) -> Reading:
        """Raises `Refused` with all that must be told or mended. Reads nothing but the content."""


_adapters: dict[str, Adapter] = {}


def register(adapter: Adapter) -> None:
    if _adapters.setdefault(adapter.name, adapter) is not adapter:
        raise ValueError(f"the adapter {adapter.name!r} is there already")


def everything() -> list[Adapter]:
    return list(_adapters.values())


def find(name: str) -> Adapter | None:
    return _adapters.get(name)


def answered(adapter: Adapter, given: Mapping[str, Any]) -> dict[str, str]:
    """The answers to the adapter's own questions among what was given."""
    return {each.key: str(given.get(each.key) or "").strip() for each in adapter.questions}
