"""Asks how far somebody's permission reaches, for the apps below `people`, which provides the answer in `ready()`."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

Answer = Callable[[Any, str, str], Q]

_answers: list[Answer] = []


def provide(answer: Answer) -> None:
    """`answer(user, permission, city_field)` gives the condition on rows; `people` is the one that provides it."""
    _answers[:] = [answer]


def rows(user: Any, permission: str, city_field: str = "city") -> Q:
    """The rows whose city lies where `user` holds `permission`; rows without a city only if that is everywhere."""
    if not _answers:
        return Q(pk__in=[])
    return _answers[0](user, permission, city_field)
