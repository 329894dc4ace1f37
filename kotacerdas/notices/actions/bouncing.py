"""What came back: marks the delivery, keeps a bad address from being used again, tells who had caused the mail."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices import leases, texts
from kotacerdas.notices.actions.telling import notify
from kotacerdas.notices.domain.bounces import Report
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice

State = Delivery.State
CAME_BACK = "notices.came_back"


@transaction.atomic
def take_report(report: Report, *, now: datetime) -> Delivery:
    """Heeds a report about one of our mails. One about a mail that is only late, or a second one, changes nothing."""
    delivery = Delivery.objects.select_for_update().filter(reference=report.reference).first()
    if delivery is None:
        raise Refused(Fault("report-not-ours"))
    if not report.is_final or delivery.state == State.BOUNCED:
        return delivery
    delivery.state, delivery.reason, delivery.settled_at = State.BOUNCED, Reason.REPORTED, now
    delivery.reply = report.status[:30]
    delivery.save(update_fields=["state", "reason", "settled_at", "reply"])
    if report.blocks_address and report.address == delivery.address.lower():
        leases.block(delivery.address, reply=report.status, now=now)
    tell_causer(delivery, now=now)
    record("notices.came_back", on=delivery, by=None, city=delivery.city, now=now)
    return delivery


def tell_causer(delivery: Delivery, *, now: datetime) -> None:
    """Whoever invited or assigned should know that the other one does not."""
    for notice in delivery.notices.select_related("by", "city", "person"):
        if notice.by is None or notice.by_id == notice.person_id or notice.kind == CAME_BACK:
            continue
        subjects = {code: texts.of(notice, code).subject for code, _name in settings.LANGUAGES}
        notify(
            CAME_BACK,
            to=[notice.by],
            about=notice.subject,
            by=None,
            city=notice.city,
            now=now,
            values={"receiver": receiver(notice), "subject": subjects},
            key=f"came back {delivery.pk} {notice.pk}",
        )


def receiver(notice: Notice) -> str:
    return str(notice.person) if notice.person else notice.name or notice.address
