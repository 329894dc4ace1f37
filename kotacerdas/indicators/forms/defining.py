"""An indicator of the city with the blocks MS-Ind, and each of its variables with the blocks MS-Var."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.indicators import words
from kotacerdas.indicators.actions import Definition, VariableWords
from kotacerdas.indicators.domain import metadata
from kotacerdas.indicators.domain.figures import MOST_PLACES
from kotacerdas.indicators.domain.metadata import Block
from kotacerdas.indicators.forms.fields import LANGUAGES, NumberField, area
from kotacerdas.indicators.models import Indicator

MOST_VARIABLES = 12
_KINDS = [choice for choice in Indicator.Kind.choices if choice[0] != Indicator.Kind.OPINION]
"""An opinion needs words for its values, which come with the product."""
_PLAIN = (
    "group", "title_id", "title_en", "unit_id", "unit_en", "kind", "places", "least", "most", "direction", "schedule",
    "producer", "is_public",
)  # fmt: skip


class _WithBlocks(forms.Form):
    """A form with two fields for each block of words, and a choice for each block of yes and no."""

    blocks: Sequence[Block] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for block in self.blocks:
            self.fields.update(_fields(block))

    def block_fields(self) -> list[forms.BoundField]:
        return [self[name] for block in self.blocks for name in _fields(block)]

    def plain_fields(self) -> list[forms.BoundField]:
        blocks = {name for block in self.blocks for name in _fields(block)}
        return [field for field in self if field.name not in blocks]

    def is_filled(self) -> bool:
        """Whether a block holds anything, so that the page opens it."""
        return any(field.value() for field in self.block_fields())

    def metadata(self) -> dict[str, Any]:
        """Only what was typed."""
        found: dict[str, Any] = {}
        for block in self.blocks:
            given = {name: self.cleaned_data.get(name, "") for name in _fields(block)}
            if block.is_yes_no:
                value: Any = given[f"block_{block.key}"]
            else:
                value = {code: given[f"block_{block.key}_{code}"].strip() for code in metadata.LANGUAGES}
                value = {code: text for code, text in value.items() if text}
            if value:
                found[block.key] = value
        return found


def _fields(block: Block) -> dict[str, forms.Field]:
    title = words.BLOCKS[block.key]
    if block.is_yes_no:
        choices = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
        return {f"block_{block.key}": forms.ChoiceField(label=str(title), choices=choices, required=False)}
    return {
        f"block_{block.key}_{code}": area(
            _("%(title)s (%(language)s)") % {"title": title, "language": language}
        )
        for code, language in LANGUAGES.items()
    }


def initial_blocks(kept: Mapping[str, Any], blocks: Iterable[Block]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block in blocks:
        value = kept.get(block.key, "")
        if block.is_yes_no:
            found[f"block_{block.key}"] = value
        else:
            found |= {f"block_{block.key}_{code}": (value or {}).get(code, "") for code in metadata.LANGUAGES}
    return found


class DefinitionForm(_WithBlocks):
    blocks = metadata.MS_IND

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("Small letters, figures and hyphens. It stands in the address and never changes."),
    )
    group = forms.ChoiceField(label=pgettext_lazy("indicators", "Group"), choices=Indicator.Group.choices)
    title_id = forms.CharField(label=pgettext_lazy("indicator", "Title (Indonesian)"), max_length=200)
    title_en = forms.CharField(label=pgettext_lazy("indicator", "Title (English)"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of figure"), choices=_KINDS)
    places = forms.IntegerField(label=_("Decimals shown"), min_value=0, max_value=MOST_PLACES, initial=0)
    unit_id = forms.CharField(label=_("Unit (Indonesian)"), required=False, max_length=60)
    unit_en = forms.CharField(label=_("Unit (English)"), required=False, max_length=60)
    least = NumberField(label=_("Smallest value"), required=False)
    most = NumberField(label=_("Largest value"), required=False)
    direction = forms.ChoiceField(
        label=pgettext_lazy("indicator", "Direction"), choices=Indicator.Direction.choices
    )
    schedule = forms.ChoiceField(
        label=pgettext_lazy("indicator", "Schedule"), choices=Indicator.Schedule.choices
    )
    producer = forms.CharField(
        label=_("Producer of the data"),
        required=False,
        max_length=200,
        help_text=_("The organisation that produces the figures."),
    )
    codes = area(_("Codes in other lists"), help_text=_("One a line, such as “U4SSC EC:ICT:ICT:5C”."))
    is_public = forms.BooleanField(
        label=_("Open to the public"),
        required=False,
        initial=True,
        help_text=_("Otherwise only the offices of the city see it."),
    )

    def __init__(self, *args: Any, kept: Indicator | None = None, **options: Any) -> None:
        if kept is not None:
            options.setdefault("initial", _initial(kept))
        super().__init__(*args, **options)
        if kept is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        """A code that another page has for its address would never be found."""
        code = str(self.cleaned_data["code"]).lower()
        try:
            leads_here = (
                resolve(reverse("indicators:indicator", args=[code])).view_name == "indicators:indicator"
            )
        except Resolver404:
            leads_here = False
        if not leads_here:
            raise forms.ValidationError(
                gettext("“%(code)s” is the address of another page. Choose another code.") % {"code": code}
            )
        return code

    def wanted(self, variables: Sequence[VariableWords]) -> Definition:
        given = self.cleaned_data
        return Definition(
            **{name: given[name] for name in _PLAIN},
            codes=[line.strip() for line in given["codes"].splitlines() if line.strip()],
            metadata=self.metadata(),
            variables=variables,
        )


def _initial(kept: Indicator) -> dict[str, Any]:
    plain = {name: getattr(kept, name) for name in _PLAIN}
    for name in ("least", "most"):
        plain[name] = "" if plain[name] is None else formats.number(plain[name].normalize())
    return {
        **plain,
        "version": kept.version,
        "codes": "\n".join(kept.codes),
        **initial_blocks(kept.metadata, metadata.MS_IND),
    }


class VariableForm(_WithBlocks):
    """An empty one is no variable."""

    blocks = metadata.MS_VAR

    title_id = forms.CharField(
        label=pgettext_lazy("indicator", "Title (Indonesian)"), required=False, max_length=200
    )
    title_en = forms.CharField(
        label=pgettext_lazy("indicator", "Title (English)"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if any(given.values()):
            for name in ("title_id", "title_en"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, gettext("A variable needs its title in both languages."))
        return given

    def wanted(self) -> VariableWords | None:
        given = self.cleaned_data
        return (
            VariableWords(given["title_id"], given["title_en"], self.metadata())
            if given["title_id"]
            else None
        )


def variable_forms(data: Any, kept: Indicator | None) -> list[VariableForm]:
    """One for each variable and two empty ones. What was sent decides how many there are, for nothing typed is lost."""
    rows = list(kept.variables.all()) if kept else []
    initial = [
        {"title_id": row.title_id, "title_en": row.title_en, **initial_blocks(row.metadata, metadata.MS_VAR)}
        for row in rows
    ]
    count = len(rows) + 2
    if data is not None:
        count = max([count, *(at + 1 for at in range(MOST_VARIABLES) if f"variabel{at}-title_id" in data)])
    count = min(count, MOST_VARIABLES)
    return [
        VariableForm(data, prefix=f"variabel{at}", initial=initial[at] if at < len(initial) else {})
        for at in range(count)
    ]
