"""Forms of letters: the filter of the list, the fields of a template, the draft."""

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain import formats
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.letters import planning, queries
from kotacerdas.letters.domain import addressing, markup
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.domain.placeholders import Field
from kotacerdas.letters.domain.placeholders import Kind as FieldKind
from kotacerdas.letters.models import Book, Letter, Letterhead, Signatory, Template
from kotacerdas.letters.planning import Content

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

MOST_YEAR = 9999


class LetterFilter(forms.Form):
    """What is asked of the list; an unknown value in the address counts as not given."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    keadaan = forms.ChoiceField(label=_("State"), required=False)
    buku = forms.ChoiceField(label=_("Book"), required=False)
    tahun = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, user: "Someone", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("subject, number, addressee")
        _choose(self, "keadaan", Letter.Stage.choices)
        _choose(self, "buku", [(str(key), name) for key, name in queries.books(user)])
        _choose(self, "tahun", [(str(year), str(year)) for year in queries.years(user)])

    def asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, "") or "")

    def wanted(self) -> dict[str, Any]:
        """The arguments of `queries.letters`."""
        return {
            "words": self.asked("q"),
            "state": self.asked("keadaan"),
            "book": int(self.asked("buku") or 0) or None,
            "year": int(self.asked("tahun") or 0) or None,
        }


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("All")), *choices]


class AnswersForm(forms.Form):
    """The fields of a template, and the language of the letter."""

    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=settings.LANGUAGES, widget=forms.RadioSelect, initial="id"
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = template.asked()
        for field in self.asked:
            self.fields[f"isi_{field.key}"] = _control(field)

    def answers(self) -> dict[str, str]:
        """As they stand in the letter, in its language; a line break in a short answer becomes a blank."""
        language = self.cleaned_data["language"]
        return {
            field.key: _written(self.cleaned_data.get(f"isi_{field.key}"), field, language)
            for field in self.asked
        }


def _control(field: Field) -> forms.Field:
    label = field.label_en if (get_language() or "").startswith("en") else field.label_id
    shared: dict[str, Any] = {"label": label, "required": field.required}
    match field.kind:
        case FieldKind.DAY:
            return forms.DateField(
                **shared, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )
        case FieldKind.TIME:
            return forms.TimeField(**shared, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        case FieldKind.LONG:
            return forms.CharField(**shared, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
        case FieldKind.TEXT:
            return forms.CharField(**shared, max_length=300)


def _written(value: Any, field: Field, language: str) -> str:
    if isinstance(value, date):
        return f"{formats.weekday(value, language=language)}, {formats.day(value, language=language)}"
    if isinstance(value, time):
        return f"{value:%H.%M}" if language == "id" else f"{value:%H:%M}"
    text = markup.clean(str(value or ""))
    return text.strip() if field.kind == FieldKind.LONG else " ".join(text.split())


class LetterForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs make it generic, Django does not
    """A draft with its addressees, and the version it was made from."""

    to = forms.CharField(
        label=_("Addressees"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: name; place; e-mail. Place and e-mail may be left out. "
            "Whoever has an account with that e-mail gets a notice."
        ),
    )
    copies = forms.CharField(
        label=_("Copies (tembusan)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, like the addressees."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Letter
        fields = (
            "subject",
            "to",
            "body",
            "copies",
            "signatory",
            "capacity",
            "on_behalf_of",
            "book",
            "classification",
            "letterhead",
            "kind",
            "language",
            "nature",
            "is_confidential",
            "shows_subject",
        )
        widgets: ClassVar = {"body": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args: Any, city: "City", user: "Someone", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        if "to" not in self.initial and not self.is_bound:
            self.initial["to"], self.initial["copies"] = planning.addressed(self.instance)
        desk: dict[str, Any] = {"book": Book, "letterhead": Letterhead, "signatory": Signatory}
        for name, model in desk.items():
            field: Any = self.fields[name]
            chosen = getattr(self.instance, f"{name}_id")
            field.queryset = model.objects.visible_to(user).filter(
                Q(is_closed=False) | Q(pk=chosen), city=city
            )
            field.empty_label = None

    def clean_to(self) -> list[Addressee]:
        return _addressees(self.cleaned_data["to"])

    def clean_copies(self) -> list[Addressee]:
        return _addressees(self.cleaned_data["copies"])

    def clean_body(self) -> str:
        return markup.clean(self.cleaned_data["body"])

    def clean_classification(self) -> str:
        from kotacerdas.letters.domain.numbering import is_plain

        code = str(self.cleaned_data["classification"]).strip()
        if not is_plain(code):
            raise forms.ValidationError(_("Use letters, figures and / . , - _ ( ) only."))
        return code

    def content(self) -> Content:
        """What the form says, for the preview and for the deed."""
        data = self.cleaned_data
        return Content(
            **{name: data[name] for name in planning.FIELDS},
            to=data["to"],
            copies=data["copies"],
            attachments=self.instance.attachments.count(),
            is_sample=self.instance.is_sample,
        )

    def switches(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] for name in ("is_confidential", "shows_subject")}

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them: what everybody writes, then what has usual values."""
        first = ("subject", "to", "body", "copies", "signatory")
        rest = [name for name in self.Meta.fields if name not in first]
        return [
            (None, [self[name] for name in first]),
            (_("Number, paper, capacity"), [self[name] for name in rest]),
        ]


def _addressees(text: str) -> list[Addressee]:
    try:
        return addressing.parse(markup.clean(text))
    except Refused as refused:
        raise forms.ValidationError(sentences(refused)) from None
