"""What a person types to prove who is there, and to change what protects the account."""

import json
from typing import Any

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts import one_time_codes, sign_in_log, sign_in_trail
from kotacerdas.people.models import User

MOST_CREDENTIAL = 20_000
WRONG_CODE = _("This code is not right. Codes of the app change every half minute; each counts once.")


class CodeField(forms.CharField):
    """Six digits of the app, or ten of the paper, with whatever spaces people write between them."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}
        kwargs.setdefault("label", _("Code"))
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **kwargs)


class PasswordField(forms.CharField):
    """May be pasted; spaces at its ends count."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=4096, widget=widget, **kwargs)


class CredentialField(forms.CharField):
    """What the browser says of a passkey, as JSON; the script puts it here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_CREDENTIAL, widget=forms.HiddenInput(), **kwargs)

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            found = json.loads(super().clean(value) or "{}")
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise forms.ValidationError(_("The browser's answer could not be read. Try again."))
        return found


class Typed(forms.Form):
    """Labels without a colon, as everywhere here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class Personal(Typed):
    """Asks somebody who is known."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)


class CredentialForm(forms.Form):
    credential = CredentialField()


class ProofForm(Personal):
    """A code of the person's second factor; wrong ones are counted over all workers, right ones count once."""

    code = CodeField(label=_("Code from the app, or a recovery code"))
    factor: Authenticator

    def clean_code(self) -> str:
        forget_attempts = check_rate_limit(self.user)
        code = str(self.cleaned_data["code"])
        found = one_time_codes.accepted(self.user, code)
        if found is None:
            sign_in_log.failed(by="code")
            sign_in_trail.tell("accounts.factor-failed", self.user, by=None, now=timezone.now())
            raise forms.ValidationError(WRONG_CODE)
        forget_attempts()
        self.factor = found
        return code


class PasswordProofForm(Personal):
    """The password of who is signed in already."""

    password = PasswordField(label=_("Password"), autocomplete="current-password")

    def clean_password(self) -> str:
        forget_attempts = check_rate_limit(self.user)
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            sign_in_log.failed(by="password")
            raise forms.ValidationError(_("This is not your password."))
        forget_attempts()
        return password


class FullProofForm(ProofForm, PasswordProofForm):
    """Password and code together."""

    field_order = ("password", "code")

    def clean_code(self) -> str:
        # A code counts once: a slip in the password must not use it up.
        return "" if "password" in self.errors else super().clean_code()


class EnrolForm(Typed):
    """The first code of a new app: shows that it holds the same secret as we do."""

    code = CodeField(label=_("Six digits that the app shows now"))
    counter: int

    def __init__(self, *args: Any, secret: str, **kwargs: Any) -> None:
        self.secret = secret
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        counter = one_time_codes.counter_of(self.secret, code)
        if counter is None:
            raise forms.ValidationError(
                _("This code does not fit. Does the telephone show the right time? Wait for the next code.")
            )
        self.counter = counter
        return code


class PasskeyNameForm(Typed):
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("By which you will know it again, such as “telephone” or “office laptop”."),
    )


class PasskeyForm(PasskeyNameForm):
    credential = CredentialField()


class NewPasswordForm(Personal):
    """Typed once: it can be looked at, and a slip is mended by the link in a mail."""

    new_password = PasswordField(label=_("New password"), autocomplete="new-password")

    @property
    def rules(self) -> list[str]:
        return password_validation.password_validators_help_texts()

    def clean_new_password(self) -> str:
        password = str(self.cleaned_data["new_password"])
        password_validation.validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField(label=_("Password until now"), autocomplete="current-password")
    field_order = ("password", "new_password")

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class ForgottenForm(Typed):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
