"""Every deed done about a recommendation: appended, never changed."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.recommendations.models.cares import MOST_REASON, Care
from kotacerdas.recommendations.words import DEEDS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kotacerdas.people.access import Someone


class Via(models.TextChoices):
    """The way on which it came in."""

    FORM = "form", pgettext_lazy("way in", "form")
    WORKBOOK = "workbook", pgettext_lazy("way in", "workbook")


class CareStepQuerySet(models.QuerySet["CareStep"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(care__in=Care.objects.visible_to(user))


class CareStep(models.Model):
    care = models.ForeignKey(
        Care, models.CASCADE, related_name="steps", verbose_name=_("follow-up of a recommendation")
    )
    deed = models.CharField(_("deed"), max_length=14, choices=list(DEEDS.items()))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    via = models.CharField(_("by way of"), max_length=8, choices=Via, default=Via.FORM)
    changes = models.JSONField(_("fields with before and after"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=MOST_REASON, blank=True)

    objects = CareStepQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("step of a recommendation")
        verbose_name_plural = _("steps of recommendations")

    def __str__(self) -> str:
        return f"{self.care_id} {self.deed}"

    @property
    def words(self) -> "str | Promise":
        return DEEDS[self.deed]
