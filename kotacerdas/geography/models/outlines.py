"""The shape of an area, as the city uploaded it or as a schematic cell."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class OutlineQuerySet(models.QuerySet["Outline"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where an area lies is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(unit__city=city).select_related("unit__parent").order_by("unit__code")


class Outline(models.Model):
    """One for each kelurahan or desa; larger areas are drawn from those in them.

    `shape` is a GeoJSON geometry (Polygon or MultiPolygon). `column` and `row` place the area's tile in the tile-grid map,
    counted from the upper left corner.
    """

    unit = models.OneToOneField(
        "people.TerritorialUnit", models.CASCADE, related_name="outline", verbose_name=_("area")
    )
    shape = models.JSONField(_("shape"))
    is_schematic = models.BooleanField(_("schematic"), default=False)
    lon = models.DecimalField(_("longitude of its representative point"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude of its representative point"), max_digits=8, decimal_places=6)
    column = models.PositiveSmallIntegerField(_("column of its tile"), default=0)
    row = models.PositiveSmallIntegerField(_("row of its tile"), default=0)
    source = models.CharField(_("source"), max_length=500, blank=True)
    as_of = models.DateField(_("state of"), null=True, blank=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ("unit__code",)
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        constraints = (
            models.CheckConstraint(
                condition=Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90),
                name="geography_outline_on_earth",
            ),
        )

    def __str__(self) -> str:
        return str(self.unit)
