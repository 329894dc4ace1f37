"""Deeds on the link of a request: make a new one, take it back, pass it on, take files by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from kotacerdas.audit import actions as audit
from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.events import actions as events
from kotacerdas.evidence import telling
from kotacerdas.evidence.actions import deliveries
from kotacerdas.evidence.models import EvidenceRequest, Intake
from kotacerdas.evidence.sending import links
from kotacerdas.files.blobs import Blob
from kotacerdas.followup import actions as followup
from kotacerdas.followup.domain.workflow import WITH_OWNER
from kotacerdas.followup.domain.workflow import State as TaskState
from kotacerdas.notices import texts
from kotacerdas.notices.domain import phones

# A late file should find an open door; a link that lies about for months should not.
DAYS_BEYOND_DUE = 14
MOST_FILES = 20


@dataclass(frozen=True)
class Sent:
    """One file whose bytes are on the disk already."""

    blob: Blob
    name: str


def renew(request: EvidenceRequest, *, now: datetime) -> None:
    """Another secret; the one before opens nothing any more. Part of the caller's transaction, which saves."""
    request.links_made += 1
    request.link_digest = links.digest_of(links.secret_of(request))
    last = max(request.day, now.astimezone(request.city.timezone).date()) + timedelta(days=DAYS_BEYOND_DUE)
    request.link_until = datetime.combine(last, time(23, 59), request.city.timezone)


@transaction.atomic
def make_link(request: EvidenceRequest, *, by: Any, now: datetime) -> EvidenceRequest:
    request = opened(request)
    renew(request, now=now)
    request.save()
    audit.record("evidence.link-made", on=request, by=by, city=request.city, now=now)
    return request


@transaction.atomic
def take_link_back(request: EvidenceRequest, *, by: Any, now: datetime) -> EvidenceRequest:
    """From now on the link opens nothing. A second time it does nothing."""
    request = locked(request)
    if request.link_digest:
        request.link_digest, request.link_until = "", None
        request.save()
        audit.record("evidence.link-taken-back", on=request, by=by, city=request.city, now=now)
    return request


@transaction.atomic
def mail_link(request: EvidenceRequest, *, address: str, by: Any, now: datetime) -> EvidenceRequest:
    """To somebody of the agency who has no account."""
    request = opened(request)
    _require_link(request, now)
    telling.link_mailed(request, address=address, by=by, now=now)
    audit.record("evidence.link-mailed", on=request, by=by, city=request.city, now=now)
    return request


@transaction.atomic
def pass_link_on(request: EvidenceRequest, *, phone: str, by: Any, now: datetime) -> EvidenceRequest:
    """Write down who takes the link to WhatsApp. The number itself is kept nowhere."""
    request = opened(request)
    _require_link(request, now)
    note = {"phone": phones.hidden(_digits(phone))}
    audit.record("evidence.link-passed-on", on=request, by=by, city=request.city, now=now, note=note)
    return request


def whatsapp_address(request: EvidenceRequest, *, phone: str, now: datetime) -> str:
    """What is opened then: the link and the number stand in it, so it is made each time and kept nowhere."""
    return phones.whatsapp_link(_digits(phone), message(request, _require_link(request, now)))


def _digits(phone: str) -> str:
    try:
        return phones.international(phone)
    except phones.NotAPhone:
        raise Refused(Fault("phone-unreadable")) from None


def message(request: EvidenceRequest, path: str) -> str:
    """What is sent by WhatsApp, in Indonesian: the office does not know the reader's language."""
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        words = gettext("%(city)s asks %(agency)s for evidence: %(what)s. Please send it until %(due)s.")
        values = {
            "city": request.city.name,
            "agency": request.agency.name,
            "what": request.what,
            "due": formats.day(request.day),
        }
        hint = gettext("Files can be sent here, without an account:")
        return f"{words % values}\n\n{hint}\n{texts.address(path, language)}"


@transaction.atomic
def receive(
    request: EvidenceRequest, files: Iterable[Sent], *, by: Any, now: datetime, is_by_link: bool = True
) -> Intake:
    """Files that answer a request; a job takes them in. The task lies with the office from now on.

    Raises `Refused` if the request is closed, the link has ended, or there are no files or too many.
    """
    request = opened(request)
    if is_by_link:
        _require_link(request, now)
    some = list(files)
    if len(some) > MOST_FILES:
        raise Refused(Fault("evidence-too-many-files", {"most": MOST_FILES}))
    intake = deliveries.open_intake(
        city=request.city,
        agency=request.agency,
        by=by,
        now=now,
        way=Intake.Way.LINK if is_by_link else Intake.Way.BROWSER,
    )
    Intake.objects.filter(pk=intake.pk).update(request=request)
    intake.request = request
    for each in some:
        deliveries.add_item(intake, each.blob, path=each.name, by=by, now=now)
    intake = deliveries.finish(intake, by=by, now=now)
    _report(request, intake, count=len(some), by=by, now=now)
    events.emit("evidence.request_answered", subject=request, by=by, city=request.city, at=now)
    telling.answered(request, count=len(some), by=by, now=now)
    kind = "evidence.link-used" if is_by_link else "evidence.request-answered"
    audit.record(kind, on=request, by=by, city=request.city, now=now, note={"count": len(some)})
    return intake


def _report(request: EvidenceRequest, intake: Intake, *, count: int, by: Any, now: datetime) -> None:
    """The reminders stop: the office has something to look at. A later delivery is a note in the task's history."""
    task = request.task
    if task is None or task.stands not in {*WITH_OWNER, TaskState.REPORTED}:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext("%(count)d files were sent.") % {"count": count}
    if task.stands == TaskState.REPORTED:
        followup.note(task, words=words, by=None, now=now)
        return
    with quietly():
        followup.report(task, words=words, proofs=[followup.NewProof(about=intake)], by=None, now=now)


def _require_link(request: EvidenceRequest, now: datetime) -> str:
    path = links.address_of(request, now)
    if not path:
        raise Refused(Fault("evidence-link-ended", {}))
    return path


def opened(request: EvidenceRequest) -> EvidenceRequest:
    request = locked(request)
    if request.closed_at is not None:
        raise Refused(Fault("evidence-request-closed", {}))
    return request


def locked(request: EvidenceRequest) -> EvidenceRequest:
    rows = EvidenceRequest.objects.select_for_update(of=("self",)).with_names()
    return rows.get(pk=request.pk)
