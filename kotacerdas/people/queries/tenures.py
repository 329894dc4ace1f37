"""Who held a post from when to when, as values for the rule in `domain.headship`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import get_args

from django.conf import settings

from kotacerdas.people.domain.headship import Manner, Tenure
from kotacerdas.people.domain.titles import head_title
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.reference import records


def tenure(held: RoleAssignment) -> Tenure:
    """A role that was ended leaves the post free from that moment, so its last day is the one before."""
    last_day = held.until_on
    if held.ended_at is not None and last_day is not None:
        last_day -= timedelta(days=1)
    manner = next(each for each in get_args(Manner) if each == held.manner)
    return Tenure(held.user.code, manner, held.from_on, last_day, name=held.user.display_name)


def of_post(held: RoleAssignment, *, now: datetime) -> list[Tenure]:
    """All other tenures of the post that this role leads: same office, same title."""
    return list(_tenures(held))


def most_months(manner: str) -> int | None:
    """How long one usually acts in this manner at most; None where no rule says it."""
    return _limits().get(manner)


def _tenures(held: RoleAssignment) -> Iterator[Tenure]:
    assert held.organisation is not None
    there = RoleAssignment.objects.heading(held.organisation).exclude(pk=held.pk)
    for each in there.select_related("user", "organisation"):
        spell = tenure(each)
        is_spell = spell.until_on is None or spell.until_on >= spell.from_on
        if is_spell and _post(each) == _post(held):
            yield spell


def _post(held: RoleAssignment) -> str:
    assert held.organisation is not None
    return held.post or head_title(held.organisation.name, kind=held.organisation.kind)


@cache
def _limits() -> dict[str, int]:
    rows = records(settings.REFERENCE_DATA / "people" / "acting.csv")
    return {row["manner"]: int(row["most_months"]) for row in rows if row["most_months"]}
