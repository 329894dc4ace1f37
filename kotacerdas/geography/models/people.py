"""How many people live in an area."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class CountQuerySet(models.QuerySet["Count"]):
    def visible_to(self, user: "Someone") -> Self:
        """How many people live somewhere is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(unit__city=city).select_related("unit").order_by("unit__code", "year")


class Count(models.Model):
    """People of one area in one year, from a source or estimated; an estimate says from what."""

    unit = models.ForeignKey(
        "people.TerritorialUnit", models.CASCADE, related_name="counts", verbose_name=_("area")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    people = models.PositiveIntegerField(_("people"))
    is_estimate = models.BooleanField(_("estimate"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    source = models.CharField(_("source"), max_length=500)

    objects = CountQuerySet.as_manager()

    class Meta:
        ordering = ("unit__code", "year")
        verbose_name = _("count of people")
        verbose_name_plural = _("counts of people")
        constraints = (
            models.UniqueConstraint("unit", "year", name="geography_count_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=1900) & Q(year__lte=2200), name="geography_count_in_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
