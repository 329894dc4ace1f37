"""Begins the self-assessment of a city: one empty answer for each question of the form."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.models import Participation
from kotacerdas.selfassessment import questionnaire, reminding
from kotacerdas.selfassessment.models import Answer, Assessment

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import City, User


@transaction.atomic
def open_assessment(round_: "Round", city: "City", *, by: "User | None", now: datetime) -> Assessment:
    """Once: asked again, it answers what is there. Raises `Refused` for a city that has not joined."""
    form = questionnaire.questions(round_)
    guarding.require(workflow.Deed.SHARE_OUT, round_, city, by=by, now=now)
    joined = Participation.objects.select_for_update().filter(
        round=round_, city=city, state=Participation.State.JOINED
    )
    if not joined:
        raise Refused(Fault("assessment-not-joined"))
    made, is_new = Assessment.objects.get_or_create(
        round=round_, city=city, defaults={"opened_at": now, "is_sample": round_.is_sample}
    )
    if not is_new:
        return made
    Answer.objects.bulk_create(
        Answer(assessment=made, code=each.code, position=each.position) for each in form.values()
    )
    reminding.begin(made, now=now)
    audit.record("selfassessment.opened", on=made, by=by, city=city, now=now)
    return made
