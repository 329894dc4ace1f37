"""What this app tells people by mail, and how the link of an invitation comes into the mail without being stored."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts.models import Invitation
from kotacerdas.events.consumers import consumer
from kotacerdas.events.models import Event
from kotacerdas.notices import actions as notices
from kotacerdas.notices import kinds
from kotacerdas.people.models import RoleAssignment

if TYPE_CHECKING:
    from kotacerdas.notices.models import Notice


def link_of(notice: "Notice") -> str:
    """Made for the mail alone; of an invitation that is gone, the page where a code is typed."""
    found = Invitation.objects.filter(pk=notice.subject_key).first()
    with translation.override("id"):
        if found is None:
            return reverse("accounts:join")
        return reverse("accounts:open-invitation", kwargs={"token": found.token})


kinds.register(
    kinds.Kind(
        "accounts.invitation",
        title=_("Invitations"),
        subject=_("Invitation to KotaCerdas: %(role)s, %(where)s"),
        body=_(
            "%(who)s invites you to take part in KotaCerdas as %(role)s (%(where)s).\n\n"
            "%(message)s\n\n"
            "The link below is for you alone and counts once, until %(until)s. "
            "If you did not expect this, do nothing: without the link nothing happens."
        ),
        button=_("Accept the invitation"),
        is_urgent=True,
        leads_to=link_of,
    ),
    kinds.Kind(
        "accounts.code-invitation",
        title=_("Links asked for with a code"),
        subject=_("Your link to KotaCerdas"),
        body=_(
            "Somebody typed a code to join KotaCerdas (%(where)s) and gave this e-mail.\n\n"
            "If it was you, go on with the link below; it counts once, until %(until)s. "
            "If it was not you, do nothing."
        ),
        button=_("Go on"),
        is_urgent=True,
        leads_to=link_of,
    ),
    kinds.Kind(
        "accounts.join-request",
        title=_("People who wish to join"),
        subject=_("%(who)s wishes to join: %(occasion)s"),
        body=_("%(who)s used the code of “%(occasion)s” and waits for your yes or no."),
        button=_("Decide"),
        may_digest=True,
        may_unsubscribe=True,
    ),
    kinds.Kind(
        "accounts.join-refused",
        title=_("Answers to my wish to join"),
        subject=_("Your wish to join was declined"),
        body=_("%(who)s declined your wish to join (%(occasion)s).\n\nReason: %(reason)s"),
    ),
    kinds.Kind(
        "accounts.role-given",
        title=_("Roles given to me"),
        subject=_("A role for you: %(what)s"),
        body=_("%(who)s gave you a role in KotaCerdas: %(what)s. It counts from %(from_on)s."),
    ),
    kinds.Kind(
        "accounts.role-ended",
        title=_("Roles of mine that end"),
        subject=_("A role of yours ends: %(what)s"),
        body=_("%(who)s set the last day of a role of yours: %(what)s. The last day: %(until_on)s."),
    ),
    kinds.Kind(
        "accounts.moved",
        title=_("My move to another agency"),
        subject=_("You now belong to %(organisation)s"),
        body=_(
            "%(who)s moved you to %(organisation)s. What you held for other agencies has ended; "
            "your history stays with your account."
        ),
    ),
)


@consumer("accounts.tell", kinds=["people.role_given", "people.role_ended", "people.moved"])
def tell_of_role(event: Event) -> None:
    """Whoever gets or loses a role hears of it, unless it was his or her own doing."""
    held = RoleAssignment.objects.filter(pk=event.subject_key).select_related("user", "organisation").first()
    if held is None or event.actor_id == held.user_id:
        return
    notices.notify(
        event.kind.replace("people.", "accounts.").replace("_", "-"),
        to=[held.user],
        about=held,
        by=event.actor,
        city=event.city,
        now=event.at,
        values={
            "what": {code: _in(code, held) for code, _name in settings.LANGUAGES},
            "from_on": held.from_on,
            "until_on": held.until_on or held.from_on,
            "organisation": str(held.organisation or ""),
        },
        url=reverse("people:account"),
        key=f"event {event.pk}",
    )


def _in(language: str, held: RoleAssignment) -> str:
    with translation.override(language):
        return str(held)
