"""What a person may type about an edition: where it is copied from, its head, its parts, the file that is sent."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.common.widgets import LongSelect
from kotacerdas.instruments.actions.editions import OWN_SOURCE, Head, own_source
from kotacerdas.instruments.documents import MOST_BYTES
from kotacerdas.instruments.domain.drafting import CODE, MOST_CODE, MOST_EDITION, SLUG
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Confidence, Edition, Node, Period, Source, Words
from kotacerdas.instruments.queries import Owner
from kotacerdas.instruments.words import CONFIDENCE, DIMENSIONS, text

WEIGHT = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?")
LETTER = Words(id="Surat nomor", en="Letter number")
DAY = {"type": "date"}


def _line(label: Any, *, most: int = 500, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


def _text(label: Any, *, most: int = 2000, required: bool = False, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **more)


def _day(label: Any, *, required: bool = True, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **more)


class _EditionForm(forms.Form):
    def words(self, name: str) -> Words:
        return Words(id=self.cleaned_data[f"{name}_id"], en=self.cleaned_data[f"{name}_en"])

    def words_or_none(self, name: str) -> Words | None:
        written = self.words(name)
        return written if written.id or written.en else None


class _NamedForm(_EditionForm):
    """Title, for whom, since when."""

    def period(self) -> Period:
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("This day lies before the first one."))
        return cleaned


class OwnerField(forms.ChoiceField):
    """For whom an edition is written. Who writes for one only is not asked."""

    def offer(self, some: Sequence[Owner]) -> None:
        self.known = {each.key: each for each in some}
        self.choices = [
            (each.key, each.city.name if each.city else _("all cities of this installation")) for each in some
        ]
        self.initial = some[0].key
        # The key of all cities is empty, and must not look like a missing answer.
        self.required = "" not in self.known and len(some) > 1
        if len(some) == 1:
            self.widget = forms.HiddenInput()

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return (self.known.get(key) or next(iter(self.known.values()))).city


class CloneForm(_NamedForm):
    base = forms.ChoiceField(
        label=gettext_lazy("Copied from"),
        widget=LongSelect(attrs={"class": "form-select"}),
        help_text=gettext_lazy("Its questions, weights and rounding are where the new one begins."),
    )
    edition = forms.CharField(
        label=gettext_lazy("Name of the new edition"),
        max_length=MOST_EDITION,
        help_text=gettext_lazy(
            "Year and cohort in small letters, such as 2027-kota. It stands in addresses and never changes."
        ),
    )
    title_id = _line(gettext_lazy("Title in Indonesian"), most=200, required=True)
    title_en = _line(gettext_lazy("Title in English"), most=200)
    applies_to_id = _line(gettext_lazy("Applies to, in Indonesian"), most=300, required=True)
    applies_to_en = _line(gettext_lazy("Applies to, in English"), most=300)
    start = _day(gettext_lazy("In force from"))
    end = _day(gettext_lazy("In force until"), required=False)
    owner = OwnerField(
        label=gettext_lazy("Written for"),
        required=False,
        help_text=gettext_lazy("What is written for one city is seen and used by that city alone."),
    )

    def __init__(self, *args: Any, bases: Sequence[Edition], owners: Sequence[Owner], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.bases = {each.key: each for each in bases}
        _offer(self, "base", [(key, f"{key} · {text(each.title)}") for key, each in self.bases.items()])
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(owners)

    def clean_edition(self) -> str:
        name = str(self.cleaned_data["edition"])
        if not SLUG.fullmatch(name):
            raise forms.ValidationError(_("Small letters, digits and hyphens only, such as 2027-kota."))
        return name

    def deed(self) -> dict[str, Any]:
        """As `actions.begin` takes it; the copied edition is `base_edition`."""
        return {
            "edition": self.cleaned_data["edition"],
            "title": self.words("title"),
            "applies_to": self.words("applies_to"),
            "in_force": self.period(),
            "city": self.cleaned_data["owner"],
        }

    @property
    def base_edition(self) -> Edition:
        return self.bases[self.cleaned_data["base"]]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "An instrument.yaml as this page gives it away, or as it lies in the folder data/instruments."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )
    owner = OwnerField(label=gettext_lazy("Written for"), required=False)

    def __init__(self, *args: Any, owners: Sequence[Owner], **rest: Any) -> None:
        super().__init__(*args, **rest)
        owner = self.fields["owner"]
        assert isinstance(owner, OwnerField)
        owner.offer(owners)

    def content(self) -> bytes:
        """One byte more than allowed tells that there is more."""
        return bytes(self.cleaned_data["file"].read(MOST_BYTES + 1))


class HeadForm(_NamedForm):
    """What stands above the tree; `seen` is the mark of what the form was made from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    title_id = _line(gettext_lazy("Title in Indonesian"), most=200, required=True)
    title_en = _line(gettext_lazy("Title in English"), most=200)
    applies_to_id = _line(gettext_lazy("Applies to, in Indonesian"), most=300, required=True)
    applies_to_en = _line(gettext_lazy("Applies to, in English"), most=300)
    start = _day(gettext_lazy("In force from"))
    end = _day(gettext_lazy("In force until"), required=False)
    legal_basis_id = _text(gettext_lazy("Legal basis, in Indonesian"), required=True)
    legal_basis_en = _text(gettext_lazy("Legal basis, in English"))
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure"),
        choices=[(each.value, CONFIDENCE[each]) for each in reversed(Confidence)],
        help_text=gettext_lazy(
            "Confirmed or derived only with an official source: its title, and its address or the number of the letter."
        ),
    )
    confidence_note_id = _text(gettext_lazy("Why so sure, in Indonesian"), required=True)
    confidence_note_en = _text(gettext_lazy("Why so sure, in English"))
    source_title = _line(gettext_lazy("Title of the official source"), most=300)
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    source_letter = _line(gettext_lazy("Number of the letter"), most=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        place = cleaned.get("source_url") or cleaned.get("source_letter")
        if place and not cleaned.get("source_title"):
            self.add_error("source_title", _("Say what the source is called."))
        sure = cleaned.get("confidence") != Confidence.UNCONFIRMED
        if sure and not (place and cleaned.get("source_title")):
            self.add_error(
                "confidence",
                _("Without a source with its address or letter number it stays “not confirmed”."),
            )
        return cleaned

    def head(self) -> Head:
        return Head(
            title=self.words("title"),
            applies_to=self.words("applies_to"),
            in_force=self.period(),
            legal_basis=self.words("legal_basis"),
            confidence=Confidence(self.cleaned_data["confidence"]),
            confidence_note=self.words("confidence_note"),
            source=self._source(),
        )

    def _source(self) -> Source | None:
        title, letter = self.cleaned_data["source_title"], self.cleaned_data["source_letter"]
        if not title:
            return None
        note = Words(id=f"{LETTER.id} {letter}", en=f"{LETTER.en} {letter}") if letter else None
        return Source(OWN_SOURCE, title, url=self.cleaned_data["source_url"], note=note)


class NodeForm(_EditionForm):
    """One question or part; `seen` is the mark of what the form was made from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    title_id = _text(gettext_lazy("What is asked, in Indonesian"), most=500, required=True)
    title_en = _text(gettext_lazy("What is asked, in English"), most=500)
    weight = forms.CharField(
        label=gettext_lazy("Weight in percent"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("Its share of the whole index. Together the parts weigh 100."),
    )
    number = _line(
        pgettext_lazy("question", "Official number"),
        most=20,
        help_text=gettext_lazy("As the official form counts it; leave it empty where it is not known."),
    )
    dimension = forms.ChoiceField(label=pgettext_lazy("smart city", "Dimension"), required=False)
    section_id = _line(gettext_lazy("Stands under, in Indonesian"), most=300)
    section_en = _line(gettext_lazy("Stands under, in English"), most=300)
    note_id = _text(gettext_lazy("Note in Indonesian"))
    note_en = _text(gettext_lazy("Note in English"))

    def __init__(self, *args: Any, weighs: bool, is_leaf: bool = True, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _offer(self, "dimension", [("", _("none")), *DIMENSIONS.items()])
        if not weighs:
            del self.fields["weight"]
        else:
            self.fields["weight"].required = True
        if not is_leaf:
            self.fields["title_id"].label = _("Title in Indonesian")
            self.fields["title_en"].label = _("Title in English")

    def clean_weight(self) -> Decimal | None:
        typed = str(self.cleaned_data["weight"]).strip().removesuffix("%").strip()
        if not WEIGHT.fullmatch(typed):
            raise forms.ValidationError(_("Write a number such as 12 or 12.5."))
        return Decimal(typed.replace(",", "."))

    def typed(self, before: Node | None = None) -> Typed:
        """A weight that is not asked for stays as it was."""
        kept = before.weight if before else None
        return Typed(
            title=self.words("title"),
            weight=self.cleaned_data.get("weight", kept),
            number=self.cleaned_data["number"] or None,
            dimension=self.cleaned_data["dimension"] or None,
            section=self.words_or_none("section"),
            note=self.words_or_none("note"),
        )


class NewNodeForm(NodeForm):
    code = forms.CharField(
        label=pgettext_lazy("question", "Code"),
        max_length=MOST_CODE,
        help_text=gettext_lazy(
            "A question that was asked before keeps its code; a new one gets a new code, which never changes."
        ),
    )
    field_order = ("code",)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        del self.fields["seen"]  # nobody can have changed what is not there yet

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Letters, digits, hyphens and underscores only."))
        return code


class PublishForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    understood = forms.BooleanField(
        label=gettext_lazy("I know that a published edition is never changed; a correction is a new one.")
    )


def head_initial(edition: Edition) -> dict[str, Any]:
    source = own_source(edition)
    letter = (source.note.id if source and source.note else "").removeprefix(LETTER.id).strip()
    return {
        **_both("title", edition.title),
        **_both("applies_to", edition.applies_to),
        "start": edition.in_force.start,
        "end": edition.in_force.end,
        **_both("legal_basis", edition.legal_basis),
        "confidence": edition.confidence.value,
        **_both("confidence_note", edition.confidence_note),
        "source_title": source.title if source else "",
        "source_url": source.url if source else "",
        "source_letter": letter,
    }


def node_initial(node: Node) -> dict[str, Any]:
    return {
        **_both("title", node.title),
        "weight": "" if node.weight is None else formats.number(node.weight),
        "number": node.number or "",
        "dimension": node.dimension or "",
        **_both("section", node.section),
        **_both("note", node.note),
    }


def _both(name: str, words: Words | None) -> dict[str, str]:
    return {f"{name}_id": words.id if words else "", f"{name}_en": words.en if words else ""}


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
