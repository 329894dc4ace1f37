"""Hands over what is due. Each delivery leaves this house at most once, whenever the process dies.

1. `sending` is committed: nobody else takes this delivery.
2. The words are sent, without their end.
3. `handed_over_at` is committed, by whoever still holds the claim.
4. The end is sent, and the server answers.
5. What came of it is committed.

Who dies before 3 has delivered nothing: the delivery waits again. Who dies after 3 leaves it unsure: it is never sent
again by itself, a person decides.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import TypeAlias

import structlog
from django.conf import settings
from django.db import transaction

from kotacerdas.notices import composing, leases, planning, sealing
from kotacerdas.notices.actions.bouncing import tell_causer
from kotacerdas.notices.channels import files, groups, mail
from kotacerdas.notices.channels.mail import Abandoned, Undelivered
from kotacerdas.notices.domain.verdicts import Answer, Outcome, Reason, Stage, Verdict, verdict
from kotacerdas.notices.models import Delivery
from kotacerdas.notices.planning import Plan

Clock: TypeAlias = Callable[[], datetime]
Outlet: TypeAlias = mail.Outlet | files.FileOutlet

log = structlog.get_logger()

_SENT = Verdict(Outcome.SENT, None)
# Only these speak of the one mail. After any other the server is down, silent or does not want us at all: the next mail
# would meet the same, and after a silence at the end be unsure too.
_ABOUT_THE_MAIL = {None, Stage.RECEIVER, Stage.CONTENT}


def send_due(*, clock: Clock, between: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Everything that is due, one by one; how many ended in which state. `between` may raise to stop."""
    leases.recover(now=clock())
    counts: Counter[str] = Counter()
    with _outlet() as outlet:
        channels = {str(Delivery.Channel.GROUP)}
        if outlet and not leases.is_server_sick(now=clock()):
            channels.add(str(Delivery.Channel.EMAIL))
        while channels and (delivery := leases.claim(channels, now=clock())):
            if _send(delivery, outlet, clock) not in _ABOUT_THE_MAIL:
                channels.discard(Delivery.Channel.EMAIL)
            counts[delivery.state] += 1
            between()
    return dict(counts)


def _outlet() -> AbstractContextManager[Outlet | None]:
    """The way out for mails; None while no mail server is set, and then they wait."""
    if settings.DEMO:
        return files.FileOutlet()
    return mail.Outlet(settings.MAIL, own_name=composing.own_host()) if settings.MAIL else nullcontext()


def _send(delivery: Delivery, outlet: Outlet | None, clock: Clock) -> Stage | None:
    """How far the dialogue came, if it failed."""
    plan = planning.plan(delivery)
    if plan.held_back:
        leases.settle(delivery, Verdict(Outcome.HELD_BACK, plan.held_back), now=clock())
        return None
    try:
        if outlet is None or delivery.channel == Delivery.Channel.GROUP:
            _to_group(delivery, plan, clock)
        else:
            _by_mail(delivery, plan, outlet, clock)
    except Undelivered as failed:
        _not_taken(delivery, plan, failed.answer, clock())
        return failed.answer.stage
    except Abandoned:
        log.warning("notices.claim_lost")
    return None


@transaction.atomic(durable=True)
def _not_taken(delivery: Delivery, plan: Plan, answer: Answer, now: datetime) -> None:
    found = verdict(answer, attempts=delivery.attempts)
    leases.settle(delivery, found, now=now, answer=answer, address=plan.address)
    if found.outcome is Outcome.BOUNCED:
        tell_causer(delivery, now=now)


def _by_mail(delivery: Delivery, plan: Plan, outlet: Outlet, clock: Clock) -> None:
    try:
        content = composing.mail(delivery, plan.notices, to=plan.address)
        receiver = composing.ascii_address(plan.address)
    except Exception as error:  # noqa: BLE001 - one text that cannot be put together must not hold up the others
        _broken(delivery, plan, error, clock)
        return
    answer, provider_id = outlet.hand_over(
        content,
        sender=composing.sender_address(),
        receiver=receiver,
        before_end=lambda: leases.cross(delivery, address=plan.address, now=clock()),
    )
    leases.settle(delivery, _SENT, now=clock(), answer=answer, provider_id=provider_id, address=plan.address)


def _to_group(delivery: Delivery, plan: Plan, clock: Clock) -> None:
    """One attempt only: the library does not tell a refusal from an answer that was lost."""
    target = delivery.target
    assert target is not None  # a plan without one is held back
    try:
        address = sealing.opened(target.sealed)
        title, body = composing.group_message(plan.notices[0], target.language)
    except sealing.Unreadable:
        leases.settle(delivery, Verdict(Outcome.FAILED, Reason.TARGET_UNREADABLE), now=clock())
        return
    except Exception as error:  # noqa: BLE001 - as above
        _broken(delivery, plan, error, clock)
        return
    if not leases.cross(delivery, address="", now=clock()):
        raise Abandoned
    if settings.DEMO:
        files.keep(f"{title}\n\n{body}\n".encode(), "txt")
        is_taken = True
    else:
        is_taken = groups.send(address, title=title, body=body)
    leases.settle(
        delivery, _SENT if is_taken else Verdict(Outcome.FAILED, Reason.TARGET_REFUSED), now=clock()
    )


def _broken(delivery: Delivery, plan: Plan, error: Exception, clock: Clock) -> None:
    log.error("notices.broken_text", kind=plan.notices[0].kind, error=type(error).__qualname__)
    leases.settle(delivery, Verdict(Outcome.FAILED, Reason.BROKEN_TEXT), now=clock())
