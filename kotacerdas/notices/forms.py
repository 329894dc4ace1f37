"""What people may type: their wishes, a telephone number, filters of the deliveries."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import Fault, sentence
from kotacerdas.notices import kinds
from kotacerdas.notices.domain import phones
from kotacerdas.notices.models import Delivery, Preferences
from kotacerdas.people.models import City


def _digits(text: str) -> str:
    """ "" stays ""; raises the form's error for what is no number."""
    if not text.strip():
        return ""
    try:
        return phones.international(text)
    except phones.NotAPhone:
        raise forms.ValidationError(sentence(Fault("phone-unreadable"))) from None


class WishesForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no parameter
    """Wishes with the language, which stands with the account, and a box for each kind that may be ended."""

    language = forms.ChoiceField(label=_("Language of notices and of mails"), choices=settings.LANGUAGES)
    wanted = forms.MultipleChoiceField(
        label=_("Mails that I want"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is not ticked still stands in your list here. Other kinds always come."),
    )

    class Meta:
        model = Preferences
        fields = (
            "language",
            "by_email",
            "digest",
            "digest_hour",
            "digest_weekday",
            "quiet_from",
            "quiet_until",
            "working_days_only",
            "phone",
            "wanted",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "digest": forms.RadioSelect,
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "digest_hour": forms.NumberInput(attrs={"min": 0, "max": 23}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "by_email": _(
                "Without this, notices stand in your list only. Urgent ones, such as a new password, come anyway."
            ),
            "digest": _("Whatever can wait then comes in one mail."),
            "digest_hour": _("0 to 23, in the time of the city."),
            "quiet_from": _("From here on nothing is sent that is not urgent, in the time of the city."),
            "working_days_only": _("Not on weekends, national holidays and days of joint leave."),
            "phone": _(
                "So that your office can pass notices on. Seen only by those who look after deliveries."
            ),
        }

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # More than the column holds: people write blanks and strokes, which are taken out.
    phone = forms.CharField(label=_("WhatsApp number"), required=False, max_length=30)

    def __init__(self, *args: Any, unwanted: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endable = {name: each for name, each in kinds.registered().items() if each.may_unsubscribe}
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, each.title) for name, each in self.endable.items()]
        self.initial["version"] = self.instance.version
        self.initial.setdefault("wanted", [name for name in self.endable if name not in unwanted])
        if self.instance.phone:
            self.initial["phone"] = phones.shown(self.instance.phone)

    def clean_phone(self) -> str:
        return _digits(self.cleaned_data["phone"])

    def changes(self) -> dict[str, Any]:
        """The fields of `Preferences`."""
        own = {field.name for field in Preferences._meta.get_fields()} - {"version"}
        return {name: value for name, value in self.cleaned_data.items() if name in own}

    def unwanted(self) -> list[str]:
        return sorted(set(self.endable) - set(self.cleaned_data["wanted"]))


class DeliveryFilter(forms.Form):
    """State, channel and words; what makes no sense in the address counts as not given."""

    cari = forms.CharField(label=_("Name or e-mail"), required=False, max_length=80, widget=forms.SearchInput)
    keadaan = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *Delivery.State.choices]
    )
    saluran = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("All channels")), *Delivery.Channel.choices]
    )

    def asked(self) -> dict[str, str]:
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        names = {"state": "keadaan", "channel": "saluran", "words": "cari"}
        return {name: str(given.get(field, "")).strip() for name, field in names.items()}


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("WhatsApp number of the receiver"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("0812-3456-7890 or +62 812 3456 7890"),
    )

    def clean_phone(self) -> str:
        return _digits(self.cleaned_data["phone"])


class TargetForm(forms.Form):
    """A new channel of a group. Its address is taken once and never shown again."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("As the office calls it: Chat of the secretariat.")
    )
    address = forms.CharField(
        label=_("Address of the channel"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "As Apprise writes it, such as tgram://token/chat or jsons://host/path. It is stored sealed."
        ),
    )
    city: "forms.ModelChoiceField[City]" = forms.ModelChoiceField(
        label=_("City"), queryset=None, required=False, empty_label=_("The whole installation")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    kinds = forms.MultipleChoiceField(label=_("What it hears of"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, cities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        city, kind = self.fields["city"], self.fields["kinds"]
        assert isinstance(city, forms.ModelChoiceField)
        assert isinstance(kind, forms.MultipleChoiceField)
        city.queryset = cities
        # What is for one person's eyes is for no group's.
        kind.choices = [(name, each.title) for name, each in kinds.registered().items() if each.by_hand]
