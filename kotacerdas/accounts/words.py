"""Words of the faults of joining in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "no-email-in-line": _("“%(text)s” holds no e-mail address."),
        "no-addresses": _("Write at least one e-mail address."),
        "too-many-addresses": _("At most %(most)s addresses at a time."),
        "invited-oneself": _("%(email)s is you. Nobody invites himself or herself."),
        "invited-holds-role": _("%(email)s holds this role there already."),
        "invited-already": _("%(email)s is invited to this already. Send that invitation again instead."),
        "invitation-over": _("This invitation is over; it can be changed no more. Invite anew."),
        "invitation-accepted": _("This invitation has been accepted already. Sign in."),
        "invitation-expired": _("This invitation has expired. Ask whoever invited you to send it again."),
        "invitation-revoked": _("This invitation was taken back. Ask whoever invited you."),
        "invitation-replaced": _("A newer mail has taken the place of this one. Use the link in it."),
        "invitation-of-another": _("This invitation is for another e-mail than that of your account."),
        "code-for-outside-only": _(
            "A code lets in people from outside and members of the council, nobody else."
        ),
        "code-ends-past": _("The code must end in the future."),
        "code-uses": _("A code has between 1 and %(most)s uses."),
        "code-over": _("This code counts no more: it was used up, taken back, or its time is over."),
        "code-used-by-you": _("You used this code already. The office has your wish or has answered it."),
        "code-mails-used-up": _(
            "With this code as many links were asked for as it allows. Ask the office for a new one."
        ),
        "code-of-place-unknown": _("There is no city or province with the code %(code)s."),
        "request-decided": _("This wish was decided already."),
        "refusal-without-reason": _("Write why; the person reads it."),
    }
)
