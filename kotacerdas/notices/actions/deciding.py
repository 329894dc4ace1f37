"""What an office decides about deliveries: send again, it was received, the address is right, pass it on by hand."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import composing
from kotacerdas.notices.actions.telling import wake
from kotacerdas.notices.domain import phones
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice, RefusedAddress

if TYPE_CHECKING:
    from kotacerdas.people.models import User

State = Delivery.State
# What went wrong, or may have; what waits or has been sent is left alone.
AGAIN_FROM = (State.UNSURE, State.FAILED, State.BOUNCED, State.SUPPRESSED)


@transaction.atomic
def send_again(delivery: Delivery, *, by: "User", now: datetime) -> None:
    """A person takes the risk that it comes twice; the mail keeps its Message-ID, by which servers know a double."""
    _move(delivery, AGAIN_FROM, state=State.WAITING, reason="", due_at=now, attempts=0, settled_at=None)
    wake()
    record("notices.sent_again", on=delivery, by=by, city=delivery.city, now=now)


@transaction.atomic
def say_received(delivery: Delivery, *, by: "User", now: datetime) -> None:
    _move(delivery, (State.UNSURE,), state=State.SENT, reason=Reason.DECIDED_RECEIVED, settled_at=now)
    record("notices.said_received", on=delivery, by=by, city=delivery.city, now=now)


@transaction.atomic
def correct_address(delivery: Delivery, *, by: "User", now: datetime) -> None:
    """The address works again, or always did: use it again, and send this once more."""
    address = delivery.person.email if delivery.person else delivery.address
    RefusedAddress.objects.in_force().filter(address=address.lower()).update(
        corrected_at=now, corrected_by=by
    )
    _move(delivery, AGAIN_FROM, state=State.WAITING, reason="", due_at=now, attempts=0, settled_at=None)
    wake()
    record("notices.address_corrected", on=delivery, by=by, city=delivery.city, now=now)


def _move(delivery: Delivery, states: "tuple[State, ...]", **changes: object) -> None:
    """One statement decides: of two people who decide at once, the second is told."""
    open_ = Delivery.objects.filter(pk=delivery.pk, state__in=states).exclude(
        channel=Delivery.Channel.WHATSAPP
    )
    if not open_.update(**changes):
        delivery.refresh_from_db(fields=["state"])
        raise Refused(Fault("delivery-not-open", {"state": str(delivery.get_state_display())}))


@transaction.atomic
def pass_on(notice: Notice, *, phone: str, by: "User", now: datetime) -> tuple[Delivery, str]:
    """Write down who takes it to WhatsApp, when and to which number; the delivery, and the link to be opened."""
    if not notice.definition.by_hand:
        raise Refused(Fault("by-hand-refused"))
    try:
        digits = phones.international(phone)
    except phones.NotAPhone:
        raise Refused(Fault("phone-unreadable")) from None
    delivery = Delivery.objects.create(
        city=notice.city,
        channel=Delivery.Channel.WHATSAPP,
        person=notice.person,
        phone=digits,
        state=State.SENT,
        created_at=now,
        due_at=now,
        settled_at=now,
        by=by,
    )
    delivery.notices.add(notice)
    record("notices.sent_by_hand", on=delivery, by=by, city=notice.city, now=now)
    language = composing.language_of(delivery, [notice])
    return delivery, phones.whatsapp_link(digits, composing.by_hand(notice, language))
