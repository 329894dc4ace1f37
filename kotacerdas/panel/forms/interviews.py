"""The time of an interview, who speaks, the presentation, a line of the log, and who keeps a promise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.evaluation.forms.fields import MomentField, set_choices, set_zone
from kotacerdas.files.domain import kinds
from kotacerdas.files.fields import checked
from kotacerdas.panel import parts
from kotacerdas.panel.actions import Named
from kotacerdas.panel.domain import interviewing as rules
from kotacerdas.panel.forms.seats import PlainForm
from kotacerdas.panel.models import Interview, LogEntry
from kotacerdas.panel.queries.interviews import Speaking
from kotacerdas.people.models import City, Organisation

SLIDES = (kinds.PDF, kinds.PPTX, *kinds.PICTURES)
MOST_LINES, SPARE_LINES = 300, 3
LATEST_QUEUED = timedelta(hours=24)


class ScheduleForm(PlainForm):
    city = forms.ChoiceField(label=_("City"), widget=LongSelect)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[(value, capfirst(label)) for value, label in Interview.Stage.choices]
    )
    starts_at = MomentField(label=_("Begins at"))
    ends_at = MomentField(label=_("Ends at"))
    place = forms.CharField(label=_("Room"), max_length=200, required=False)
    link = forms.CharField(
        label=_("Link to the meeting"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    beside: ClassVar = {
        "interview-ends-first": "ends_at",
        "interview-too-long": "ends_at",
        "interview-nowhere": "place",
        "interview-link-wrong": "link",
        "interview-stage-unknown": "stage",
    }

    def __init__(self, *args: Any, cities: Sequence[City], zone: str, clock: str, **options: Any) -> None:
        """`cities` empty: the interview is there, and its city stays."""
        super().__init__(*args, **options)
        set_zone(self, zone)
        self.fields["starts_at"].help_text = clock
        if cities:
            set_choices(self, "city", [(each.code, str(each)) for each in cities])
        else:
            del self.fields["city"]

    def wanted(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"city", "stage"}}


class CancelForm(PlainForm):
    """What is missing is told by the deed."""

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=500, required=False)


class PresentationForm(PlainForm):
    file = forms.FileField(
        label=_("Presentation"),
        help_text=_("PDF, PPTX or a picture; a new file takes the place of the one before."),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        return checked(self.cleaned_data["file"], allowed=SLIDES)


class SpeakerForm(PlainForm):
    """One line; without a code it is none."""

    node = forms.CharField(label=_("Question or part"), max_length=20, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    name = forms.CharField(label=_("Who answers"), max_length=200, required=False)
    stand_in = forms.CharField(label=_("Who stands in"), max_length=200, required=False)

    def __init__(
        self, *args: Any, known: "Mapping[str, parts.Part]", desks: Mapping[str, Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known, self.desks = known, desks
        for name, lists in (
            ("node", "butir"),
            ("organisation", "opd"),
            ("name", "orang"),
            ("stand_in", "orang"),
        ):
            self.fields[name].widget.attrs |= {
                "list": lists,
                "autocomplete": "off",
                "aria-label": self.fields[name].label,
            }

    def clean_node(self) -> str:
        typed = self.cleaned_data["node"].strip()
        found = next((code for code in self.known if code.casefold() == typed.casefold()), "")
        if typed and not found:
            raise forms.ValidationError(
                gettext("The form has no question or part %(code)s.") % {"code": typed}
            )
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("node"):
            return given
        desk = self.desks.get((given.get("organisation") or "").strip().casefold())
        if desk is None:
            self.add_error("organisation", gettext("Choose an organisation of the city from the list."))
        if not (given.get("name") or "").strip():
            self.add_error("name", gettext("Write who answers."))
        given["desk"] = desk
        return given

    @property
    def line(self) -> Named | None:
        given = self.cleaned_data
        if not given.get("node"):
            return None
        return Named(given["node"], given["desk"], given["name"], given["stand_in"])


SpeakerLines = forms.formset_factory(
    SpeakerForm, extra=SPARE_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def speaker_lines(
    typed: Any, some: Iterable[Speaking], *, known: "Mapping[str, parts.Part]", desks: Iterable[Organisation]
) -> Any:
    """A formset. An organisation is called by its short name or its whole one."""
    by_name = {name.casefold(): each for each in desks for name in (each.name, str(each))}
    initial = [
        {
            "node": each.node,
            "organisation": str(each.organisation or ""),
            "name": each.name,
            "stand_in": each.stand_in,
        }
        for each in some
    ]
    return SpeakerLines(
        typed, initial=initial, prefix="baris", form_kwargs={"known": known, "desks": by_name}
    )


class LogForm(PlainForm):
    """One line of the log. `pada` is the moment at which a browser without a connection put it into its queue."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("interview", "Kind"), choices=LogEntry.Kind, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=pgettext_lazy("of a question", "Code"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"list": "butir", "autocomplete": "off", "size": 6}),
    )
    who = forms.CharField(
        label=_("Who"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "orang", "autocomplete": "off"}),
    )
    words = forms.CharField(
        label=_("What was said"), max_length=2000, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    jam = forms.TimeField(
        label=_("Minute"),
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Empty: now."),
    )
    due_at = MomentField(label=_("A promise is due"), required=False)
    pada = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.RegexField(r"^[A-Za-z0-9_-]{16,64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, interview: Interview, usual_due: str = "", **options: Any) -> None:
        options.setdefault("initial", {"kind": LogEntry.Kind.QUESTION})
        super().__init__(*args, auto_id="catat_%s", **options)
        self.interview = interview
        self.fields["due_at"].help_text = usual_due
        set_zone(self, interview.city.zone)

    def at(self, now: datetime) -> datetime | None:
        """The typed minute of the day of the interview, else the moment in the queue; None is now."""
        given, interview = self.cleaned_data, self.interview
        zone = interview.city.timezone
        if given["jam"]:
            first, last = (each.astimezone(zone).date() for each in (interview.starts_at, interview.ends_at))
            is_on = first <= now.astimezone(zone).date() <= last
            return rules.day_of(now if is_on else interview.starts_at, given["jam"], zone=zone)
        return _queued(given["pada"], now)


def _queued(text: str, now: datetime) -> datetime | None:
    """Not what a clock says that is far off."""
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    if found is None or found.tzinfo is None:
        return None
    return found.astimezone(UTC) if now - LATEST_QUEUED <= found <= now + rules.AHEAD else None


class GiveForm(PlainForm):
    entry = forms.TypedChoiceField(label=_("Promise"), coerce=int, widget=LongSelect)
    organisation = forms.TypedChoiceField(label=_("Is kept by"), coerce=int, widget=LongSelect)

    def __init__(
        self, *args: Any, promises: Iterable[LogEntry], desks: Iterable[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, auto_id="beri_%s", **options)
        set_choices(self, "entry", [(str(each.pk), _short(each)) for each in promises])
        set_choices(self, "organisation", [(str(each.pk), str(each)) for each in desks])


def _short(entry: LogEntry) -> str:
    return f"{entry.code} {entry.words}".strip()[:90]


def said(form: forms.Form) -> list[str]:
    return [str(words) for field in form.errors.values() for words in field]
