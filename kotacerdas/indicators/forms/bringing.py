"""What an adapter must be told: the file or the address, of which indicator the figures are, and who vouches for them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.widgets import LongSelect
from kotacerdas.imports.domain import limits
from kotacerdas.indicators.adapters import Adapter, Question
from kotacerdas.indicators.adapters.fetching import LONGEST_ADDRESS
from kotacerdas.indicators.models import Indicator

_PREFIX = "tanya-"
_STATUSES = (
    ("fact", pgettext_lazy("figure", "fact")),
    ("estimate", pgettext_lazy("figure", "estimate")),
    ("sample", pgettext_lazy("figure", "sample")),
)
_ANSWERS = {
    "status": "status",
    "label": "seri",
    "unit": "satuan",
    "source": "sumber",
    "source_url": "alamat_sumber",
    "source_dated": "tanggal_sumber",
}
"""What is meant by the figures, and the field that says it."""


class BringForm(forms.Form):
    """The fields of the adapter stand between the indicator and the source."""

    indikator = forms.ChoiceField(label=_("Indicator"), widget=LongSelect(attrs={"class": "form-select"}))
    status = forms.ChoiceField(
        label=_("Status"),
        choices=_STATUSES,
        help_text=_("Years that the table marks as provisional become estimates."),
    )
    sumber = forms.CharField(
        label=_("Source"),
        max_length=400,
        required=False,
        help_text=_("Who published the figures, and where. Left empty, what the table says of itself."),
    )
    alamat_sumber = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    tanggal_sumber = forms.DateField(
        label=_("Day of the source"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    satuan = forms.CharField(
        label=_("Unit of the figures"),
        max_length=60,
        required=False,
        help_text=_(
            "Left empty, what the table says. Another unit than that of the series is refused, never converted."
        ),
    )
    seri = forms.SlugField(
        label=_("Mark of the series"),
        max_length=40,
        required=False,
        help_text=_("Empty for the main series."),
    )

    def __init__(
        self, given: Any = None, files: Any = None, *, adapter: Adapter, indicators: Iterable[Indicator]
    ) -> None:
        super().__init__(given, files, initial={"status": "fact"})
        self.adapter = adapter
        self._indicators = {each.code: each for each in indicators}
        choices = sorted(
            ((code, f"{each.title} ({code})") for code, each in self._indicators.items()),
            key=lambda row: row[1],
        )
        which = self.fields["indikator"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = [("", "–"), *choices]
        if adapter.takes == "address":
            # An answer in JSON says nothing of who vouches for it.
            self.fields["sumber"].required = True
            self.fields["status"].help_text = ""
            self.fields["sumber"].help_text = _("Who publishes the figures at this address.")
        self.fields["masuk"] = _file() if adapter.takes == "file" else _address()
        for question in adapter.questions:
            self.fields[f"{_PREFIX}{question.key}"] = _field(question)
        asked = [f"{_PREFIX}{each.key}" for each in adapter.questions]
        self.order_fields(["indikator", "masuk", *asked])

    def clean_masuk(self) -> Any:
        given = self.cleaned_data["masuk"]
        if self.adapter.takes == "file" and given.size > limits.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 9 MB. Split it."))
        return given

    @property
    def indicator(self) -> Indicator:
        return self._indicators[self.cleaned_data["indikator"]]

    @property
    def answers(self) -> dict[str, str]:
        """To the adapter's questions, and what is meant by the figures; as text, so that they can be remembered."""
        given = self.cleaned_data
        told = {each.key: str(given.get(f"{_PREFIX}{each.key}") or "") for each in self.adapter.questions}
        return told | {name: str(given.get(field) or "") for name, field in _ANSWERS.items()}


def _file() -> forms.Field:
    return forms.FileField(
        label=_("Table"),
        help_text=_("CSV, at most 9 MB. Nothing is written before you have seen what would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )


def _address() -> forms.Field:
    return forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        help_text=_(
            "Begins with https:// and is open to everybody. It is remembered, so that it can be asked again."
        ),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


def _field(question: Question) -> forms.Field:
    if question.choices:
        return forms.ChoiceField(
            label=question.title,
            help_text=question.help,
            required=question.is_required,
            choices=[(each.value, each.label) for each in question.choices],
        )
    return forms.CharField(
        label=question.title,
        help_text=question.help,
        required=question.is_required,
        max_length=question.most_letters,
    )
