"""A name for content, at the object that it belongs to."""

from typing import Any, BinaryIO, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import subjects
from kotacerdas.files import blobs
from kotacerdas.files.domain import names
from kotacerdas.files.domain.codes import LENGTH, new_code


class FileQuerySet(models.QuerySet["File"]):
    def visible_to(self, user: Any) -> Self:
        """The files of one's own hand. For those of an object ask `queries.files_of`: its guard decides on each."""
        return self.filter(by=user.pk) if getattr(user, "is_authenticated", False) else self.none()

    def about(self, thing: models.Model) -> Self:
        at = subjects.reference(thing)
        return self.filter(subject_kind=at.kind, subject_key=at.key)


class File(subjects.About):
    """The bytes lie in `blobs` under `sha256`, once, however many rows name them. A row is never changed."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=names.LONGEST)
    media_type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("city")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("at"))

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = (models.Index(fields=["subject_kind", "subject_key"], name="files_subject"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.code, self.name])

    def open(self) -> BinaryIO:
        """Checked against the hash; raises `blobs.Missing` or `blobs.Damaged`."""
        return blobs.store().open(self.sha256)
