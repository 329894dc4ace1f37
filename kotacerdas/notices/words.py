"""Words of this app: faults, why a delivery is where it is, and the tone of its state."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery

register(
    {
        "phone-unreadable": _(
            "This is no telephone number that WhatsApp can reach. Write it as 0812-3456-7890 or +62 812 3456 7890."
        ),
        "delivery-not-open": _(
            "This delivery is “%(state)s” now, so there is nothing to decide. Reload the page."
        ),
        "by-hand-refused": _("A notice of this kind may not be passed on by hand."),
        "report-unreadable": _("This is no delivery report (RFC 3464, multipart/report)."),
        "report-not-ours": _("The report names no mail that was sent from here."),
        "target-known": _("There is a channel called “%(name)s” already."),
        "target-unusable": _("No service that can be used here has such an address."),
    }
)

REASONS: dict[Reason, "str | Promise"] = {
    Reason.UNREACHABLE: _("The mail server cannot be reached. It is tried again by itself."),
    Reason.NO_TLS: _(
        "No encrypted line to the mail server. Check MAIL_URL and the server's certificate; it is tried again by itself."
    ),
    Reason.SIGN_IN_REFUSED: _(
        "The mail server refuses our name or password. Check MAIL_URL; it is tried again by itself."
    ),
    Reason.SENDER_REFUSED: _(
        "The mail server refuses our sender. Check MAIL_FROM; it is tried again by itself."
    ),
    Reason.SERVER_BUSY: _("The receiver's mail server asked us to come again later."),
    Reason.NO_SUCH_ADDRESS: _("The mail server knows no such address. It is not used again until corrected."),
    Reason.MAILBOX_FULL: _("The mailbox is full."),
    Reason.REFUSED: _("The receiver's mail server refused this mail."),
    Reason.CUT_OFF: _("The line broke before the mail was complete; nothing was delivered."),
    Reason.NO_ANSWER: _("The mail was complete, but the server never answered. It may have been delivered."),
    Reason.INTERRUPTED: _("Sending was interrupted."),
    Reason.GIVEN_UP: _("Tried for more than two days, then given up."),
    Reason.REPORTED: _("A mail server reported later that it could not be delivered."),
    Reason.ADDRESS_BOUNCED: _("An earlier mail to this address came back, so it is not used."),
    Reason.ACCOUNT_CLOSED: _("The account is closed or has no address."),
    Reason.UNSUBSCRIBED: _("The receiver does not want mails of this kind."),
    Reason.ALREADY_READ: _("Everything in it had been read on the site already."),
    Reason.TARGET_OFF: _("The channel is switched off."),
    Reason.TARGET_UNREADABLE: _("The address of the channel was sealed with another key. Give it again."),
    Reason.TARGET_REFUSED: _("The channel did not confirm it. It is not tried again by itself."),
    Reason.BROKEN_TEXT: _("The text could not be put together. This is a fault of the program."),
    Reason.DECIDED_RECEIVED: _("Somebody said that it was received."),
}

State = Delivery.State
TONES = {
    State.WAITING: "",
    State.SENDING: "jalan",
    State.SENT: "ok",
    State.UNSURE: "awas",
    State.FAILED: "telat",
    State.BOUNCED: "telat",
    State.SUPPRESSED: "",
}


def why(delivery: Delivery) -> "str | Promise":
    reason = delivery.why
    if delivery.channel == Delivery.Channel.WHATSAPP:
        return _("Opened in WhatsApp by hand; whether it was sent there, only the sender knows.")
    if reason is Reason.INTERRUPTED and delivery.state == State.UNSURE:
        return _("Sending was interrupted at the very end. It may have been delivered.")
    return REASONS.get(reason, "") if reason else ""
