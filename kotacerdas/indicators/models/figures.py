"""Figures of places: series that are never joined, observations with source and status, their revisions, targets."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.common.versions import Versioned
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.models.definitions import Indicator

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class Source(models.Model):
    """Where a figure was published. Shipped ones have a key; those that offices type have none."""

    key = models.CharField(_("key"), max_length=40, unique=True, null=True, blank=True)
    title = models.CharField(_("title"), max_length=400)
    url = models.URLField(_("address"), max_length=500, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (
            models.UniqueConstraint(
                "title", "url", "dated_on", name="indicators_source_typed_once", nulls_distinct=False,
                condition=Q(key=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))

    def around(self, city: object) -> Self:
        """The city's, its province's and the nation's."""
        return self.filter(
            Q(level=Series.Level.CITY, city=city)
            | Q(level=Series.Level.PROVINCE, province=getattr(city, "province_id", None))
            | Q(level=Series.Level.NATION)
        )


class Series(models.Model):
    """Figures of one place by one method in one unit. What cannot be compared, a new method or a sample, is a series of its
    own; `break_note` says why it begins."""

    class Level(models.TextChoices):
        CITY = "city", _("city")
        PROVINCE = "province", _("province")
        NATION = "nation", _("nation")

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="series", verbose_name=_("indicator")
    )
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.CITY)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    province = models.ForeignKey(
        "people.TerritorialUnit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )  # fmt: skip
    label = models.SlugField(_("mark"), max_length=40, blank=True)
    title_id = models.CharField(_("name (Indonesian)"), max_length=200, blank=True)
    title_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    break_note_id = models.CharField(
        _("why it is a series of its own (Indonesian)"), max_length=400, blank=True
    )
    break_note_en = models.CharField(_("why it is a series of its own (English)"), max_length=400, blank=True)
    unit_id = models.CharField(_("unit (Indonesian)"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit (English)"), max_length=60, blank=True)
    frequency = models.CharField(
        _("periods"), max_length=7, default="year", choices=[(each, each) for each in periods.PARTS]
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "level", "label", "pk")
        verbose_name = _("series")
        verbose_name_plural = _("series (several)")
        constraints = (
            models.UniqueConstraint(
                "indicator", "level", "city", "province", "label", name="indicators_series_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(level="city", city__isnull=False, province=None)
                | Q(level="province", city=None, province__isnull=False)
                | Q(level="nation", city=None, province=None),
                name="indicators_series_of_one_place",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.level}/{self.label}"

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def unit(self) -> str:
        return pick(self, "unit")

    @property
    def break_note(self) -> str:
        return pick(self, "break_note")


class Status(models.TextChoices):
    FACT = "fact", pgettext_lazy("figure", "fact")
    ESTIMATE = "estimate", pgettext_lazy("figure", "estimate")
    SAMPLE = "sample", pgettext_lazy("figure", "sample")


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(series__in=Series.objects.visible_to(user))


class Observation(Versioned):
    """One figure of one period. `places` are the decimals it was published with, which say how exact it is."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="observations", verbose_name=_("series"))
    period = models.CharField(_("period"), max_length=7)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    places = models.PositiveSmallIntegerField(_("decimals as published"), default=0)
    status = models.CharField(_("status"), max_length=8, choices=Status)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ("series", "year", "period")
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = (
            models.UniqueConstraint("series", "period", name="indicators_observation_once"),
            models.CheckConstraint(
                condition=~Q(status="fact") | Q(source__isnull=False), name="indicators_fact_has_a_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.period}"

    @property
    def note(self) -> str:
        return pick(self, "note")


class FigureRevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(series__in=Series.objects.visible_to(user))


class Revision(models.Model):
    """What stood in a period before somebody changed or removed it; appended, never changed."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="revisions", verbose_name=_("series"))
    period = models.CharField(_("period"), max_length=7)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    places = models.PositiveSmallIntegerField(_("decimals as published"), default=0)
    status = models.CharField(_("status"), max_length=8, choices=Status)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    until = models.DateTimeField(_("stood until"))
    by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = FigureRevisionQuerySet.as_manager()

    class Meta:
        ordering = ("series", "period", "until", "pk")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.series_id} {self.period}"


class FigureTargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(indicator__in=Indicator.objects.visible_to(user))


class Target(Versioned):
    """What a city wants to have reached in a year; `basis` names the plan that says so."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=24, decimal_places=6)
    basis = models.CharField(_("from which plan"), max_length=200)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = FigureTargetQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "city", "year")
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = (
            models.UniqueConstraint("indicator", "city", "year", name="indicators_target_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}"
