"""Who may have the files of an object: each app says it for its own kinds, and nobody may where no app has."""

from collections.abc import Callable
from typing import Any

from kotacerdas.files.models import File

Guard = Callable[[Any, File], bool]

_guards: dict[str, Guard] = {}


def register(kind: str, guard: Guard) -> None:
    """In `ready()`: `guard(user, file)` for the files of a subject such as "letters.letter"."""
    if _guards.get(kind, guard) is not guard:
        raise ValueError(f"the files of {kind!r} have a guard already")
    _guards[kind] = guard


def may_have(user: Any, file: File) -> bool:
    guard = _guards.get(file.subject_kind)
    return guard is not None and guard(user, file)
