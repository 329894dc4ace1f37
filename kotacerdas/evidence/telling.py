"""Who hears of a deed: other apps as events, people as notices."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.events import kinds as event_kinds
from kotacerdas.evidence.models import Citation, Document, EvidenceRequest
from kotacerdas.evidence.queries import citations
from kotacerdas.evidence.sending import links
from kotacerdas.followup import queries as followup
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.people.queries import programme_office_of

# Letters of a quote in a notice.
QUOTED = 300

event_kinds.register(
    event_kinds.Kind("evidence.added", _("A document was brought as evidence.")),
    event_kinds.Kind("evidence.cited", _("Somebody quoted a document as proof.")),
    event_kinds.Kind("evidence.confirmed", _("A second person confirmed a citation.")),
    event_kinds.Kind("evidence.packed", _("A pack of confirmed proofs was made, to be given away.")),
    event_kinds.Kind("evidence.rejected", _("A second person rejected a citation, with a reason.")),
    event_kinds.Kind("evidence.requested", _("An agency was asked for evidence.")),
    event_kinds.Kind("evidence.request_answered", _("Files came that answer a request for evidence.")),
    event_kinds.Kind(
        "evidence.request_closed", _("A request for evidence was closed: enough, or no longer needed.")
    ),
)

register(
    Kind(
        "evidence.requested",
        title=_("Requests for evidence to my organisation"),
        subject=_("Evidence needed: %(what)s"),
        body=_(
            "%(who)s asks %(agency)s for evidence: “%(what)s”. It is due on %(due)s.\n\n%(note)s\n\n"
            "Files can be sent by the link below, without signing in. Pass it on to whoever has them."
        ),
        button=_("Send files"),
        leads_to=links.address_in,
        by_hand=True,
    ),
    Kind(
        "evidence.request_answered",
        title=_("Files that answer my requests for evidence"),
        subject=_("Files came for: %(what)s"),
        body=_(
            "%(agency)s sent %(count)s files for the request “%(what)s”. "
            "Say whether they are enough, or what is missing."
        ),
        button=_("Look at the files"),
        may_digest=True,
    ),
)


register(
    Kind(
        "evidence.damaged",
        title=_("Kept evidence whose bytes are damaged"),
        subject=_("Damaged evidence: %(what)s"),
        body=_(
            "The nightly check found that the kept bytes of “%(what)s” are no longer what was brought "
            "(%(cited)s living citations rest on it).\n\n"
            "Bring exactly the same file again, from the agency or from a backup: the system recognises it by its hash, "
            "and the citations stay."
        ),
        button=_("Open the document"),
        is_urgent=True,
    ),
)


register(
    Kind(
        "evidence.confirmed",
        title=_("Citations of mine that were confirmed"),
        subject=_("Confirmed: %(what)s"),
        body=_("%(who)s confirmed your citation of “%(what)s”:\n\n“%(quote)s”"),
        button=_("Open the citation"),
        may_unsubscribe=True,
        may_digest=True,
    ),
    Kind(
        "evidence.rejected",
        title=_("Citations of mine that were rejected"),
        subject=_("Rejected: %(what)s"),
        body=_(
            "%(who)s rejected your citation of “%(what)s”:\n\n“%(quote)s”\n\nThe reason: %(reason)s\n\n"
            "Cite other words or another document."
        ),
        button=_("Open the citation"),
    ),
    Kind(
        "evidence.to_review",
        title=_("Citations that wait for my check"),
        subject=_("%(count)s citations wait for your check"),
        body=_(
            "Others have cited documents as proof; %(count)s of these citations wait for a second person, "
            "the oldest since %(since)s. You are one who may confirm or reject them."
        ),
        button=_("Check them"),
        may_unsubscribe=True,
        may_digest=True,
    ),
)


def decided(citation: Citation, *, by: Any, now: datetime) -> None:
    """To whoever cited: confirmed, or rejected with the reason."""
    if citation.by is None or is_quiet():
        return
    with translation.override(settings.LANGUAGE_CODE):
        url = citation.get_absolute_url()
    notices.notify(
        f"evidence.{citation.state}",
        to=[citation.by],
        about=citation,
        by=by,
        city=citation.city,
        now=now,
        values={
            "what": citation.document.title,
            "quote": Truncator(citation.quote).chars(QUOTED),
            "reason": citation.reason,
        },
        url=url,
    )


def wait_for_review(*, now: datetime) -> int:
    """Once a day to each second person for whom something waits; how many were told."""
    with translation.override(settings.LANGUAGE_CODE):
        url = reverse("evidence:review")
    told = 0
    for city in citations.cities_that_wait():
        day = now.astimezone(city.timezone).date()
        for person in citations.reviewers(city, day):
            count, since = citations.waiting_for(person, city)
            if count:
                told += len(
                    notices.notify(
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
                )
    return told


def damaged(document: Document, *, cited: int, now: datetime) -> None:
    """To the programme office of the city."""
    if is_quiet():
        return
    with translation.override(settings.LANGUAGE_CODE):
        url = document.get_absolute_url()
    notices.notify(
        "evidence.damaged",
        to=programme_office_of(document.city, now=now),
        about=document,
        by=None,
        city=document.city,
        now=now,
        values={"what": document.title, "cited": cited},
        url=url,
    )


def requested(request: EvidenceRequest, *, by: Any, now: datetime) -> None:
    """To the people of the agency, with the link."""
    if request.task is None or is_quiet():
        return
    people = [each for each in followup.people_of(request.task, request.task.today(now)) if each != by]
    notices.notify("evidence.requested", to=people, **_about(request, by=by, now=now), values=_asked(request))


def link_mailed(request: EvidenceRequest, *, address: str, by: Any, now: datetime) -> None:
    values = _asked(request)
    notices.notify_address(
        "evidence.requested", address=address, **_about(request, by=by, now=now), values=values
    )


def answered(request: EvidenceRequest, *, count: int, by: Any, now: datetime) -> None:
    """To whoever asked, as long as he or she runs the programme; else to all who do."""
    if is_quiet():
        return
    able = programme_office_of(request.city, now=now)
    people = [each for each in able if each.pk == request.by_id] or able
    values = {"what": request.what, "agency": request.agency.name, "count": count}
    notices.notify("evidence.request_answered", to=people, **_about(request, by=by, now=now), values=values)


def _asked(request: EvidenceRequest) -> dict[str, Any]:
    return {
        "what": request.what,
        "agency": request.agency.name,
        "due": request.day,
        "note": request.note,
    }


def _about(request: EvidenceRequest, *, by: Any, now: datetime) -> dict[str, Any]:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        url = request.get_absolute_url()
    return {"about": request, "by": by, "city": request.city, "now": now, "url": url}
