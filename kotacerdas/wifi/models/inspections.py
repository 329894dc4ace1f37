"""What somebody found who went there, and photos. For the city's offices unless published."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi.models.points import Point

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def _seen(user: "Someone") -> Q:
    return Q(is_published=True) | access.reach(user, Permission.SEE_CITY_DRAFTS).rows("point__city")


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: "Someone") -> Self:
        """Published ones are for everybody, the others for the city's offices."""
        return self.filter(_seen(user))


class Inspection(models.Model):
    """`by` wrote it, `inspector` is who was there, as the office or company they came from."""

    number: int
    """Of its point, in the order of writing; given by `queries.inspections`."""

    point = models.ForeignKey(
        Point, models.CASCADE, related_name="inspections", verbose_name=_("Wi-Fi point")
    )
    on = models.DateField(_("day"))
    inspector = models.CharField(_("which office or company looked"), max_length=200, blank=True)
    findings = models.TextField(_("what was found"), max_length=2000)
    measured_mbps = models.DecimalField(
        _("measured speed in Mbit/s"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    is_published = models.BooleanField(_("for everybody to see"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )  # fmt: skip
    at = models.DateTimeField(_("written at"))

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = (
            models.CheckConstraint(
                condition=Q(measured_mbps=None) | Q(measured_mbps__gte=0), name="wifi_inspection_speed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.point_id} {self.on}"


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: "Someone") -> Self:
        """As inspections."""
        return self.filter(_seen(user))


class Photo(models.Model):
    """Of a point, perhaps taken at an inspection. The picture is drawn anew when it comes in: no place, no device in it."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="photos", verbose_name=_("Wi-Fi point"))
    inspection = models.ForeignKey(
        Inspection, models.CASCADE, null=True, blank=True, related_name="photos", verbose_name=_("inspection")
    )
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    file = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    caption = models.CharField(_("what it shows"), max_length=200)
    is_published = models.BooleanField(_("for everybody to see"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )  # fmt: skip
    at = models.DateTimeField(_("added at"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return reverse("wifi:photo", args=[self.point.city.code, self.point.code, self.code])
