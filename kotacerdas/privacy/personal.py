"""What this app keeps of persons: requests, with the name and contact of whoever has no account."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.privacy.models import Request

KEPT_AFTER_ANSWER = timedelta(days=2 * 365)


def _requests(user: Any) -> list[Mapping[str, Any]]:
    rows = Request.objects.filter(person=user)
    return [
        {
            "code": each.code,
            "kind": each.kind,
            "words": each.words,
            "received_at": each.received_at.isoformat(),
            "state": each.state,
            "answer": each.answer,
        }
        for each in rows
    ]


def _answered(before: datetime) -> "QuerySet[Request]":
    return Request.objects.filter(ended_at__lt=before).exclude(
        name="", contact="", words="", answer="", person=None
    )


def _blank(due: "QuerySet[Request]", now: datetime) -> int:
    """That somebody asked, and that it was answered in time, remains."""
    return due.update(name="", contact="", words="", answer="", person=None)


register(
    Holding(
        name="privacy.requests",
        what=_(
            "Requests about personal data, with their answers; name and contact of whoever has no account"
        ),
        of_whom=_("whoever asked"),
        why=_("To answer, and to show that the answer came in time"),
        basis=Basis.LEGAL_OBLIGATION,
        until=_("2 years after the answer"),
        tables=("privacy.Request",),
        retention=Retention(KEPT_AFTER_ANSWER, _answered, _blank),
        export=_requests,
        stays_because=_("The request and its answer prove that the law was kept."),
    )
)
