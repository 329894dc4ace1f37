"""What a person types about priorities: criteria, comparisons in pairs, marks, relations, work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.indicators.forms.fields import NumberField
from kotacerdas.masterplan.actions.priorities import Cell, CriterionWords, ScaleWords
from kotacerdas.masterplan.domain import pairwise, saaty
from kotacerdas.masterplan.models import Criterion, Edition, Effort, Opinion, Programme, Relation, Scale

SPARE = 2
PREFIX = "kriteria"
FIELD_OF = {"scale-without-title": "title", "weights-not-positive": "method"}


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""


class ScaleForm(Versioned):
    """Its criteria are forms of their own, sent with it."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What it is for, such as “Programmes of 2026”.")
    )
    method = forms.ChoiceField(
        label=_("Where the weights come from"), choices=Scale.Method.choices, widget=forms.RadioSelect, initial="pairs"
    )  # fmt: skip

    def __init__(self, *args: Any, kept: Scale | None = None, **options: Any) -> None:
        if kept is not None:
            options.setdefault(
                "initial", {"title": kept.title, "method": kept.method, "version": kept.version}
            )
        super().__init__(*args, **options)

    def wanted(self, lines: Sequence["CriterionForm"]) -> ScaleWords:
        given = self.cleaned_data
        return ScaleWords(
            given["title"], given["method"], [words for line in lines if (words := line.wanted())]
        )


