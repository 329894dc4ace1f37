"""Closes an account together with its sessions, and opens it again without them."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from kotacerdas.people.actions import persons
from kotacerdas.people.actions.persons import reopen
from kotacerdas.people.models import User

__all__ = ["close", "reopen"]


@transaction.atomic
def close(person: User, *, by: User | None, now: datetime) -> None:
    """A closed account is out with its next request anyway; without its sessions it stays out when it is reopened."""
    persons.close(person, by=by, now=now)
    open_ = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(open_.values_list("session_key", flat=True))).delete()
    open_.delete()
