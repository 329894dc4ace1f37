"""Who hears of a panel: other apps as events, its seats and the round's keeper as notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.people.queries.holders import programme_office_of

if TYPE_CHECKING:
    from kotacerdas.panel.models import Panel, Seat
    from kotacerdas.people.models import User

event_kinds.register(
    event_kinds.Kind(
        "panel.appointed", _("Somebody was appointed assessor of a city."), fields={"number": int}
    ),
    event_kinds.Kind("panel.opened", _("The assessors of a city see each other's scores.")),
)

register(
    Kind(
        "panel.advised",
        title=_("First recommendations to my city"),
        subject=_("First recommendations: %(round)s"),
        body=_(
            "The assessors of “%(round)s” give your city %(count)s first recommendations. Say who follows them up, and until when."
        ),
        button=_("Open the recommendations"),
        by_hand=True,
    ),
    Kind(
        "panel.appointed",
        title=_("Appointments as assessor"),
        subject=_("You are appointed assessor of %(city)s"),
        body=_(
            "You are appointed assessor of %(city)s in “%(round)s”. First declare that nothing stands against it, or say what does."
        ),
        button=_("Open the declaration"),
        by_hand=True,
    ),
    Kind(
        "panel.recused",
        title=_("Assessors with a conflict of interest"),
        subject=_("Assessor %(number)s of %(city)s has a conflict of interest"),
        body=_(
            "“%(round)s”: assessor %(number)s of %(city)s has given up the seat.\n\n%(statement)s\n\nAppoint somebody else."
        ),
        button=_("Open the panel"),
    ),
    Kind(
        "panel.opened",
        title=_("Panels of mine that are opened"),
        subject=_("The panel of %(city)s is open"),
        body=_(
            "“%(round)s”: you see the scores of the other assessors of %(city)s now. Questions on which you differ by two levels or more are listed first."
        ),
        button=_("Open the panel"),
        by_hand=True,
    ),
)


def appointed(seat: "Seat", *, by: "User | None", now: datetime) -> None:
    panel = seat.panel
    events.emit("panel.appointed", subject=panel, by=by, city=panel.city, at=now, number=seat.number)
    _notify("panel.appointed", panel, [seat.user], page="panel:declare", by=by, now=now)


def recused(seat: "Seat", *, by: "User | None", now: datetime) -> None:
    """Whoever keeps the round in the city's own case; operators see it on their board of panels."""
    panel = seat.panel
    people = programme_office_of(panel.city, now=now) if panel.is_rehearsal else []
    words = {"number": seat.number, "statement": seat.statement}
    _notify("panel.recused", panel, people, page="panel:panel", by=by, now=now, **words)


def opened(panel: "Panel", *, by: "User | None", now: datetime) -> None:
    events.emit("panel.opened", subject=panel, by=by, city=panel.city, at=now)
    seats = panel.seats.sitting().select_related("user")
    _notify("panel.opened", panel, [seat.user for seat in seats], page="panel:panel", by=by, now=now)


def advised(panel: "Panel", count: int, *, by: "User | None", now: datetime) -> None:
    """The programme office of the city."""
    office = programme_office_of(panel.city, now=now)
    _notify("panel.advised", panel, office, page="", by=by, now=now, count=count)


def _notify(
    kind: str,
    panel: "Panel",
    people: "list[User]",
    *,
    page: str,
    by: "User | None",
    now: datetime,
    **values: Any,
) -> None:
    """Nobody is told of what he or she did. Of a round that counts, the city's office reads in its list of deliveries
    what its own people are told, and not which assessors were told what."""
    others = [each for each in people if by is None or each.pk != by.pk]
    if is_quiet() or not others:
        return
    round_ = panel.round
    with translation.override(settings.LANGUAGE_CODE):
        board = reverse("recommendations:recommendations")
        address = reverse(page, args=[round_.code, panel.city.code]) if page else board
    notices.notify(
        kind,
        to=others,
        about=panel,
        by=by,
        city=panel.city if not page else round_.city,
        now=now,
        values={"round": {"id": round_.title_id, "en": round_.title_en}, "city": str(panel.city), **values},
        url=address,
    )
