"""What happened, and who has heard of it."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import reach, subjects
from kotacerdas.events import kinds


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(reach.rows(user, "see_audit", "city"))


class Event(subjects.About):
    """Never changed after it was told."""

    kind = models.CharField(_("kind"), max_length=60)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("at"))
    # What gave somebody the chance to do this: an invitation, a task, an open round. The fair ledger counts by it.
    opportunity = models.CharField(_("opportunity"), max_length=100, blank=True)
    fields = models.JSONField(_("fields"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = (
            models.Index(fields=["kind", "at"], name="events_kind_at"),
            models.Index(fields=["city", "at"], name="events_city_at"),
            models.Index(fields=["subject_kind", "subject_key"], name="events_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def values(self) -> dict[str, Any]:
        """The fields as they were given: decimals as `Decimal`, days as `date`."""
        return kinds.kind(self.kind).read(self.fields)


class EventDeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=Delivery.State.WAITING, not_before__lte=now)


class Delivery(models.Model):
    """One event for one consumer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries", verbose_name=_("event"))
    consumer = models.CharField(_("consumer"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    done_at = models.DateTimeField(_("done at"), null=True)
    # The class of the exception and where it came from, never its message.
    fault = models.CharField(_("fault"), max_length=200, blank=True)

    objects = EventDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("event_id", "pk")
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = (
            models.UniqueConstraint(fields=["event", "consumer"], name="events_delivery_once"),
            models.CheckConstraint(
                condition=models.Q(state="done") ^ models.Q(done_at=None), name="events_done_has_its_time"
            ),
        )
        indexes = (
            models.Index(fields=["not_before"], name="events_waiting", condition=models.Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.consumer}"
