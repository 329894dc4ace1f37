"""Tells the city what its assessors advise after the presentation, long before there is a result."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.panel import telling
from kotacerdas.panel.actions.shared import allow, locked, require_running
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Panel
from kotacerdas.panel.models.marks import Stage
from kotacerdas.panel.opinions import advice_of

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def tell_first_advice(panel: Panel, *, by: "User | None", now: datetime) -> int:
    """How many. They are numbered as recommendations of stage I, which the city follows up; told again, corrected words
    keep their number. Raises `Refused` where no seat has written any."""
    kept = locked(panel)
    allow(kept, Deed.TELL_ADVICE, by=by, now=now)
    require_running(kept)
    texts = advice_of(kept.seats.filter(state=State.DECLARED).order_by("number"))
    if not texts:
        raise Refused(Fault("advice-none-written"))
    evaluation.tell_first_advice(kept.round, kept.city, texts, stage=Stage.FIRST, by=by, now=now)
    telling.advised(kept, len(texts), by=by, now=now)
    note = {"count": len(texts)}
    audit.record("panel.advice_told", on=kept, by=by, city=kept.round.city, now=now, note=note)
    return len(texts)
