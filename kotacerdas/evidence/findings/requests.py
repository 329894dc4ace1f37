"""What a new request asks for, told by its address; and how the questions of a request stand today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from kotacerdas.common.calendars import national
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import targets
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.evidence.models import AskedFor, EvidenceRequest, Use
from kotacerdas.evidence.queries import board
from kotacerdas.evidence.targets import Scope, Target

if TYPE_CHECKING:
    from django.http import QueryDict

    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

SCOPE, QUESTION, DIMENSION, GROUP = "lingkup", "soal", "dimensi", "bagian"
FIRST_WORKING_DAYS = 10
LONGEST_WORDS = 300


def wanted(user: "Someone", city: "City", asked: "QueryDict") -> list[Target]:
    """The questions named by code; or all of a dimension or a part of the form that have no proof, nor were asked for."""
    scope = _scope(user, city, asked.get(SCOPE, ""))
    if scope is None:
        return []
    codes = set(asked.getlist(QUESTION))
    if codes:
        return [each for each in targets.of_scope(city, scope) if each.code in codes]
    dimension, group = asked.get(DIMENSION, ""), asked.get(GROUP, "")
    if not dimension and not group:
        return []
    open_ones = [
        each
        for each in board.of_scope(user, city, scope).questions
        if each.is_without_proof and not each.request
    ]
    return [
        each.target
        for each in open_ones
        if (not dimension or each.target.dimension == dimension.strip(board.NO_DIMENSION))
        and (not group or each.target.group == group)
    ]


def _scope(user: "Someone", city: "City", key: str) -> Scope | None:
    try:
        return targets.scope(user, city, key) if key else None
    except Refused:
        return None


def first_words(some: list[Target], asked: "QueryDict") -> str:
    """A proposal, which whoever asks mends: nobody knows better what the thing is called."""
    if len(some) == 1:
        return f"{some[0].code} {some[0].words}"[:LONGEST_WORDS]
    if not some:
        return ""
    count = len(some)
    dimension = DIMENSION_NAMES.get(asked.get(DIMENSION, ""))
    if dimension:
        words = ngettext(
            "Evidence for %(count)d question of the dimension %(dimension)s",
            "Evidence for %(count)d questions of the dimension %(dimension)s",
            count,
        )
        return words % {"count": count, "dimension": dimension}
    return ngettext("Evidence for %(count)d question", "Evidence for %(count)d questions", count) % {
        "count": count
    }


def first_day(today: date) -> date:
    return national().add_working_days(today, FIRST_WORKING_DAYS)


@dataclass(frozen=True)
class Standing:
    """A question of a request today."""

    asked: AskedFor
    is_confirmed: bool
    is_cited: bool


def as_they_stand(user: "Someone", request: EvidenceRequest) -> list[Standing]:
    """Two queries, however many questions."""
    asked = list(request.asked_for.all())
    uses = Use.objects.visible_to(user).living().sound().filter(citation__city=request.city_id)
    uses = uses.filter(target_key__in=[each.target_key for each in asked])
    states: dict[tuple[str, str], set[str]] = {}
    for kind, key, state in uses.values_list("target_kind", "target_key", "state"):
        states.setdefault((kind, key), set()).add(state)
    return [_standing(each, states) for each in asked]


def _standing(asked: AskedFor, states: Mapping[tuple[str, str], set[str]]) -> Standing:
    found = states.get((asked.target_kind, asked.target_key), set())
    return Standing(
        asked=asked,
        is_confirmed=State.CONFIRMED in found,
        is_cited=State.WAITING in found,
    )
