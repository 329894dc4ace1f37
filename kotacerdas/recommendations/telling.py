"""Who hears of a claim, a judgement or an end: other apps as events, those who must act as notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

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
    from kotacerdas.recommendations.models import Care

event_kinds.register(
    event_kinds.Kind(
        "recommendation.claimed",
        _("A city said what it does about a recommendation."),
        fields={"label": str, "claim": str},
    ),
    event_kinds.Kind(
        "recommendation.judged",
        _("A second person said whether the proof of a recommendation suffices."),
        fields={"label": str, "suffices": bool},
    ),
    event_kinds.Kind(
        "recommendation.closed",
        _("A recommendation is closed, by the assessors' verdict or by the city's office."),
        fields={"label": str, "verdict": str},
    ),
)

register(
    Kind(
        "recommendations.lacking",
        title=_("Recommendations of mine whose proof does not suffice"),
        subject=_("Not enough proof: recommendation %(label)s"),
        body=_("%(who)s says that the proof of recommendation %(label)s does not suffice:\n\n%(reason)s"),
        button=_("Open the recommendation"),
    ),
)


def claimed(care: "Care", *, by: "User | None", now: datetime) -> None:
    _emit("recommendation.claimed", care, by=by, now=now, claim=str(care.claim))


def judged(care: "Care", *, suffices: bool, by: "User | None", now: datetime) -> None:
    _emit("recommendation.judged", care, by=by, now=now, suffices=suffices)
    people = [] if suffices else [each for each in _people(care, now) if by is None or each.pk != by.pk]
    if not people or is_quiet():
        return
    with translation.override(settings.LANGUAGE_CODE):
        address = care.get_absolute_url()
    notices.notify(
        "recommendations.lacking",
        to=people,
        about=care,
        by=by,
        city=care.city,
        now=now,
        values={"label": care.recommendation.label, "reason": care.proof_reason},
        url=address,
    )


def closed(care: "Care", *, by: "User | None", now: datetime) -> None:
    _emit("recommendation.closed", care, by=by, now=now, verdict=str(care.verdict))


def _emit(kind: str, care: "Care", *, by: "User | None", now: datetime, **fields: Any) -> None:
    label = care.recommendation.label
    events.emit(kind, subject=care, by=by, city=care.city, at=now, label=label, **fields)


def _people(care: "Care", now: datetime) -> "list[User]":
    """The officers of the organisation that owns it."""
    if care.owner is None:
        return []
    return list(colleagues(care.owner, care.city, now.astimezone(care.city.timezone).date()))
