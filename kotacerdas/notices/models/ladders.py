"""Who is being reminded of what, and how high the reminding has climbed."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import reach, subjects


class ClimbQuerySet(models.QuerySet["Climb"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(reach.rows(user, "see_deliveries", "city"))

    def going(self) -> Self:
        return self.filter(stopped_at=None)

    def due(self, now: datetime) -> Self:
        return self.going().filter(next_at__lte=now)


class Climb(subjects.About):
    """One ladder for one thing until it is done; a new due moment begins a new one."""

    ladder = models.CharField(_("ladder"), max_length=60)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    due_at = models.DateTimeField(_("due at"))
    values = models.JSONField(_("values"), default=dict)
    url = models.CharField(_("leads to"), max_length=500, blank=True)
    started_at = models.DateTimeField(_("started at"))
    reached = models.SmallIntegerField(_("step reached"), default=-1)
    next_at = models.DateTimeField(_("next step at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)

    objects = ClimbQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        verbose_name = _("reminding")
        verbose_name_plural = _("remindings")
        indexes = (models.Index(fields=["next_at"], condition=Q(stopped_at=None), name="notices_climb_due"),)
        constraints = (
            models.UniqueConstraint(
                "ladder",
                "subject_kind",
                "subject_key",
                condition=Q(stopped_at=None),
                name="notices_one_climb_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ladder} {self.subject_kind} {self.subject_key}"
