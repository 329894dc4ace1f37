"""Scenarios: candidates, demand, money and rules under a name."""

from typing import TYPE_CHECKING, Self

from django.conf import settings as site
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class SitingScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where money may go is weighed by the offices of the city; the public sees what became of it in the plan."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))

    def of(self, city: "City") -> Self:
        return self.filter(city=city).order_by("-changed_at", "-pk")


class Scenario(Versioned):
    """`settings` is `domain.wishes.Wishes` as JSON. `changed_at` moves with every change of it or of its candidates, and so does
    the version."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="siting_scenarios", verbose_name=_("city")
    )
    title = models.CharField(_("name"), max_length=160)
    settings = models.JSONField(_("settings"), default=dict)
    made_by = models.ForeignKey(
        site.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = SitingScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-changed_at", "-pk")
        verbose_name = pgettext_lazy("sites", "scenario")
        verbose_name_plural = pgettext_lazy("sites", "scenarios")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("siting:scenario", args=[self.city.code, self.code])
