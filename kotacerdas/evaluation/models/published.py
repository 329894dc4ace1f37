"""Rounds, results and what came with them; every figure keeps where it was published."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.instruments import catalogue
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.instruments.domain.edition import Edition
    from kotacerdas.instruments.domain.scoring import Panel
    from kotacerdas.people.access import Someone


def drafts_of(user: "Someone", *, city: str = "city") -> Q:
    """The rows that somebody sees before they are published: of the own city, or of the own area. `city` leads to it."""
    kinds = (Permission.SEE_CITY_DRAFTS, Permission.SEE_ALL_DRAFTS)
    return Q(*(access.reach(user, kind).rows(city) for kind in kinds), _connector=Q.OR)


def with_its_round(user: "Someone", *, city: str = "city", round_: str = "round") -> Q:
    """The rows that come with a result: of a published round for all; before that for operators and, of rounds that are
    only known by their results, for the city itself. What assessors find here is told to nobody before its day.

    Of a round that a city keeps for itself, that city alone. `city` and `round_` lead to them.
    """
    own = access.reach(user, Permission.SEE_CITY_DRAFTS).rows(city)
    operated = access.reach(user, Permission.SEE_ALL_DRAFTS).rows(city)
    shared = Q(**{f"{round_}__is_published": True}) | operated | (own & ~Q(**{f"{round_}__kind": "run"}))
    return (Q(**{f"{round_}__city": None}) & shared) | (Q(**{f"{round_}__city__isnull": False}) & own)


class Source(models.Model):
    """A public document that a figure was taken from."""

    key = models.CharField(_("key"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=400)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    class Meta:
        ordering = ("key",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: "Someone") -> Self:
        """Published rounds for all; drafts for operators and for the cities that are in them; a round that a city keeps
        for itself for nobody else."""
        own = Q(city__isnull=False) & access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        if access.reach(user, Permission.SEE_ALL_DRAFTS).is_everywhere:
            return self.filter(Q(city=None) | own)
        taking_part = Round.objects.filter(drafts_of(user, city="participations__city")).values("pk")
        scored = Result.objects.filter(drafts_of(user)).values("round")
        operated = Q(province__in=access.reach(user, Permission.SEE_ALL_DRAFTS).provinces)
        shared = Q(is_published=True) | Q(pk__in=scored) | Q(pk__in=taking_part) | operated
        return self.filter((Q(city=None) & shared) | own)

    def with_ranking(self) -> Self:
        """Those in which cities are compared."""
        return self.filter(city=None)

    def with_days(self) -> Self:
        """Those that people work through here, step by step; the others are only known by their results."""
        return self.exclude(kind=Round.Kind.PUBLISHED)


class Round(models.Model):
    """One edition of an instrument applied to one cohort of cities. `year` is evaluated; the dates are the calendar's.

    With a `city` it is that city's own: its work beside the ministry's portal, or a rehearsal; nobody else sees it.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", pgettext_lazy("round", "known by its results")
        RUN = "run", pgettext_lazy("round", "runs here")
        OWN = "own", pgettext_lazy("round", "prepared here, submitted to the ministry")
        TRIAL = "trial", pgettext_lazy("round", "rehearsal")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind of round"), max_length=9, choices=Kind, default=Kind.PUBLISHED)
    city = models.ForeignKey(
        "people.City",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_rounds",
        verbose_name=_("city that keeps it for itself"),
    )
    province = models.ForeignKey(
        "people.TerritorialUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("province whose operator runs it"),
    )
    instrument = models.CharField(_("instrument edition"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("evaluated year"))
    stage = models.CharField(_("stage"), max_length=10, blank=True)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    cohort_id = models.CharField(_("cohort (Indonesian)"), max_length=300, blank=True)
    cohort_en = models.CharField(_("cohort (English)"), max_length=300, blank=True)
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    cities_invited = models.PositiveSmallIntegerField(_("cities invited"), null=True, blank=True)
    cities_scored = models.PositiveSmallIntegerField(_("cities scored"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Jakarta")
    sources: "models.ManyToManyField[Source, models.Model]" = models.ManyToManyField(
        Source, verbose_name=_("sources")
    )
    is_complete = models.BooleanField(_("all cities of the official table are here"), default=False)
    is_published = models.BooleanField(_("published"), default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "code")
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = (
            models.CheckConstraint(
                condition=Q(city=None, kind__in=["published", "run"])
                | Q(city__isnull=False, kind__in=["own", "trial"], is_published=False),
                name="evaluation_round_of_a_city_is_private",
            ),
            models.CheckConstraint(
                condition=Q(province=None) | Q(kind="run"), name="evaluation_only_a_run_round_has_a_province"
            ),
        )

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Its ranking; a round that a city keeps for itself has none, so its calendar."""
        return reverse("evaluation:calendar" if self.city_id else "evaluation:ranking", args=[self.code])

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def title(self) -> str:
        return pick(self, "title")

    @property
    def edition(self) -> "Edition | None":
        """The instrument, where it is known which one was used."""
        return catalogue.edition(self.instrument) if self.instrument else None


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, user: "Someone") -> Self:
        """Published ones for all; drafts for operators and, of rounds that do not run here, for the city itself, never
        for a neighbour. Of a round that a city keeps for itself, that city alone."""
        return self.filter(with_its_round(user))


class Result(models.Model):
    """One city in one round.

    `index` is the figure that ranks: computed from the scores by the round's edition, else the published final.
    `exact` is the computed index had nothing been rounded. `parts` holds the nodes just below the index as
    {code: [score, contribution]} in decimal text, so that a ranking needs no scores. `published` holds official
    figures that the scores must reproduce, {code: decimal text}.
    """

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("shipped with the product")
        LOADED = "loaded", _("loaded by an operator")

    round = models.ForeignKey(Round, models.PROTECT, related_name="results", verbose_name=_("round"))
    city = models.ForeignKey("people.City", models.PROTECT, related_name="results", verbose_name=_("city"))
    participated = models.BooleanField(_("took part"), default=True)
    index = models.DecimalField(_("index"), max_digits=12, decimal_places=6, null=True, blank=True)
    exact = models.DecimalField(_("unrounded index"), max_digits=24, decimal_places=12, null=True, blank=True)
    band = models.CharField(_("class"), max_length=40, blank=True)
    parts = models.JSONField(_("parts"), default=dict, blank=True)
    published = models.JSONField(_("published figures"), default=dict, blank=True)
    published_improvement = models.DecimalField(
        _("published improvement"), max_digits=8, decimal_places=4, null=True, blank=True
    )
    published_rank = models.PositiveSmallIntegerField(_("published rank"), null=True, blank=True)
    published_rank_of = models.PositiveSmallIntegerField(_("published rank, out of"), null=True, blank=True)
    is_computed = models.BooleanField(_("computed from scores"), default=False)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.LOADED)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"))
    note_id = models.TextField(_("note (Indonesian)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("round", "city")
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = (models.UniqueConstraint("round", "city", name="evaluation_result_once_per_city"),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.city_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:scorecard", args=[self.city.code, self.round.code])

    def answers(self) -> "dict[str, Decimal | Panel]":
        """The kept scores as the engine takes them; prefetch `scores` where there are many results."""
        return {
            score.code: tuple(score.panel) if score.panel else score.value.normalize() + 0
            for score in self.scores.all()
        }

    @property
    def published_final(self) -> Decimal | None:
        return Decimal(self.published["INDEX"]) if "INDEX" in self.published else None


class Score(models.Model):
    """One published figure of a result: a question's mean, a component's score, or a panel's single answers."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="scores", verbose_name=_("result"))
    code = models.CharField(_("code"), max_length=20)
    value = models.DecimalField(_("score"), max_digits=18, decimal_places=8)
    panel = models.JSONField(_("single answers"), null=True, blank=True)

    class Meta:
        ordering = ("result", "code")
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = (models.UniqueConstraint("result", "code", name="evaluation_score_once_per_node"),)

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


def _readable_by(user: "Someone") -> Q:
    return Q(is_public=True) | drafts_of(user)


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: "Someone") -> Self:
        """Public facts for all, also those of a letter that a city keyed in and calls public; what else came with a round,
        with its result, and what the city was told of before, for its offices."""
        of_public_letters = Q(round__kind="own", is_public=True)
        told = Q(is_told=True) & access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        return self.filter(Q(round=None) | of_public_letters | with_its_round(user) | told)

    def readable_by(self, user: "Someone") -> Self:
        """Those whose words one may read: public ones for all, others for the offices of the city and for operators."""
        return self.visible_to(user).filter(_readable_by(user))

    def with_words(self, user: "Someone") -> Self:
        """Each says by `is_readable` whether one may read its words."""
        told = Case(When(_readable_by(user), then=True), default=False, output_field=models.BooleanField())
        return self.annotate(is_readable=told)

    def told(self) -> Self:
        """Those that the city itself knows of: not what stands in a result that is still to be published."""
        return self.filter(
            Q(round=None) | Q(is_told=True) | Q(round__is_published=True) | Q(round__city__isnull=False)
        )

    def called(self, slug: str) -> Self:
        """By the words of its address; none where these cannot be one."""
        year, *stage, number = slug.split("-") if "-" in slug else ("", "")
        if not (year.isdecimal() and number.isdecimal() and len(stage) < 2 and len(year + number) < 9):
            return self.none()
        return self.filter(year=int(year), stage="".join(stage), number=int(number))


class Recommendation(models.Model):
    """What the assessors advised a city; a text that is not public stays empty and says so."""

    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="recommendations", verbose_name=_("city")
    )
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("round that brought it here"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    stage = models.CharField(_("stage"), max_length=10, blank=True)
    number = models.PositiveSmallIntegerField(_("number"))
    text_id = models.TextField(_("text (Indonesian)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    is_public = models.BooleanField(_("text is public"), default=True)
    is_told = models.BooleanField(_("told to the city before the result"), default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-year", "stage", "number")
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = (
            models.UniqueConstraint(
                "city", "year", "stage", "number", name="evaluation_recommendation_number_once"
            ),
        )

    def __str__(self) -> str:
        """Words that everybody may read, else only what it is called."""
        return (self.is_public and pick(self, "text")) or self.label

    def get_absolute_url(self) -> str:
        return reverse("evaluation:recommendation", args=[self.city.code, self.slug])

    @property
    def label(self) -> str:
        return f"{self.year}/{self.stage or '–'}/{self.number}"

    @property
    def is_sample(self) -> bool:
        """Brought by a round that was invented for the demonstration; fetch `round` where there are many."""
        return self.round is not None and self.round.is_sample

    @property
    def slug(self) -> str:
        """As it stands in the address: "2022-3", or with its stage "2023-II-3"."""
        return "-".join(part for part in (str(self.year), self.stage, str(self.number)) if part)


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: "Someone") -> Self:
        """Only public facts are kept here so far."""
        return self.all()


class Milestone(models.Model):
    """A dated event on a city's way, as exactly dated as the source is."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    city = models.ForeignKey("people.City", models.CASCADE, related_name="milestones", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=40)
    happened_on = models.DateField(_("date"))
    precision = models.CharField(_("precision"), max_length=5, choices=Precision, default=Precision.DAY)
    title_id = models.CharField(_("title (Indonesian)"), max_length=400)
    title_en = models.CharField(_("title (English)"), max_length=400)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("city", "happened_on", "pk")
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = (models.UniqueConstraint("city", "code", name="evaluation_milestone_once"),)

    def __str__(self) -> str:
        return f"{self.happened_on} {self.title_id}"
