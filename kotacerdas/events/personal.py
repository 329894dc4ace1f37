"""What this app keeps of persons: who caused an event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.events.models import Event

MOST_SHOWN = 1000


def _events(user: Any) -> list[Mapping[str, Any]]:
    rows = Event.objects.filter(actor=user).order_by("-at").values_list("at", "kind")[:MOST_SHOWN]
    return [{"at": at.isoformat(), "event": kind} for at, kind in rows]


def _erase(user: Any, now: datetime) -> int:
    return Event.objects.filter(actor=user).update(actor=None)


register(
    Holding(
        name="events.actors",
        what=_("Which account caused which event, when"),
        of_whom=_("whoever takes part"),
        why=_("To count contributions fairly and to tell those who should hear"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the person asks for erasure; the event stays without a name"),
        tables=("events.Event",),
        export=_events,
        erase=_erase,
    )
)
