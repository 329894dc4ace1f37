"""What is sent when a proposal is accepted or rejected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.evidence.models import Judgement

LARGEST = 2**31 - 1


class AcceptForm(Plain):
    satuan = forms.IntegerField(min_value=1, max_value=LARGEST)
    dari = forms.IntegerField(min_value=0, max_value=LARGEST)
    sampai = forms.IntegerField(min_value=1, max_value=LARGEST)

    def clean(self) -> dict[str, int]:
        given = super().clean() or self.cleaned_data
        if "dari" in given and "sampai" in given and given["dari"] >= given["sampai"]:
            raise forms.ValidationError(_("Nothing was quoted. Mark some words of the text."))
        return given


class RejectProposalForm(Plain):
    satuan = forms.IntegerField(min_value=1, max_value=LARGEST)
    alasan = forms.ChoiceField(
        label=_("Why it does not prove this"),
        choices=[each for each in Judgement.Reason.choices if each[0]],
    )
