"""The grid of who is served, as it was computed last."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class KeptGridQuerySet(models.QuerySet["KeptGrid"]):
    def visible_to(self, user: "Someone") -> Self:
        """It follows from public facts."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city)


class KeptGrid(models.Model):
    """One for each city. `content` holds the arrays of `domain.serving`, packed by numpy; `shares` the cells by layer,
    kelurahan and state. Where `stale_since` is set, evidence came after it was computed."""

    city = models.OneToOneField(
        "people.City", models.CASCADE, related_name="signal_grid", verbose_name=_("city")
    )
    computed_at = models.DateTimeField(_("computed at"))
    as_of = models.DateField(_("evidence weighed as of"))
    stale_since = models.DateTimeField(_("older than its evidence since"), null=True, blank=True)
    rules_from = models.DateField(_("rules in force from"))
    cell_m = models.PositiveSmallIntegerField(_("cell in metres"))
    west = models.FloatField(_("western edge in metres"))
    north = models.FloatField(_("northern edge in metres"))
    epsg = models.PositiveIntegerField(_("coordinate system"))
    layers = models.JSONField(_("layers"), default=list)
    codes = models.JSONField(_("codes of the areas"), default=list)
    shares = models.JSONField(_("shares"), default=dict)
    evidence = models.JSONField(_("evidence counted"), default=dict)
    content = models.BinaryField(_("content"))
    has_samples = models.BooleanField(_("rests on samples"), default=False)

    objects = KeptGridQuerySet.as_manager()

    class Meta:
        verbose_name = _("grid of signal")
        verbose_name_plural = _("grids of signal")

    def __str__(self) -> str:
        return f"{self.city_id} {self.computed_at:%Y-%m-%d}"
