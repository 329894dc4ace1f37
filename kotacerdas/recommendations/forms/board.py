"""What the list is narrowed to; it stands in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.widgets import LongSelect
from kotacerdas.recommendations.queries import board
from kotacerdas.recommendations.words import CLAIMS, PROOFS, TAGS, VERDICTS


class ListFilter(forms.Form):
    cari = forms.CharField(
        label=_("Words or number"), required=False, max_length=80, widget=forms.SearchInput
    )
    status = forms.ChoiceField(label=pgettext_lazy("recommendation", "State"), required=False)
    tahun = forms.ChoiceField(label=_("Carried into year"), required=False)
    opd = forms.ChoiceField(label=_("Organisation"), required=False, widget=LongSelect)
    tema = forms.ChoiceField(label=_("Subject"), required=False)

    def __init__(self, *args: Any, listed: board.Board, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        everything = ("", gettext("all"))
        self._choose("status", [everything, *_whole(), *_of_three()])
        self._choose("tahun", [everything, *((str(year), str(year)) for year in listed.years)])
        nobody = (str(board.NOBODY), gettext("given to nobody yet"))
        self._choose("opd", [everything, nobody, *((str(each.pk), str(each)) for each in listed.owners)])
        self._choose("tema", [everything, *((tag.value, words) for tag, words in TAGS.items())])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wanted(self) -> board.Wanted:
        """What cannot be in an address narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return board.Wanted(
            year=int(given["tahun"]) if given.get("tahun") else None,
            owner=int(given["opd"]) if given.get("opd") else None,
            tag=given.get("tema", ""),
            state=given.get("status", ""),
            words=given.get("cari", "").strip(),
        )

    def told(self) -> list[str]:
        """What the list is narrowed to, in words: "Carried into year: 2023"."""
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return [f"{self[name].label}: {self._choice(name, value)}" for name, value in given.items() if value]

    def _choice(self, name: str, value: str) -> str:
        choices: Any = getattr(self.fields[name], "choices", [])
        flat = [
            pair for key, words in choices for pair in (words if isinstance(words, list) else [(key, words)])
        ]
        return str(dict(flat).get(value, value))


def _whole() -> list[tuple[str, str]]:
    words = {
        "proven": gettext("done and proven"),
        "to_judge": gettext("done, proof to be judged"),
        "unproven": gettext("without proof"),
        "late": gettext("late"),
        "open": pgettext("recommendation", "open"),
        "closed": pgettext("recommendation", "closed"),
    }
    return [(state, words[state]) for state in board.STATES]


def _of_three() -> list[Any]:
    """The three states, each in a group of its own."""
    return [
        (gettext("Claim"), [(f"claim-{each}", words) for each, words in CLAIMS.items()]),
        (gettext("Proof"), [(f"proof-{each}", words) for each, words in PROOFS.items()]),
        (gettext("Verdict"), [(f"verdict-{each}", words) for each, words in VERDICTS.items()]),
    ]
