"""Asks the table of the workflow before a deed of a round: role, step and day. Apps above ask here, too."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain.workflow import KEEPER, RULES, Deed, why_not
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import told
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User


def require(deed: Deed, round_: "Round", city: "City", *, by: "User | None", now: datetime) -> None:
    """Raises `Refused` with the reason. `by` None is the system, which the days bind as everybody."""
    faults = refusals(deed, round_, city, by=by, now=now)
    if faults:
        raise Refused(faults)


def require_days(deed: Deed, round_: "Round", city: "City | None", *, now: datetime) -> None:
    """Only whether the days allow it; raises `Refused` with the reason."""
    fault = why_not(deed, calendar_of(round_, city), now)
    if fault:
        raise Refused(told([fault]))


def refusals(deed: Deed, round_: "Round", city: "City", *, by: "User | None", now: datetime) -> list[Fault]:
    """Why it may not be done now; empty if it may."""
    who = RULES[deed].who
    permission = keeper_of(round_) if who == KEEPER else Permission(who)
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


def may_load_whole(round_: "Round", user: "Someone") -> bool:
    """Whether the results of all its cities are this reader's to bring in: of a province's round its operator's, too."""
    reach = access.reach(user, loader_of(round_))
    if round_.city is not None:
        return reach.covers(round_.city)
    return reach.is_everywhere or round_.province_id in reach.provinces


def require_whole(round_: "Round", *, by: "User | None") -> None:
    """For deeds on all results of a round together."""
    if by is not None and not may_load_whole(round_, by):
        raise Refused(Fault("round-not-yours", {"permission": str(loader_of(round_).sentence)}))


def may_keep(round_: "Round", user: "User") -> bool:
    """Rounds that are only known by their results have no days to be set. A provincial operator keeps those of the
    province, never one of the whole country."""
    if round_.kind == round_.Kind.PUBLISHED:
        return False
    if round_.city is not None:
        return access.may(user, Permission.KEEP_ROUNDS, round_.city)
    reach = access.reach(user, Permission.RUN_ROUNDS)
    return reach.is_everywhere or round_.province_id in reach.provinces


def may_record_letters(round_: "Round", user: "Someone") -> bool:
    """Whether the letter of one of its cities at least is this reader's to key in."""
    reach = access.reach(user, loader_of(round_))
    return reach.covers(round_.city) if round_.city is not None else not reach.is_nowhere
