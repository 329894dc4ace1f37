"""What all deeds share: the locked row, the table of deeds and the days before, the history and the trail after."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.selfassessment import questionnaire, rights
from kotacerdas.selfassessment.domain import answering, content
from kotacerdas.selfassessment.domain.answering import Deed, State
from kotacerdas.selfassessment.domain.content import Content, Told, joined
from kotacerdas.selfassessment.models import Answer, Assessment, Step, Via

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Changes = Mapping[str, tuple[Told, Told]]
ONE_SITTING = timedelta(minutes=30)
# What a deed done to an answer is in the table of the round.
OF_ROUND = {
    Deed.SHARE: workflow.Deed.SHARE_OUT,
    Deed.COPY: workflow.Deed.SHARE_OUT,
    Deed.SAVE: workflow.Deed.ANSWER,
    Deed.HAND_IN: workflow.Deed.ANSWER,
    Deed.TAKE_BACK: workflow.Deed.ANSWER,
    Deed.ACCEPT: workflow.Deed.VERIFY,
    Deed.RETURN: workflow.Deed.VERIFY,
}


def locked(
    answer: Answer, deed: Deed, *, by: "User | None", now: datetime, reason: str = ""
) -> tuple[Answer, State]:
    """The answer as it is now, nobody else writing it, and the state that the deed leads to, once it is sure that this
    may be done to it. Raises `Refused` with the reason."""
    rows = Answer.objects.select_for_update(of=("self",)).for_rows()
    found = rows.get(pk=answer.pk)
    is_checking = deed in {Deed.ACCEPT, Deed.RETURN}
    reached = answering.require(
        found.stands,
        deed,
        sides=rights.sides(found, by),
        reason=reason,
        is_own=is_checking and rights.is_own(found, by),
    )
    # What was read with the answer may be older than its lock: a submission holds all answers until it is done.
    found.assessment.refresh_from_db(fields=["is_submitted"])
    require_open(found.assessment)
    allow(found.assessment, OF_ROUND[deed], by=by, now=now)
    return found, reached


def require_open(assessment: Assessment) -> None:
    if assessment.is_submitted:
        raise Refused(Fault("assessment-locked"))


def allow(assessment: Assessment, deed: workflow.Deed, *, by: "User | None", now: datetime) -> None:
    guarding.require(deed, assessment.round, assessment.city, by=by, now=now)


def checked(answer: Answer, wanted: Content, *, is_draft: bool = False) -> tuple[Content, Changes]:
    """The words as they are kept, and what they change. Raises `Refused` for what cannot be kept."""
    question = questionnaire.question(answer.assessment.round, answer.code)
    wanted = replace(wanted, statement=wanted.statement.strip(), figures=wanted.figures.strip())
    if faults := content.faults(wanted, least=question.least, most=question.most, is_draft=is_draft):
        raise Refused(faults)
    return wanted, content.differences(answer.content, wanted)


def append(
    answer: Answer,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    via: Via = Via.FORM,
    changes: Changes | None = None,
    reason: str = "",
) -> Step:
    made = step(answer, deed, by=by, now=now, via=via, changes=changes, reason=reason)
    made.save()
    return made


def step(
    answer: Answer,
    deed: Deed,
    *,
    by: "User | None",
    now: datetime,
    via: Via = Via.FORM,
    changes: Changes | None = None,
    reason: str = "",
) -> Step:
    """Not saved yet, so that many are added at once."""
    return Step(
        answer=answer,
        deed=deed,
        state=answer.state,
        at=now,
        by=by,
        via=via,
        changes={name: list(pair) for name, pair in (changes or {}).items()},
        reason=reason.strip(),
    )


def append_writing(answer: Answer, *, by: "User | None", now: datetime, via: Via, changes: Changes) -> bool:
    """A step of its own, or, while somebody goes on typing, a part of the last one. Whether it is new."""
    last = answer.steps.order_by("at", "pk").last() if via == Via.DRAFT else None
    if last is None or not _goes_on(last, by, now):
        append(answer, Deed.SAVE, by=by, now=now, via=via, changes=changes)
        return True
    before = {name: (was, is_) for name, (was, is_) in last.changes.items()}
    last.changes = {name: list(pair) for name, pair in joined(before, changes).items()}
    last.at = now
    last.save(update_fields=["changes", "at"])
    return False


def _goes_on(last: Step, by: "User | None", now: datetime) -> bool:
    is_writing = last.deed == Deed.SAVE and last.via == Via.DRAFT
    return is_writing and by is not None and last.by_id == by.pk and now - last.at < ONE_SITTING


def record(answer: Answer, deed: Deed, *, by: "User | None", now: datetime, reason: str = "") -> None:
    """Which words came and went stands in the history of the answer, which the trail does not repeat."""
    note: dict[str, Any] = {"reason": reason.strip()} if reason.strip() else {}
    audit.record(
        f"selfassessment.{deed.value}", on=answer, by=by, city=answer.assessment.city, now=now, note=note
    )
