"""Milestones of a programme, one by one; they are how an agency steers its work, so they go on after adoption."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain import milestones as rules
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.models import Milestone, Programme

if TYPE_CHECKING:
    from kotacerdas.people.models import User

MOST = 200
FIELDS = ("title", "weight", "due_on", "done_on")


@transaction.atomic
def add_milestone(programme: Programme, step: Step, *, by: "User | None", now: datetime) -> Milestone:
    """At the end of the row. Raises `Refused`."""
    kept = Programme.objects.select_for_update(of=("self",)).select_related("edition__city").get(pk=programme.pk)  # fmt: skip
    _require(kept, step, now)
    places = list(
        Milestone.objects.filter(programme=kept).order_by("position").values_list("position", flat=True)
    )
    if len(places) >= MOST:
        raise Refused(Fault("milestones-too-many", {"most": MOST}))
    position = places[-1] + 1 if places else 1
    made = Milestone.objects.create(programme=kept, position=position, **_values(step))
    changes = {name: (None, value) for name, value in _values(step).items() if value is not None}
    _tell("masterplan.add-milestone", made, by=by, now=now, changes=changes)
    return made


@transaction.atomic
def change_milestone(
    milestone: Milestone, step: Step, *, expected: int, by: "User | None", now: datetime
) -> Milestone:
    """Also its day of being done. The same again changes nothing. Raises `Refused` and `versions.StaleSave`."""
    kept = _locked(milestone)
    if kept is None:
        raise versions.Gone(_values(step))
    changes = {
        name: (getattr(kept, name), value) for name, value in _values(step).items() if getattr(kept, name) != value
    }  # fmt: skip
    if not changes:
        return kept
    _require(kept.programme, step, now)
    versions.save(kept, expected=expected, changes=_values(step))
    _tell("masterplan.change-milestone", kept, by=by, now=now, changes=changes)
    return kept


@transaction.atomic
def drop_milestone(milestone: Milestone, *, expected: int, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    kept = _locked(milestone)
    if kept is None:
        return
    if kept.version != expected:
        raise versions.StaleSave(kept, {})
    kept.delete()
    _tell("masterplan.drop-milestone", kept, by=by, now=now)


def _locked(milestone: Milestone) -> Milestone | None:
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("programme__edition__city")
    return rows.filter(pk=milestone.pk).first()


def _values(step: Step) -> dict[str, object]:
    return {
        "title": step.title.strip(),
        "weight": step.weight,
        "due_on": step.due_on,
        "done_on": step.done_on,
    }


def _require(programme: Programme, step: Step, now: datetime) -> None:
    edition = programme.edition
    today = now.astimezone(edition.city.timezone).date()
    years = {"first_year": edition.first_year, "last_year": edition.last_year}
    found = [*rules.faults(step, **years, today=today)]
    if found:
        raise Refused(found)


def _tell(
    kind: str,
    milestone: Milestone,
    *,
    by: "User | None",
    now: datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    city = milestone.programme.edition.city
    note = {"milestone": milestone.title}
    audit.record(kind, on=milestone.programme, by=by, city=city, now=now, changes=changes, note=note)
