"""Deeds done to one answer: write, hand in, take back, accept, return."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.selfassessment import tasking, telling
from kotacerdas.selfassessment.actions.shared import append, append_writing, checked, locked, record
from kotacerdas.selfassessment.domain import answering
from kotacerdas.selfassessment.domain.answering import Deed, State
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer, SurveyFigure, Via

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def write(
    answer: Answer,
    wanted: Content,
    *,
    expected: int,
    by: "User | None",
    now: datetime,
    via: Via = Via.FORM,
) -> Answer:
    """Keeps what was typed, finished or not. Raises `versions.StaleSave` with both versions if somebody else has saved
    since version `expected`, and `Refused` for what cannot be kept."""
    found, _state = locked(answer, Deed.SAVE, by=by, now=now)
    if _write(found, wanted, expected=expected, by=by, now=now, via=via):
        record(found, Deed.SAVE, by=by, now=now)
    return found


@transaction.atomic
def hand_in(answer: Answer, wanted: Content, *, expected: int, by: "User | None", now: datetime) -> Answer:
    """Keeps what was typed and gives it to a second person. Raises as `write`, and `Refused` for what is missing."""
    found, reached = locked(answer, Deed.HAND_IN, by=by, now=now)
    if faults := answering.missing(level=wanted.level, statement=wanted.statement):
        raise Refused(faults)
    _write(found, wanted, expected=expected, by=by, now=now, via=Via.FORM)
    _reach(found, reached, now)
    append(found, Deed.HAND_IN, by=by, now=now)
    tasking.follow(found.assessment, [found.organisation_id], by=by, now=now)
    telling.handed_in(found, by=by, now=now)
    record(found, Deed.HAND_IN, by=by, now=now)
    return found


@transaction.atomic
def take_back(answer: Answer, *, by: "User | None", now: datetime) -> Answer:
    """Whoever answered sees that something is missing before anybody has checked."""
    return _move(answer, Deed.TAKE_BACK, by=by, now=now)


@transaction.atomic
def accept(answer: Answer, *, by: "User | None", now: datetime, expected: int | None = None) -> Answer:
    """Raises `versions.StaleSave` if the answer is not in version `expected` any more, which the verifier has read."""
    return _move(answer, Deed.ACCEPT, by=by, now=now, expected=expected)


@transaction.atomic
def return_(
    answer: Answer, *, reason: str, by: "User | None", now: datetime, expected: int | None = None
) -> Answer:
    """Back to the organisation, which reads what is missing. Raises as `accept`."""
    found = _move(answer, Deed.RETURN, by=by, now=now, reason=reason, expected=expected)
    telling.returned(found, by=by, now=now)
    return found


def _move(
    answer: Answer,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    reason: str = "",
    expected: int | None = None,
) -> Answer:
    found, reached = locked(answer, deed, by=by, now=now, reason=reason)
    _reach(found, reached, now, reason=reason, expected=expected)
    append(found, deed, by=by, now=now, reason=reason)
    tasking.follow(found.assessment, [found.organisation_id], by=by, now=now, reason=reason)
    record(found, deed, by=by, now=now, reason=reason)
    return found


def _reach(
    answer: Answer, state: State, now: datetime, *, reason: str = "", expected: int | None = None
) -> None:
    """The form that lies open elsewhere is older now: its save is refused with both versions."""
    changes = {"state": state.value, "state_at": now, "reason": reason.strip()}
    versions.save(answer, expected=answer.version if expected is None else expected, changes=changes)


def _write(
    answer: Answer, wanted: Content, *, expected: int, by: "User | None", now: datetime, via: Via
) -> bool:
    """Whether the history got a new step."""
    wanted, changes = checked(answer, wanted, is_draft=via == Via.DRAFT)
    before = answer.content
    if not changes and answer.version == expected:
        return False
    fields = {"level": wanted.level, "statement": wanted.statement, "figures": wanted.figures}
    versions.save(answer, expected=expected, changes=fields)
    if wanted.survey != before.survey:
        _keep_survey(answer, wanted)
    return append_writing(answer, by=by, now=now, via=via, changes=changes)


def _keep_survey(answer: Answer, wanted: Content) -> None:
    SurveyFigure.objects.filter(answer=answer).delete()
    survey = wanted.survey
    if survey is None:
        answer._state.fields_cache["survey"] = None
        return
    SurveyFigure.objects.create(
        answer=answer, mean=survey.mean, respondents=survey.respondents, method=survey.method.strip()
    )
