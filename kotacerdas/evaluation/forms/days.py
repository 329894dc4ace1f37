"""The days of a round: all steps at once, one step that ends later, or usual days reckoned from the first."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common import formats
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.usual import MOST_DAYS, SAMPLE_LENGTHS, usual
from kotacerdas.evaluation.domain.workflow import Calendar, Step, Window
from kotacerdas.evaluation.forms.fields import MomentField, say, set_choices, set_zone
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import STEPS, told
from kotacerdas.people.models import City

CLOCKS = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
NEEDS_BOTH = gettext_lazy("Give both, the opening and the end, or leave both empty.")


class DaysForm(forms.Form):
    """Two moments for each step. Those that have begun are only shown, so their fields stay away; one that begins while
    somebody types is refused by its name."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        round_: Round,
        before: Calendar,
        now: datetime,
        suggested: Calendar | None = None,
        **rest: Any,
    ) -> None:
        wanted = {**(suggested or before), **{s: w for s, w in before.items() if w.opens_at <= now}}
        initial: dict[str, Any] = {"seen": workflow.mark_of(before)}
        for step, window in wanted.items():
            initial |= {f"{step}_opens": window.opens_at, f"{step}_closes": window.closes_at}
        rest["initial"] = initial
        super().__init__(*args, **rest)
        self.round, self.before, self.now = round_, before, now
        self.ends = calendar_of(round_, round_.city)
        for step in Step:
            words = {"step": STEPS[step]}
            self.fields[f"{step}_opens"] = MomentField(label=_("%(step)s opens") % words, required=False)
            self.fields[f"{step}_closes"] = MomentField(label=_("%(step)s ends") % words, required=False)
        set_zone(self, round_.zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for step in Step:
            opens, closes = (cleaned.get(f"{step}_{end}") for end in ("opens", "closes"))
            if (opens is None) != (closes is None) and not self._is_wrong(step):
                self.add_error(f"{step}_{'opens' if opens is None else 'closes'}", NEEDS_BOTH)
        if not self.errors:
            self._check(self.days())
        return cleaned

    def _is_wrong(self, step: Step) -> bool:
        return any(f"{step}_{end}" in self.errors for end in ("opens", "closes"))

    def _check(self, days: Calendar) -> None:
        faults = [
            *workflow.out_of_order(days),
            *workflow.begun_and_changed(self.before, days, self.now),
        ]
        for fault in faults:
            end = "closes" if fault.kind == "round-step-ends-first" else "opens"
            name = f"{fault.values['step']}_{end}"
            say(self, told([fault]), beside={fault.kind: name}, zone=self.round.zone)

    def days(self) -> dict[Step, Window]:
        """As they are to be kept: a step whose fields were not there keeps its own."""
        found = {}
        for step in Step:
            if f"{step}_opens" not in self.data and step in self.before:
                found[step] = self.before[step]
            elif self.cleaned_data.get(f"{step}_opens") and self.cleaned_data.get(f"{step}_closes"):
                found[step] = Window(self.cleaned_data[f"{step}_opens"], self.cleaned_data[f"{step}_closes"])
        return found

    def rows(self) -> "Iterator[tuple[Step, object, Window | None, BoundField, BoundField]]":
        """Step, its name, its days with what was extended if it has begun, and its two fields."""
        for step in Step:
            window = self.ends.get(step)
            begun = window if window is not None and window.opens_at <= self.now else None
            yield step, STEPS[step], begun, self[f"{step}_opens"], self[f"{step}_closes"]

    def differences(self, current: Calendar) -> list[tuple[str, str, str]]:
        """Label, kept now, typed: where the two differ."""
        clocks, typed = Clocks(self.round.zone), self.days()
        return [
            (str(STEPS[step]), _period(current.get(step), clocks), _period(typed.get(step), clocks))
            for step in Step
            if current.get(step) != typed.get(step)
        ]


def _period(window: Window | None, clocks: Clocks) -> str:
    if window is None:
        return ""
    return f"{clocks.told(window.opens_at)} {formats.NOTHING} {clocks.told(window.closes_at)}"


class UsualDaysForm(forms.Form):
    """From the first day on, how long each step lasts; a sample to begin with."""

    start_on = forms.DateField(
        label=gettext_lazy("First day of the round"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        required=False,
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for step, length in SAMPLE_LENGTHS.items():
            label: Any = STEPS[step]
            self.fields[f"length_{step}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_DAYS, initial=length, required=False
            )

    def clean_start_on(self) -> date | None:
        day: date | None = self.cleaned_data["start_on"]
        if day is not None and not 2015 <= day.year <= 2100:
            raise forms.ValidationError(_("Check the year: it is hardly meant like this."))
        return day

    def lengths(self) -> list[BoundField]:
        return [self[f"length_{step}"] for step in SAMPLE_LENGTHS]

    def usual(self, zone: str) -> dict[Step, Window]:
        """Empty without a first day."""
        start = self.cleaned_data.get("start_on")
        if start is None:
            return {}
        given = {step: self.cleaned_data.get(f"length_{step}") or 0 for step in Step}
        return usual(start, given, formats.zone_of(zone))


class ExtendForm(forms.Form):
    step = forms.ChoiceField(label=gettext_lazy("Step"))
    closes_at = MomentField(label=gettext_lazy("New end"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands beside the new end, and the cities are told."),
    )
    city = forms.ModelChoiceField(
        label=gettext_lazy("For"),
        queryset=City.objects.none(),
        required=False,
        empty_label=gettext_lazy("all cities of the round"),
    )
    beside: ClassVar = {
        "round-extension-without-reason": "reason",
        "round-extension-not-later": "closes_at",
        "round-undated": "step",
        "round-city-not-in-it": "city",
    }

    def __init__(self, *args: Any, round_: Round, calendar: Calendar, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.round = round_
        clocks = Clocks(round_.zone)
        choices = [
            (
                step.value,
                _("%(step)s, until %(at)s") % {"step": STEPS[step], "at": clocks.told(window.closes_at)},
            )
            for step, window in calendar.items()
        ]
        set_choices(self, "step", choices)
        letters = dict(CLOCKS).get(round_.zone, round_.zone)
        self.fields["closes_at"].help_text = _("On the clock of the round, %(zone)s.") % {"zone": letters}
        set_zone(self, round_.zone)
        if round_.city_id is None:
            field = self.fields["city"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = City.objects.filter(participations__round=round_).exclude(
                participations__state="declined", participations__round=round_
            )
        else:
            del self.fields["city"]

    def say(self, faults: Any) -> None:
        say(self, faults, beside=self.beside, zone=self.round.zone)
