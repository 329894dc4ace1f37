"""What the sender writes: the claim on a delivery, the crossing of the line, what came of it, what a crash left.

Every statement names the claim, so that a process which lost it can change nothing any more.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kotacerdas.notices.domain.verdicts import Answer, Outcome, Reason, Verdict
from kotacerdas.notices.models import Delivery, RefusedAddress

State = Delivery.State

# Longer than the longest dialogue with a mail server, so that a slow one is not taken for a dead one.
LEASE = timedelta(minutes=10)
# So many mails without an answer within so much time: then the server is left alone for as long.
SICK_AFTER, SICK_WITHIN = 3, timedelta(minutes=15)
_STATES = {
    Outcome.SENT: State.SENT,
    Outcome.AGAIN: State.WAITING,
    Outcome.FAILED: State.FAILED,
    Outcome.BOUNCED: State.BOUNCED,
    Outcome.UNSURE: State.UNSURE,
    Outcome.HELD_BACK: State.SUPPRESSED,
}


@transaction.atomic(durable=True)
def claim(channels: set[str], *, now: datetime) -> Delivery | None:
    """The next one that is due, taken by a statement that decides by itself which of several processes gets it."""
    due = Delivery.objects.due(now).filter(channel__in=channels).order_by("due_at", "pk")
    for key in list(due.values_list("pk", flat=True)[:20]):
        mark = secrets.token_hex(16)
        taken = Delivery.objects.filter(pk=key, state=State.WAITING).update(
            state=State.SENDING,
            claim=mark,
            claimed_at=now,
            handed_over_at=None,
            attempts=F("attempts") + 1,
            reason="",
            reply="",
        )
        if taken:
            return Delivery.objects.select_related("person", "target", "city").get(pk=key)
    return None


@transaction.atomic(durable=True)
def cross(delivery: Delivery, *, address: str, now: datetime) -> bool:
    """From here on the receiver may have it. False if somebody else has the delivery now: then nothing may leave."""
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=State.SENDING)
    return bool(mine.update(handed_over_at=now, address=address))


@transaction.atomic
def settle(
    delivery: Delivery,
    verdict: Verdict,
    *,
    now: datetime,
    answer: Answer | None = None,
    provider_id: str = "",
    address: str = "",
) -> None:
    """Write down what came of it."""
    state = _STATES[verdict.outcome]
    mine = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=State.SENDING)
    is_mine = mine.update(
        state=state,
        reason=verdict.reason or "",
        reply=answer.written if answer else "",
        provider_id=provider_id,
        address=address or delivery.address,
        due_at=now + verdict.wait if verdict.wait else delivery.due_at,
        settled_at=None if state == State.WAITING else now,
        claim="",
    )
    if not is_mine:
        return
    delivery.state = state
    if verdict.blocks_address and address:
        block(address, reply=answer.written if answer else "", now=now)


def block(address: str, *, reply: str, now: datetime) -> None:
    """The address is not used again until somebody says that it is right."""
    RefusedAddress.objects.get_or_create(
        address=address.lower(), corrected_at=None, defaults={"reply": reply, "since": now}
    )


@transaction.atomic(durable=True)
def recover(*, now: datetime) -> int:
    """What a dead process left behind: back to waiting if nothing left the house, else unsure. How many are unsure."""
    left = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE)
    left.filter(handed_over_at=None).update(state=State.WAITING, claim="", reason=Reason.INTERRUPTED)
    return left.exclude(handed_over_at=None).update(
        state=State.UNSURE, claim="", reason=Reason.INTERRUPTED, settled_at=now
    )


def is_server_sick(*, now: datetime) -> bool:
    """A server that takes mails and never answers would leave the whole outbox unsure, one mail after the other."""
    silent = Delivery.objects.filter(
        channel=Delivery.Channel.EMAIL,
        state=State.UNSURE,
        reason=Reason.NO_ANSWER,
        settled_at__gt=now - SICK_WITHIN,
        is_sample=False,
    )
    return silent.count() >= SICK_AFTER
