"""What a person may type on goals, on what they serve, on issues, readiness and SWOT."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.followup.forms.fields import DayField
from kotacerdas.indicators.forms.fields import area
from kotacerdas.masterplan.actions.analysis import MOST_LINE, MOST_LINES, Judged, Wording
from kotacerdas.masterplan.actions.documents import Sentence
from kotacerdas.masterplan.domain.readiness import ELEMENTS, MOST, Level
from kotacerdas.masterplan.forms.editions import PlainForm
from kotacerdas.masterplan.models import Edition, Issue, Node, Programme, Readiness, Strength
from kotacerdas.masterplan.models.choices import Dimension

FIELD_OF = {
    "node-without-code": "code",
    "node-code-taken": "code",
    "node-without-text": "text_id",
    "node-elsewhere": "parent",
    "issue-without-title": "title_id",
    "issue-code-taken": "code",
    "issue-source-without-title": "source_title",
}
_SHOWN = 110


class NodeForm(PlainForm):
    """For a new goal, or `kept`."""

    kind = forms.ChoiceField(label=pgettext_lazy("goal", "Kind"), choices=Node.Kind.choices)
    code = forms.CharField(
        label=pgettext_lazy("plan", "Code"),
        max_length=40,
        help_text=_("As in the document, such as M2 or T1.3."),
    )
    parent = forms.ChoiceField(
        label=_("Stands below"),
        required=False,
        help_text=_("A mission below its vision, a goal below its mission."),
    )
    text_id = area(_("Words (Indonesian)"), required=True, rows=3)
    text_en = area(_("Words (English)"), rows=3)

    def __init__(self, *args: Any, edition: Edition, kept: Node | None = None, **options: Any) -> None:
        if kept:
            names = ("kind", "code", "text_id", "text_en", "version")
            options.setdefault(
                "initial", {name: getattr(kept, name) for name in names} | {"parent": kept.parent_id}
            )
        super().__init__(*args, **options)
        rows = edition.nodes.exclude(pk=kept.pk if kept else 0).order_by("position", "pk")
        self._nodes = {str(each.pk): each for each in rows}
        chosen = self.fields["parent"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "–"), *((key, short(each)) for key, each in self._nodes.items())]

    def sentence(self) -> Sentence:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Sentence(**{**given, "parent": self._nodes.get(given["parent"])})


class ServesForm(PlainForm):
    """One list of goals for each edition of the city; ticked is what this serves."""

    def __init__(
        self,
        *args: Any,
        lower: Node | Programme,
        editions: Iterable[Edition],
        served: Iterable[int],
        **options: Any,
    ) -> None:
        options.setdefault("initial", {"version": lower.version})
        super().__init__(*args, **options)
        self._nodes: dict[str, Node] = {}
        ticked = {str(key) for key in served}
        for edition in editions:
            nodes = [each for each in edition.nodes.all() if each != lower and each.pk != _parent(lower)]
            if not nodes:
                continue
            for each in nodes:
                each.edition = edition
                self._nodes[str(each.pk)] = each
            self.fields[f"serves_{edition.pk}"] = forms.MultipleChoiceField(
                label=f"{edition.title} {edition.period}",
                choices=[(str(each.pk), short(each)) for each in nodes],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(each.pk) for each in nodes if str(each.pk) in ticked],
            )

    def higher(self) -> list[Node]:
        keys = [key for name, some in self.cleaned_data.items() if name != "version" for key in some]
        return [self._nodes[key] for key in keys]


def _parent(lower: Node | Programme) -> int | None:
    return lower.parent_id if isinstance(lower, Node) else None


class IssueForm(PlainForm):
    code = forms.SlugField(
        label=pgettext_lazy("plan", "Code"), max_length=60, help_text=_("Small letters and dashes, such as air-baku. It never changes.")
    )  # fmt: skip
    title_id = forms.CharField(label=_("Title (Indonesian)"), max_length=200)
    title_en = forms.CharField(label=_("Title (English)"), max_length=200, required=False)
    text_id = area(_("Words (Indonesian)"), rows=3)
    text_en = area(_("Words (English)"), rows=3)
    source_title = forms.CharField(
        label=_("Source"),
        max_length=400,
        required=False,
        help_text=_("Where this is said: a document, a report."),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    source_dated = DayField(label=_("Day of the source"), required=False)

    def __init__(self, *args: Any, kept: Issue | None = None, **options: Any) -> None:
        if kept:
            names = ("title_id", "title_en", "text_id", "text_en", "version")
            initial: dict[str, Any] = {name: getattr(kept, name) for name in names}
            if kept.source:
                initial |= {
                    "source_title": kept.source.title,
                    "source_url": kept.source.url,
                    "source_dated": kept.source.dated_on,
                }
            options.setdefault("initial", initial)
        super().__init__(*args, **options)
        self._kept = kept
        if kept:
            del self.fields["code"]

    def wording(self) -> Wording:
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Wording(**{"code": self._kept.code if self._kept else "", **given})


class AnswersForm(PlainForm):
    """Programmes of one edition; ticked are those that answer the issue."""

    programmes = forms.MultipleChoiceField(
        label=_("Programmes that answer it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, issue: Issue, edition: Edition, **options: Any) -> None:
        self._programmes = {each.code: each for each in edition.programmes.by_code()}
        ticked = list(issue.programmes.filter(edition=edition).values_list("code", flat=True))
        options.setdefault("initial", {"version": issue.version, "programmes": ticked})
        super().__init__(*args, **options)
        chosen = self.fields["programmes"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(code, short(each)) for code, each in self._programmes.items()]

    def chosen(self) -> list[Programme]:
        return [self._programmes[code] for code in self.cleaned_data["programmes"]]


def _level(label: Any) -> forms.TypedChoiceField:
    choices = [("", "?"), *((str(each), str(each)) for each in range(MOST + 1))]
    return forms.TypedChoiceField(label=label, choices=choices, required=False, coerce=int, empty_value=None)


class ReadinessForm(PlainForm):
    """Of one dimension: for each element what is now, what is wanted, and why."""

    def __init__(self, *args: Any, edition: Edition, dimension: str, **options: Any) -> None:
        kept = {row.element: row for row in edition.readiness.all() if row.dimension == dimension}
        initial: dict[str, Any] = {"version": edition.version}
        for name, row in kept.items():
            initial |= {f"{name}_now": row.now, f"{name}_goal": row.goal, f"{name}_note": row.note}
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        self._dimension = dimension
        for name in ELEMENTS:
            self.fields[f"{name}_now"] = _level(_("Ready now"))
            self.fields[f"{name}_goal"] = _level(_("Wants to be"))
            self.fields[f"{name}_note"] = area(_("Note"), most=1000)

    def elements(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(Readiness.Element(name).label), [self[f"{name}_{part}"] for part in ("now", "goal", "note")])
            for name in ELEMENTS
        ]

    def judged(self) -> dict[tuple[str, str], Judged]:
        given = self.cleaned_data
        return {
            (self._dimension, name): Judged(
                Level(given[f"{name}_now"], given[f"{name}_goal"]), given[f"{name}_note"]
            )
            for name in ELEMENTS
        }


class SwotForm(PlainForm):
    """Of one dimension or of the whole: a line is an entry."""

    def __init__(self, *args: Any, edition: Edition, dimension: str, **options: Any) -> None:
        initial: dict[str, Any] = {"version": edition.version}
        kept: dict[str, list[str]] = {}
        for row in edition.swot.all():
            if row.dimension == dimension:
                kept.setdefault(row.quadrant, []).append(row.text)
        initial |= {quadrant: "\n".join(some) for quadrant, some in kept.items()}
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        most = (MOST_LINE + 2) * MOST_LINES
        for quadrant, label in QUADRANTS.items():
            self.fields[quadrant] = area(label, rows=4, most=most, help_text=_("One a line."))

    def lines(self) -> dict[str, list[str]]:
        return {quadrant: self.cleaned_data[quadrant].splitlines() for quadrant in Strength.Quadrant.values}


QUADRANTS = {
    "s": pgettext_lazy("swot", "Strengths"),
    "w": pgettext_lazy("swot", "Weaknesses"),
    "o": pgettext_lazy("swot", "Opportunities"),
    "t": pgettext_lazy("swot", "Threats"),
}


def dimension_choices() -> list[tuple[str, Any]]:
    return [("", _("The whole edition")), *Dimension.choices]


def short(thing: Node | Programme) -> str:
    words = str(thing)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
