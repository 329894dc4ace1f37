"""Who hears of a round's days: other apps as events, programme offices as notices."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.words import STEPS
from kotacerdas.events import actions as events
from kotacerdas.events import kinds as event_kinds
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.people.queries.holders import programme_office_of

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Extension, Participation, Round
    from kotacerdas.people.models import City, User

event_kinds.register(
    event_kinds.Kind("round.invited", _("A city was invited to a round.")),
    event_kinds.Kind("round.joined", _("A city takes part in a round.")),
    event_kinds.Kind("round.declined", _("A city does not take part in a round.")),
    event_kinds.Kind(
        "round.extended",
        _("A step of a round ends later, for one city or for all."),
        fields={"step": str},
    ),
)

register(
    Kind(
        "evaluation.invited",
        title=_("Invitations of my city to rounds"),
        subject=_("Invitation: %(round)s"),
        body=_("Your city is invited to “%(round)s”. Say whether it takes part."),
        button=_("Open the round"),
        by_hand=True,
    ),
    Kind(
        "evaluation.extended",
        title=_("More time in rounds of my city"),
        subject=_("More time: %(round)s"),
        body=_("“%(round)s”: the step “%(step)s” now ends on %(until)s.\n\n%(reason)s"),
        button=_("Open the calendar"),
        by_hand=True,
    ),
)


def invited(row: "Participation", *, by: "User | None", now: datetime) -> None:
    events.emit("round.invited", subject=row.round, by=by, city=row.city, at=now)
    _notify("invited", row.round, [row.city], by=by, now=now)


def answered(row: "Participation", *, by: "User | None", now: datetime) -> None:
    events.emit(f"round.{row.state}", subject=row.round, by=by, city=row.city, at=now)


def extended(round_: "Round", made: "Extension", *, by: "User | None", now: datetime) -> None:
    events.emit(
        "round.extended", subject=round_, by=by, city=made.city or round_.city, at=now, step=made.step
    )
    rows = round_.participations.exclude(state="declined").select_related("city")
    cities = [made.city] if made.city else [row.city for row in rows]
    words = {"step": STEPS[Step(made.step)], "until": made.closes_at, "reason": made.reason}
    _notify("extended", round_, cities, by=by, now=now, **words)


def _notify(
    kind: str, round_: "Round", cities: "list[City]", *, by: "User | None", now: datetime, **values: Any
) -> None:
    """The programme office of each city; nobody is told of what he or she did."""
    if is_quiet():
        return
    named = {"id": round_.title_id, "en": round_.title_en}
    for city in cities:
        people = [each for each in programme_office_of(city, now=now) if by is None or each.pk != by.pk]
        if people:
            notices.notify(
                f"evaluation.{kind}",
                to=people,
                about=round_,
                by=by,
                city=city,
                now=now,
                values={"round": named, **values},
                url=_address(round_),
            )


def _address(round_: "Round") -> str:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("evaluation:calendar", args=[round_.code])
