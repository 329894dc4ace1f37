"""What is typed to submit, to open again, and to record the receipt of the ministry's portal."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.files.fields import ProofField
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.queries.submitting import Departure

BASIS = "dasar"


class SubmitForm(forms.Form):
    signer = forms.CharField(
        label=_("Who signs for the city"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "penanda-tangan", "autocomplete": "off"}),
    )
    office = forms.CharField(
        label=_("In the office of"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "jabatan", "autocomplete": "off"}),
        help_text=_("As it stands under the signature, such as Sekretaris Daerah."),
    )
    gaps = forms.CharField(
        label=_("Why it is submitted with gaps"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is frozen with the answers, and whoever reads them reads it."),
    )
    sure = forms.BooleanField(
        label=_("The person named above has seen the answers and agrees that they are submitted."),
        error_messages={"required": _("Tick this once the person has agreed.")},
    )

    def __init__(self, *args: Any, departure: Departure, **options: Any) -> None:
        first = departure.signers[0] if departure.signers else Signature("")
        options["initial"] = {"signer": first.name, "office": first.office}
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.departure = departure
        if not departure.unchecked:
            del self.fields["gaps"]

    def clean(self) -> dict[str, Any]:
        """Whoever signs has seen these answers, and not those of an hour ago."""
        given = super().clean() or self.cleaned_data
        if self.is_stale:
            self.add_error(None, sentence(Fault("assessment-changed-meanwhile")))
        return given

    @property
    def is_stale(self) -> bool:
        return self.is_bound and self.data.get(BASIS, "") != self.departure.basis

    @property
    def signature(self) -> Signature:
        return Signature(self.cleaned_data["signer"].strip(), self.cleaned_data["office"].strip())


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the answers are opened again"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the trail. What was submitted stays as it is."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the receipt"),
        max_length=120,
        help_text=_("What the ministry's portal gave, or what stands on its confirmation."),
    )
    received_at = forms.DateTimeField(
        label=_("Received at"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    file = ProofField(label=_("Screenshot or file of the receipt"), required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.zone, self.now = zone, now
        named = {"zone": now.astimezone(zone).tzname()}
        self.fields["received_at"].help_text = gettext("In %(zone)s time.") % named

    def clean_received_at(self) -> datetime:
        at: datetime = self.cleaned_data["received_at"].replace(tzinfo=self.zone)
        if at > self.now:
            raise forms.ValidationError(gettext("This moment is still to come."))
        return at