class CriterionForm(forms.Form):
    """One without a title is none."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label=_("Criterion"), required=False, max_length=200)
    note = forms.CharField(
        label=_("How it is judged"), required=False, max_length=500,
        help_text=_("What a mark of 0 and one of 100 mean."),
    )  # fmt: skip
    weight = NumberField(
        label=_("Weight"),
        required=False,
        help_text=_("Only where weights are given directly; its share counts."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""

    def wanted(self) -> CriterionWords | None:
        given = self.cleaned_data
        if not given.get("title"):
            return None
        return CriterionWords(given["title"], given["note"], given["weight"], given["code"])


def criterion_forms(typed: Any, kept: Sequence[Criterion]) -> list[CriterionForm]:
    """Those that are kept and some empty ones; of what was sent, as many as were sent."""
    rows: list[dict[str, Any]] = [
        {"code": each.code, "title": each.title, "note": each.note, "weight": written(each.weight)}
        for each in kept
    ]
    count = max(len(rows) + SPARE, 4)
    if typed is not None:
        sent = [key.split("-")[1] for key in typed if key.startswith(f"{PREFIX}-") and key.count("-") == 2]
        numbers = [int(at) for at in sent if at.isascii() and at.isdigit() and len(at) < 3]
        count = min(pairwise.MOST_CRITERIA + SPARE, max(numbers, default=-1) + 1)
    rows += [{}] * (count - len(rows))
    return [CriterionForm(typed, prefix=f"{PREFIX}-{at}", initial=rows[at]) for at in range(count)]


def written(value: Decimal | int | None) -> str:
    return "" if value is None else formats.number(Decimal(value).normalize() + 0)


@dataclass(frozen=True)
class PairLine:
    first: Criterion
    second: Criterion
    field: forms.BoundField
    is_worst: bool


class PairsForm(Versioned):
    """One choice of 17 steps for each pair."""

    keep_contradicting = forms.BooleanField(
        label=_("Keep them as they are"), required=False,
        help_text=_("They count only once who keeps the plans lets them count, with a reason that everybody reads."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], kept: Opinion | None = None, **options: Any
    ) -> None:
        self.criteria = {each.code: each for each in criteria}
        self.pairs = saaty.pairs_of(list(self.criteria))
        said = {(row[0], row[1]): row[2] for row in kept.pairs} if kept else {}
        steps = {f"p-{at}": said[pair] for at, pair in enumerate(self.pairs) if pair in said}
        options.setdefault("initial", {**steps, "version": kept.version if kept else 0})
        super().__init__(*args, **options)
        for at, (first, second) in enumerate(self.pairs):
            label = gettext("%(first)s against %(second)s") % {
                "first": self.criteria[first].title, "second": self.criteria[second].title,
            }  # fmt: skip
            choices = [(step, step) for step in saaty.STEPS]
            self.fields[f"p-{at}"] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect,
                error_messages={"required": gettext("Choose a step for this pair.")},
            )  # fmt: skip

    def kept_pairs(self) -> list[list[str]]:
        return saaty.as_kept((pair, self.cleaned_data[f"p-{at}"]) for at, pair in enumerate(self.pairs))

    def lines(self) -> Iterator[PairLine]:
        worst = self.contradiction[0] if self.contradiction else None
        for at, (first, second) in enumerate(self.pairs):
            yield PairLine(
                self.criteria[first], self.criteria[second], self[f"p-{at}"], (first, second) == worst
            )

    @property
    def contradiction(self) -> tuple[pairwise.Pair, str] | None:
        """The pair to look at again, and what the other comparisons lead to; None where all is well or not all is said."""
        steps = [str(self[f"p-{at}"].value() or "") for at in range(len(self.pairs))]
        if not all(step in saaty.STEPS for step in steps):
            return None
        said = saaty.read(saaty.as_kept(zip(self.pairs, steps, strict=True)))
        found = pairwise.weights(list(self.criteria), said)
        if found.is_consistent or found.worst is None:
            return None
        return found.worst, saaty.fitting(found, found.worst)


class OverruleForm(Versioned):
    reason = forms.CharField(
        label=_("Why they count all the same"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who reads the scale reads it. Empty: they cease to count."),
    )  # fmt: skip

    def __init__(self, *args: Any, kept: Opinion, **options: Any) -> None:
        options.setdefault("initial", {"reason": kept.overruled, "version": kept.version})
        super().__init__(*args, **options)


class _Sheet(Versioned):
    """Many figures at once: rows are programmes. An empty cell takes the figure away."""

    rows: Sequence[tuple[Programme, list[forms.BoundField]]]

    def _cells(
        self, programmes: Sequence[Programme], columns: Mapping[int, Any], kept: Mapping[Cell, Decimal]
    ) -> None:
        self._keys: dict[str, Cell] = {}
        for programme in programmes:
            for column, title in columns.items():
                name = f"n-{programme.pk}-{column}"
                self._keys[name] = (programme.pk, column)
                field = NumberField(required=False, label=f"{programme.title}: {title}")
                self.fields[name] = field
                self.initial[name] = written(kept.get((programme.pk, column)))
        self.rows = [
            (programme, [self[f"n-{programme.pk}-{column}"] for column in columns])
            for programme in programmes
        ]

    def cells(self) -> dict[Cell, Decimal | None]:
        return {cell: self.cleaned_data.get(name) for name, cell in self._keys.items()}

    def label_of(self, cell: Cell) -> str:
        return str(self.fields[f"n-{cell[0]}-{cell[1]}"].label)


class MarksForm(_Sheet):
    def __init__(
        self, *args: Any, scale: Scale, programmes: Sequence[Programme], criteria: Sequence[Criterion],
        kept: Mapping[Cell, Decimal], **options: Any,
    ) -> None:  # fmt: skip
        options.setdefault("initial", {"version": scale.version})
        super().__init__(*args, **options)
        self._cells(programmes, {each.pk: each.title for each in criteria}, kept)


class EffortsForm(_Sheet):
    def __init__(
        self,
        *args: Any,
        scale: Scale,
        programmes: Sequence[Programme],
        kept: Sequence[Effort],
        **options: Any,
    ) -> None:
        options.setdefault("initial", {"version": scale.version})
        super().__init__(*args, **options)
        figures = {(each.programme_id, each.year): each.months for each in kept}
        self._cells(programmes, {year: str(year) for year in scale.edition.years}, figures)


class RelationForm(forms.Form):
    programme = forms.ChoiceField(label=_("Programme"))
    kind = forms.ChoiceField(label=pgettext_lazy("relation", "How it stands"), choices=Relation.Kind.choices)
    other = forms.ChoiceField(label=_("Other programme"))

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.programmes = {each.code: each for each in edition.programmes.order_by("code")}
        choices = [("", "–"), *((code, f"{code} {each.title}") for code, each in self.programmes.items())]
        for name in ("programme", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("programme", "other"):
            if given.get(name):
                given[name] = self.programmes[given[name]]
        return given
