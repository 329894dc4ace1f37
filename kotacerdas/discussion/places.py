"""What can be discussed: each app registers its kinds of objects, with who may speak and who may decide there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from kotacerdas.common import subjects
from kotacerdas.common.subjects import Reference
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

Rule = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Place:
    """`may_write` and `may_decide` are asked (user, object), after it is sure that the user sees the object.

    Whoever may not discuss in the object's city reads nothing of it, even if the object itself is public.
    """

    kind: str
    may_write: Rule
    may_decide: Rule


_places: dict[str, Place] = {}


def register(kind: str, *, may_write: Rule | None = None, may_decide: Rule | None = None) -> None:
    """In `ready()`, after `subjects.register`: objects of this kind have a `city` and can be discussed."""
    _places[kind] = Place(
        kind,
        may_write or (lambda user, thing: access.may(user, Permission.DISCUSS, thing.city)),
        may_decide or (lambda user, thing: access.may(user, Permission.DECIDE, thing.city)),
    )


def of(thing: models.Model) -> Place | None:
    return _places.get(subjects.reference(thing).kind)


def find(kind: str, key: str, *, seen_by: "Someone") -> models.Model | None:
    """The object, if it can be discussed, the reader sees it and takes part in its city."""
    if kind not in _places or not key.isdecimal():
        return None
    thing = subjects.find(Reference(kind, key), seen_by=seen_by)
    return thing if thing is not None and may_read(seen_by, thing) else None


def may_read(user: "Someone", thing: models.Model) -> bool:
    """Once it is sure that the user sees the object."""
    return of(thing) is not None and access.may(user, Permission.DISCUSS, city_of(thing))


def city_of(thing: Any) -> "City":
    city: City = thing.city
    return city


def readable(user: "Someone") -> Q:
    """The condition on threads: their object is one that the user sees."""
    seen = Q(pk__in=[])
    for kind in _places:
        rows: Any = subjects.kinds()[kind].model._default_manager
        keys = rows.visible_to(user).order_by().annotate(_key=Cast("pk", CharField())).values("_key")
        seen |= Q(subject_kind=kind, subject_key__in=keys)
    return seen & access.reach(user, Permission.DISCUSS).rows("city")
