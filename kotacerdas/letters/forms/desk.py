"""Forms of books, letterheads, signatories and templates."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import Refused, sentence, sentences
from kotacerdas.files.domain import kinds
from kotacerdas.letters.actions import check_template
from kotacerdas.letters.domain import markup, numbering
from kotacerdas.letters.forms.issued import ScanField
from kotacerdas.letters.models import Book, Letterhead, Signatory, Template
from kotacerdas.people.models import Organisation
from kotacerdas.people.queries import roles_held

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs make it generic, Django does not
    """What all of them share: the version they were made from, and `changes` for the deed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: "Someone", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        if not self.instance.pk:
            self.fields.pop("is_closed", None)

    def changes(self) -> dict[str, Any]:
        names = [name for name in self._meta.fields or () if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}


class BookForm(DeskForm):
    class Meta:
        model = Book
        fields = ("name", "pattern", "classification", "unit", "is_closed")

    start = forms.IntegerField(
        label=_("Last number given this year"),
        required=False,
        min_value=0,
        max_value=999_999,
        help_text=_("Only if the book begins where a paper book ended; else leave it empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["start"]

    def clean_pattern(self) -> str:
        text = str(self.cleaned_data["pattern"]).strip()
        try:
            numbering.parse(text)
        except Refused as refused:
            raise forms.ValidationError(sentences(refused)) from None
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("classification", "unit"):
            if not numbering.is_plain(str(data.get(name, ""))):
                self.add_error(name, _("Use letters, figures and / . , - _ ( ) only."))
        if "{unit}" in str(data.get("pattern", "")) and not data.get("unit"):
            self.add_error("unit", _("The pattern has {unit}, so the book needs a unit."))
        return data


class LetterheadForm(DeskForm):
    mark = ScanField(
        allowed=kinds.PICTURES,
        label=_("Mark of the city"),
        required=False,
        help_text=_("PNG or JPEG, at most 500 KB. Only one that the city may use."),
    )

    class Meta:
        model = Letterhead
        fields = ("name", "lines", "address", "contact", "place", "logo_alt", "is_closed")
        widgets: ClassVar = {"lines": forms.Textarea(attrs={"rows": 3})}


class SignatoryForm(DeskForm):
    class Meta:
        model = Signatory
        fields = ("title", "name", "rank", "nip", "organisation", "user", "is_closed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        city = self.instance.city
        people = roles_held(seen_by=self.user).filter(city=city).values("user")
        own = Organisation.objects.visible_to(self.user).filter(city=city).order_by("name")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]  # a field of ours, declared above
        users = self.fields["user"].queryset  # type: ignore[attr-defined]  # a field of ours, declared above
        self.fields["user"].queryset = users.filter(pk__in=people)  # type: ignore[attr-defined]  # a field of ours, declared above


class TemplateForm(DeskForm):
    """Both languages; faults of the text are told beside it with their lines."""

    class Meta:
        model = Template
        fields = (
            "kind",
            "name_id",
            "name_en",
            "classification",
            "fields",
            "subject_id",
            "body_id",
            "subject_en",
            "body_en",
            "is_closed",
        )
        widgets: ClassVar = {
            "fields": forms.Textarea(attrs={"rows": 5}),
            "body_id": forms.Textarea(attrs={"rows": 14}),
            "body_en": forms.Textarea(attrs={"rows": 14}),
        }
        help_texts: ClassVar = {
            "fields": _(
                "One a line: name | label | label in English | kind. Kinds: teks, panjang, tanggal, jam. "
                "A question mark behind the name makes it optional: tempat? | Tempat | Place | teks."
            ),
            "body_id": _("Put the name of a field between {{ and }} where its answer goes."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("fields", "body_id", "body_en"):
            data[name] = markup.clean(str(data.get(name, "")))
        wanted = {name: str(data.get(name, "")) for name in self._meta.fields or ()}
        for name, faults in check_template(wanted).items():
            self.add_error(name, [sentence(fault) for fault in faults])
        return data
