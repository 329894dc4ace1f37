"""A file with outlines, and the whole that is spread over areas nobody counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.geography.domain.outlines.reading import MOST_BYTES

_DAY = {"type": "date"}


class OutlineForm(forms.Form):
    berkas = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_(
            "One feature for each kelurahan, with its official code or its name among the properties."
        ),
    )
    sumber = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Who drew the borders, and in which document or map they stand."),
    )
    keadaan = forms.DateField(
        label=_("State of"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    epsg = forms.IntegerField(
        label=_("EPSG code"),
        required=False,
        min_value=1000,
        max_value=999_999,
        help_text=_(
            "Only where the file is not in degrees and does not name its system: 32750 is UTM zone 50 south."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def clean_berkas(self) -> Any:
        given = self.cleaned_data["berkas"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 24 MB. Simplify the shapes and send it again.")
            )
        return given


class EstimateForm(forms.Form):
    warga = forms.IntegerField(
        label=_("People of the whole city"),
        min_value=1,
        max_value=50_000_000,
        help_text=_("What is left after the kelurahan that were counted goes in equal shares to the others."),
    )
    tahun = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    sumber = forms.CharField(label=_("Source of this figure"), max_length=400)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
