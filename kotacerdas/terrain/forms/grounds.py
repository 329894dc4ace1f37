"""An elevation model with its source and the size of cells."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.files.domain import kinds
from kotacerdas.files.domain.kinds import MEGABYTE, Kind

MOST_BYTES = 60 * MEGABYTE
TIFF_MARKS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
HGT_SIZES = {2 * 1201 * 1201, 2 * 3601 * 3601}
GEOTIFF = Kind("GeoTIFF", "image/tiff", ("tif", "tiff"), lambda content: content.read(4) in TIFF_MARKS)
HGT = Kind("SRTM .hgt", "application/octet-stream", ("hgt",), lambda content: content.seek(0, 2) in HGT_SIZES)


class GroundForm(forms.Form):
    berkas = forms.FileField(
        label=_("Elevation model"),
        help_text=_("GeoTIFF with its coordinate system, or an SRTM tile such as S02E116.hgt, up to 60 MB."),
    )
    sumber = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Who measured it, when, and under which terms it may be used."),
    )
    sel = forms.IntegerField(
        label=_("Cell in metres"),
        min_value=1,
        max_value=100,
        initial=10,
        help_text=_(
            "The model is resampled once to squares of this size. Smaller than it was measured adds no truth."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def clean_berkas(self) -> Any:
        given = self.cleaned_data["berkas"]
        try:
            kind = kinds.check(
                given.file, name=given.name or "", declared="", allowed=(GEOTIFF, HGT), most_bytes=MOST_BYTES
            )
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None
        given.content_type = kind.media_type
        return given
