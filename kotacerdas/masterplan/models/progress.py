"""How a programme comes on: milestones, monthly reports, risks."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
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


def _offices(user: "Someone") -> Q:
    """What agencies report is for the city's offices."""
    offices = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("programme__edition__city")
    return offices & Q(programme__edition__in=Edition.objects.visible_to(user))


class ProgrammeMilestoneQuerySet(models.QuerySet["Milestone"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(_offices(user))


class Milestone(Versioned):
    """A step with its weight; weights count by their share, whatever they add up to."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="milestones", verbose_name=_("programme")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    title = models.CharField(_("milestone"), max_length=300)
    weight = models.DecimalField(_("weight"), max_digits=8, decimal_places=3, default=1)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    objects = ProgrammeMilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "position", "pk")
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = (
            models.CheckConstraint(condition=Q(weight__gt=0), name="masterplan_milestone_has_weight"),
        )

    def __str__(self) -> str:
        return self.title


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(_offices(user))


class Report(Versioned):
    """What an agency reported for a month. `physical` is cumulative: percent of the year's work done by the end of the
    month; increments are computed. Money stands in `Spent`, as increments. `correction` says why it fell."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="reports", verbose_name=_("programme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    physical = models.DecimalField(_("work done since January, percent"), max_digits=5, decimal_places=2)
    note = models.TextField(_("what was done"), max_length=2000, blank=True)
    obstacle = models.TextField(_("what hinders"), max_length=2000, blank=True)
    correction = models.CharField(_("why it is less than before"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )  # fmt: skip
    at = models.DateTimeField(_("at"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year", "month")
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        constraints = (
            models.UniqueConstraint("programme", "year", "month", name="masterplan_one_report_a_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="masterplan_report_of_a_month"),
            models.CheckConstraint(
                condition=Q(physical__gte=0, physical__lte=100), name="masterplan_physical_is_a_percentage"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}-{self.month:02}"


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(_offices(user))


_ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


class Risk(Versioned):
    """What may go wrong, and what is done about it. Its size is looked up in the matrix, never multiplied."""

    class Treatment(models.TextChoices):
        ESCALATE = "escalate", _("escalation (eskalasi)")
        MITIGATE = "mitigate", _("mitigation (mitigasi)")
        TRANSFER = "transfer", _("transfer (transfer)")
        AVOID = "avoid", _("avoidance (penghindaran)")
        ACCEPT = "accept", pgettext_lazy("risk", "acceptance (penerimaan)")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="risks", verbose_name=_("programme")
    )
    what = models.CharField(_("what may happen"), max_length=400)
    cause = models.CharField(_("cause"), max_length=400, blank=True)
    effect = models.CharField(_("effect"), max_length=400, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=_ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(_("impact"), validators=_ONE_TO_FIVE)
    treatment = models.CharField(_("treatment"), max_length=8, choices=Treatment, blank=True)
    mitigation = models.TextField(_("what is done about it"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    residual_likelihood = models.PositiveSmallIntegerField(
        _("likelihood after treatment"), null=True, blank=True, validators=_ONE_TO_FIVE
    )
    residual_impact = models.PositiveSmallIntegerField(
        _("impact after treatment"), null=True, blank=True, validators=_ONE_TO_FIVE
    )

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "pk")
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        constraints = (
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="masterplan_risk_from_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(residual_likelihood=None, residual_impact=None)
                | Q(residual_likelihood__gte=1, residual_likelihood__lte=5, residual_impact__gte=1, residual_impact__lte=5),
                name="masterplan_residual_risk_from_one_to_five",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.what
