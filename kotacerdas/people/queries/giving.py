"""Which roles somebody may give where: what he or she holds, as values for the rule in `domain.giving`."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault
from kotacerdas.people import access
from kotacerdas.people.domain.giving import Holding, Place, faults
from kotacerdas.people.models import City, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import GIVES, ROLES, Role, Scope

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def place_of(city: City | None, province: TerritorialUnit | None) -> Place:
    if city is not None:
        return Place(str(city.pk), str(city.province_id))
    return Place(province=str(province.pk)) if province is not None else Place()


def holdings_of(user: "Someone") -> list[Holding]:
    return [
        Holding(place_of(held.city, held.province), frozenset(GIVES.get(Role(held.role), ())))
        for held in access.assignments(user)
        if Permission.MANAGE_PEOPLE in held.duty.permissions
    ]


def why_not_give(
    by: User | None,
    role: Role,
    *,
    to: User | None,
    city: City | None = None,
    province: TerritorialUnit | None = None,
) -> list[Fault]:
    """Nothing if `by` may. None gives whatever it is told: the command line, and what the system does by itself."""
    if by is None:
        return []
    oneself = to is not None and to.pk == by.pk
    return faults(role, place_of(city, province), holdings_of(by), to_oneself=oneself)


def may_manage(by: User, held: RoleAssignment) -> bool:
    """Whether `by` may end this role, or set its days."""
    return not why_not_give(by, Role(held.role), to=held.user, city=held.city, province=held.province)


def why_not_close(by: User | None, person: User, *, now: datetime) -> list[Fault]:
    """An account is closed by whoever may end everything that it holds; one without roles, by who reaches everywhere."""
    if by is None:
        return []
    if by.pk == person.pk:
        return [Fault("close-oneself")]
    held = [each for each in _held(person) if not each.is_over(now)]
    if not held:
        everywhere = access.reach(by, Permission.MANAGE_PEOPLE).is_everywhere
        return [] if everywhere or _has_history_with(by, person) else [Fault("role-out-of-reach")]
    return [] if all(may_manage(by, each) for each in held) else [Fault("account-of-others-too")]


def home_of(person: User, *, now: datetime) -> City | None:
    """The city in whose trail a change of this account stands: the one where all its roles lie, if it is one."""
    cities = {each.city for each in _held(person) if not each.is_over(now)}
    return cities.pop() if len(cities) == 1 else None


def _held(person: User) -> list[RoleAssignment]:
    return list(
        person.assignments.select_related("user", "city__province", "province", "organisation").order_by("pk")
    )


def _has_history_with(by: User, person: User) -> bool:
    """All roles that the account ever had were given in the area of `by`."""
    past = _held(person)
    return bool(past) and all(may_manage(by, each) for each in past)


def roles_to_give(
    by: User, *, city: City | None = None, province: TerritorialUnit | None = None
) -> list[Role]:
    """The roles that `by` may give at exactly this place: of a city, of a province, or of the whole country."""
    scope = Scope.CITY if city else Scope.PROVINCE if province else Scope.COUNTRY
    return [
        role
        for role in Role
        if ROLES[role].scope is scope and not why_not_give(by, role, to=None, city=city, province=province)
    ]
