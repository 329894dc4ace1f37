"""Towers of cellular networks, as an operator or an office lists them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.connectivity.models.operators import Operator

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

ON_EARTH = Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90)


class TowerQuerySet(models.QuerySet["Tower"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where a tower stands can be seen by everybody."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city).select_related("operator")


class Tower(Versioned):
    """One operator at one site; a mast that several share is a row for each. `technologies` are some of 2G, 3G, 4G, 5G."""

    city = models.ForeignKey("people.City", models.CASCADE, related_name="towers", verbose_name=_("city"))
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="towers", verbose_name=_("operator"))
    code = models.CharField(_("code of the site"), max_length=40)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    technologies = models.JSONField(_("technologies"), default=list)
    height_m = models.DecimalField(
        _("height in metres"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    unit = models.ForeignKey(
        "people.TerritorialUnit", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kelurahan")
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=500)
    as_of = models.DateField(_("state of"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = TowerQuerySet.as_manager()

    class Meta:
        ordering = ("operator__position", "code")
        verbose_name = _("tower")
        verbose_name_plural = _("towers")
        constraints = (
            models.UniqueConstraint("city", "operator", "code", name="connectivity_tower_once"),
            models.CheckConstraint(condition=ON_EARTH, name="connectivity_tower_on_earth"),
        )

    def __str__(self) -> str:
        return f"{self.operator_id} {self.code}"
