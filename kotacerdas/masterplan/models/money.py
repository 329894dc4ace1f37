"""Money of programmes in whole rupiah: what each source gives in a year, and what was spent month by month."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.models.editions import Edition
from kotacerdas.masterplan.models.programmes import Programme
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class BudgetQuerySet(models.QuerySet["Budget"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Budget(models.Model):
    """The ceiling of one source in one year: as first set (APBD murni) and, where it was changed, after that (perubahan).
    The plan by quarter are increments; what is not planned is empty, not nothing."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="budgets", verbose_name=_("programme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source of the money"), max_length=5, choices=Money)
    ceiling = models.BigIntegerField(_("ceiling"))
    changed = models.BigIntegerField(_("ceiling after the change"), null=True, blank=True)
    plan_q1 = models.BigIntegerField(_("planned in quarter 1"), null=True, blank=True)
    plan_q2 = models.BigIntegerField(_("planned in quarter 2"), null=True, blank=True)
    plan_q3 = models.BigIntegerField(_("planned in quarter 3"), null=True, blank=True)
    plan_q4 = models.BigIntegerField(_("planned in quarter 4"), null=True, blank=True)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year", "source")
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = (
            models.UniqueConstraint("programme", "year", "source", name="masterplan_budget_once"),
            models.CheckConstraint(
                condition=Q(ceiling__gte=0) & (Q(changed=None) | Q(changed__gte=0)),
                name="masterplan_budget_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year} {self.source}"

    @property
    def effective(self) -> int:
        """What may be spent now."""
        return self.ceiling if self.changed is None else self.changed

    @property
    def plan(self) -> tuple[int | None, ...]:
        return self.plan_q1, self.plan_q2, self.plan_q3, self.plan_q4


class SpentQuerySet(models.QuerySet["Spent"]):
    def visible_to(self, user: "Someone") -> Self:
        """What agencies report is for the city's offices."""
        offices = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("programme__edition__city")
        return self.filter(offices, programme__edition__in=Edition.objects.visible_to(user))


class Spent(models.Model):
    """What was spent of one source in one month: an increment, never a running total."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="spent", verbose_name=_("programme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    source = models.CharField(_("source of the money"), max_length=5, choices=Money)
    amount = models.BigIntegerField(_("amount"))

    objects = SpentQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year", "month", "source")
        verbose_name = _("spending")
        verbose_name_plural = _("spendings")
        constraints = (
            models.UniqueConstraint("programme", "year", "month", "source", name="masterplan_spent_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="masterplan_spent_in_a_month"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}-{self.month:02} {self.source}"
