"""The secret calendar address: made, taken back, kept as a hash only."""

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.followup.models import (
    CalendarFeed,
)

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def make_feed(*, by: "User", now: datetime) -> str:
    """A new secret, told once; the one before stops working."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=by, defaults={"digest": digest_of(secret), "made_at": now})
    audit.record("followup.feed_made", on=by, by=by, city=None, now=now)
    return secret


@transaction.atomic
def revoke_feed(*, by: "User", now: datetime) -> bool:
    gone, _kinds = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        audit.record("followup.feed_revoked", on=by, by=by, city=None, now=now)
    return bool(gone)


def digest_of(secret: str) -> str:
    """The secret has 256 bits, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()
