"""A file that is still on its way: how much of it has come, so that a weak line goes on where it broke off."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.evidence.domain.deliveries import percent
from kotacerdas.evidence.models.intakes import LONGEST_PATH, Intake, Item
from kotacerdas.files.domain.codes import LENGTH, new_code

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: "Someone") -> Self:
        """Only who opened a delivery sends files into it."""
        return self.filter(intake__in=Intake.objects.visible_to(user), intake__by=user.pk)

    def unfinished(self) -> Self:
        return self.filter(item=None)


class Upload(models.Model):
    """`offset` bytes lie safely on the disk; `item` is the file of the delivery once all have come.

    `fingerprint` tells the same file of the same sender's disk, so that it is begun once and goes on later.
    """

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    intake = models.ForeignKey(Intake, models.CASCADE, related_name="uploads", verbose_name=_("delivery"))
    path = models.CharField(_("path"), max_length=LONGEST_PATH)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    offset = models.PositiveBigIntegerField(_("bytes that have come"), default=0)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file of the delivery")
    )
    touched_at = models.DateTimeField(_("last piece at"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("intake", "pk")
        verbose_name = _("file on its way")
        verbose_name_plural = _("files on their way")
        constraints = (
            models.UniqueConstraint(
                "intake", "fingerprint", condition=~Q(fingerprint=""), name="evidence_upload_begun_once"
            ),
            models.CheckConstraint(
                condition=Q(offset__lte=F("size")), name="evidence_upload_within_its_size"
            ),
        )
        indexes = (models.Index(fields=["touched_at"], name="evidence_uploads_by_age"),)

    def __str__(self) -> str:
        return self.path

    @property
    def percent(self) -> int:
        return percent(self.offset, self.size)

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size
