"""Files that somebody sends for a request, in one ordinary form."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence.forms.plain import Plain
from kotacerdas.files.domain import kinds

ALLOWED = (*kinds.EVIDENCE, kinds.ZIP)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several; each is taken for what its content says."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        some = data if isinstance(data, list | tuple) else [data]
        uploads = [super(ManyFilesField, self).clean(each, initial) for each in some]
        return [upload for upload in uploads if upload and self._is_good(upload)]

    def _is_good(self, upload: "UploadedFile[Any]") -> bool:
        try:
            kinds.check(
                upload.file,  # type: ignore[arg-type]  # opened for bytes, though the stubs do not say so
                name=upload.name or "",
                declared=upload.content_type or "",
                allowed=ALLOWED,
            )
        except Refused as refused:
            raise forms.ValidationError([f"{upload.name}: {words}" for words in sentences(refused)]) from None
        return True


class SendForm(Plain):
    berkas = ManyFilesField(label=_("Files"))
