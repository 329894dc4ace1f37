"""Takes over the words of an earlier round as drafts: a rehearsal begins with last year's answers."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.evaluation.domain import workflow
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.actions.shared import allow, append, require_open
from kotacerdas.selfassessment.domain import content
from kotacerdas.selfassessment.domain.answering import Deed
from kotacerdas.selfassessment.models import Answer, Assessment, Via

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def copy_from(earlier: Assessment, into: Assessment, *, by: "User | None", now: datetime) -> int:
    """Level, statement and figures of the same questions, into answers that are still empty. How many.

    Surveys are not taken over: they speak of another year. Whoever copies has not written, so may check them later.
    """
    kept = Assessment.objects.select_for_update(of=("self",)).select_related("round", "city").get(pk=into.pk)
    require_open(kept)
    allow(kept, workflow.Deed.SHARE_OUT, by=by, now=now)
    same = questionnaire.same_questions(earlier.round, kept.round)
    old = {row.code: row for row in earlier.answers.select_related("survey")}
    changed = []
    empty = kept.answers.select_for_update(of=("self",)).owed().select_related("survey")
    for row in empty.order_by("pk"):
        source = old.get(same.get(row.code, ""))
        if source is None or row.is_written or not source.is_written:
            continue
        before = row.content
        row.level, row.statement, row.figures = source.level, source.statement, source.figures
        row.version += 1
        changed.append(row)
        changes = content.differences(before, row.content)
        append(row, Deed.COPY, by=by, now=now, via=Via.COPY, changes=changes)
    Answer.objects.bulk_update(changed, ["level", "statement", "figures", "version"])
    if changed:
        note = {"count": len(changed), "from": str(earlier)}
        audit.record("selfassessment.copied", on=kept, by=by, city=kept.city, now=now, note=note)
    return len(changed)
