"""Who hears of a deed on evidence; in which words, `occasions` says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from kotacerdas.common.quiet import is_quiet
from kotacerdas.evidence.models import Citation, Document, EvidenceRequest, Intake
from kotacerdas.evidence.queries import citations
from kotacerdas.followup import queries as followup
from kotacerdas.notices import actions as notices
from kotacerdas.people.models import City, User
from kotacerdas.people.queries import programme_office_of

Thing: TypeAlias = Citation | Document | EvidenceRequest | Intake
# Letters of a quote in a notice.
QUOTED = 300


def decided(
    citation: Citation, kind: str, *, to: Iterable[User], reason: str, by: Any, now: datetime
) -> None:
    """To whoever cited or used it: confirmed, or rejected with the reason."""
    values = {
        "what": citation.document.title,
        "quote": Truncator(citation.quote).chars(QUOTED),
        "reason": reason,
    }
    _tell(kind, citation, to=to, by=by, now=now, values=values)


def damaged(document: Document, *, cited: int, now: datetime) -> None:
    """To the programme office of the city."""
    office = programme_office_of(document.city, now=now)
    values = {"what": document.title, "cited": cited}
    _tell("evidence.damaged", document, to=office, by=None, now=now, values=values)


def requested(request: EvidenceRequest, *, by: Any, now: datetime) -> None:
    """To the people of the agency, with the link."""
    if request.task is not None:
        people = [each for each in followup.people_of(request.task, request.task.today(now)) if each != by]
        _tell("evidence.requested", request, to=people, by=by, now=now, values=_asked(request))


def link_mailed(request: EvidenceRequest, *, address: str, by: Any, now: datetime) -> None:
    notices.notify_address(
        "evidence.requested",
        address=address,
        about=request,
        by=by,
        city=request.city,
        now=now,
        values=_asked(request),
        url=_address(request),
    )


def answered(request: EvidenceRequest, *, count: int, by: Any, now: datetime) -> None:
    """To whoever asked, as long as he or she runs the programme; else to all who do."""
    able = programme_office_of(request.city, now=now)
    people = [each for each in able if each.pk == request.by_id] or able
    values = {"what": request.what, "agency": request.agency.name, "count": count}
    _tell("evidence.request_answered", request, to=people, by=by, now=now, values=values)


def given_up(intake: Intake, *, count: int, days: int, now: datetime) -> None:
    """To whoever began the delivery."""
    values = {"on": intake.at.astimezone(intake.city.timezone).date(), "count": count, "days": days}
    people = [intake.by] if intake.by else []
    _tell("evidence.intake_given_up", intake, to=people, by=None, now=now, values=values)


def wait_for_review(*, now: datetime) -> int:
    """Once a day to each second person for whom something waits; how many were told."""
    return sum(
        _waits_for(person, city, now=now)
        for city in citations.cities_that_wait()
        for person in citations.reviewers(city, now.astimezone(city.timezone).date())
    )


def _waits_for(person: User, city: City, *, now: datetime) -> int:
    count, since = citations.waiting_for(person, city)
    if not count:
        return 0
    day = now.astimezone(city.timezone).date()
    with translation.override(settings.LANGUAGE_CODE):
        url = reverse("evidence:review")
    told = notices.notify(
        "evidence.to_review",
        to=[person],
        about=None,
        by=None,
        city=city,
        now=now,
        values={"count": count, "since": since.astimezone(city.timezone).date()},
        url=url,
        key=f"evidence.to_review:{city.pk}:{day}",
    )
    return len(told)


def _tell(
    kind: str,
    thing: Thing,
    *,
    to: Iterable[User],
    by: Any,
    now: datetime,
    values: dict[str, Any],
) -> None:
    if not is_quiet():
        notices.notify(
            kind, to=to, about=thing, by=by, city=thing.city, now=now, values=values, url=_address(thing)
        )


def _address(thing: Thing) -> str:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        return thing.get_absolute_url()


def _asked(request: EvidenceRequest) -> dict[str, Any]:
    return {
        "what": request.what,
        "agency": request.agency.name,
        "due": request.day,
        "note": request.note,
    }
