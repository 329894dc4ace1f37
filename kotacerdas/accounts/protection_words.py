"""Words of the faults of signing in and of what protects an account."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "second-factor-there-already": _(
            "An app is set up already. Remove it before you set up another one."
        ),
        "second-factor-demanded": _(
            "Your role demands a second factor. Add another one before you remove the last."
        ),
        "second-factor-missing": _("Recovery codes need a second factor. Set up an app or a passkey first."),
        "demo-account-shared": _(
            "All visitors share the accounts of the demonstration, so their protection cannot be changed."
        ),
        "password-link-ended": _("This link has been used, or its time is over. Ask for a new one."),
    }
)
