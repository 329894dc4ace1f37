"""Opens accounts, closes them and opens them again."""

from datetime import datetime

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.people import access
from kotacerdas.people.models import City, User
from kotacerdas.people.queries import giving
from kotacerdas.search import actions as search


@transaction.atomic
def join(
    *,
    email: str,
    display_name: str,
    password: str,
    language: str,
    city: City | None,
    by: User | None,
    now: datetime,
) -> User:
    """A new account for whoever proved to read this e-mail. `by` invited; None where nobody did."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(Fault("email-taken"))
    made = User.objects.create_user(
        email, password, display_name=display_name, language=language, joined_at=now
    )
    search.refresh(made)
    events.emit("people.joined", subject=made, by=by, city=city, at=now)
    audit.record("people.joined", on=made, by=made, city=city, now=now)
    return made


@transaction.atomic
def close(person: User, *, by: User | None, now: datetime) -> None:
    """From the next request on, no session of this account is worth anything. Roles stay on record."""
    _set_open(person, False, by=by, now=now)


@transaction.atomic
def reopen(person: User, *, by: User | None, now: datetime) -> None:
    _set_open(person, True, by=by, now=now)


def _set_open(person: User, is_open: bool, *, by: User | None, now: datetime) -> None:
    faults = giving.why_not_close(by, person, now=now)
    if person.is_demo and by is not None:
        faults.append(Fault("demo-account-shared"))
    if faults:
        raise Refused(faults)
    if not User.objects.filter(pk=person.pk, is_active=not is_open).update(is_active=is_open):
        raise Refused(Fault("account-open" if is_open else "account-closed"))
    person.is_active = is_open
    access.forget(person)
    search.refresh(person)
    deed = "people.account_opened" if is_open else "people.account_closed"
    city = giving.home_of(person, now=now)
    audit.record(deed, on=person, by=by, city=city, now=now, changes={"is_active": (not is_open, is_open)})
