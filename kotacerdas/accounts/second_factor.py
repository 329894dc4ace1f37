"""Whether a session has passed a second factor: remembered in the session itself, so that no request asks for it."""

from typing import Any, Protocol

from django.contrib.sessions.backends.base import SessionBase

PASSED_BY = "second_factor_passed_by"


class Person(Protocol):
    pk: Any


def mark_passed(session: SessionBase, user: Person) -> None:
    session[PASSED_BY] = str(user.pk)


def forget_passed(session: SessionBase) -> None:
    session.pop(PASSED_BY, None)


def has_passed(session: SessionBase, user: Person) -> bool:
    return bool(session.get(PASSED_BY) == str(user.pk))
