"""Candidates: places of a scenario where a point may be built."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.siting.models.scenarios import Scenario

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class SitingCandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(scenario__in=Scenario.objects.visible_to(user))


class Candidate(models.Model):
    """`kind` is that of a place, empty for others. `cost` is rupiah; `cost_is_default` if it is that of the kind and nobody's own.
    Of those with the same `exclusion` at most one is chosen."""

    class Source(models.TextChoices):
        PLACE = "place", pgettext_lazy("candidate", "place of the city")
        GRID = "grid", pgettext_lazy("candidate", "grid")
        UPLOAD = "upload", pgettext_lazy("candidate", "from a file")

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, related_name="candidates", verbose_name=pgettext_lazy("sites", "scenario")
    )
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source"), max_length=6, choices=Source)
    kind = models.CharField(_("kind"), max_length=12, choices=PlaceKind, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    unit = models.ForeignKey(
        "people.TerritorialUnit", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kelurahan")
    )  # fmt: skip
    cost = models.BigIntegerField(_("cost"))
    cost_is_default = models.BooleanField(_("cost is that of its kind"), default=True)
    is_must = models.BooleanField(_("must be chosen"), default=False)
    is_excluded = models.BooleanField(_("left out"), default=False)
    exclusion = models.CharField(_("only one of these"), max_length=40, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = SitingCandidateQuerySet.as_manager()

    class Meta:
        ordering = ("scenario", "code")
        verbose_name = pgettext_lazy("sites", "candidate")
        verbose_name_plural = pgettext_lazy("sites", "candidates")
        constraints = (
            models.UniqueConstraint("scenario", "code", name="siting_candidate_code_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="siting_candidate_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(is_must=False) | Q(is_excluded=False), name="siting_candidate_must_or_left_out"
            ),
            models.CheckConstraint(
                condition=Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90),
                name="siting_candidate_on_earth",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
