"""What every page says to somebody whose role sleeps until a second factor is shown."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kotacerdas.people import access


def sleeping_roles(request: HttpRequest) -> dict[str, Any]:
    """Costs nothing where the session has passed one, and nothing new elsewhere: the menu asks for roles too."""
    user = getattr(request, "user", None)
    return {"roles_asleep": SimpleLazyObject(lambda: access.asleep(user) if user else [])}
