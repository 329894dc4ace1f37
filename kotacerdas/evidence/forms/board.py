"""What the board and the list of requests are narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.domain.board import DIMENSIONS, Standing
from kotacerdas.evidence.domain.requests import Standing as RequestStanding
from kotacerdas.evidence.findings.standings import DIMENSION_NAMES, REQUEST_STANDINGS, STANDINGS
from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.queries import board, requests
from kotacerdas.people.models import Organisation

NOBODY = "0"


class BoardFilter(Plain):
    """Standing, dimension, agency and words, in the address."""

    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    status = forms.ChoiceField(label=pgettext_lazy("question", "State"), required=False)
    dimensi = forms.ChoiceField(label=_("Dimension"), required=False)
    opd = forms.ChoiceField(label=_("Asked of"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, agencies: Iterable[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("status", [("", gettext("all")), *((each.value, STANDINGS[each]) for each in Standing)])
        dimensions = [(code, DIMENSION_NAMES[code]) for code in DIMENSIONS]
        none = (board.NO_DIMENSION, pgettext("dimension", "none"))
        self.choose("dimensi", [("", gettext("all")), *dimensions, none])
        asked = sorted({each.pk: each for each in agencies}.values(), key=str)
        nobody = (NOBODY, gettext("not asked of anybody yet"))
        self.choose("opd", [("", gettext("all")), nobody, *((str(each.pk), str(each)) for each in asked)])

    def wanted(self) -> board.Wanted:
        if not self.is_valid():
            return board.Wanted()
        given = self.cleaned_data
        return board.Wanted(
            standing=given["status"],
            dimension=given["dimensi"],
            agency=int(given["opd"]) if given["opd"] else None,
            words=given["cari"].strip(),
        )


class RequestFilter(Plain):
    cari = forms.CharField(label=_("Words or code"), required=False, max_length=80, widget=forms.SearchInput)
    opd = forms.ModelChoiceField(
        label=_("Asked of"), queryset=Organisation.objects.none(), required=False, widget=LongSelect
    )
    status = forms.ChoiceField(label=pgettext_lazy("request for evidence", "State"), required=False)

    def __init__(self, *args: Any, agencies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("opd", agencies, empty=gettext("all"))
        states = [(each.value, REQUEST_STANDINGS[each]) for each in RequestStanding]
        still = (requests.OPEN, gettext("all that is not closed"))
        self.choose("status", [("", gettext("all")), still, *states])

    def wanted(self) -> requests.Wanted:
        if not self.is_valid():
            return requests.Wanted()
        given = self.cleaned_data
        agency = given["opd"].pk if given["opd"] else None
        return requests.Wanted(given["cari"].strip(), agency, given["status"])
