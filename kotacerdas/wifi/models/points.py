"""Points of the public Wi-Fi."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.wifi.domain.antennas import Antenna, Shape
from kotacerdas.wifi.domain.records import MOST_HEIGHT

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class Backhaul(models.TextChoices):
    """How a point reaches the internet."""

    FIBRE = "fibre", pgettext_lazy("backhaul", "fibre")
    RADIO = "radio", pgettext_lazy("backhaul", "radio link")
    CELLULAR = "cellular", pgettext_lazy("backhaul", "cellular")
    SATELLITE = "satellite", pgettext_lazy("backhaul", "satellite")


class PointQuerySet(models.QuerySet["Point"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where public Wi-Fi stands is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city).order_by("code")

    def for_rows(self) -> Self:
        return self.select_related("unit__parent", "owner", "hub", "pattern")


class Point(Versioned):
    """`unit` is the kelurahan in which it lies, by geometry; empty where the city has no outline there.

    What nobody knows is empty. `hub` is the point from which a radio or cable link comes, `hub_name` another place of ours or
    of a provider.
    """

    class AntennaShape(models.TextChoices):
        OMNI = Shape.OMNI.value, _("to all sides")
        SECTOR = Shape.SECTOR.value, _("into a sector")
        PATTERN = Shape.PATTERN.value, _("as its maker measured it")

    city = models.ForeignKey(
        "people.City", models.PROTECT, related_name="wifi_points", verbose_name=_("city")
    )
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of place"), max_length=12, choices=PlaceKind, default=PlaceKind.OTHER)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    unit = models.ForeignKey(
        "people.TerritorialUnit", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kelurahan")
    )  # fmt: skip
    address = models.CharField(_("where it is found"), max_length=300, blank=True)
    owner = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=pgettext_lazy("wifi", "owner")
    )  # fmt: skip
    owner_name = models.CharField(_("owner, if not in the list"), max_length=200, blank=True)
    speed_mbps = models.PositiveIntegerField(_("speed in Mbit/s"), null=True, blank=True)
    backhaul = models.CharField(_("link to the internet"), max_length=10, choices=Backhaul, blank=True)
    hub = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="fed", verbose_name=_("fed by the point")
    )
    hub_name = models.CharField(_("fed from another place"), max_length=200, blank=True)
    equipment = models.CharField(_("equipment"), max_length=300, blank=True)
    mast_height_m = models.DecimalField(
        _("height of the antenna above ground in m"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    antenna = models.CharField(_("antenna"), max_length=8, choices=AntennaShape, blank=True)
    pattern = models.ForeignKey(
        "wifi.AntennaPattern", models.PROTECT, null=True, blank=True, related_name="points", verbose_name=_("antenna pattern")
    )  # fmt: skip
    azimuth = models.PositiveSmallIntegerField(
        _("direction of the antenna in degrees"), null=True, blank=True
    )
    beam_width = models.PositiveSmallIntegerField(_("beam width in degrees"), null=True, blank=True)
    gain_dbi = models.DecimalField(_("gain in dBi"), max_digits=4, decimal_places=1, null=True, blank=True)
    people_a_day = models.PositiveIntegerField(_("people served a day"), null=True, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("Wi-Fi point")
        verbose_name_plural = _("Wi-Fi points")
        constraints = (
            models.UniqueConstraint("city", "code", name="wifi_point_code_once"),
            models.CheckConstraint(
                condition=Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90),
                name="wifi_point_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(mast_height_m=None)
                | (Q(mast_height_m__gte=0) & Q(mast_height_m__lte=MOST_HEIGHT)),
                name="wifi_point_height",
            ),
            models.CheckConstraint(condition=Q(azimuth=None) | Q(azimuth__lt=360), name="wifi_point_azimuth"),
            models.CheckConstraint(
                condition=Q(beam_width=None) | (Q(beam_width__gte=1) & Q(beam_width__lte=360)),
                name="wifi_point_beam",
            ),
            models.CheckConstraint(
                condition=Q(installed_on=None) | Q(removed_on=None) | Q(removed_on__gte=F("installed_on")),
                name="wifi_point_removed_after_installed",
            ),
            models.CheckConstraint(
                condition=Q(hub=None) | ~Q(hub=F("pk")), name="wifi_point_not_its_own_hub"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("wifi:point", args=[self.city.code, self.code])

    @property
    def owner_words(self) -> str:
        return self.owner.name if self.owner else self.owner_name

    @property
    def hub_words(self) -> str:
        return str(self.hub) if self.hub else self.hub_name

    @property
    def radiates(self) -> Antenna | None:
        """As the rules of coverage need it; None where nobody knows the antenna."""
        if not self.antenna:
            return None
        return Antenna(
            Shape(self.antenna),
            None if self.gain_dbi is None else float(self.gain_dbi),
            self.azimuth,
            self.beam_width,
            self.pattern.measured if self.pattern else None,
        )
