"""A file that somebody sends with a form, taken for what its content says and not for what the browser calls it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.files.domain import kinds
from kotacerdas.files.domain.kinds import Kind

__all__ = ["ProofField", "checked"]


class ProofField(forms.FileField):
    """A file or photo that shows something."""

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[Any] | None":
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        return checked(upload) if upload else None


def checked(upload: "UploadedFile[Any]", *, allowed: Collection[Kind] = kinds.PROOF) -> "UploadedFile[Any]":
    """With the media type of its content. Raises `ValidationError` for what is not allowed, or pretends to be."""
    assert upload.file is not None  # the library made it from the request
    try:
        kind = kinds.check(
            upload.file,  # type: ignore[arg-type]  # opened for bytes, though the stubs do not say so
            name=upload.name or "",
            declared=upload.content_type or "",
            allowed=allowed,
        )
    except Refused as refused:
        raise forms.ValidationError(sentences(refused)) from None
    upload.content_type = kind.media_type
    return upload
