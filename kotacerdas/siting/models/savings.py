"""Savings: which points of a city would be missed least, computed once for a number of points or a share of the money."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class SavingQuerySet(models.QuerySet["Saving"]):
    def visible_to(self, user: "Someone") -> Self:
        """What may have to go is weighed by the offices of the city before anybody is frightened."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))

    def of(self, city: "City") -> Self:
        """The newest first."""
        return self.filter(city=city).order_by("-asked_at", "-pk")

    def done(self) -> Self:
        return self.exclude(done_at=None).filter(faults=[])


class Saving(models.Model):
    """`points` or `percent` was asked for. `found` is whole in itself, as `losing.found` tells it: points may have changed since.
    `faults` say why there is none: pairs of kind and values."""

    city = models.ForeignKey("people.City", models.CASCADE, related_name="+", verbose_name=_("city"))
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    points = models.PositiveIntegerField(_("points that go"), null=True, blank=True)
    percent = models.DecimalField(
        _("share of the cost in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    radius_m = models.PositiveIntegerField(_("radius in metres"))
    musts = models.JSONField(_("points that must stay"), default=list, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    found = models.JSONField(_("what was found"), default=dict, blank=True)
    faults = models.JSONField(_("why there is none"), default=list, blank=True)
    is_sample = models.BooleanField(_("rests on samples"), default=False)

    objects = SavingQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-asked_at", "-pk")
        verbose_name = _("saving of points")
        verbose_name_plural = _("savings of points")
        constraints = (
            models.CheckConstraint(
                condition=Q(points=None, percent__gt=0, percent__lt=100) | Q(points__gte=1, percent=None),
                name="siting_saving_asks_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{reverse('siting:losing')}?kota={self.city.code}&{self.asked}"

    @property
    def asked(self) -> str:
        """As the address names it."""
        return (
            f"jumlah={self.points}"
            if self.points
            else f"persen={self.percent.normalize():f}"
            if self.percent
            else ""
        )
