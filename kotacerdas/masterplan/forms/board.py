"""What the board is narrowed to; it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.models.choices import Dimension, Money
from kotacerdas.masterplan.queries.board import ORDERS, Wanted

_WORKPLANS = (
    ("rkpd", _("in the RKPD")),
    ("tanpa-rkpd", _("not in the RKPD")),
    ("renja", _("in a Renja")),
    ("tanpa-renja", _("in no Renja")),
)


class BoardFilter(forms.Form):
    cari = forms.CharField(
        label=_("Words, code or agency"), required=False, max_length=80, widget=forms.SearchInput
    )
    dimensi = forms.ChoiceField(label=_("Dimension"), required=False)
    jenis = forms.ChoiceField(label=pgettext_lazy("programme", "Kind"), required=False)
    keadaan = forms.ChoiceField(label=pgettext_lazy("programme", "State"), required=False)
    dana = forms.ChoiceField(label=_("Source of the money"), required=False)
    rencana = forms.ChoiceField(label=_("Plan of the year"), required=False)
    opd = forms.ChoiceField(label=_("Leading agency"), required=False)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    urut = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, leads: Sequence[tuple[int, str]], years: Sequence[int], year: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        # What the page shows without being asked is chosen in the field, too.
        self.data = {**self.data.dict(), "tahun": str(year)} if hasattr(self.data, "dict") else self.data
        self.label_suffix = ""
        everything = [("", gettext("all"))]
        self._choose("dimensi", [*everything, *Dimension.choices])
        self._choose("jenis", [*everything, *Programme.Kind.choices])
        self._choose("keadaan", [*everything, *Programme.State.choices])
        self._choose("dana", [*everything, *Money.choices])
        self._choose("rencana", [*everything, *_WORKPLANS])
        self._choose("opd", [*everything, *((str(key), name) for key, name in leads)])
        self._choose("tahun", [(str(each), str(each)) for each in years])

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> Wanted:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        order = given.get("urut", "")
        return Wanted(
            words=given.get("cari", "").strip(),
            dimension=given.get("dimensi", ""),
            kind=given.get("jenis", ""),
            state=given.get("keadaan", ""),
            source=given.get("dana", ""),
            workplan=given.get("rencana", ""),
            lead=int(given["opd"]) if given.get("opd") else None,
            order=order if order in ORDERS else "kode",
        )
