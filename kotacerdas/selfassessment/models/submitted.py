"""What a city has submitted: frozen bytes under their hash, and the receipts that came back."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.selfassessment.models.answers import Assessment

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(assessment__in=Assessment.objects.visible_to(user))


class Snapshot(models.Model):
    """All answers and the hashes of their proof at one moment, signed for by one person. Never written again."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="snapshots", verbose_name=_("self-assessment")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    at = models.DateTimeField(_("submitted at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    signed_by = models.CharField(_("signed by"), max_length=200)
    signed_as = models.CharField(_("in the office of"), max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", verbose_name=_("file"))
    answers = models.PositiveSmallIntegerField(_("answers"))
    proofs = models.PositiveIntegerField(_("proofs"))
    gaps = models.CharField(_("why it was submitted with gaps"), max_length=500, blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "number")
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = (
            models.UniqueConstraint("assessment", "number", name="selfassessment_snapshot_number_once"),
            # No pattern: SQLite knows them only through Django, so that nothing else could check the file.
            models.CheckConstraint(condition=~Q(sha256=""), name="selfassessment_snapshot_has_a_hash"),
        )

    def __str__(self) -> str:
        return f"{self.assessment} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:snapshot", args=[self.assessment.round.code, self.number])


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(snapshot__in=Snapshot.objects.visible_to(user))


class Receipt(models.Model):
    """What the ministry's portal gave back for a submission that was typed in there."""

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="receipts", verbose_name=_("submission")
    )
    number = models.CharField(_("number of the receipt"), max_length=120)
    received_at = models.DateTimeField(_("received at"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    file = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("received_at", "pk")
        verbose_name = _("receipt of a submission")
        verbose_name_plural = _("receipts of submissions")

    def __str__(self) -> str:
        return self.number
