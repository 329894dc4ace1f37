"""Answers "may this person do that, and where?", and guards pages: a page without a mark is refused by a test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kotacerdas.common.marks import marked, public
from kotacerdas.people import drafts
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import CITIZEN, EVERYONE, Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kotacerdas.people.models import City, RoleAssignment, User

    Someone: TypeAlias = User | AnonymousUser

__all__ = [
    "Permission",
    "Reach",
    "asleep",
    "assignments",
    "held_now",
    "may",
    "permissions",
    "public",
    "reach",
    "requires",
    "signed_in",
]

log = structlog.get_logger("kotacerdas.access")

View: TypeAlias = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Reach:
    """The cities for which somebody holds a permission."""

    is_everywhere: bool = False
    cities: frozenset[int] = frozenset()
    provinces: frozenset[int] = frozenset()

    @property
    def is_nowhere(self) -> bool:
        return not (self.is_everywhere or self.cities or self.provinces)

    def covers(self, city: "City") -> bool:
        return self.is_everywhere or city.pk in self.cities or city.province_id in self.provinces

    def rows(self, city_field: str = "") -> Q:
        """The condition "belongs to one of these cities"; `city_field` leads from the row to its city."""
        if self.is_everywhere:
            # Not an empty Q: "mine, or any" would then mean "mine", for an OR with nothing leaves the other side.
            return Q(pk__isnull=False)
        if self.is_nowhere:
            return Q(pk__in=[])
        to_city = Q(**{f"{city_field}__in" if city_field else "pk__in": self.cities})
        if not self.provinces:
            # Most people have cities only: their rows are found without joining the table of cities.
            return to_city
        to_province = Q(**{f"{city_field}__province__in" if city_field else "province__in": self.provinces})
        return to_city | to_province


def assignments(user: "Someone") -> list["RoleAssignment"]:
    """The roles that count now: in a session without a second factor, those that demand one do not."""
    return [each for each in held_now(user) if not _sleeps(each, user)]


def asleep(user: "Someone") -> list["RoleAssignment"]:
    """The roles held now that count only when this session has passed a second factor."""
    return [each for each in held_now(user) if _sleeps(each, user)]


def _sleeps(held: "RoleAssignment", user: "Someone") -> bool:
    return held.duty.needs_second_factor and getattr(user, "awaits_second_factor", False)


def held_now(user: "Someone") -> list["RoleAssignment"]:
    """The roles that somebody holds at this moment; asked of the database once for each user object."""
    if not user.is_authenticated:
        return []
    known: list[RoleAssignment] | None = getattr(user, "_assignments_today", None)
    if known is None:
        now = timezone.now()
        held = user.assignments.select_related("city", "province", "organisation")
        known = [each for each in held if each.is_active(each.day_of(now), now)]
        user._assignments_today = known  # type: ignore[attr-defined]  # remembered as long as this object lives
    return known


def forget(user: "Someone") -> None:
    """Drops what `held_now` remembers, after a role was given or ended."""
    if hasattr(user, "_assignments_today"):
        del user._assignments_today


def permissions(user: "Someone") -> frozenset[Permission]:
    """Everything that somebody may do in at least one place."""
    base = CITIZEN.permissions if user.is_authenticated else EVERYONE
    return base.union(*(assignment.duty.permissions for assignment in assignments(user)))


def may(user: "Someone", permission: Permission, city: "City | None" = None) -> bool:
    """With a city: there. Without: in at least one place."""
    if city is None:
        return permission in permissions(user)
    return reach(user, permission).covers(city)


def reach(user: "Someone", permission: Permission) -> Reach:
    if permission in (CITIZEN.permissions if user.is_authenticated else EVERYONE):
        return Reach(is_everywhere=True)
    held = [each for each in assignments(user) if permission in each.duty.permissions]
    return Reach(
        is_everywhere=any(each.duty.scope is Scope.COUNTRY for each in held),
        cities=frozenset(each.city_id for each in held if each.city_id is not None),
        provinces=frozenset(each.province_id for each in held if each.province_id is not None),
    )


def requires(permission: Permission) -> Callable[[View], View]:
    """Opens a page to those who hold `permission` somewhere; which rows they see is `visible_to`'s business.

    Somebody who is not signed in is sent to sign in and comes back; what he or she had typed is kept. So is somebody
    whose role demands a second factor that this session has not passed.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if may(request.user, permission):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if any(permission in each.duty.permissions for each in asleep(request.user)):
                return _to(request, settings.SECOND_FACTOR_URL, drafts.page_of(request))
            log.warning("access.refused", permission=permission.value)
            raise PermissionDenied(refusal(permission))

        return marked(guarded, permission)

    return guard


def signed_in(request: HttpRequest) -> "User":
    """Who sends the request, on a page that `requires` has opened."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def refusal(permission: Permission) -> str:
    return _("Your account does not include this permission: “%(permission)s” Ask your programme office.") % {
        "permission": permission.sentence
    }


def to_sign_in(request: HttpRequest) -> HttpResponse:
    back = drafts.keep(request) if request.method == "POST" else drafts.page_of(request)
    return _to(request, settings.LOGIN_URL, back)


def _to(request: HttpRequest, gate: str, back: str) -> HttpResponse:
    """To a page that must be passed first, and from there back."""
    address = f"{resolve_url(gate)}?{urlencode({'next': back})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
