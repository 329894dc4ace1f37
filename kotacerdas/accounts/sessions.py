"""On which devices somebody is signed in, and how that is ended from afar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import pre_save
from django.utils.crypto import salted_hmac

from kotacerdas.accounts import sign_in_trail
from kotacerdas.accounts.domain import devices
from kotacerdas.accounts.domain.devices import Device, Network
from kotacerdas.people.models import User

BETWEEN = "|"


@dataclass(frozen=True)
class OpenSession:
    """`code` names it in a form; the key itself would open it and never leaves the server."""

    code: str
    device: Device
    network: Network
    neighbourhood: str
    since: datetime
    is_this_one: bool


def open_sessions(user: User, *, here: str | None, now: datetime) -> list[OpenSession]:
    """The newest first, this one before all."""
    found = [
        OpenSession(
            code=_code(row.session_key),
            device=Device(*row.user_agent.partition(BETWEEN)[::2]),
            network=devices.network(row.ip),
            neighbourhood=devices.neighbourhood(row.ip),
            since=row.created_at,
            is_this_one=row.session_key == here,
        )
        for row in _alive(user, now)
    ]
    return sorted(found, key=lambda each: (each.is_this_one, each.since), reverse=True)


@transaction.atomic
def end(user: User, code: str, *, here: str | None, now: datetime) -> int:
    """One of them, never the one in use: for that there is signing out."""
    rows = [row for row in _alive(user, now) if _code(row.session_key) == code and row.session_key != here]
    return _end(user, rows, now)


@transaction.atomic
def end_others(user: User, *, here: str | None, now: datetime) -> int:
    return _end(user, [row for row in _alive(user, now) if row.session_key != here], now)


def renew(user: User, session: SessionBase) -> None:
    """Who is there was shown anew: a key that somebody may have seen before opens nothing any more."""
    before = session.session_key
    session.cycle_key()
    follow(user, before=before, after=session.session_key)


def follow(user: User, *, before: str | None, after: str | None) -> None:
    """A new password gives the session in use a new key; in the list it is the same one."""
    if before and after:
        UserSession.objects.filter(user=user, session_key=before).update(session_key=after)


def _alive(user: User, now: datetime) -> list[UserSession]:
    rows = list(UserSession.objects.filter(user=user))
    keys = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now)
    alive = set(keys.values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in alive]


def _end(user: User, rows: Iterable[UserSession], now: datetime) -> int:
    keys = [row.session_key for row in rows]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    for _key in keys:
        sign_in_trail.tell("accounts.session-ended", user, by=user, now=now)
    return len(keys)


def _code(key: str) -> str:
    return salted_hmac("kotacerdas.accounts.sessions", key, algorithm="sha256").hexdigest()[:20]


def _keep_little(sender: Any, instance: UserSession, **rest: Any) -> None:
    """The library would keep the full address and all that the browser tells; its owner needs less to recognise it."""
    if BETWEEN not in instance.user_agent:
        instance.user_agent = BETWEEN.join(devices.device(instance.user_agent))
        instance.ip = devices.coarse(instance.ip)


pre_save.connect(_keep_little, sender=UserSession, dispatch_uid="accounts.sessions")
