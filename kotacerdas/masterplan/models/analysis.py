"""What a plan answers: strategic issues of the city, how ready it is, its strengths and weaknesses."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.common.versions import Versioned
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.models.editions import Edition
from kotacerdas.masterplan.models.programmes import Programme

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

MOST_LEVEL = 4


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: "Someone") -> Self:
        """Every city names its issues in public."""
        return self.all()


class Issue(Versioned):
    """A strategic issue of a city, and the programmes that answer it."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    text_id = models.TextField(_("words (Indonesian)"), max_length=2000, blank=True)
    text_en = models.TextField(_("words (English)"), max_length=2000, blank=True)
    source = models.ForeignKey(
        "indicators.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="issues", verbose_name=_("programmes that answer it")
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("city", "position", "code")
        verbose_name = _("strategic issue")
        verbose_name_plural = _("strategic issues")
        constraints = (models.UniqueConstraint("city", "code", name="masterplan_issue_code_once_a_city"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('masterplan:issues')}?kota={self.city.code}#isu-{self.code}"

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def text(self) -> str:
        return pick(self, "text")


class ReadinessQuerySet(models.QuerySet["Readiness"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Readiness(models.Model):
    """How ready a dimension is in one element, 0 to 4 in the city's own judgement, and how ready it wants to be."""

    class Element(models.TextChoices):
        STRUCTURE = "structure", _("structure (people, budget, governance)")
        INFRASTRUCTURE = "infrastructure", _("infrastructure (physical, digital, social)")
        SUPERSTRUCTURE = "superstructure", _("superstructure (rules, institutions, procedures)")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="readiness", verbose_name=_("edition"))
    dimension = models.CharField(_("dimension"), max_length=5, choices=Dimension)
    element = models.CharField(_("element"), max_length=14, choices=Element)
    now = models.PositiveSmallIntegerField(_("ready now"), null=True, blank=True)
    goal = models.PositiveSmallIntegerField(_("wants to be"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    objects = ReadinessQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "dimension", "element")
        verbose_name = _("readiness")
        verbose_name_plural = _("readiness")
        constraints = (
            models.UniqueConstraint("edition", "dimension", "element", name="masterplan_readiness_once"),
            models.CheckConstraint(
                condition=(Q(now=None) | Q(now__lte=MOST_LEVEL)) & (Q(goal=None) | Q(goal__lte=MOST_LEVEL)),
                name="masterplan_readiness_within_levels",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension} {self.element}"


class StrengthQuerySet(models.QuerySet["Strength"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Strength(models.Model):
    """One line of the SWOT of an edition, of a dimension or of the whole."""

    class Quadrant(models.TextChoices):
        STRENGTH = "s", pgettext_lazy("swot", "strength")
        WEAKNESS = "w", pgettext_lazy("swot", "weakness")
        OPPORTUNITY = "o", pgettext_lazy("swot", "opportunity")
        THREAT = "t", pgettext_lazy("swot", "threat")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="swot", verbose_name=_("edition"))
    dimension = models.CharField(_("dimension"), max_length=5, choices=Dimension, blank=True)
    quadrant = models.CharField(_("quadrant"), max_length=1, choices=Quadrant)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    text = models.TextField(_("words"), max_length=1000)

    objects = StrengthQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "quadrant", "position", "pk")
        verbose_name = _("line of a SWOT")
        verbose_name_plural = _("lines of a SWOT")

    def __str__(self) -> str:
        return self.text
