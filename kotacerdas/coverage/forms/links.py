"""What the list of radio links is narrowed to, and the frequency it is computed for; it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.coverage.findings.links import WORDS
from kotacerdas.coverage.queries.links import ORDER, Link
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.terrain.domain.ends import FREQUENCIES
from kotacerdas.terrain.link_files import frequency_mhz
from kotacerdas.wifi.models import Point


@dataclass(frozen=True)
class Wanted:
    """Empty wants all."""

    verdict: str = ""
    kecamatan: str = ""

    def takes(self, link: Link) -> bool:
        unit = link.point.unit
        return self.verdict in {"", link.verdict} and (
            not self.kecamatan or (unit is not None and unit.code.startswith(f"{self.kecamatan}."))
        )


class LinkFilter(forms.Form):
    """`points` are those with a link: only where some stand can be chosen."""

    hasil = forms.ChoiceField(label=pgettext_lazy("radio link", "Path"), required=False)
    kecamatan = forms.ChoiceField(label=_("Kecamatan"), required=False)
    mhz = NumberField(label=_("Frequency in MHz"), required=False, is_whole=True)
    kota = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, asked: Any, *, points: Sequence[Point], **options: Any) -> None:
        super().__init__(asked, **options)
        self.label_suffix = ""
        above = {
            each.unit.parent.code: each.unit.parent.name for each in points if each.unit and each.unit.parent
        }
        self._choose("hasil", [(str(each), WORDS[each]) for each in ORDER])
        self._choose("kecamatan", sorted(above.items()))
        self.fields["mhz"].widget.attrs["placeholder"] = f"{frequency_mhz():g}"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    def clean_mhz(self) -> Decimal | None:
        given: Decimal | None = self.cleaned_data["mhz"]
        least, most = FREQUENCIES
        if given is not None and not least <= given <= most:
            values = {"least": least, "most": most, "given": given}
            raise forms.ValidationError(sentence(Fault("terrain-loss-frequency", values)))
        return given

    @property
    def frequency(self) -> float:
        """As usual where nobody asked for another, or for one that is none."""
        self.is_valid()
        return float(self.cleaned_data.get("mhz") or frequency_mhz())

    def wanted(self) -> Wanted:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        return Wanted(self.cleaned_data.get("hasil", ""), self.cleaned_data.get("kecamatan", ""))
