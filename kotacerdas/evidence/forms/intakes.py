"""What is said of a delivery of files, and the files themselves."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.formats import file_size
from kotacerdas.common.widgets import LongSelect
from kotacerdas.evidence.gate import limits
from kotacerdas.evidence.models import Confidentiality
from kotacerdas.evidence.models.documents import organisations_of
from kotacerdas.evidence.queries.intakes import agencies_for
from kotacerdas.people import access
from kotacerdas.people.models import City, Organisation
from kotacerdas.people.permissions import Permission


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, or of those in a folder."""

    def __init__(self, *, is_folder: bool = False, **options: Any) -> None:
        attrs = {"webkitdirectory": True} if is_folder else {}
        super().__init__(widget=ManyFiles(attrs=attrs), required=False, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class FilesForm(forms.Form):
    """More files for a delivery that is open."""

    berkas = ManyFilesField(label=_("Files"))
    folder = ManyFilesField(
        label=_("Or a whole folder"), help_text=_("With all folders in it."), is_folder=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["berkas"].help_text = gettext(
            "PDF, office documents, tables, pictures: up to %(document)s each. A ZIP: up to %(archive)s."
        ) % {"document": file_size(self.most_document), "archive": file_size(self.most_archive)}

    @property
    def most_document(self) -> int:
        return limits.document()

    @property
    def most_archive(self) -> int:
        return limits.archive()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.needs_files and not self.chosen:
            self.add_error("berkas", gettext("Choose at least one file."))
        return cleaned

    needs_files = True

    @property
    def chosen(self) -> "list[UploadedFile[Any]]":
        return [*self.cleaned_data.get("berkas", ()), *self.cleaned_data.get("folder", ())]


class IntakeForm(FilesForm):
    """The first files of a delivery, and what holds for all of them. Each document can be described later."""

    field_order = ("agency", "confidentiality", "has_personal_data", "berkas", "folder")
    agency = forms.ModelChoiceField(
        label=_("Owner agency"), queryset=Organisation.objects.none(), widget=LongSelect
    )
    confidentiality = forms.ChoiceField(
        label=_("Confidentiality"),
        choices=(
            (Confidentiality.PUBLIC, pgettext_lazy("evidence", "Public: all who take part in the programme")),
            (Confidentiality.INTERNAL, pgettext_lazy("evidence", "Internal: the offices of the city")),
            (
                Confidentiality.SECRET,
                pgettext_lazy("evidence", "Secret: the owner agency and those who check"),
            ),
        ),
        initial=Confidentiality.INTERNAL,
        widget=forms.RadioSelect,
    )
    has_personal_data = forms.BooleanField(
        label=_("They hold personal data"),
        required=False,
        help_text=_(
            "Such as NIK, addresses, attendance lists. Then they stay inside the offices of the city."
        ),
    )

    def __init__(self, *args: Any, user: Any, city: City, needs_files: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.needs_files = needs_files
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies_for(user, city)
        field.required = not access.may(user, Permission.MANAGE_EVIDENCE, city)
        own = [each for each in organisations_of(user) if field.queryset.filter(pk=each).exists()]
        field.empty_label = None if field.required and own else "–"
        field.initial = own[0] if own else None
        if field.required and not own:
            # Who works for no organisation brings for the city as a whole.
            del self.fields["agency"]

    def what(self) -> dict[str, Any]:
        """As `actions.open_intake` takes it."""
        cleaned = self.cleaned_data
        return {
            "agency": cleaned.get("agency"),
            "confidentiality": cleaned["confidentiality"],
            "has_personal_data": cleaned["has_personal_data"],
        }
