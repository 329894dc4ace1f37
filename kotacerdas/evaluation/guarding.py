"""Asks the table of the workflow before a deed of a round: role, step and day. Apps above ask here, too."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain.workflow import RULES, Deed, why_not
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import told
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import City, User


def require(deed: Deed, round_: "Round", city: "City", *, by: "User | None", now: datetime) -> None:
    """Raises `Refused` with the reason. `by` None is the system, which the days bind as everybody."""
    faults = refusals(deed, round_, city, by=by, now=now)
    if faults:
        raise Refused(faults)


def refusals(deed: Deed, round_: "Round", city: "City", *, by: "User | None", now: datetime) -> list[Fault]:
    """Why it may not be done now; empty if it may."""
    permission = Permission(RULES[deed].who)
    if by is not None and not access.may(by, permission, city):
        return [Fault("round-not-yours", {"permission": str(permission.sentence)})]
    fault = why_not(deed, calendar_of(round_, city), now)
    return told([fault] if fault else [])


def keeper_of(round_: "Round") -> Permission:
    """Who sets its days: the city whose own round it is, else the operator."""
    return Permission.KEEP_ROUNDS if round_.city_id else Permission.RUN_ROUNDS


def loader_of(round_: "Round") -> Permission:
    """Who brings its results in: of a city's own round that city, from its letter; else the operator."""
    return Permission.KEEP_ROUNDS if round_.city_id else Permission.LOAD_RESULTS


def may_keep(round_: "Round", user: "User") -> bool:
    """Rounds that are only known by their results have no days to be set. A provincial operator keeps those of the
    province, never one of the whole country."""
    if round_.kind == round_.Kind.PUBLISHED:
        return False
    if round_.city is not None:
        return access.may(user, Permission.KEEP_ROUNDS, round_.city)
    reach = access.reach(user, Permission.RUN_ROUNDS)
    return reach.is_everywhere or round_.province_id in reach.provinces
