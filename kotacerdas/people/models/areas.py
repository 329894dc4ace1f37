"""Areas with an official code, from province to kelurahan, and the cities whose results may be published here."""

from datetime import date
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kotacerdas.people.access import Reach, Someone


class InForce(models.Model):
    """A row that is true from one day to another; an open end means "as long as is known"."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True


def in_force(on: date) -> Q:
    return Q(Q(valid_from=None) | Q(valid_from__lte=on)) & Q(Q(valid_to=None) | Q(valid_to__gte=on))


IN_ORDER = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


class TerritorialUnitQuerySet(models.QuerySet["TerritorialUnit"]):
    def visible_to(self, user: "Someone") -> Self:
        """Areas are public facts."""
        return self.all()

    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def below_city(self, city: "City") -> Self:
        """Kecamatan and what lies in them."""
        return self.filter(city=city).exclude(kind=TerritorialUnit.Kind.REGENCY)


class TerritorialUnit(InForce):
    """An area with a code of the Ministry of Home Affairs."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Kabupaten or kota")
        KECAMATAN = "kecamatan", _("Kecamatan")
        KELURAHAN = "kelurahan", _("Kelurahan")
        DESA = "desa", _("Desa")

    code = models.CharField(_("code"), max_length=13, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="units", verbose_name=_("city")
    )

    objects = TerritorialUnitQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = (models.CheckConstraint(condition=IN_ORDER, name="people_unit_dates_in_order"),)

    def __str__(self) -> str:
        return self.name


class UnitAliasQuerySet(models.QuerySet["UnitAlias"]):
    def visible_to(self, user: "Someone") -> Self:
        """Spellings are public facts."""
        return self.all()


class UnitAlias(models.Model):
    """Another spelling of an area's name, met in a document."""

    unit = models.ForeignKey(TerritorialUnit, models.CASCADE, related_name="aliases", verbose_name=_("area"))
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(_("folded name"), max_length=120, db_index=True, editable=False)

    objects = UnitAliasQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        constraints = (models.UniqueConstraint("unit", "name", name="people_alias_once_per_unit"),)

    def __str__(self) -> str:
        return self.name


class CityQuerySet(models.QuerySet["City"]):
    def visible_to(self, user: "Someone") -> Self:
        """That a city exists is public."""
        return self.all()

    def within(self, reach: "Reach") -> Self:
        """The cities for which somebody holds a permission: `within(access.reach(user, permission))`."""
        return self.filter(reach.rows())

    def members(self) -> Self:
        """Cities that run their programme in this installation."""
        return self.filter(is_member=True)


class City(models.Model):
    """A kabupaten or kota; all of Indonesia's are here, because the results of any may be published."""

    class Kind(models.TextChoices):
        KABUPATEN = "kabupaten", _("Kabupaten")
        KOTA = "kota", _("Kota")

    code = models.CharField(_("code"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    province = models.ForeignKey(
        TerritorialUnit,
        models.PROTECT,
        related_name="cities",
        limit_choices_to={"kind": TerritorialUnit.Kind.PROVINCE},
        verbose_name=_("province"),
    )
    zone = models.CharField(_("time zone"), max_length=40)
    is_member = models.BooleanField(_("runs its programme here"), default=False)

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The name without its kind: "Balikpapan", "Malang"."""
        return self.name.removeprefix("Kota ").removeprefix("Kab. ").removeprefix("Adm. ")

    @property
    def label(self) -> str:
        """The name with its code, where two cities could be confused."""
        return f"{self.name} ({self.code})"

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
