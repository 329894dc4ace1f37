"""What may be typed to cite, to check a citation as a second person, and to use it elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.domain.marking import Offered
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.forms.documents import ReasonForm
from kotacerdas.evidence.targets import Scope, Target

MOST_TARGETS = 300


def name_of(target: Target) -> str:
    return f"{target.kind}:{target.key}"


def split(name: str) -> tuple[str, str]:
    kind, _colon, key = name.partition(":")
    return kind, key


class CiteForm(forms.Form):
    """Words, targets, claim. The words come as a span or, without scripts, as one of the sentences of the page."""

    kalimat = forms.ChoiceField(label=_("The words that prove it"), widget=forms.RadioSelect, required=False)
    dari = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    sampai = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    lingkup = forms.ChoiceField(label=_("Out of"), required=False)
    cari = forms.CharField(
        label=_("Words or code of the question"), required=False, max_length=80, widget=forms.SearchInput
    )
    sasaran = forms.MultipleChoiceField(
        label=_("What it proves"), widget=forms.CheckboxSelectMultiple, required=False
    )
    klaim = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What follows from the quote, such as: the council met twice in 2025."),
    )

    def __init__(
        self, *args: Any, text: str, offered: Offered, scopes: Iterable[Scope], **options: Any
    ) -> None:
        super().__init__(*args, **options | {"auto_id": "kutip-%s"})
        self.label_suffix = ""
        self.offered = offered
        words = [(f"{each.start}-{each.end}", " ".join(each.of(text).split())) for each in offered.sentences]
        self._choices("kalimat", words)
        self._choices("lingkup", [(scope.key, scope.title) for scope in scopes])

    def offer(self, found: Iterable[Target]) -> None:
        """The targets to choose from, those that are chosen already first."""
        shown = [(name_of(each), format_html("<b>{}</b> {}", each.code, each.title)) for each in found]
        self._choices("sasaran", shown[:MOST_TARGETS])

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def span(self) -> Span | None:
        """The marked words, else the chosen sentence."""
        start, end = self.cleaned_data.get("dari"), self.cleaned_data.get("sampai")
        if start is not None and end is not None and start < end:
            return Span(start, end)
        first, dash, last = (self.cleaned_data.get("kalimat") or "").partition("-")
        return Span(int(first), int(last)) if dash else None


class RejectForm(ReasonForm):
    """A rejection teaches only if it says why."""


class WithdrawForm(ReasonForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["alasan"].required = False


class UseForm(forms.Form):
    """Another question or instrument that the same quote proves."""

    sasaran = forms.CharField(
        label=_("Code of the question"),
        max_length=200,
        help_text=_("As it stands in the form, such as A2, or words of it."),
    )
    lingkup = forms.ChoiceField(label=_("Out of"))

    def __init__(self, *args: Any, scopes: Iterable[Scope], **options: Any) -> None:
        super().__init__(*args, **options | {"auto_id": "pakai-%s"})
        self.label_suffix = ""
        field = self.fields["lingkup"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(scope.key, scope.title) for scope in scopes]

    def many(self, found: Sequence[Target]) -> None:
        """More than one fits: say which there are."""
        named = ", ".join(f"{each.code} {each.title}"[:60] for each in found[:5])
        self.add_error("sasaran", gettext("Several fit: %(some)s. Type the code.") % {"some": named})
