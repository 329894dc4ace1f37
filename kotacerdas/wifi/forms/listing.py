"""What the list of points is narrowed to; it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.wifi.models import OffReason
from kotacerdas.wifi.queries import listing
from kotacerdas.wifi.queries.listing import Asked
from kotacerdas.wifi.queries.standing import Standing


class ListFilter(forms.Form):
    """`rows` are those of the city: only what occurs can be chosen."""

    kota = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    urut = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    jenis = forms.ChoiceField(label=pgettext_lazy("place", "Kind"), required=False)
    kecamatan = forms.ChoiceField(label=_("Kecamatan"), required=False)
    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False)
    keadaan = forms.ChoiceField(label=_("State"), required=False)
    penyedia = forms.ChoiceField(label=_("Provider"), required=False)
    kontrak = forms.ChoiceField(label=pgettext_lazy("wifi", "Contract"), required=False)

    def __init__(self, *args: Any, rows: Sequence[Standing], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        everything = ("", gettext("all"))
        kecamatan = [(each.code, each.name) for each in listing.by_kecamatan(rows) if each.code]
        kelurahan = [(each.code, each.name) for each in listing.by_kelurahan(rows).values()]
        self._choose("jenis", [everything, *listing.kinds(rows)])
        self._choose("kecamatan", [everything, *kecamatan])
        self._choose("kelurahan", [everything, *sorted(kelurahan, key=lambda pair: pair[1])])
        self._choose("keadaan", [everything, *_states(), *OffReason.choices])
        self._choose("penyedia", [everything, *((each, each) for each in listing.providers(rows))])
        self._choose("kontrak", [everything, *_contracts()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def asked(self) -> Asked:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            words=given.get("cari", "").strip(),
            kind=given.get("jenis", ""),
            kecamatan=given.get("kecamatan", ""),
            kelurahan=given.get("kelurahan", ""),
            state=given.get("keadaan", ""),
            provider=given.get("penyedia", ""),
            contract=given.get("kontrak", ""),
            sort=given.get("urut", "") or "kode",
        )


def _states() -> list[tuple[str, str]]:
    return [
        ("on", pgettext("wifi points", "on")),
        ("off", pgettext("wifi points", "off")),
        ("unknown", pgettext("wifi points", "not known")),
    ]


def _contracts() -> list[tuple[str, str]]:
    return [("ending", gettext("ends within 90 days")), ("none", gettext("none today"))]
