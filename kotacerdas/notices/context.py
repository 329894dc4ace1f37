"""The bell on every page: how many notices the reader has not read."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kotacerdas.notices import queries

_MOST_SHOWN = 99


def bell(request: HttpRequest) -> dict[str, Any]:
    """Counted only where the page shows it: one query, and none for somebody who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"bell": SimpleLazyObject(lambda: _shown(queries.unread(user)))}


def _shown(count: int) -> str:
    return f"{_MOST_SHOWN}+" if count > _MOST_SHOWN else str(count)
