"""The programme office says whose recommendation it is, until when, and how it is to be followed up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.recommendations.actions.shared import Doing
from kotacerdas.recommendations.domain import tags
from kotacerdas.recommendations.domain.caring import Deed
from kotacerdas.recommendations.models import Care, Via

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.models import Organisation, User


@dataclass(frozen=True)
class Plan:
    """With an organisation and a day, the organisation gets one task, which follows the states by itself."""

    owner: "Organisation | None" = None
    due_on: date | None = None
    text: str = ""
    tags: Iterable[str] = field(default_factory=tuple)


@transaction.atomic
def plan(
    recommendation: "Recommendation",
    wanted: Plan,
    *,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
    via: Via = Via.FORM,
) -> Care:
    """Raises `versions.StaleSave` if somebody has saved since version `expected`, and `Refused`."""
    doing = Doing(Deed.PLAN, by, now, via)
    care, _present = doing.locked(recommendation)
    owner = wanted.owner
    if owner is not None and owner != care.owner and owner.city_id not in {None, care.city_id}:
        raise Refused(Fault("care-owner-elsewhere", {"text": str(owner)}))
    changes = {
        "owner": owner,
        "due_on": wanted.due_on,
        "plan": wanted.text.strip(),
        "tags": tags.ordered(wanted.tags),
    }
    if _is_kept(care, changes) and expected in {None, care.version}:
        return care
    return doing.done(care, expected=expected, changes=changes)


def _is_kept(care: Care, changes: Mapping[str, object]) -> bool:
    return all(getattr(care, name) == value for name, value in changes.items())
