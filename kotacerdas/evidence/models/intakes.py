"""One delivery of files, and what became of each of them."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evidence.models.documents import Confidentiality, Document
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.imports import kept
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

LONGEST_PATH = 400


class IntakeQuerySet(models.QuerySet["Intake"]):
    def visible_to(self, user: "Someone") -> Self:
        """One's own, and those of the whole city for the programme office."""
        if not user.is_authenticated:
            return self.none()
        managed = access.reach(user, Permission.MANAGE_EVIDENCE).rows("city")
        own = access.reach(user, Permission.ADD_EVIDENCE).rows("city") & Q(by=user.pk)
        return self.filter(managed | own)

    def left_since(self, moment: datetime) -> Self:
        """Open ones to which neither a file nor a piece of one has come since."""
        still = self.filter(state=Intake.State.OPEN, touched_at__lt=moment)
        return still.exclude(uploads__touched_at__gte=moment)


class Intake(models.Model):
    """Files that somebody handed over together. What is said of all of them stands here, and goes to each document."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("evidence intake", "files are being sent")
        WORKING = "working", pgettext_lazy("evidence intake", "being taken in")
        DONE = "done", pgettext_lazy("evidence intake", "finished")
        CANCELLED = "cancelled", pgettext_lazy("evidence intake", "stopped")
        GIVEN_UP = "given_up", pgettext_lazy("evidence intake", "given up")

    class Way(models.TextChoices):
        BROWSER = "browser", pgettext_lazy("evidence intake", "in the browser")
        COMMAND = "command", pgettext_lazy("evidence intake", "by command")
        LINK = "link", pgettext_lazy("evidence intake", "by a link without an account")
        SYSTEM = "system", pgettext_lazy("evidence intake", "made by the system")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    agency = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner agency"),
    )
    way = models.CharField(_("how it came"), max_length=7, choices=Way, default=Way.BROWSER)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=8, choices=Confidentiality, default=Confidentiality.INTERNAL
    )
    has_personal_data = models.BooleanField(_("holds personal data"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("at"))
    touched_at = models.DateTimeField(_("last file at"), default=timezone.now)
    request = models.ForeignKey(
        "evidence.EvidenceRequest",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="intakes",
        verbose_name=_("answers the request"),
    )
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("delivery of evidence")
        verbose_name_plural = _("deliveries of evidence")
        indexes = (models.Index(fields=["city", "-at"], name="evidence_intakes_of_a_city"),)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("evidence:intake", args=[self.code])

    @property
    def is_sample(self) -> bool:
        """What answers a sample is one."""
        return self.request is not None and self.request.is_sample

    @property
    def is_working(self) -> bool:
        return self.state == self.State.WORKING and self.job is not None and self.job.is_open


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(intake__in=Intake.objects.visible_to(user))

    def waiting(self) -> Self:
        return self.filter(state=Item.State.WAITING)


class Item(models.Model):
    """One file of a delivery, or one that lay in an archive of it (`inside`).

    While it waits, its bytes lie on the disk under `sha256`, and this row alone names them (`guarding`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("evidence item", "waits")
        ADDED = "added", pgettext_lazy("evidence item", "added")
        KNOWN = "known", pgettext_lazy("evidence item", "already here")
        UNPACKED = "unpacked", pgettext_lazy("evidence item", "unpacked")
        REFUSED = "refused", pgettext_lazy("evidence item", "refused")
        LEFT_OUT = "left_out", pgettext_lazy("evidence item", "left out")
        CANCELLED = "cancelled", pgettext_lazy("evidence item", "stopped before")

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="items", verbose_name=_("delivery"))
    inside = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("in the archive")
    )
    path = models.CharField(_("path"), max_length=LONGEST_PATH)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    faults = models.JSONField(_("why"), default=list, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries that came to no end"), default=0)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("intake", "pk")
        verbose_name = _("file of a delivery")
        verbose_name_plural = _("files of a delivery")
        indexes = (models.Index(fields=["intake", "state"], name="evidence_items_by_state"),)

    def __str__(self) -> str:
        return self.path

    @property
    def why(self) -> list[Fault]:
        return kept.faults(self.faults)
