"""What the list of documents is narrowed to, and what may be typed about one of them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.models import Confidentiality, Document, Nature, Reading, Scan
from kotacerdas.evidence.models.documents import LONGEST_TITLE
from kotacerdas.evidence.queries import documents
from kotacerdas.evidence.words import FRESHNESS
from kotacerdas.people import access
from kotacerdas.people.models import City, Organisation
from kotacerdas.people.permissions import Permission

YEARS_BACK = 8
FIELDS = (
    "title",
    "nature",
    "agency",
    "confidentiality",
    "has_personal_data",
    "observed_from",
    "observed_until",
    "valid_from",
    "valid_until",
    "note",
)


class DayField(forms.DateField):
    """A day as the browser's calendar gives it, or as it is written by hand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
        self.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


class DocumentFilter(forms.Form):
    """Everything of it stands in the address."""

    cari = forms.CharField(
        label=_("Words in the title"), required=False, max_length=80, widget=forms.SearchInput
    )
    instansi = forms.TypedChoiceField(
        label=pgettext_lazy("of a document", "Owner"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=LongSelect,
    )
    jenis = forms.ChoiceField(label=_("Kind of document"), required=False, widget=LongSelect)
    kerahasiaan = forms.ChoiceField(label=_("Confidentiality"), required=False, widget=LongSelect)
    tahun = forms.TypedChoiceField(
        label=_("Year"), required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    waktu = forms.ChoiceField(label=_("For that year"), required=False, widget=LongSelect)
    keadaan = forms.ChoiceField(label=pgettext_lazy("document", "State"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, owners: list[tuple[int, str]], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        every = [("", gettext("all"))]
        states = [
            *Reading.choices,
            (documents.UNSCANNED, Scan.UNSCANNED.label),
            (documents.INFECTED, Scan.INFECTED.label),
            (documents.EXPIRED, gettext("no longer in force")),
        ]
        years = range(today.year + 1, today.year - YEARS_BACK, -1)
        self._offer("instansi", [*every, *owners])
        self._offer("jenis", [*every, *((value, label) for value, label in Nature.choices if value)])
        self._offer("kerahasiaan", [*every, *Confidentiality.choices])
        self._offer("tahun", [("", "–"), *((year, str(year)) for year in years)])
        self._offer("waktu", [*every, *((each.value, words) for each, words in FRESHNESS.items())])
        self._offer("keadaan", [*every, *states])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self, order: str) -> documents.Wanted:
        """A value that is not on offer narrows nothing; the form says so beside it."""
        self.is_valid()
        cleaned = self.cleaned_data
        return documents.Wanted(
            words=str(cleaned.get("cari") or "").strip(),
            agency=cleaned.get("instansi"),
            nature=cleaned.get("jenis") or "",
            confidentiality=cleaned.get("kerahasiaan") or "",
            freshness=cleaned.get("waktu") or "",
            year=cleaned.get("tahun"),
            state=cleaned.get("keadaan") or "",
            order=order if order in documents.ORDERS else documents.NEWEST,
        )


class EditForm(forms.Form):
    """The description of a document; `changes` is what `actions.describe` takes."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    nature = forms.ChoiceField(label=_("Kind of document"), choices=Nature.choices, required=False)
    agency = forms.ModelChoiceField(
        label=pgettext_lazy("of a document", "Owner"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=LongSelect,
    )
    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"),
        choices=Confidentiality.choices,
        help_text=_(
            "Secret documents are read by the owner, who brought them, and those who check all proofs."
        ),
    )
    has_personal_data = forms.BooleanField(
        label=_("It holds personal data"),
        required=False,
        help_text=_("Then it stays inside the city's offices, even if it is public otherwise."),
    )
    observed_from = DayField(
        label=_("Tells about, from"),
        required=False,
        help_text=_("What is told happened then; not the day on which it was written or uploaded."),
    )
    observed_until = DayField(label=_("Tells about, until"), required=False)
    valid_from = DayField(
        label=_("In force from"), required=False, help_text=_("For regulations, decrees and agreements.")
    )
    valid_until = DayField(
        label=_("In force until"), required=False, help_text=_("Leave it empty if no end is fixed.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, user: Any, today: date, **options: Any) -> None:
        initial = {name: getattr(document, name) for name in (*FIELDS, "version")}
        super().__init__(*args, **options | {"initial": initial})
        self.label_suffix = ""
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = owners_on_offer(user, document.city, today, also=document.agency_id)
        field.empty_label = "–"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, last in (("observed_from", "observed_until"), ("valid_from", "valid_until")):
            begins, ends = cleaned.get(first), cleaned.get(last)
            if begins and ends and ends < begins:
                self.add_error(last, gettext("This day lies before the first one. Correct one of them."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def owners_on_offer(user: Any, city: City, today: date, *, also: int | None) -> Any:
    """Every organisation of the city for the programme office; else one's own, and the one that stands there."""
    every = Organisation.objects.of_city(city).in_force(today)
    if not access.may(user, Permission.MANAGE_EVIDENCE, city):
        own = {each.organisation_id for each in access.assignments(user) if each.city_id == city.pk}
        every = Organisation.objects.filter(pk__in={each for each in (*own, also) if each})
    return every.order_by("name")


class RevisionForm(forms.Form):
    """One file, looked at as every delivered file is."""

    berkas = forms.FileField(
        label=_("The newer file"),
        allow_empty_file=True,
        help_text=_("Citations of earlier revisions stay with those; nothing of them changes."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


class ReasonForm(forms.Form):
    alasan = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "class": "pendek"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
