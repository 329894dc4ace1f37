"""The scale of priorities: criteria, what people think of them, marks of programmes, portfolios and what was decided."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.masterplan.models.editions import Edition
from kotacerdas.masterplan.models.programmes import Programme
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class ScaleQuerySet(models.QuerySet["Scale"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those who take part in the city's programme, and who see the edition."""
        taking_part = access.reach(user, Permission.DISCUSS).rows("edition__city")
        return self.filter(taking_part, edition__in=Edition.objects.visible_to(user))


class Scale(Versioned):
    """Criteria with their weights, by comparisons in pairs (AHP) of several people or given directly."""

    class Method(models.TextChoices):
        PAIRS = "pairs", _("comparisons in pairs (AHP)")
        DIRECT = "direct", _("weights given directly")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="scales", verbose_name=_("edition"))
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    method = models.CharField(_("where the weights come from"), max_length=6, choices=Method)
    is_open = models.BooleanField(_("people may still compare"), default=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ScaleQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "code")
        verbose_name = _("scale of priorities")
        verbose_name_plural = _("scales of priorities")
        constraints = (
            models.UniqueConstraint("edition", "code", name="masterplan_scale_code_once_an_edition"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("masterplan:scale", args=[self.edition.city.code, self.edition.code, self.code])

    @property
    def city(self) -> object:
        """Where it can be discussed."""
        return self.edition.city


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(scale__in=Scale.objects.visible_to(user))


class Criterion(models.Model):
    """`weight` is the one given directly; weights count by their share."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="criteria", verbose_name=_("scale"))
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("criterion"), max_length=200)
    note = models.CharField(_("how it is judged"), max_length=500, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=9, decimal_places=4, null=True, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ("scale", "position", "pk")
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = (
            models.UniqueConstraint("scale", "code", name="masterplan_criterion_once_a_scale"),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__gte=0), name="masterplan_weight_not_negative"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class CriteriaOpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(scale__in=Scale.objects.visible_to(user))


class Opinion(Versioned):
    """One person's comparisons: `pairs` holds [first, second, value] with codes of criteria and "3" or "1/5" on the scale of
    Saaty. Above a consistency ratio of 0.1 it counts only if somebody overruled with a reason."""

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="opinions", verbose_name=_("scale"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    pairs = models.JSONField(_("comparisons"), default=list)
    ratio = models.DecimalField(_("consistency ratio"), max_digits=7, decimal_places=4)
    overruled = models.CharField(_("why it counts all the same"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    objects = CriteriaOpinionQuerySet.as_manager()

    class Meta:
        ordering = ("scale", "at", "pk")
        verbose_name = _("opinion on criteria")
        verbose_name_plural = _("opinions on criteria")
        constraints = (models.UniqueConstraint("scale", "user", name="masterplan_one_opinion_each"),)

    def __str__(self) -> str:
        return f"{self.scale_id} {self.user_id}"


class ProgrammeMarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(criterion__in=Criterion.objects.visible_to(user))


class Mark(models.Model):
    """How well a programme meets a criterion, 0 to 100."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="marks", verbose_name=_("criterion")
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="marks", verbose_name=_("programme")
    )
    value = models.DecimalField(_("mark"), max_digits=6, decimal_places=2)

    objects = ProgrammeMarkQuerySet.as_manager()

    class Meta:
        ordering = ("criterion", "programme")
        verbose_name = _("mark of a programme")
        verbose_name_plural = _("marks of programmes")
        constraints = (
            models.UniqueConstraint("criterion", "programme", name="masterplan_one_mark_each"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="masterplan_mark_to_hundred"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.programme_id}"


class RelationQuerySet(models.QuerySet["Relation"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Relation(models.Model):
    """A programme comes only along with another one, or never beside it. Circles of "requires" are refused by the deed."""

    class Kind(models.TextChoices):
        REQUIRES = "requires", pgettext_lazy("relation", "comes only with")
        EXCLUDES = "excludes", pgettext_lazy("relation", "never beside")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="relations", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    other = models.ForeignKey(Programme, models.CASCADE, related_name="+", verbose_name=_("other programme"))

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "kind", "other")
        verbose_name = _("relation of programmes")
        verbose_name_plural = _("relations of programmes")
        constraints = (
            models.UniqueConstraint("programme", "other", name="masterplan_one_relation"),
            models.CheckConstraint(condition=~Q(programme=F("other")), name="masterplan_relation_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind} {self.other_id}"


class EffortQuerySet(models.QuerySet["Effort"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Effort(models.Model):
    """Work of the leading agency in a year, in person-months."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="efforts", verbose_name=_("programme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    months = models.DecimalField(_("person-months"), max_digits=9, decimal_places=2)

    objects = EffortQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year")
        verbose_name = _("work of a programme")
        verbose_name_plural = _("work of programmes")
        constraints = (
            models.UniqueConstraint("programme", "year", name="masterplan_one_effort_a_year"),
            models.CheckConstraint(condition=Q(months__gte=0), name="masterplan_effort_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(scale__in=Scale.objects.visible_to(user))


class Portfolio(Versioned):
    """One choice of programmes: `limits` is what was allowed (budget by source and year, capacity by agency and year, must),
    `scenario` what the solver was given, `result` what it answered (`commands.priority solve --json`)."""

    class Objective(models.TextChoices):
        PRIORITY = "priority", _("the most priority")
        GAIN = "gain", _("the most gain in the final index")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    scale = models.ForeignKey(Scale, models.CASCADE, related_name="portfolios", verbose_name=_("scale"))
    title = models.CharField(_("title"), max_length=200)
    objective = models.CharField(_("what is wanted"), max_length=8, choices=Objective)
    limits = models.JSONField(_("limits"), default=dict)
    scenario = models.JSONField(_("scenario"), default=dict, blank=True)
    result = models.JSONField(_("answer"), default=dict, blank=True)
    faults = models.JSONField(_("why there is none"), default=list, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"))

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        ordering = ("scale", "-made_at", "-pk")
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")

    def __str__(self) -> str:
        return self.title


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(portfolio__in=Portfolio.objects.visible_to(user))


class Resolution(models.Model):
    """What was decided about a portfolio; never changed, a later one follows it."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("portfolio", "taken as it is")
        CHANGED = "changed", pgettext_lazy("portfolio", "taken with changes")
        REJECTED = "rejected", pgettext_lazy("portfolio", "not taken")

    portfolio = models.ForeignKey(
        Portfolio, models.CASCADE, related_name="resolutions", verbose_name=_("portfolio")
    )
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=4000)
    decided_on = models.DateField(_("decided on"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )  # fmt: skip
    written_at = models.DateTimeField(_("written at"))

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ("portfolio", "written_at", "pk")
        verbose_name = _("decision on a portfolio")
        verbose_name_plural = _("decisions on portfolios")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="masterplan_resolution_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.portfolio_id} {self.outcome}"


class DissentQuerySet(models.QuerySet["Dissent"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(resolution__in=Resolution.objects.visible_to(user))


class Dissent(models.Model):
    """Who did not agree, and why; it stands beside the decision."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="dissents", verbose_name=_("decision")
    )
    name = models.CharField(_("who"), max_length=200)
    reason = models.TextField(_("why"), max_length=2000)

    objects = DissentQuerySet.as_manager()

    class Meta:
        ordering = ("resolution", "pk")
        verbose_name = _("dissent")
        verbose_name_plural = _("dissents")

    def __str__(self) -> str:
        return self.name


class WayQuerySet(models.QuerySet["Way"]):
    def visible_to(self, user: "Someone") -> Self:
        """What may be built in which way is weighed by the offices until it is chosen."""
        offices = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("programme__edition__city")
        seen = self.filter(programme__in=Programme.objects.visible_to(user))
        return seen.filter(offices | Q(is_chosen=True, programme__edition__status__in=Edition.FROZEN))


class Way(Versioned):
    """One way to build a programme. `capital` is {source: {year: rupiah}}; the cost over its life adds the yearly cost of
    running it. `brings` is the share of priority and gain that this way brings."""

    class Delivery(models.TextChoices):
        OWN = "own", _("by the city itself")
        KPBU = "kpbu", "KPBU"
        GRANT = "grant", pgettext_lazy("money", "grant")
        CSR = "csr", _("CSR of companies")
        LOAN = "loan", _("regional loan")
        SPONSORSHIP = "sponsorship", _("sponsorship")

    class Stage(models.TextChoices):
        IDEA = "idea", pgettext_lazy("way", "idea")
        STUDY = "study", pgettext_lazy("way", "study")
        TALKS = "talks", pgettext_lazy("way", "talks with partners")
        AGREED = "agreed", pgettext_lazy("way", "agreed")
        BUILDING = "building", pgettext_lazy("way", "being built")
        RUNNING = "running", pgettext_lazy("way", "in use")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="ways", verbose_name=_("programme"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    delivery = models.CharField(_("delivery"), max_length=11, choices=Delivery)
    technology = models.CharField(_("technology"), max_length=300, blank=True)
    partner = models.CharField(_("partner"), max_length=200, blank=True)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, default=Stage.IDEA)
    decides = models.CharField(_("who decides"), max_length=200, blank=True)
    capital = models.JSONField(_("cost of building"), default=dict)
    yearly_cost = models.BigIntegerField(_("cost of running it a year"), null=True, blank=True)
    life_years = models.PositiveSmallIntegerField(_("years of life"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months until it can be used"), null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood of its greatest risk"), null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact of its greatest risk"), null=True, blank=True)
    risk = models.CharField(_("its greatest risk"), max_length=400, blank=True)
    brings = models.DecimalField(
        _("share that it brings"), max_digits=4, decimal_places=3, default=Decimal(1)
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    documents = models.ManyToManyField(
        "evidence.Document", blank=True, related_name="+", verbose_name=_("documents")
    )
    is_chosen = models.BooleanField(_("chosen"), default=False)
    chosen_because = models.CharField(_("why it was chosen"), max_length=1000, blank=True)

    objects = WayQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "code")
        verbose_name = _("way to build")
        verbose_name_plural = _("ways to build")
        constraints = (
            models.UniqueConstraint("programme", "code", name="masterplan_way_once_a_programme"),
            models.UniqueConstraint("programme", condition=Q(is_chosen=True), name="masterplan_one_way_is_chosen"),
            models.CheckConstraint(
                condition=Q(brings__gte=0, brings__lte=1), name="masterplan_way_brings_a_share"
            ),
            models.CheckConstraint(
                condition=Q(likelihood=None, impact=None)
                | Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="masterplan_way_risk_from_one_to_five",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title
