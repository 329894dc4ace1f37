"""Deeds on requests for evidence: ask an agency, say that it is enough, say what is missing, drop it.

The followup task of a request carries its day, reminders and more time; whoever accepts or cancels the task there has
closed the request here, see `close_with_task`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.events import actions as events
from kotacerdas.evidence import telling
from kotacerdas.evidence.actions import linking
from kotacerdas.evidence.models import AskedFor, EvidenceRequest
from kotacerdas.evidence.targets import Target
from kotacerdas.followup import actions as followup
from kotacerdas.followup import telling as followup_telling
from kotacerdas.followup.domain.workflow import FINISHED, WITH_OWNER
from kotacerdas.followup.domain.workflow import State as TaskState

Outcome = EvidenceRequest.Outcome
LONGEST_PART = 200


@transaction.atomic
def ask(
    *,
    city: Any,
    agency: Any,
    what: str,
    due_on: date,
    by: Any,
    now: datetime,
    wanted: Iterable[Target] = (),
    note: str = "",
    is_sample: bool = False,
    code: str = "",
) -> EvidenceRequest:
    """Ask an agency for what proves one question or many, with a task, a link and one notice to its people.

    Raises `Refused` without a subject, and whatever `followup.actions.assign` refuses. A `code` only for samples.
    """
    what = " ".join(what.split())[:300]
    if not what:
        raise Refused(Fault("evidence-request-empty", {}))
    request = EvidenceRequest.objects.create(
        city=city,
        agency=agency,
        what=what,
        note=note.strip(),
        due_on=due_on,
        by=by,
        at=now,
        is_sample=is_sample,
    )
    if code:
        EvidenceRequest.objects.filter(pk=request.pk).update(code=code)
        request.code = code
    asked = AskedFor.objects.bulk_create(_asked_for(request, target) for target in _once(wanted))
    linking.renew(request, now=now)
    request.task = _task(request, asked, by=by, now=now)
    request.save()
    events.emit("evidence.requested", subject=request, by=by, city=city, at=now)
    telling.requested(request, by=by, now=now)
    facts = {"agency": str(agency), "due": due_on.isoformat(), "questions": len(asked)}
    audit.record("evidence.requested", on=request, by=by, city=city, now=now, note=facts)
    return request


def _once(wanted: Iterable[Target]) -> list[Target]:
    return list({(target.kind, target.key): target for target in wanted}.values())


def _asked_for(request: EvidenceRequest, target: Target) -> AskedFor:
    return AskedFor(
        request=request,
        target_kind=target.kind,
        target_key=target.key,
        label=target.code[:60],
        words=target.words[:500],
    )


def _task(request: EvidenceRequest, asked: list[AskedFor], *, by: Any, now: datetime) -> Any:
    """Its words are data, so they are Indonesian. Our own notice tells of it, with the link; the ladder is followup's."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Send evidence: %(what)s") % {"what": request.what}
    with quietly():
        task = followup.assign(
            city=request.city,
            title=title[:200],
            description=request.note,
            organisation=request.agency,
            about=request,
            due_on=request.due_on,
            parts=[str(each)[:LONGEST_PART] for each in asked] if len(asked) > 1 else [],
            by=by,
            now=now,
            is_sample=request.is_sample,
        )
    followup_telling.with_owner_again(task, now=now)
    return task


@transaction.atomic
def say_enough(request: EvidenceRequest, *, by: Any, now: datetime) -> EvidenceRequest:
    """What was asked for has come. The link ends, the task is accepted. A second time it does nothing."""
    request = linking.locked(request)
    if request.closed_at is not None:
        return request
    task = request.task
    if task is not None and task.stands in WITH_OWNER:
        # It came another way than by the link, so nobody has reported it.
        with quietly():
            followup.report(task, by=None, now=now, proofs=[followup.NewProof(about=request)])
            task.refresh_from_db()
    _close(request, Outcome.ENOUGH, by=by, now=now)
    if task is not None and task.stands not in FINISHED:
        followup.accept(task, by=by, now=now)
    return request


@transaction.atomic
def ask_for_more(request: EvidenceRequest, *, reason: str, by: Any, now: datetime) -> EvidenceRequest:
    """What came is not enough: the agency reads why, and its reminders go on."""
    request = linking.opened(request)
    reason = _reason(reason)
    if request.task is None or request.task.stands != TaskState.REPORTED:
        raise Refused(Fault("evidence-request-nothing-came", {}))
    followup.return_(request.task, reason=reason, by=by, now=now)
    note = {"reason": reason}
    audit.record("evidence.request-returned", on=request, by=by, city=request.city, now=now, note=note)
    return request


@transaction.atomic
def drop(request: EvidenceRequest, *, reason: str, by: Any, now: datetime) -> EvidenceRequest:
    """It is no longer needed; what has come stays."""
    request = linking.locked(request)
    if request.closed_at is not None:
        return request
    reason = _reason(reason)
    _close(request, Outcome.DROPPED, by=by, now=now, reason=reason)
    if request.task is not None and not request.task.is_finished:
        followup.cancel(request.task, reason=reason, by=by, now=now)
    return request


@transaction.atomic
def close_with_task(request: EvidenceRequest, outcome: Outcome, *, by: Any, now: datetime) -> EvidenceRequest:
    """Its task was accepted or cancelled on the pages of tasks. Heard of twice, it changes nothing."""
    request = linking.locked(request)
    if request.closed_at is None:
        _close(request, outcome, by=by, now=now)
    return request


def _close(request: EvidenceRequest, outcome: Outcome, *, by: Any, now: datetime, reason: str = "") -> None:
    request.closed_at, request.closed_by, request.outcome, request.reason = now, by, outcome, reason
    request.link_digest, request.link_until = "", None
    request.save()
    events.emit("evidence.request_closed", subject=request, by=by, city=request.city, at=now)
    note = {"reason": reason} if reason else None
    kind = f"evidence.request-{outcome.value}"
    audit.record(kind, on=request, by=by, city=request.city, now=now, note=note)


def _reason(reason: str) -> str:
    reason = reason.strip()[:500]
    if not reason:
        raise Refused(Fault("evidence-reason-missing", {}))
    return reason
