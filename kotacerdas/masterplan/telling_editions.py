"""Who hears that a plan is open for review, or adopted: those who take part as notices, other apps as events."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.common.quiet import is_quiet
from kotacerdas.discussion import queries as discussions
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import User

event_kinds.register(
    event_kinds.Kind(
        "plan.review_opened",
        _("An edition of a plan is open for review by those who take part."),
        fields={"edition": str, "document": str, "until": str},
    ),
    event_kinds.Kind(
        "plan.adopted",
        _("An edition of a plan was adopted; its words, targets and ceilings are frozen."),
        fields={"edition": str, "document": str, "adopted_on": str, "superseded": str},
    ),
)

register(
    Kind(
        "masterplan.review",
        title=_("Plans that are open for review"),
        subject=_("Say what you think of %(title)s"),
        body=_(
            "%(title)s is open for review until %(until)s. Read its goals and programmes, comment and vote; every word is "
            "decided with a reason."
        ),
        button=_("Open the review"),
    ),
)


def review_opened(edition: "Edition", *, by: "User | None", now: datetime) -> None:
    until = edition.review_until
    assert until is not None  # the deed has just set it
    _emit("plan.review_opened", edition, by=by, now=now, until=until.isoformat())
    people = [each for each in discussions.speakers(edition.city, now) if by is None or each.pk != by.pk]
    if not people or is_quiet():
        return
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("masterplan:review", args=[edition.city.code, edition.code])
        values = {"title": edition.title, "until": formats.day(until)}
    notices.notify(
        "masterplan.review",
        to=people,
        about=edition,
        by=by,
        city=edition.city,
        now=now,
        values=values,
        url=address,
    )


def adopted(edition: "Edition", superseded: "Sequence[Edition]", *, by: "User | None", now: datetime) -> None:
    day = edition.adopted_on.isoformat() if edition.adopted_on else ""
    gone = ", ".join(each.code for each in superseded)
    _emit("plan.adopted", edition, by=by, now=now, adopted_on=day, superseded=gone)


def _emit(kind: str, edition: "Edition", *, by: "User | None", now: datetime, **fields: str) -> None:
    told = {"edition": edition.code, "document": str(edition.kind), **fields}
    events.emit(kind, subject=edition, by=by, city=edition.city, at=now, **told)
