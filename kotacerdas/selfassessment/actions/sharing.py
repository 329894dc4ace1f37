"""Gives questions to agencies: who answers what, who is in charge there, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain import workflow
from kotacerdas.selfassessment import tasking
from kotacerdas.selfassessment.actions.shared import allow, require_open, step
from kotacerdas.selfassessment.domain.answering import Deed
from kotacerdas.selfassessment.models import Answer, Assessment, Step, Via

if TYPE_CHECKING:
    from kotacerdas.people.models import Organisation, User


@dataclass(frozen=True)
class Given:
    """To whom a question is given; without an organisation it is taken away again."""

    organisation: "Organisation | None"
    person: "User | None" = None
    due_on: date | None = None


@transaction.atomic
def share(
    assessment: Assessment,
    wanted: Mapping[str, Given],
    *,
    by: "User | None",
    now: datetime,
    via: Via = Via.FORM,
    seen: Mapping[str, Given] | None = None,
) -> int:
    """By code of the question; all or none. How many changed hands or day. Each organisation has one task for all its
    questions, which ends by itself when the last is handed in and checked.

    `seen` is what a form showed when it was opened: a question that somebody else has given away since is refused.
    """
    kept = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("round", "city")
        .get(pk=assessment.pk)
    )
    require_open(kept)
    allow(kept, workflow.Deed.SHARE_OUT, by=by, now=now)
    rows = {row.code: row for row in kept.answers.select_related("organisation", "person")}
    if unknown := [code for code in wanted if code not in rows]:
        raise Refused(Fault("question-unknown", {"code": code[:20]}) for code in unknown)
    if moved := [fault for code in wanted if (fault := _moved(rows[code], wanted[code], seen or {}))]:
        raise Refused(moved)
    changed: list[Answer] = []
    steps: list[Step] = []
    touched: set[int | None] = set()
    for code, given in wanted.items():
        row = rows[code]
        changes = _differences(row, given)
        if not changes:
            continue
        touched |= {row.organisation_id, given.organisation.pk if given.organisation else None}
        row.organisation, row.person, row.due_on = given.organisation, given.person, given.due_on
        changed.append(row)
        steps.append(step(row, Deed.SHARE, by=by, now=now, via=via, changes=changes))
    if not changed:
        return 0
    Answer.objects.bulk_update(changed, ["organisation", "person", "due_on"])
    Step.objects.bulk_create(steps)
    tasking.follow(kept, touched, by=by, now=now)
    audit.record(
        "selfassessment.shared", on=kept, by=by, city=kept.city, now=now, note={"count": len(changed)}
    )
    return len(changed)


def _moved(row: Answer, given: Given, seen: Mapping[str, Given]) -> Fault | None:
    """Whether somebody else gave the question to a third one since this form was opened."""
    shown = seen.get(row.code)
    if shown is None or not _differences(row, shown) or not _differences(row, given):
        return None
    return Fault("answer-given-meanwhile", {"code": row.code, "organisation": str(row.organisation or "–")})


def _differences(row: Answer, given: Given) -> dict[str, tuple[str | None, str | None]]:
    before = {"organisation": row.organisation, "person": row.person, "due_on": row.due_on}
    after = {"organisation": given.organisation, "person": given.person, "due_on": given.due_on}
    return {
        name: (str(before[name]) if before[name] else None, str(after[name]) if after[name] else None)
        for name in before
        if before[name] != after[name]
    }
