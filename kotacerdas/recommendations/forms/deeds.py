"""One form for each deed; each knows how the recommendation stands now."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.followup.forms.fields import DayField
from kotacerdas.people.models import Organisation
from kotacerdas.recommendations.actions import Heard, Plan
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.models.cares import MOST_LETTERS, MOST_REASON
from kotacerdas.recommendations.queries import desk
from kotacerdas.recommendations.words import CLAIMS, PROOFS, TAGS, VERDICTS


def _text(
    label: Any, *, required: bool = False, rows: int = 4, most: int = MOST_LETTERS, **options: Any
) -> Any:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, **options)


class _DeedForm(forms.Form):
    """`user` None: only what the row shows is asked for, no choice of others."""

    def __init__(self, *args: Any, care: Care, user: Any, **options: Any) -> None:
        options.setdefault("initial", self.kept(care))
        options.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.care, self.user = care, user

    def kept(self, care: Care) -> dict[str, Any]:
        return {}


class PlanForm(_DeedForm):
    owner = forms.ModelChoiceField(
        label=_("Organisation that follows it up"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=LongSelect,
        empty_label=_("nobody"),
    )
    due_on = DayField(
        label=_("Due on"),
        required=False,
        help_text=_(
            "With an organisation and a day it becomes a task, of which the organisation is reminded."
        ),
    )
    plan = _text(_("Plan"), help_text=_("What is to be done, in which steps, with which result."))
    tags = forms.MultipleChoiceField(label=_("Subjects"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, care: Care, user: Any, **options: Any) -> None:
        super().__init__(*args, care=care, user=user, **options)
        owner, tags = self.fields["owner"], self.fields["tags"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(tags, forms.MultipleChoiceField)
        here = Organisation.objects.of_city(care.city)
        # The one that has it stays in the list when it is closed, so that other fields can be corrected.
        owner.queryset = here.filter(Q(kind__in=_DOERS) | Q(pk=care.owner_id)).order_by("name")
        tags.choices = [(tag.value, words) for tag, words in TAGS.items()]

    def kept(self, care: Care) -> dict[str, Any]:
        return {"owner": care.owner_id, "due_on": care.due_on, "plan": care.plan, "tags": care.tags}

    def wanted(self) -> Plan:
        given = self.cleaned_data
        return Plan(given["owner"], given["due_on"], given["plan"], given["tags"])


_DOERS = (
    Organisation.Kind.AGENCY,
    Organisation.Kind.AGENCY_UNIT,
    Organisation.Kind.KECAMATAN,
    Organisation.Kind.KELURAHAN,
    Organisation.Kind.HOSPITAL,
    Organisation.Kind.CITY_COMPANY,
)
"""Kinds of organisations that work for the city."""


class ClaimForm(_DeedForm):
    claim = forms.ChoiceField(
        label=_("What the city says"),
        choices=[(each.value, words) for each, words in CLAIMS.items()],
        widget=forms.RadioSelect,
    )
    claim_words = _text(
        _("What was done"),
        help_text=_("Whoever judges the proof reads it. A new claim is judged again."),
    )

    def kept(self, care: Care) -> dict[str, Any]:
        return {"claim": care.claim, "claim_words": care.claim_words}

    def wanted(self) -> Claim:
        return Claim(self.cleaned_data["claim"])


class JudgeForm(_DeedForm):
    verdict = forms.ChoiceField(
        label=_("Does the proof suffice?"),
        choices=[(each.value, PROOFS[each]) for each in (Proof.SUFFICIENT, Proof.INSUFFICIENT)],
        widget=forms.RadioSelect,
    )
    reason = _text(
        _("Why"),
        rows=3,
        most=MOST_REASON,
        help_text=_(
            "Needed where it does not suffice: the organisation reads it and brings what is missing."
        ),
    )

    @property
    def suffices(self) -> bool:
        return bool(self.cleaned_data["verdict"] == Proof.SUFFICIENT)


class VerdictForm(_DeedForm):
    verdict = forms.ChoiceField(
        label=_("What the next assessors said"),
        choices=[(each.value, words) for each, words in VERDICTS.items()],
        widget=forms.RadioSelect,
        help_text=_("“Fulfilled” closes the recommendation."),
    )
    year = forms.IntegerField(label=_("Year of the verdict"), required=False, min_value=2017, max_value=2100)
    round = forms.ChoiceField(label=_("Round"), required=False)
    source = forms.CharField(
        label=_("Where they said so"),
        required=False,
        max_length=300,
        help_text=_("Letter, report or interview, with number or date."),
    )
    words = _text(_("Their words"), rows=3)

    def __init__(self, *args: Any, care: Care, user: Any, **options: Any) -> None:
        super().__init__(*args, care=care, user=user, **options)
        field = self.fields["round"]
        assert isinstance(field, forms.ChoiceField)
        self._rounds = {str(row.pk): row for row in desk.rounds_of(care.city, user)}
        titles = [(key, row.title) for key, row in self._rounds.items()]
        field.choices = [("", gettext("not kept here")), *titles]

    def kept(self, care: Care) -> dict[str, Any]:
        return {
            "verdict": care.verdict,
            "year": care.verdict_year,
            "round": care.verdict_round_id,
            "source": care.verdict_source,
            "words": care.verdict_words,
        }

    def wanted(self) -> Heard:
        given = self.cleaned_data
        at = self._rounds.get(given["round"])
        year = given["year"] or (at.year if at else None)
        return Heard(Verdict(given["verdict"]), year, given["source"], given["words"], at)


class ReasonForm(_DeedForm):
    reason = _text(_("Reason"), required=True, rows=3, most=MOST_REASON)
