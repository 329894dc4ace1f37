"""Programmes of an edition: who does what for whom, with which indicator and targets year by year."""

from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.masterplan.domain import codes
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.models.editions import Edition

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(edition__in=Edition.objects.visible_to(user))

    def by_code(self) -> Self:
        return self.order_by("code")


class Programme(Versioned):
    """One programme, in the words of the city's own document.

    `continues` names the same programme in the edition before, whatever it was called there. `questions` are codes of the
    evaluation's questions that its running answers ("C31"); `sipd` holds the codes of SIPD by level; `standards` those of
    SNI ISO 37122 and U4SSC. `indicator` is the city's indicator that measures it, `measure` its words in the document.
    """

    class Kind(models.TextChoices):
        DIMENSION = "dimension", _("programme of a dimension")
        PEOPLE = "people", _("action plan: people")
        INFRASTRUCTURE = "infrastructure", _("action plan: infrastructure")
        APPLICATIONS = "applications", _("action plan: applications")
        LITERACY = "literacy", _("action plan: literacy")
        QUICK_WIN = "quick_win", "quick win"
        COLLABORATION = "collaboration", _("collaboration with neighbours")

    ACTION_PLANS = (Kind.PEOPLE, Kind.INFRASTRUCTURE, Kind.APPLICATIONS, Kind.LITERACY)

    class Nature(models.TextChoices):
        DIGITAL = "digital", pgettext_lazy("nature", "digital")
        SERVICE = "service", pgettext_lazy("nature", "service without a computer")
        INFRASTRUCTURE = "infrastructure", pgettext_lazy("nature", "things that are built")
        BEHAVIOUR = "behaviour", pgettext_lazy("nature", "behaviour of people")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("programme", "planned")
        RUNNING = "running", pgettext_lazy("programme", "running")
        DONE = "done", pgettext_lazy("programme", "done")
        STOPPED = "stopped", pgettext_lazy("programme", "stopped")

    SIPD_LEVELS = ("urusan", "program", "kegiatan", "subkegiatan")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="programmes", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=40, validators=[RegexValidator(codes.SHAPE.pattern)])
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.DIMENSION)
    dimension = models.CharField(_("dimension"), max_length=5, choices=Dimension, blank=True)
    subdimension = models.SlugField(_("sub-dimension"), max_length=30, blank=True)
    nature = models.CharField(_("nature"), max_length=14, choices=Nature, blank=True)
    goal = models.TextField(_("goal"), max_length=2000, blank=True)
    indicator = models.ForeignKey(
        "indicators.Indicator", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("indicator")
    )  # fmt: skip
    measure = models.CharField(_("measured by"), max_length=400, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(_("baseline"), max_digits=24, decimal_places=6, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    lead = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leading agency")
    )  # fmt: skip
    supporting = models.ManyToManyField(
        "people.Organisation", blank=True, related_name="+", verbose_name=_("supporting agencies")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    stop_reason = models.CharField(_("why it was stopped"), max_length=500, blank=True)
    rpjmd_ref = models.CharField(_("place in the RPJMD"), max_length=300, blank=True)
    renstra_ref = models.CharField(_("place in the Renstra"), max_length=300, blank=True)
    sipd = models.JSONField(_("codes of SIPD"), default=dict, blank=True)
    standards = models.JSONField(_("codes of standards"), default=list, blank=True)
    questions = models.JSONField(_("questions it answers"), default=list, blank=True)
    is_budget_tagged = models.BooleanField(_("counts as budget of the Smart City"), default=True)
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "code")
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = (
            models.UniqueConstraint("edition", "code", name="masterplan_programme_code_once_an_edition"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="masterplan_programme_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stop_reason=""), name="masterplan_stopped_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("masterplan:programme", args=[self.edition.city.code, self.edition.code, self.code])

    @property
    def city(self) -> object:
        """Where it can be discussed."""
        return self.edition.city


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Partner(models.Model):
    """Somebody outside the city's offices who takes part."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("University")
        COMPANY = "company", _("Company")
        CITY_COMPANY = "city_company", _("City-owned company (BUMD)")
        COMMUNITY = "community", _("Community")
        MINISTRY = "ministry", _("Ministry")
        NEIGHBOUR = "neighbour", _("Neighbouring city")
        OTHER = "other", pgettext_lazy("partner", "another")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="partners", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "name")
        verbose_name = _("outside partner")
        verbose_name_plural = _("outside partners")
        constraints = (
            models.UniqueConstraint("programme", "name", name="masterplan_partner_once_a_programme"),
        )

    def __str__(self) -> str:
        return self.name


class YearFigureQuerySet(models.QuerySet["YearFigure"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class YearFigure(models.Model):
    """What a programme wants to reach in a year, and what it reached. The target freezes with its edition, the other not."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="figures", verbose_name=_("programme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    target = models.DecimalField(_("target"), max_digits=24, decimal_places=6, null=True, blank=True)
    realised = models.DecimalField(_("reached"), max_digits=24, decimal_places=6, null=True, blank=True)

    objects = YearFigureQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year")
        verbose_name = _("figure of a year")
        verbose_name_plural = _("figures of years")
        constraints = (models.UniqueConstraint("programme", "year", name="masterplan_one_figure_a_year"),)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"
