"""Runs: coverage of a city over its ground, computed once from its Wi-Fi points."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings as installation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common import reach
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class CoverageRunQuerySet(models.QuerySet["CoverageRun"]):
    def visible_to(self, user: "Someone") -> Self:
        """The run in use is a public fact; what was tried beside it concerns those who keep the points."""
        seen = Q(is_used=True)
        if getattr(user, "is_authenticated", False):
            seen |= reach.rows(user, Permission.KEEP_WIFI, "city")
        return self.filter(seen)

    def of(self, city: "City") -> Self:
        return self.filter(city=city).order_by("-asked_at", "-pk")

    def used(self, city: "City") -> Self:
        return self.filter(city=city, is_used=True)


class CoverageRun(models.Model):
    """`settings` are what was asked for: radius, heights, frequency. `found` is what came of it: people, areas, points, classes,
    gaps; the rasters lie in `folder` and are computed anew where that is lost. `faults` say why there is none. `ground` is set when
    it is computed."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("coverage run", "being computed")
        READY = "ready", pgettext_lazy("coverage run", "ready")
        REFUSED = "refused", pgettext_lazy("coverage run", "not possible")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="coverage_runs", verbose_name=_("city")
    )
    ground = models.ForeignKey(
        "terrain.Ground", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ground")
    )
    asked_by = models.ForeignKey(
        installation.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for at"))
    day = models.DateField(_("points as of"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    is_used = models.BooleanField(_("in use"), default=False)
    settings = models.JSONField(_("what was asked for"), default=dict)
    found = models.JSONField(_("what was found"), default=dict, blank=True)
    faults = models.JSONField(_("why there is none"), default=list, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    is_sample = models.BooleanField(_("rests on samples"), default=False)

    objects = CoverageRunQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-asked_at", "-pk")
        verbose_name = _("coverage run")
        verbose_name_plural = _("coverage runs")
        constraints = (
            models.UniqueConstraint("city", condition=Q(is_used=True), name="coverage_one_run_in_use"),
            models.CheckConstraint(
                condition=Q(is_used=False) | Q(state="ready"), name="coverage_only_ready_run_in_use"
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{reverse('coverage:run')}?kota={self.city.code}"

    @property
    def folder(self) -> Path:
        return Path(installation.STATE) / "coverage" / self.code
