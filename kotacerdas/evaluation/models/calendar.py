"""The days of a round: when each step opens and closes, what was extended and why, and which cities take part."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models.published import Round, drafts_of

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

STEPS = [(step.value, step.value) for step in Step]


class StepWindowQuerySet(models.QuerySet["StepWindow"]):
    def visible_to(self, user: "Someone") -> Self:
        """The days of every round that one sees."""
        return self.filter(round__in=Round.objects.visible_to(user))


class StepWindow(models.Model):
    """When a step of a round is open for all its cities."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="windows", verbose_name=_("round"))
    step = models.CharField(_("step"), max_length=15, choices=STEPS)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    set_at = models.DateTimeField(_("set at"))
    revision = models.PositiveSmallIntegerField(_("how often it was set anew"), default=0)

    objects = StepWindowQuerySet.as_manager()

    class Meta:
        ordering = ("round", "opens_at", "pk")
        verbose_name = _("step of a round")
        verbose_name_plural = _("steps of rounds")
        constraints = (
            models.UniqueConstraint("round", "step", name="evaluation_step_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="evaluation_step_ends_after_its_beginning"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.step}"

    @property
    def window(self) -> Window:
        return Window(self.opens_at, self.closes_at)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those for all cities with the round; those of one city for itself and for operators."""
        return self.filter(Q(city=None) | drafts_of(user), round__in=Round.objects.visible_to(user))


class Extension(models.Model):
    """A step ends later than was planned, for one city or for all; appended, never edited. The newest counts."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="extensions", verbose_name=_("round"))
    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    step = models.CharField(_("step"), max_length=15, choices=STEPS)
    closes_at = models.DateTimeField(_("closes at"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("extended by")
    )
    at = models.DateTimeField(_("extended at"))

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("extension of a step")
        verbose_name_plural = _("extensions of steps")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_extension_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.step} {self.closes_at}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: "Someone") -> Self:
        """A city's own, and those of an operator's cities."""
        return self.filter(drafts_of(user))


class Participation(models.Model):
    """A city in a round: invited, then in or not."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("participation", "invited")
        JOINED = "joined", pgettext_lazy("participation", "takes part")
        DECLINED = "declined", pgettext_lazy("participation", "does not take part")

    round = models.ForeignKey(Round, models.CASCADE, related_name="participations", verbose_name=_("round"))
    city = models.ForeignKey(
        "people.City", models.PROTECT, related_name="participations", verbose_name=_("city")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField(_("invited at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ("round", "city")
        verbose_name = _("city in a round")
        verbose_name_plural = _("cities in rounds")
        constraints = (
            models.UniqueConstraint("round", "city", name="evaluation_participation_once"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="evaluation_declined_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.city_id}"
