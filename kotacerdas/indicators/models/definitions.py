"""What an indicator means: its metadata, unit, direction, formula, and the variables it is built of."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those that everybody keeps and those of a city that are public; the others of a city for its own offices."""
        own = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        return self.filter(Q(is_public=True) | (Q(city__isnull=False) & own))

    def kept_by(self, city: object) -> Self:
        """What a city sees among its indicators: the shared ones and its own."""
        return self.filter(Q(city=None) | Q(city=city))


class Indicator(Versioned):
    """One definition. Without a city it is shared and comes with the product; a city adds its own.

    `formula` names how it is computed from other indicators (`domain.formulas.Formula` as JSON), empty where it is only
    observed. `metadata` holds the blocks MS-Ind by the keys of `domain.metadata`. `codes` are those of other lists, such as
    "U4SSC EC:ICT:ICT:5C". `labels` gives words to the values of an opinion: {"5": {"id": "WTP", "en": ...}}.
    """

    class Group(models.TextChoices):
        PEOPLE = "people", _("People and welfare")
        ECONOMY = "economy", _("Economy and public money")
        GOVERNMENT = "government", _("Government and its services")
        CONNECTIVITY = "connectivity", _("Connectivity")
        ENVIRONMENT = "environment", _("Water and environment")
        SMART_CITY = "smart_city", _("Smart City evaluation")

    class Kind(models.TextChoices):
        NUMBER = "number", pgettext_lazy("indicator", "number")
        PERCENT = "percent", pgettext_lazy("indicator", "percent")
        INDEX = "index", pgettext_lazy("indicator", "index")
        MONEY = "money", pgettext_lazy("indicator", "money")
        OPINION = "opinion", pgettext_lazy("indicator", "opinion in classes")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")
        NONE = "none", _("neither is better")

    class Schedule(models.TextChoices):
        YEAR = "year", _("every year")
        HALF = "half", _("every half year")
        QUARTER = "quarter", _("every quarter")
        MONTH = "month", _("every month")
        IRREGULAR = "irregular", _("now and then")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city that keeps it")
    )  # fmt: skip
    group = models.CharField(_("group"), max_length=12, choices=Group)
    position = models.PositiveSmallIntegerField(_("place in its group"), default=100)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    unit_id = models.CharField(_("unit (Indonesian)"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit (English)"), max_length=60, blank=True)
    kind = models.CharField(_("kind of figure"), max_length=8, choices=Kind, default=Kind.NUMBER)
    places = models.PositiveSmallIntegerField(_("decimals shown"), default=0)
    least = models.DecimalField(_("smallest value"), max_digits=24, decimal_places=6, null=True, blank=True)
    most = models.DecimalField(_("largest value"), max_digits=24, decimal_places=6, null=True, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.NONE)
    schedule = models.CharField(_("schedule"), max_length=9, choices=Schedule, default=Schedule.YEAR)
    producer = models.CharField(_("producer of the data"), max_length=200, blank=True)
    formula = models.JSONField(_("formula"), default=dict, blank=True)
    labels = models.JSONField(_("words of the values"), default=dict, blank=True)
    metadata = models.JSONField(_("metadata"), default=dict, blank=True)
    codes = models.JSONField(_("codes in other lists"), default=list, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("replaces")
    )
    is_public = models.BooleanField(_("open to the public"), default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("group", "position", "code")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            models.CheckConstraint(condition=Q(places__lte=6), name="indicators_places_are_few"),
            models.CheckConstraint(
                condition=Q(city__isnull=False) | Q(is_public=True), name="indicators_shared_are_public"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.code])

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def unit(self) -> str:
        return pick(self, "unit")

    @property
    def is_composite(self) -> bool:
        return bool(self.metadata.get("composite") == "yes")


class VariableQuerySet(models.QuerySet["Variable"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class Variable(models.Model):
    """A variable that an indicator is built of, with the blocks MS-Var."""

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="variables", verbose_name=_("indicator")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    metadata = models.JSONField(_("metadata"), default=dict, blank=True)

    objects = VariableQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "position")
        verbose_name = _("variable")
        verbose_name_plural = _("variables")
        constraints = (
            models.UniqueConstraint("indicator", "position", name="indicators_variable_once_in_its_place"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return pick(self, "title")
