"""What this app keeps of persons: who reported a signal, who checked it, who brought measurements in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.connectivity.models import Batch, SignalReport

# Long enough to ask back and to look at the place; afterwards the role is enough.
NAMES_KEPT = timedelta(days=365)


def _reported(user: Any) -> list[Mapping[str, Any]]:
    rows = SignalReport.objects.filter(Q(by=user) | Q(checked_by=user)).select_related("unit")
    return [
        {
            "day": row.on.isoformat(), "place": str(row.unit), "rt": row.rt, "signal": row.signal, "words": row.words,
            "name": row.name if row.by_id == user.pk else "", "deed": "written" if row.by_id == user.pk else "checked",
        }
        for row in rows
    ]  # fmt: skip


def _with_names(before: datetime) -> "QuerySet[SignalReport]":
    return SignalReport.objects.filter(at__lt=before).exclude(name="", words="")


def _blank(due: "QuerySet[SignalReport]", now: datetime) -> int:
    """The words may name somebody, too."""
    return due.update(name="", words="")


def _erase(user: Any, now: datetime) -> int:
    return SignalReport.objects.filter(by=user).update(name="", words="", by=None)


def _brought(user: Any) -> list[Mapping[str, Any]]:
    return [{"at": row.at.isoformat(), "batch": row.name} for row in Batch.objects.filter(by=user)]


register(
    Holding(
        name="connectivity.reports",
        what=_("Who reported a signal: the role, and if given the name and words; who wrote and checked it"),
        of_whom=_("heads of RTs, citizens, officers"),
        why=_("So that the office can ask back about a place without signal"),
        basis=Basis.PUBLIC_DUTY,
        until=_("names and words 1 year after the report; place and signal as long as the city's records"),
        tables=("connectivity.SignalReport",),
        retention=Retention(NAMES_KEPT, _with_names, _blank),
        export=_reported,
        erase=_erase,
        stays_because=_(
            "Place and signal stay as evidence; without name, words and account they name nobody."
        ),
    ),
    Holding(
        name="connectivity.batches",
        what=_("Who brought measurements of signal in"),
        of_whom=_("officers of a city"),
        why=_("So that somebody answers for what was brought in"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("connectivity.Batch",),
        export=_brought,
        stays_because=_("Without the account it names nobody."),
    ),
)
