"""Whoever can be invited, answer or own something: agencies, partners, companies, communities."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.people.models.areas import IN_ORDER, City, InForce, TerritorialUnit, in_force

if TYPE_CHECKING:
    from datetime import date

    from kotacerdas.people.access import Someone


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "Someone") -> Self:
        """Organisations are public facts; samples are marked as such wherever they are shown."""
        return self.all()

    def of_city(self, city: City) -> Self:
        """The city's own organisations, its province, and those that work for the whole country."""
        elsewhere = models.Q(kind=Organisation.Kind.PROVINCE) & ~models.Q(unit=city.province_id)
        return self.filter(models.Q(city=city) | models.Q(city=None) & ~elsewhere)

    def in_force(self, on: "date") -> Self:
        return self.filter(in_force(on))


class Organisation(InForce):
    class Kind(models.TextChoices):
        AGENCY = "agency", _("Agency (OPD)")
        AGENCY_UNIT = "agency_unit", _("Part of an agency")
        KECAMATAN = "kecamatan", _("Kecamatan office")
        KELURAHAN = "kelurahan", _("Kelurahan office")
        HOSPITAL = "hospital", _("Hospital")
        CITY_COMPANY = "city_company", _("City-owned company (BUMD)")
        COUNCIL = "council", _("Regional parliament (DPRD)")
        VERTICAL_AGENCY = "vertical_agency", _("National agency in the city")
        PROVINCE = "province", _("Province")
        NEIGHBOURING_CITY = "neighbouring_city", _("Neighbouring city")
        UNIVERSITY = "university", _("University")
        COMPANY = "company", _("Company")
        COMMUNITY = "community", _("Community")
        RT = "rt", _("RT and community leaders")
        MEDIA = "media", _("Media")
        MINISTRY = "ministry", _("Ministry")
        INTERNATIONAL_PARTNER = "international_partner", _("International partner")

    code = models.CharField(_("code"), max_length=60, unique=True)
    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="organisations", verbose_name=_("city")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    unit = models.ForeignKey(
        TerritorialUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("area"),
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = (models.CheckConstraint(condition=IN_ORDER, name="people_organisation_dates_in_order"),)

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_agency(self) -> bool:
        """One of the city's own agencies in the wide sense (perangkat daerah), as the city counts them."""
        return self.kind in {self.Kind.AGENCY, self.Kind.KECAMATAN, self.Kind.HOSPITAL}
