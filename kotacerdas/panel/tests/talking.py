"""What tests of questions and interviews share: a panel on its days of talk, whose questions are shared out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.models import Clarification, Interview, Panel, Seat
from kotacerdas.panel.tests import factories
from kotacerdas.people.models import City, User
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.tests.factories import NOW, desk_of

STEPS = (Step.SELF_ASSESSMENT, Step.SUBMISSION, Step.STAGE_1, Step.FOLLOW_UP)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def panel_of(city: City, *writers: User, now: datetime = NOW, **fields: Any) -> Panel:
    """Declared seats; the agency of the first writer answers A1, that of the second A2, nobody A3."""
    fields.setdefault("steps", STEPS)
    round_ = factories.run_round(city, now=now, **fields)
    made = answering.open_assessment(round_, city, by=None, now=now)
    desks = {code: answering.Given(desk_of(user)) for code, user in zip(("A1", "A2"), writers, strict=False)}
    if desks:
        answering.share(made, desks, by=None, now=now)
    factories.submit(made, now=now)
    return factories.seats(round_, city, factories.assessors(3), now=now)[0].panel


def seat_of(panel: Panel, number: int = 1) -> Seat:
    return panel.seats.select_related("user", "panel__round", "panel__city").get(number=number)


def asked(
    seat: Seat, code: str = "A1", words: str = "Siapa anggota Dewan dari luar?", **more: Any
) -> Clarification:
    now = more.pop("now", NOW)
    more.setdefault("due_at", now + DAY)
    return actions.ask(seat, code, words, by=more.pop("by", seat.user), now=now, **more)


def replied(row: Clarification, words: str = "Dua dari perguruan tinggi.", **more: Any) -> Clarification:
    more.setdefault("expected", Clarification.objects.get(pk=row.pk).version)
    return actions.reply(row, words, by=more.pop("by", None), now=more.pop("now", NOW), **more)


def interview_of(city: City, round_: Round | None = None, *, now: datetime = NOW, **more: Any) -> Interview:
    """From an hour ago for three hours, in a room."""
    fields: dict[str, Any] = {
        "starts_at": now - HOUR, "ends_at": now + 2 * HOUR, "place": "Ruang rapat Bappeda", "by": None,
    }  # fmt: skip
    made = round_ or factories.run_round(city, now=now, steps=STEPS)
    return actions.schedule(made, city, "I", now=now, **(fields | more))


def today() -> datetime:
    """For pages, which know no other day."""
    return timezone.now().replace(second=0, microsecond=0)
