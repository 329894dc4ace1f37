"""From when on a point was on or off, and why."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.wifi.domain.states import Change, Reason
from kotacerdas.wifi.models.points import Point

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class OffReason(models.TextChoices):
    CONTRACT = Reason.CONTRACT.value, pgettext_lazy("reason", "no contract")
    FAULT = Reason.FAULT.value, pgettext_lazy("reason", "fault")
    POWER = Reason.POWER.value, pgettext_lazy("reason", "no power")
    VANDALISM = Reason.VANDALISM.value, pgettext_lazy("reason", "vandalism")
    MAINTENANCE = Reason.MAINTENANCE.value, pgettext_lazy("reason", "maintenance")
    MOVED = Reason.MOVED.value, pgettext_lazy("reason", "moved")
    OTHER = Reason.OTHER.value, pgettext_lazy("reason", "another reason")


class StateQuerySet(models.QuerySet["State"]):
    def visible_to(self, user: "Someone") -> Self:
        """Whether public Wi-Fi is on is a public fact; who wrote it down is not shown."""
        return self.all()


class State(models.Model):
    """Holds until the next one of the point. Days are those of the city; there is one change a day."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="states", verbose_name=_("Wi-Fi point"))
    is_on = models.BooleanField(pgettext_lazy("wifi", "on"))
    since = models.DateField(_("since"))
    reason = models.CharField(_("reason"), max_length=12, choices=OffReason, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )  # fmt: skip
    at = models.DateTimeField(_("written at"))

    objects = StateQuerySet.as_manager()

    class Meta:
        ordering = ("point", "since")
        verbose_name = _("state")
        verbose_name_plural = _("states")
        constraints = (
            models.UniqueConstraint("point", "since", name="wifi_state_once_a_day"),
            models.CheckConstraint(
                condition=Q(is_on=True, reason="") | (Q(is_on=False) & ~Q(reason="")),
                name="wifi_state_off_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id} {self.since}"

    @property
    def change(self) -> Change:
        return Change(self.since, self.is_on, self.reason, self.note)
