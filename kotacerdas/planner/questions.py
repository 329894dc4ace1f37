"""What a module `questions.py` of another app imports to declare what it can be asked.

@question("coverage.move")
def move(asked: Asked) -> Message:
    ground = asked.warm.kept(("coverage.ground", city), code, load, size)
    return Message({"people": 12}, {"picture": array})
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from kotacerdas.planner.domain.frames import Message
from kotacerdas.planner.domain.warm import Warm

__all__ = ["Asked", "Message", "find", "names", "question", "starters", "when_started"]


@dataclass(frozen=True, eq=False)
class Asked:
    """`values` are JSON; `warm` holds what is kept between questions."""

    values: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    warm: Warm


Question = Callable[[Asked], Message]
Starter = Callable[[], None]

_questions: dict[str, Question] = {}
_starters: list[Starter] = []


def question(name: str) -> Callable[[Question], Question]:
    """Declares the function below. It raises `Refused` for what is wrong with the asking; it never writes."""

    def declare(function: Question) -> Question:
        if _questions.get(name, function) is not function:
            raise ValueError(f"the question {name!r} is declared twice")
        _questions[name] = function
        return function

    return declare


def when_started(starter: Starter) -> Starter:
    """Called once in the planner's process, beside the first questions: to load what every question needs."""
    if starter not in _starters:
        _starters.append(starter)
    return starter


def find(name: str) -> Question | None:
    return _questions.get(name)


def names() -> list[str]:
    return sorted(_questions)


def starters() -> list[Starter]:
    return list(_starters)
