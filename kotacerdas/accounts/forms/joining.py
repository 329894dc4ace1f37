"""What people type to invite, to accept, and to join with a code."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts.actions.accepting import NewAccount
from kotacerdas.accounts.actions.codes import MOST_USES, Terms
from kotacerdas.accounts.actions.inviting import DAYS, Words
from kotacerdas.accounts.domain.invitations import Invitee, State, read_list
from kotacerdas.accounts.forms.offering import DayField, OfferForm
from kotacerdas.accounts.forms.security import PasswordField
from kotacerdas.accounts.models import OUTSIDE_ROLES
from kotacerdas.common.faults import Fault, sentence
from kotacerdas.people.domain import codes
from kotacerdas.people.models import City, User

DAY_CHOICES = [(days, _("%(days)s days") % {"days": days}) for days in (3, DAYS, 14, 30)]


class InviteForm(OfferForm):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line; with a name if you like: Ani Wijaya <ani@contoh.go.id>. At most 200."),
    )
    from_on = DayField(label=_("From"), required=False, help_text=_("Empty: from the moment of accepting."))
    message = forms.CharField(
        label=_("A few words of yours"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail as you write it."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    days = forms.TypedChoiceField(
        label=_("The link counts for"), choices=DAY_CHOICES, coerce=int, initial=DAYS
    )
    field_order = (
        "addresses", "role", "organisation", "province", "from_on", "until_on", "message", "language", "days",
    )  # fmt: skip

    def clean_addresses(self) -> list[Invitee]:
        people, faults = read_list(self.cleaned_data["addresses"])
        for each in people:
            try:
                validate_email(each.email)
            except ValidationError:
                faults.append(Fault("no-email-in-line", {"text": each.email}, line=each.line))
        if faults:
            raise ValidationError([sentence(fault) for fault in faults[:20]])
        return people

    @property
    def words(self) -> Words:
        given = self.cleaned_data
        return Words(given["message"], given["language"], given["days"])


class InvitationFilter(forms.Form):
    """Words and state in the address; what makes no sense counts as not given."""

    cari = forms.CharField(label=_("E-mail or name"), required=False, max_length=80, widget=forms.SearchInput)
    keadaan = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("open", _("Waiting for an answer")),
            (State.ACCEPTED.value, _("Accepted")),
            (State.EXPIRED.value, _("Expired")),
            (State.REVOKED.value, _("Taken back")),
        ],
    )

    def asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "").strip()


class AcceptForm(forms.Form):
    """Who comes for the first time: how others see one, and a password."""

    display_name = forms.CharField(
        label=_("Name shown"), max_length=120, help_text=_("As colleagues see you.")
    )
    new_password = PasswordField(label=_("New password"), autocomplete="new-password")
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["display_name"].widget.attrs["autocomplete"] = "name"

    @property
    def rules(self) -> list[str]:
        return password_validation.password_validators_help_texts()

    def clean_display_name(self) -> str:
        return " ".join(str(self.cleaned_data["display_name"]).split())

    def clean_new_password(self) -> str:
        password = str(self.cleaned_data["new_password"])
        like = User(email=self.email, display_name=self.cleaned_data.get("display_name", ""))
        password_validation.validate_password(password, like)
        return password

    @property
    def account(self) -> NewAccount:
        given = self.cleaned_data
        return NewAccount(given["display_name"], given["new_password"], given["language"])


class CodeForm(forms.Form):
    """A code as somebody reads it from a wall or a sheet of paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters and figures, such as 7KQ2-M4XD. Capitals and hyphens do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_code(self) -> str:
        return codes.read(self.cleaned_data["code"])


class AskForm(forms.Form):
    """Where to send the link."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We send a link there; with it you go on."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class JoinCodeForm(OfferForm):
    """A code for people from outside."""

    purpose = forms.CharField(
        label=_("Occasion"), max_length=120, help_text=_("Such as “Forum meeting of 3 March”.")
    )
    uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=MOST_USES, initial=30)
    ends_on = DayField(label=_("Counts through"), help_text=_("The last day; at midnight there it ends."))
    needs_approval = forms.BooleanField(
        label=_("The office approves each"),
        required=False,
        initial=True,
        help_text=_("Without this, whoever has the code is in at once."),
    )
    field_order = ("purpose", "role", "organisation", "uses", "ends_on", "needs_approval", "until_on")

    def __init__(self, *args: Any, city: City, by: User, **kwargs: Any) -> None:
        super().__init__(*args, city=city, by=by, only=OUTSIDE_ROLES, **kwargs)

    @property
    def terms(self) -> Terms:
        given = self.cleaned_data
        assert self.city is not None
        last = datetime.combine(given["ends_on"], time.max, tzinfo=self.city.timezone)
        return Terms(
            purpose=given["purpose"],
            role=self.offer.role,
            uses=given["uses"],
            ends_at=last,
            needs_approval=given["needs_approval"],
            organisation=given["organisation"],
            until_on=given["until_on"],
        )


class DecisionForm(forms.Form):
    """Yes or no to somebody who wishes to join."""

    approve = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("Let in")), ("0", _("Decline"))],
        coerce=lambda text: text == "1",
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
