"""Who hears of what assessors and a city say to each other: a question, its reply, the time of an interview.

The city knows an assessor by the number of the seat, so such a notice is sent by nobody.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.panel.models import Seat
from kotacerdas.people.queries.holders import programme_office_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kotacerdas.panel.models import Clarification, Interview
    from kotacerdas.people.models import City, User

register(
    Kind(
        "panel.asked",
        title=_("Questions of assessors to my city"),
        subject=_("Assessor %(number)s asks about question %(code)s"),
        body=_(
            "“%(round)s”: assessor %(number)s asks about question %(code)s.\n\n%(words)s\n\nReply until %(due)s. "
            "The organisation that answers the question has a task for it."
        ),
        button=_("Open the question"),
    ),
    Kind(
        "panel.asked_nobody",
        title=_("Questions of assessors that no organisation answers yet"),
        subject=_("Assessor %(number)s asks about question %(code)s, which nobody answers"),
        body=_(
            "“%(round)s”: assessor %(number)s asks about question %(code)s, which was given to no organisation.\n\n"
            "%(words)s\n\nReply until %(due)s."
        ),
        button=_("Open the question"),
    ),
    Kind(
        "panel.replied",
        title=_("Replies to my questions as assessor"),
        subject=_("%(city)s replied about question %(code)s"),
        body=_("“%(round)s”: %(city)s replied to your question about %(code)s:\n\n%(reply)s"),
        button=_("Open the reply"),
        may_digest=True,
    ),
    Kind(
        "panel.interview_cancelled",
        title=_("Interviews that are cancelled"),
        subject=_("Cancelled: interview of %(city)s on %(at)s"),
        body=_("“%(round)s”: the interview of %(city)s on %(at)s is cancelled.\n\n%(reason)s"),
        button=_("Open the interview"),
        by_hand=True,
    ),
    Kind(
        "panel.interview_set",
        title=_("Times of interviews of my city or my panel"),
        subject=_("Interview of %(city)s on %(at)s"),
        body=_("“%(round)s”: the interview of %(city)s begins on %(at)s. Where: %(where)s"),
        button=_("Open the interview"),
    ),
)


def asked(clarification: "Clarification", *, by: "User | None", now: datetime) -> None:
    """The programme office. The organisation hears of its task, in whose title the moment stands."""
    kind = "panel.asked" if clarification.task_id else "panel.asked_nobody"
    people = programme_office_of(clarification.panel.city, now=now)
    words = {
        "number": clarification.seat.number,
        "words": clarification.words,
        "due": clarification.due_at,
    }
    _about_question(kind, clarification, people, by=by, city=clarification.panel.city, now=now, **words)


def replied(clarification: "Clarification", *, by: "User | None", now: datetime) -> None:
    """Whoever asked, as long as he or she sits in the panel."""
    rows = Seat.objects.sitting().filter(pk=clarification.seat_id).select_related("user")
    people = [row.user for row in rows]
    # The city's office, which reads what is delivered, knows the assessor by number alone.
    city = clarification.panel.round.city
    _about_question(
        "panel.replied", clarification, people, by=by, city=city, now=now, reply=clarification.reply
    )


def interview_set(interview: "Interview", *, by: "User | None", now: datetime) -> None:
    """It is set, or moved."""
    where = ", ".join(filter(None, (interview.place, interview.link)))
    _about_interview("panel.interview_set", interview, by=by, now=now, where=where)


def interview_cancelled(interview: "Interview", *, by: "User | None", now: datetime) -> None:
    reason = interview.cancelled_because
    _about_interview("panel.interview_cancelled", interview, by=by, now=now, reason=reason)


def _about_interview(
    kind: str, interview: "Interview", *, by: "User | None", now: datetime, **values: Any
) -> None:
    """The programme office and the assessors. What is told to these stands under no city where the round counts: its
    office, which reads what is delivered, knows them by number alone."""
    seats = Seat.objects.sitting().filter(panel__round=interview.round, panel__city=interview.city)
    assessors = [row.user for row in seats.select_related("user").order_by("number")]
    office = programme_office_of(interview.city, now=now)
    with translation.override(settings.LANGUAGE_CODE):
        address = interview.get_absolute_url()
    told = {"round": _titles(interview.round), "city": str(interview.city), "at": interview.starts_at}
    for people, city in ((office, interview.city), (assessors, interview.round.city)):
        _notify(
            kind,
            people,
            about=interview,
            by=by,
            sender=by,
            city=city,
            now=now,
            values={**told, **values},
            url=address,
        )


def _about_question(
    kind: str,
    clarification: "Clarification",
    people: "Iterable[User]",
    *,
    by: "User | None",
    city: "City | None",
    now: datetime,
    **values: Any,
) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        address = clarification.get_absolute_url()
    panel = clarification.panel
    _notify(
        kind,
        people,
        about=clarification,
        by=by,
        sender=None,
        city=city,
        now=now,
        values={"round": _titles(panel.round), "city": str(panel.city), "code": clarification.code, **values},
        url=address,
    )


def _titles(round_: Any) -> dict[str, str]:
    return {"id": round_.title_id, "en": round_.title_en}


def _notify(
    kind: str, people: "Iterable[User]", *, by: "User | None", sender: "User | None", **rest: Any
) -> None:
    """Nobody is told of what he or she did."""
    others = [each for each in people if by is None or each.pk != by.pk]
    if others and not is_quiet():
        notices.notify(kind, to=others, by=sender, **rest)
