"""An elevation model in one file or many, with its source and the size of cells."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence, sentences
from kotacerdas.common.requests import MOST_BODY_OF_FILES
from kotacerdas.files.domain.kinds import Kind, check

MOST_BYTES = 60_000_000
"""All files together; a page takes no more in one go (`common.requests`), and that it does says the refusal of its middleware."""
MOST_FILES = 40
COMMAND = (
    'kotacerdas ground bring --city %(city)s --source "…" --cell 10 TILE.tif TILE2.tif --clutter TREES.tif'
)
OTHERWISE = _(
    "An elevation model of more than 60 MB is brought on the server, by the command kotacerdas ground bring. The page to which "
    "the Back button leads shows how it is typed."
)
TIFF_MARKS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
HGT_SIZES = {2 * 1201 * 1201, 2 * 3601 * 3601}
GEOTIFF = Kind("GeoTIFF", "image/tiff", ("tif", "tiff"), lambda content: content.read(4) in TIFF_MARKS)
HGT = Kind("SRTM .hgt", "application/octet-stream", ("hgt",), lambda content: content.seek(0, 2) in HGT_SIZES)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ModelsField(forms.FileField):
    """Any number of files, each one of the kinds."""

    def __init__(self, *, kinds: Sequence[Kind], **options: Any) -> None:
        super().__init__(widget=ManyFiles, allow_empty_file=True, **options)
        self._kinds = kinds

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
        return [self._checked(super(ModelsField, self).clean(file, initial)) for file in given]

    def _checked(self, given: Any) -> Any:
        name = given.name or ""
        try:
            # How large they are together says the form, which knows the way for larger ones.
            kind = check(
                given.file, name=name, declared="", allowed=self._kinds, most_bytes=MOST_BODY_OF_FILES
            )
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None
        given.content_type = kind.media_type
        return given


class GroundForm(forms.Form):
    berkas = ModelsField(
        label=_("Elevation model"),
        kinds=(GEOTIFF, HGT),
        help_text=_(
            "GeoTIFF with its coordinate system, or SRTM tiles such as S02E116.hgt; several become one mosaic. Up to 60 MB together; "
            "more are brought on the server by kotacerdas ground bring, as shown below."
        ),
    )
    tutupan = ModelsField(
        label=_("Trees and buildings"),
        kinds=(GEOTIFF,),
        required=False,
        help_text=_(
            "GeoTIFF of their heights above the ground, in metres. They are added to the model, so that they hide signals as hills do."
        ),
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

    def __init__(self, *args: Any, city_code: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self._city_code = city_code

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        uploads = [*given.get("berkas", ()), *given.get("tutupan", ())]
        size = sum(each.size for each in uploads)
        if size > MOST_BYTES or len(uploads) > MOST_FILES:
            values = {"count": len(uploads), "size_bytes": size, "most": MOST_FILES, "most_bytes": MOST_BYTES}
            fault = Fault("terrain-too-much", values | {"command": COMMAND % {"city": self._city_code}})
            self.add_error("berkas", sentence(fault))
        return given

    def command(self) -> str:
        """What to type where this page does not take enough."""
        return COMMAND % {"city": self._city_code}
