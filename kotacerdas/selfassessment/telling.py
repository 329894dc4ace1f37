"""Who hears of an answer or a submission: other apps as events, those who must act as notices."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.followup.queries import colleagues
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register

if TYPE_CHECKING:
    from kotacerdas.people.models import User
    from kotacerdas.selfassessment.models import Answer, Snapshot

event_kinds.register(
    event_kinds.Kind("answer.handed_in", _("An organisation handed in an answer."), fields={"code": str}),
    event_kinds.Kind("answer.returned", _("A verifier returned an answer."), fields={"code": str}),
    event_kinds.Kind(
        "assessment.submitted", _("A city submitted its self-assessment."), fields={"sha256": str}
    ),
)

register(
    Kind(
        "selfassessment.returned",
        title=_("Answers of mine that were returned"),
        subject=_("Returned: question %(code)s of %(round)s"),
        body=_("%(who)s returned the answer to question %(code)s:\n\n%(reason)s"),
        button=_("Open the answer"),
        by_hand=True,
    ),
)


def handed_in(answer: "Answer", *, by: "User | None", now: datetime) -> None:
    _emit("answer.handed_in", answer, by=by, now=now)


def returned(answer: "Answer", *, by: "User | None", now: datetime) -> None:
    _emit("answer.returned", answer, by=by, now=now)
    people = [each for each in _writers(answer, now) if by is None or each.pk != by.pk]
    if not people or is_quiet():
        return
    round_, city = answer.assessment.round, answer.assessment.city
    with translation.override(settings.LANGUAGE_CODE):
        address = answer.get_absolute_url()
    notices.notify(
        "selfassessment.returned",
        to=people,
        about=answer,
        by=by,
        city=city,
        now=now,
        values={
            "code": answer.code,
            "round": {"id": round_.title_id, "en": round_.title_en},
            "reason": answer.reason,
        },
        url=address,
    )


def submitted(snapshot: "Snapshot", *, by: "User | None", now: datetime) -> None:
    assessment = snapshot.assessment
    events.emit(
        "assessment.submitted",
        subject=assessment,
        by=by,
        city=assessment.city,
        at=now,
        sha256=snapshot.sha256,
    )


def _emit(kind: str, answer: "Answer", *, by: "User | None", now: datetime) -> None:
    city = answer.assessment.city
    events.emit(kind, subject=answer, by=by, city=city, at=now, code=answer.code)


def _writers(answer: "Answer", now: datetime) -> "list[User]":
    """The person in charge, as long as he or she works there; else the officers of the organisation."""
    if answer.organisation is None:
        return []
    city = answer.assessment.city
    there = list(colleagues(answer.organisation, city, now.astimezone(city.timezone).date()))
    return [each for each in there if each.pk == answer.person_id] or there
