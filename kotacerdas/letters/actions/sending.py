"""Sends the signed letter, and notes what went to whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.letters.actions.holding import locked
from kotacerdas.letters.domain.states import Deed
from kotacerdas.letters.models import Dispatch, Letter, Recipient
from kotacerdas.notices import actions as notices
from kotacerdas.people import access
from kotacerdas.people.models import User
from kotacerdas.people.permissions import Permission


@transaction.atomic
def send(letter: Letter, recipients: Sequence[Recipient], *, by: User, now: datetime) -> list[Dispatch]:
    """A notice to whoever has an account, an e-mail with a link of their own to others who gave an address."""
    current = locked(letter, Deed.SEND)
    reachable = [each for each in recipients if each.letter_id == current.pk and (each.user or each.email)]
    if not reachable:
        raise Refused(Fault("send-to-nobody"))
    made = [_send_one(current, each, by=by, now=now) for each in reachable]
    note = {"count": len(made)}
    audit.record("letters.sent", on=current, by=by, city=current.city, now=now, note=note)
    return made


def _send_one(letter: Letter, recipient: Recipient, *, by: User, now: datetime) -> Dispatch:
    values = {"number": letter.number_text, "subject": letter.subject, "name": recipient.name}
    shared: dict[str, Any] = {"by": by, "city": letter.city, "now": now, "values": values}
    # Members from outside government have an account, but no page of letters opens for them.
    if recipient.user is not None and access.may(recipient.user, Permission.SEE_LETTERS):
        url = letter.get_absolute_url()
        notices.notify("letters.received", to=[recipient.user], about=letter, url=url, **shared)
        way = Dispatch.Way.ACCOUNT
    else:
        notices.notify_address(
            "letters.received_outside",
            address=recipient.email,
            about=recipient,
            name=recipient.name,
            language=letter.language,
            **shared,
        )
        way = Dispatch.Way.EMAIL
    return Dispatch.objects.create(letter=letter, recipient=recipient, way=way, at=now, by=by)


@transaction.atomic
def log_dispatch(letter: Letter, recipient: Recipient, *, way: str, by: User, now: datetime) -> Dispatch:
    """That somebody carried the letter there, or sent it by a way that we do not go ourselves."""
    current = locked(letter, Deed.SEND)
    made = Dispatch.objects.create(letter=current, recipient=recipient, way=way, at=now, by=by)
    note = {"count": 1}
    audit.record("letters.sent", on=current, by=by, city=current.city, now=now, note=note)
    return made


@transaction.atomic
def note_opened(recipient: Recipient, *, now: datetime) -> None:
    """The first time that somebody opens the address that was sent."""
    unopened = recipient.dispatches.filter(way=Dispatch.Way.EMAIL, opened_at=None)
    if unopened.update(opened_at=now):
        letter = recipient.letter
        note = {"name": recipient.name}
        audit.record("letters.opened", on=letter, by=None, city=letter.city, now=now, note=note)
