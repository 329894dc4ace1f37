"""What this app keeps of persons: notices, deliveries, wishes, addresses that refuse mail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.notices.models import Climb, Delivery, Notice, Preferences, RefusedAddress, Unsubscribed

NOTICES_KEPT = timedelta(days=365)
REFUSALS_KEPT = timedelta(days=2 * 365)


def _notices(user: Any) -> list[Mapping[str, Any]]:
    rows = (
        Notice.objects.filter(person=user)
        .order_by("-created_at")
        .values_list("created_at", "kind", "url", "read_at")
    )
    return [
        {"at": at.isoformat(), "kind": kind, "url": url, "read_at": read.isoformat() if read else None}
        for at, kind, url, read in rows
    ]


def _erase_notices(user: Any, now: datetime) -> int:
    theirs = Q(person=user) | Q(address__iexact=user.email)
    count: int = Delivery.objects.filter(theirs).delete()[0]
    count += Notice.objects.filter(theirs).delete()[0]
    return count + Notice.objects.filter(by=user).update(by=None)


def _old_notices(before: datetime) -> "QuerySet[Notice]":
    return Notice.objects.filter(created_at__lt=before)


def _destroy_notices(due: "QuerySet[Notice]", now: datetime) -> int:
    Delivery.objects.filter(notices__in=due).delete()
    count = due.count()
    due.delete()
    return count


def _wishes(user: Any) -> list[Mapping[str, Any]]:
    rows = Preferences.objects.filter(person=user)
    wishes: list[Mapping[str, Any]] = [
        {"by_email": each.by_email, "digest": each.digest, "phone": each.phone} for each in rows
    ]
    return wishes + [
        {"unsubscribed": kind}
        for kind in Unsubscribed.objects.filter(person=user).values_list("kind", flat=True)
    ]


def _erase_wishes(user: Any, now: datetime) -> int:
    count: int = Preferences.objects.filter(person=user).delete()[0]
    count += Unsubscribed.objects.filter(Q(person=user) | Q(address__iexact=user.email)).delete()[0]
    return count + RefusedAddress.objects.filter(address__iexact=user.email).delete()[0]


def _old_refusals(before: datetime) -> "QuerySet[RefusedAddress]":
    return RefusedAddress.objects.filter(since__lt=before)


register(
    Holding(
        name="notices.notices",
        what=_("What somebody was told, when, by which channel, whether it arrived and was read"),
        of_whom=_("people with an account, and whoever was invited or written to"),
        why=_("So that nothing promised is forgotten, and it can be shown that somebody was told"),
        basis=Basis.PUBLIC_DUTY,
        until=_("a year after it was sent"),
        tables=("notices.Notice", "notices.Delivery"),
        retention=Retention(NOTICES_KEPT, _old_notices, _destroy_notices),
        export=_notices,
        erase=_erase_notices,
    ),
    Holding(
        name="notices.wishes",
        what=_("How somebody wants to be told: channels, hours, WhatsApp number, what is not wanted"),
        of_whom=_("people with an account"),
        why=_("To tell people as they wish"),
        basis=Basis.CONSENT,
        until=_("the person changes it or asks for erasure"),
        tables=("notices.Preferences", "notices.Unsubscribed"),
        export=_wishes,
        erase=_erase_wishes,
    ),
    Holding(
        name="notices.refused",
        what=_("Addresses that a mail server refused for good"),
        of_whom=_("whoever was written to"),
        why=_("So as not to write there again"),
        basis=Basis.LEGITIMATE_INTEREST,
        until=_("2 years, or until somebody corrects the address"),
        tables=("notices.RefusedAddress",),
        retention=Retention(REFUSALS_KEPT, _old_refusals),
    ),
    Holding(
        name="notices.ladders",
        what=_("Whose reminders are running, and how far"),
        of_whom=_("whoever owes something"),
        why=_("To remind in time and no more than needed"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the thing it reminds of"),
        tables=("notices.Climb",),
        erase=lambda user, now: Climb.objects.filter(owner=user).update(owner=None),
    ),
)
