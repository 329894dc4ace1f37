"""What is foreseen: scenarios of drivers, kept forecasts with their back-test, and balances of demand against capacity."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.language import pick
from kotacerdas.common.versions import Versioned
from kotacerdas.indicators.models.figures import Series
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: "Someone") -> Self:
        """Work of the city's offices, not a publication."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))


class Scenario(Versioned):
    """What might drive a series beside its past, such as a new capital next door. `drivers` are those of
    `domain.forecasting.drivers`, as JSON."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=60)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    drivers = models.JSONField(_("drivers"), default=list)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("city", "code")
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = (models.UniqueConstraint("city", "code", name="indicators_scenario_once"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return pick(self, "title")


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(series__in=Series.objects.visible_to(user)).filter(
            Q(city=None) | access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        )


class Forecast(models.Model):
    """One computed forecast, kept as it was computed: `outcome` is `domain.forecasting` as JSON, with every model that was
    tried, its errors and the coverage of its intervals. `observed` is the fingerprint of the figures it rests on."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="forecasts", verbose_name=_("series"))
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    horizon = models.PositiveSmallIntegerField(_("periods ahead"))
    observed = models.CharField(_("fingerprint of the figures"), max_length=64)
    outcome = models.JSONField(_("outcome"))
    made_at = models.DateTimeField(_("computed at"))
    by = models.ForeignKey(
        "people.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )

    objects = ForecastQuerySet.as_manager()

    class Meta:
        ordering = ("series", "-made_at", "-pk")
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")

    def __str__(self) -> str:
        return f"{self.series_id} {self.made_at:%Y-%m-%d}"


class BalanceQuerySet(models.QuerySet["Balance"]):
    def visible_to(self, user: "Someone") -> Self:
        """As scenarios."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))


class Balance(Versioned):
    """Demand that follows from a forecast, against capacity: raw water of a growing city.

    Demand in litres a second = people x `per_head` litres a day x `served` / (1 - `losses`) / 86,400.
    """

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=60)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    people = models.ForeignKey(Series, models.PROTECT, related_name="+", verbose_name=_("population"))
    capacity = models.ForeignKey(Series, models.PROTECT, related_name="+", verbose_name=_("capacity"))
    per_head = models.DecimalField(_("litres a head and day"), max_digits=8, decimal_places=2)
    served = models.DecimalField(_("share of people served"), max_digits=5, decimal_places=4)
    losses = models.DecimalField(_("share lost on the way"), max_digits=5, decimal_places=4)
    basis = models.CharField(_("where these come from"), max_length=400, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        ordering = ("city", "code")
        verbose_name = _("balance")
        verbose_name_plural = _("balances")
        constraints = (
            models.UniqueConstraint("city", "code", name="indicators_balance_once"),
            models.CheckConstraint(
                condition=Q(served__gte=0, served__lte=1, losses__gte=0, losses__lt=1, per_head__gt=0),
                name="indicators_balance_shares",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:balance", args=[self.code])

    @property
    def title(self) -> str:
        return pick(self, "title")
