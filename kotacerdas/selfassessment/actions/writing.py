"""Writes many answers at once, as a workbook brings them; the law is the same as for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain import workflow
from kotacerdas.imports import bulk
from kotacerdas.selfassessment import rights
from kotacerdas.selfassessment.actions.shared import allow, checked, require_open, step
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.domain.answering import Deed
from kotacerdas.selfassessment.domain.content import Content, Survey
from kotacerdas.selfassessment.models import Answer, Assessment, Step, SurveyFigure, Via

if TYPE_CHECKING:
    from kotacerdas.people.models import User

_FIELDS = ("level", "statement", "figures", "version")


@dataclass(frozen=True)
class Written:
    """What shall stand in an answer, and the version to which it was said."""

    content: Content
    expected: int


@transaction.atomic
def write_all(
    assessment: Assessment,
    wanted: Mapping[str, Written],
    *,
    by: "User | None",
    now: datetime,
    via: Via = Via.WORKBOOK,
) -> int:
    """By code of the question; all or none, in a fixed number of queries. How many changed. Raises as `write`.

    Every answer gets its own step; the trail has one line for all.
    """
    kept = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("round", "city")
        .get(pk=assessment.pk)
    )
    require_open(kept)
    allow(kept, workflow.Deed.ANSWER, by=by, now=now)
    rows = _locked(kept, wanted)
    changed: list[Answer] = []
    steps: list[Step] = []
    surveys: dict[Answer, Survey | None] = {}
    for code, each in wanted.items():
        row = rows[code]
        answering.require(row.stands, Deed.SAVE, sides=rights.sides(row, by))
        content, changes = checked(row, each.content)
        if row.version != each.expected:
            typed = {"level": content.level, "statement": content.statement, "figures": content.figures}
            raise versions.StaleSave(row, typed)
        if not changes:
            continue
        if content.survey != row.content.survey:
            surveys[row] = content.survey
        row.level, row.statement, row.figures = content.level, content.statement, content.figures
        row.version += 1
        changed.append(row)
        steps.append(step(row, Deed.SAVE, by=by, now=now, via=via, changes=changes))
    if not changed:
        return 0
    bulk.update(Answer, changed, _FIELDS)
    _keep_surveys(surveys)
    Step.objects.bulk_create(steps)
    note = {"count": len(changed)}
    audit.record("selfassessment.written", on=kept, by=by, city=kept.city, now=now, note=note)
    return len(changed)


def _locked(kept: Assessment, codes: Mapping[str, object]) -> dict[str, Answer]:
    found = (
        Answer.objects.select_for_update(of=("self",))
        .for_rows()
        .filter(assessment=kept, code__in=codes)
        .order_by("pk")
    )
    rows = {row.code: row for row in found}
    if unknown := [code for code in codes if code not in rows]:
        raise Refused(Fault("question-unknown", {"code": code[:20]}) for code in unknown)
    return rows


def _keep_surveys(wanted: Mapping[Answer, Survey | None]) -> None:
    if not wanted:
        return
    SurveyFigure.objects.filter(answer__in=wanted).delete()
    SurveyFigure.objects.bulk_create(
        SurveyFigure(answer=answer, mean=each.mean, respondents=each.respondents, method=each.method.strip())
        for answer, each in wanted.items()
        if each is not None
    )
