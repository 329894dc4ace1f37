"""Where a day begins: the page that somebody comes to after signing in, when no other was asked for.

An app registers its page in `ready()`. Sign-in leads to `/mulai/`, which asks here, so that every way of signing in
ends at the same page and none of them knows the apps above.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

_pages: list[tuple[int, str, Callable[[Any], bool]]] = []
NOWHERE_SPECIAL = "portal:home"


def register(url_name: str, *, order: int, shown_to: Callable[[Any], bool]) -> None:
    """The first in order whose `shown_to(user)` says yes."""
    if all(url_name != name for _order, name, _rule in _pages):
        _pages.append((order, url_name, shown_to))
        _pages.sort(key=lambda page: page[0])


def address(user: Any) -> str:
    found = (name for _order, name, rule in _pages if user.is_authenticated and rule(user))
    return reverse(next(found, NOWHERE_SPECIAL))
