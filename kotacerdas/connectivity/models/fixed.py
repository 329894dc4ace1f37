"""Whether a fixed line can be had in an RT."""

from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

is_rt = RegexValidator(r"^\d{3}$")
"""Three figures: RT 7 is 007."""


class FixedLineQuerySet(models.QuerySet["FixedLine"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where lines can be had is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(unit__city=city).select_related("unit")

    def placed(self) -> Self:
        return self.exclude(lon=None)


class FixedLine(Versioned):
    """One for each RT. Without a place it counts for its kelurahan only, for nobody knows where an RT ends."""

    class Available(models.TextChoices):
        YES = "yes", pgettext_lazy("fixed line", "can be had")
        NO = "no", pgettext_lazy("fixed line", "cannot be had")
        UNKNOWN = "unknown", pgettext_lazy("fixed line", "not known")

    unit = models.ForeignKey(
        "people.TerritorialUnit", models.CASCADE, related_name="fixed_lines", verbose_name=_("kelurahan")
    )
    rt = models.CharField(_("RT"), max_length=3, validators=[is_rt])
    available = models.CharField(_("fixed line"), max_length=8, choices=Available, default=Available.UNKNOWN)
    providers = models.CharField(_("providers"), max_length=200, blank=True)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    as_of = models.DateField(_("state of"))
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = FixedLineQuerySet.as_manager()

    class Meta:
        ordering = ("unit__code", "rt")
        verbose_name = _("fixed line of an RT")
        verbose_name_plural = _("fixed lines of RTs")
        constraints = (
            models.UniqueConstraint("unit", "rt", name="connectivity_line_once_an_rt"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="connectivity_line_on_earth",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} RT {self.rt}"
