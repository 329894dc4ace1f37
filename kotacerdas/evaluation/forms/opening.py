"""A new round: of a city for itself, or of an operator for many."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.common.faults import Refused
from kotacerdas.evaluation.actions import NewRound
from kotacerdas.evaluation.calendar_words import usual_titles
from kotacerdas.evaluation.domain.workflow import out_of_order
from kotacerdas.evaluation.forms.days import CLOCKS, UsualDaysForm
from kotacerdas.evaluation.forms.fields import say, set_choices
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.words import told
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Confidence, Edition
from kotacerdas.instruments.words import CONFIDENCE, text
from kotacerdas.people.models import City, TerritorialUnit

FAMILY = "smartcity"
FIRST_YEAR, LAST_YEAR = 2015, 2100


def editions(city: City | None) -> list[Edition]:
    """Those with questions, the newest first; of a city also the ones that it published for itself."""
    found = [each for each in catalogue.editions_for(city) if each.code == FAMILY and _has_questions(each)]
    return sorted(found, key=lambda each: (each.in_force.start, each.edition), reverse=True)


def _has_questions(edition: Edition) -> bool:
    """More than its components: those whose questions are not known have nothing that a city could answer."""
    return any(not part.is_leaf for part in edition.root.children)


def _named(edition: Edition) -> str:
    """What is not confirmed says so."""
    words: dict[str, object] = {"edition": edition.edition, "title": text(edition.title)}
    if edition.confidence is not Confidence.CONFIRMED:
        words["confidence"] = CONFIDENCE[edition.confidence]
        return _("%(edition)s (%(confidence)s): %(title)s") % words
    return _("%(edition)s: %(title)s") % words


class NewRoundForm(UsualDaysForm):
    instrument = forms.ChoiceField(
        label=gettext_lazy("Instrument edition"),
        help_text=gettext_lazy("Its questions are the ones that are answered."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Evaluated year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("The year that is evaluated, whatever the year of the calendar."),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[
            ("", pgettext_lazy("stage", "the whole year")),
            ("I", pgettext_lazy("stage", "stage I only")),
            ("II", pgettext_lazy("stage", "stage II only")),
        ],
    )
    title_id = forms.CharField(label=gettext_lazy("Title in Indonesian"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    zone = forms.ChoiceField(
        label=gettext_lazy("Clock of the round"),
        choices=CLOCKS,
        help_text=gettext_lazy("On it all its days are meant; national rounds go by WIB."),
    )
    main: tuple[str, ...] = ("instrument", "year", "stage", "title_id", "title_en", "zone")
    usual_kind = Round.Kind.RUN
    city: City | None = None
    province: TerritorialUnit | None = None

    def __init__(self, *args: Any, today: date, zone: str = "Asia/Jakarta", **rest: Any) -> None:
        rest["initial"] = {"year": today.year, "zone": zone, **rest.get("initial", {})}
        super().__init__(*args, **rest)
        set_choices(self, "instrument", [(each.key, _named(each)) for each in editions(self.city)])
        suggested = usual_titles(self.usual_kind, today.year, "")
        for name, title in zip(("title_id", "title_en"), suggested, strict=True):
            self.fields[name].help_text = _("Left empty, it becomes a title like “%(title)s”.") % {
                "title": title
            }

    @property
    def kind(self) -> Round.Kind:
        return self.usual_kind

    def main_fields(self) -> list[Any]:
        return [self[name] for name in self.main]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (faults := out_of_order(self.usual(cleaned["zone"]))):
            say(self, told(faults), beside={}, zone=cleaned["zone"])
        return cleaned

    def new(self) -> NewRound:
        """As `actions.open_round` takes it."""
        typed = self.cleaned_data
        usual = usual_titles(self.kind, typed["year"], typed["stage"])
        return NewRound(
            kind=self.kind,
            instrument=typed["instrument"],
            year=typed["year"],
            stage=typed["stage"],
            title_id=typed["title_id"].strip() or usual[0],
            title_en=typed["title_en"].strip() or (typed["title_id"].strip() or usual[1]),
            zone=typed["zone"],
            city=self.city,
            province=self.province,
            days=self.usual(typed["zone"]),
        )

    def refuse(self, refused: Refused) -> None:
        say(self, refused, beside={"unknown-instrument": "instrument"}, zone=self.cleaned_data["zone"])


class NewOwnRoundForm(NewRoundForm):
    """Of a city: its work beside the ministry's portal, or a rehearsal."""

    round_kind = forms.ChoiceField(
        label=pgettext_lazy("round", "What it is"),
        widget=forms.RadioSelect,
        initial=Round.Kind.OWN,
        choices=[
            (
                Round.Kind.OWN,
                gettext_lazy("This year's evaluation: prepared here, submitted at the ministry's portal"),
            ),
            (
                Round.Kind.TRIAL,
                gettext_lazy("A rehearsal: only this city sees it, and it counts for nothing"),
            ),
        ],
    )
    main: tuple[str, ...] = ("round_kind", *NewRoundForm.main)
    usual_kind = Round.Kind.OWN

    def __init__(self, *args: Any, city: City, **rest: Any) -> None:
        self.city = city
        super().__init__(*args, **rest)

    @property
    def kind(self) -> Round.Kind:
        return Round.Kind(self.cleaned_data["round_kind"])


class NewRunRoundForm(NewRoundForm):
    """Of an operator, for the cities of the country or of one province."""

    cohort_id = forms.CharField(
        label=gettext_lazy("Which cities it is for, in Indonesian"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The cohort in one sentence; which cities are invited is said later."),
    )
    cohort_en = forms.CharField(
        label=gettext_lazy("Which cities it is for, in English"), max_length=300, required=False
    )
    main: tuple[str, ...] = (*NewRoundForm.main, "cohort_id", "cohort_en")

    def __init__(self, *args: Any, province: TerritorialUnit | None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.province = province

    def new(self) -> NewRound:
        cohort = {name: self.cleaned_data[name] for name in ("cohort_id", "cohort_en")}
        return replace(super().new(), **cohort)
