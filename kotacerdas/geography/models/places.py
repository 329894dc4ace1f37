"""Schools, posyandu, parks and other places that people go to."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class PlaceKind(models.TextChoices):
    """What a place is for. A Wi-Fi point stands at one of these, and a blank spot is worse with some of them in it."""

    SCHOOL = "school", _("school")
    POSYANDU = "posyandu", "posyandu"
    HEALTH = "health", _("health service")
    OFFICE = "office", _("government office")
    HALL = "hall", _("community hall")
    POSKAMLING = "poskamling", "poskamling"
    PARK = "park", _("park")
    SPORT = "sport", _("sports ground")
    WORSHIP = "worship", _("place of worship")
    MARKET = "market", _("market")
    LIBRARY = "library", _("library")
    TRANSPORT = "transport", _("terminal or harbour")
    OTHER = "other", _("other place")


OF_NEED = (PlaceKind.SCHOOL, PlaceKind.POSYANDU, PlaceKind.HEALTH)
"""Places that count as need where new points are chosen."""


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where a school stands is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city)

    def of_need(self) -> Self:
        return self.filter(kind__in=OF_NEED)


class Place(Versioned):
    """`unit` is the kelurahan in which it lies, by geometry; empty where it lies outside every outline."""

    city = models.ForeignKey("people.City", models.CASCADE, related_name="places", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=PlaceKind)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    unit = models.ForeignKey(
        "people.TerritorialUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("kelurahan"),
    )
    is_sample = models.BooleanField(_("sample"), default=False)
    source = models.CharField(_("source"), max_length=500, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "code")
        verbose_name = pgettext_lazy("geography", "place")
        verbose_name_plural = _("places")
        constraints = (
            models.UniqueConstraint("city", "code", name="geography_place_code_once"),
            models.CheckConstraint(
                condition=Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90),
                name="geography_place_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('geography:place', args=[self.code])}?kota={self.city.code}"
