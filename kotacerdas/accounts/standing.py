"""What the state of an invitation is called, and in which tone."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts.domain.invitations import State

WORDS: dict[State, tuple["str | Promise", str]] = {
    State.WAITING: (_("Being sent"), "jalan"),
    State.SENT: (_("Sent"), "jalan"),
    State.BOUNCED: (_("Did not arrive"), "telat"),
    State.OPENED: (_("Link opened"), "jalan"),
    State.ACCEPTED: (_("Accepted"), "ok"),
    State.EXPIRED: (_("Expired"), "awas"),
    State.REVOKED: (_("Taken back"), ""),
}
