"""What an assessor wants to know of the city before scoring, and what the city says to it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.panel.models.seats import Panel, Seat
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

MOST_LETTERS = 4000


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    def visible_to(self, user: "Someone") -> Self:
        """For the whole panel, whoever keeps the round, and the offices of the city that is asked."""
        asked = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("panel__city")
        return self.filter(Q(panel__in=Panel.objects.visible_to(user)) | asked)

    def for_rows(self) -> Self:
        return self.select_related("panel__round", "panel__city", "seat", "replied_by", "task")

    def waiting(self) -> Self:
        return self.filter(replied_at=None, withdrawn_at=None)


class Clarification(Versioned):
    """One question to the city, due at a moment. The city knows the number of the seat, not the name."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="clarifications", verbose_name=_("panel"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="clarifications", verbose_name=_("seat"))
    code = models.CharField(_("question"), max_length=20)
    words = models.TextField(_("what is asked"), max_length=MOST_LETTERS)
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("due at"))
    task = models.OneToOneField(
        "followup.Task", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("task")
    )
    reply = models.TextField(_("reply of the city"), blank=True, max_length=MOST_LETTERS)
    file = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replied by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name = _("question to the city")
        verbose_name_plural = _("questions to the city")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="panel_clarification_has_words"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")), name="panel_clarification_due_after_it_was_asked"
            ),
            models.CheckConstraint(condition=Q(replied_at=None) | ~Q(reply=""), name="panel_reply_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.words[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("panel:clarification", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.replied_at is None and self.withdrawn_at is None

    def is_late(self, now: datetime) -> bool:
        return self.is_waiting and self.due_at <= now

    @property
    def was_late(self) -> bool:
        return self.replied_at is not None and self.replied_at > self.due_at
