"""Planning documents: every edition with its period and standing, its tree, and which goal serves which."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

FIRST_YEAR, LAST_YEAR = 1980, 2150


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: "Someone") -> Self:
        """What was adopted is public; what is in review is for all who take part, a draft for the city's offices."""
        taking_part = access.reach(user, Permission.DISCUSS).rows("city")
        drafting = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        return self.filter(
            Q(status__in=Edition.FROZEN) | (Q(status=Edition.Status.REVIEW) & taking_part) | drafting
        )

    def in_force(self) -> Self:
        return self.filter(status=Edition.Status.ADOPTED)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Edition(Versioned):
    """One edition of a planning document. Once adopted its words, targets and ceilings stay; what is done and spent goes on.

    The successor names its `predecessor`; a city writes one edition of a kind after the other, an agency its own Renstra.
    """

    class Kind(models.TextChoices):
        RPJPD = "rpjpd", "RPJPD"
        RPJMD = "rpjmd", "RPJMD"
        RENSTRA = "renstra", "Renstra"
        RKPD = "rkpd", "RKPD"
        RENJA = "renja", "Renja"
        MASTERPLAN = "masterplan", _("Smart City masterplan")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        REVIEW = "review", pgettext_lazy("plan", "in review")
        ADOPTED = "adopted", pgettext_lazy("plan", "adopted")
        SUPERSEDED = "superseded", pgettext_lazy("plan", "superseded")

    FROZEN = (Status.ADOPTED, Status.SUPERSEDED)

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    kind = models.CharField(_("kind of document"), max_length=10, choices=Kind)
    code = models.SlugField(_("code"), max_length=60)
    title_id = models.CharField(_("title (Indonesian)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of the agency")
    )  # fmt: skip
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    legal_basis = models.CharField(_("legal basis"), max_length=400, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("continues")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    review_until = models.DateField(_("review until"), null=True, blank=True)
    source = models.ForeignKey(
        "indicators.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("city", "kind", "-first_year", "-pk")
        verbose_name = _("edition of a plan")
        verbose_name_plural = _("editions of plans")
        constraints = (
            models.UniqueConstraint("city", "code", name="masterplan_edition_code_once_a_city"),
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="masterplan_edition_years_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(kind="masterplan") | Q(organisation=None), name="masterplan_belongs_to_the_city"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("masterplan:edition", args=[self.city.code, self.code])

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def note(self) -> str:
        return pick(self, "note")

    @property
    def is_frozen(self) -> bool:
        return self.status in self.FROZEN

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def period(self) -> str:
        return f"{self.first_year}–{self.last_year}"


class NodeQuerySet(models.QuerySet["Node"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Node(Versioned):
    """One sentence of a document: its vision, a mission, a goal (tujuan), a target (sasaran), the theme of a period."""

    class Kind(models.TextChoices):
        VISION = "vision", _("vision")
        MISSION = "mission", _("mission")
        GOAL = "goal", pgettext_lazy("plan", "goal (tujuan)")
        TARGET = "target", pgettext_lazy("plan", "target (sasaran)")
        THEME = "theme", _("theme of a period")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="nodes", verbose_name=_("edition"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("below")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    code = models.CharField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    text_id = models.TextField(_("words (Indonesian)"), max_length=2000)
    text_en = models.TextField(_("words (English)"), max_length=2000, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "position", "pk")
        verbose_name = _("goal of a plan")
        verbose_name_plural = _("goals of plans")
        constraints = (
            models.UniqueConstraint("edition", "code", name="masterplan_node_code_once_an_edition"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#n-{self.pk}"

    @property
    def text(self) -> str:
        return pick(self, "text")

    @property
    def city(self) -> object:
        """Where it can be discussed."""
        return self.edition.city


class ServingQuerySet(models.QuerySet["Serving"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(higher__in=Node.objects.visible_to(user))


class Serving(models.Model):
    """A goal or a programme serves a higher goal, of the same edition or of another one."""

    lower = models.ForeignKey(
        Node, models.CASCADE, null=True, blank=True, related_name="serves", verbose_name=_("goal that serves")
    )
    programme = models.ForeignKey(
        "masterplan.Programme", models.CASCADE, null=True, blank=True, related_name="serves",
        verbose_name=_("programme that serves"),
    )  # fmt: skip
    higher = models.ForeignKey(Node, models.CASCADE, related_name="served_by", verbose_name=_("goal served"))
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = ServingQuerySet.as_manager()

    class Meta:
        ordering = ("higher", "pk")
        verbose_name = _("serving of a goal")
        verbose_name_plural = _("servings of goals")
        constraints = (
            models.CheckConstraint(
                condition=Q(lower=None, programme__isnull=False) | Q(lower__isnull=False, programme=None),
                name="masterplan_one_thing_serves",
            ),
            models.CheckConstraint(condition=~Q(lower=F("higher")), name="masterplan_nothing_serves_itself"),
            models.UniqueConstraint(
                "lower", "higher", condition=Q(lower__isnull=False), name="masterplan_goal_serves_once"
            ),
            models.UniqueConstraint(
                "programme", "higher", condition=Q(programme__isnull=False), name="masterplan_programme_serves_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.lower_id or self.programme_id} → {self.higher_id}"
