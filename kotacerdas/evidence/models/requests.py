"""A request for evidence: "we need: SK Dewan Smart City", for one question or many, with a link that takes files
without an account."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evidence.models.documents import organisations_of
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class EvidenceRequestQuerySet(models.QuerySet["EvidenceRequest"]):
    def visible_to(self, user: "Someone") -> Self:
        """The asking office and leaders see all of their city, an officer those to the own organisation."""
        if not user.is_authenticated:
            return self.none()
        managed = access.reach(user, Permission.MANAGE_EVIDENCE).rows("city")
        managed |= access.reach(user, Permission.SEE_ALL_TASKS).rows("city")
        asked = access.reach(user, Permission.ADD_EVIDENCE).rows("city") & Q(
            agency__in=organisations_of(user)
        )
        return self.filter(managed | asked)

    def manageable_by(self, user: "Someone") -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(access.reach(user, Permission.MANAGE_EVIDENCE).rows("city"))

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_names(self) -> Self:
        return self.select_related("city", "agency", "task", "by", "closed_by")


class EvidenceRequest(models.Model):
    """What is wanted of whom until when. Its task carries day, reminders and the way back and forth.

    `link_digest` is the SHA-256 of the secret in the link, which itself stands nowhere; the link ends with `link_until`,
    with the request, or when somebody takes it back. `links_made` counts them, so that each has another secret.
    """

    class Outcome(models.TextChoices):
        OPEN = "", pgettext_lazy("request for evidence", "open")
        ENOUGH = "enough", pgettext_lazy("request for evidence", "enough has come")
        DROPPED = "dropped", pgettext_lazy("request for evidence", "no longer needed")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    agency = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="+", verbose_name=_("asked agency")
    )
    what = models.CharField(_("what is needed"), max_length=300)
    note = models.TextField(_("more about it"), max_length=2000, blank=True)
    due_on = models.DateField(_("due on"))
    task = models.ForeignKey(
        "followup.Task", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("task")
    )
    link_digest = models.CharField(_("fingerprint of the link"), max_length=64, blank=True, db_index=True)
    link_until = models.DateTimeField(_("link ends at"), null=True, blank=True)
    links_made = models.PositiveSmallIntegerField(_("links made so far"), default=0, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    at = models.DateTimeField(_("asked at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("closed by")
    )
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    objects = EvidenceRequestQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("request for evidence")
        verbose_name_plural = _("requests for evidence")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="evidence_request_closed_with_outcome",
            ),
        )
        indexes = (models.Index(fields=["city", "closed_at", "due_on"], name="evidence_requests_open"),)

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("evidence:request", args=[self.code])

    @property
    def day(self) -> date:
        """Its task's day, which may have been moved; without a task its own."""
        return self.task.due_on if self.task else self.due_on

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def link_is_open(self, now: datetime) -> bool:
        return bool(self.link_digest) and self.closed_at is None and (self.link_until or now) > now


class AskedForQuerySet(models.QuerySet["AskedFor"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(request__in=EvidenceRequest.objects.visible_to(user))


class AskedFor(models.Model):
    """One question of a request. `label` and `words` are kept as they were asked, in Indonesian."""

    request = models.ForeignKey(
        EvidenceRequest, models.CASCADE, related_name="asked_for", verbose_name=_("request")
    )
    target_kind = models.CharField(_("kind of target"), max_length=60)
    target_key = models.CharField(_("target"), max_length=120)
    label = models.CharField(_("code"), max_length=60, blank=True)
    words = models.CharField(_("what was asked"), max_length=500)

    objects = AskedForQuerySet.as_manager()

    class Meta:
        ordering = ("request", "pk")
        verbose_name = _("question of a request")
        verbose_name_plural = _("questions of a request")
        constraints = (
            models.UniqueConstraint("request", "target_kind", "target_key", name="evidence_asked_for_once"),
        )
        indexes = (models.Index(fields=["target_kind", "target_key"], name="evidence_asked_target"),)

    def __str__(self) -> str:
        return f"{self.label} {self.words}".strip()
