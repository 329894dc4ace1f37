"""What the board is narrowed to; it stands in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.domain.board import DIMENSIONS
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.people.models import Organisation
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.queries import board

LATE, UNPROVEN = "telat", "tanpa-bukti"


class BoardFilter(forms.Form):
    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    status = forms.ChoiceField(label=pgettext_lazy("answer", "State"), required=False)
    dimensi = forms.ChoiceField(label=_("Dimension"), required=False)
    opd = forms.ChoiceField(label=_("Organisation"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, agencies: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        everything = ("", gettext("all"))
        special = [(LATE, gettext("late")), (UNPROVEN, gettext("without confirmed proof"))]
        self._choose("status", [everything, *Answer.Stage.choices, *special])
        none = (board.NO_DIMENSION, pgettext("dimension", "none"))
        self._choose("dimensi", [everything, *((code, DIMENSION_NAMES[code]) for code in DIMENSIONS), none])
        nobody = (str(board.NOBODY), gettext("given to nobody yet"))
        self._choose("opd", [everything, nobody, *((str(each.pk), str(each)) for each in agencies)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> board.Wanted:
        """What cannot be in an address narrows nothing."""
        if not self.is_valid():
            return board.ALL
        given = self.cleaned_data
        status = given["status"]
        return board.Wanted(
            state="" if status in {LATE, UNPROVEN} else status,
            dimension=given["dimensi"],
            agency=int(given["opd"]) if given["opd"] else None,
            words=given["cari"].strip(),
            late=status == LATE,
            unproven=status == UNPROVEN,
        )
