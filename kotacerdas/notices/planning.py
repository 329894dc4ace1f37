"""What a delivery would carry if it went out now, and whether it may go out at all."""

from dataclasses import dataclass

from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice, Preferences, RefusedAddress, Unsubscribed


@dataclass(frozen=True)
class Plan:
    notices: tuple[Notice, ...] = ()
    address: str = ""
    """Where a mail goes: the person's address of today, not of the day on which the notice was written."""
    held_back: Reason | None = None


def plan(delivery: Delivery) -> Plan:
    """Asked at the last moment, since people close accounts, unsubscribe and read in between."""
    notices = tuple(delivery.notices.select_related("by", "person", "city").order_by("created_at", "pk"))
    if delivery.channel == Delivery.Channel.GROUP:
        is_off = delivery.target is None or not delivery.target.is_on
        return Plan(notices, held_back=Reason.TARGET_OFF if is_off else None)
    address = delivery.person.email if delivery.person else delivery.address
    wanted = _wanted(delivery, notices)
    return Plan(wanted, address, _why_not(delivery, notices, wanted, address))


def _why_not(
    delivery: Delivery, notices: tuple[Notice, ...], wanted: tuple[Notice, ...], address: str
) -> Reason | None:
    if not address or (delivery.person and not delivery.person.may_sign_in):
        return Reason.ACCOUNT_CLOSED
    if RefusedAddress.objects.in_force().filter(address=address.lower()).exists():
        return Reason.ADDRESS_BOUNCED
    if not wanted:
        all_read = delivery.is_digest and all(each.read_at for each in notices)
        return Reason.ALREADY_READ if all_read else Reason.UNSUBSCRIBED
    return None


def _wanted(delivery: Delivery, notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Without what was unsubscribed meanwhile, and in a digest without what was read on the site."""
    if delivery.person_id:
        gone = Unsubscribed.objects.filter(person=delivery.person_id)
        wants_mail = not Preferences.objects.filter(person=delivery.person_id, by_email=False).exists()
    else:
        gone = Unsubscribed.objects.filter(address=delivery.address.lower(), person=None)
        wants_mail = True
    kinds = set(gone.values_list("kind", flat=True))
    return tuple(
        each
        for each in notices
        if (wants_mail or each.definition.is_urgent)
        and not (each.definition.may_unsubscribe and each.kind in kinds)
        and not (delivery.is_digest and each.read_at)
    )
