"""Answers: what was found for a scenario as it stood on a day, stage by stage."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings as site
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.siting.models.scenarios import Scenario

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class SitingAnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(scenario__in=Scenario.objects.visible_to(user))

    def of(self, scenario: Scenario) -> Self:
        """The newest first."""
        return self.filter(scenario=scenario).order_by("-asked_at", "-pk")


class Answer(models.Model):
    """`stages`, `figures` and `chosen` are plain JSON, whole in themselves: candidates may have changed since.

    `settings` are those of the scenario as it was computed, `version` its version then: an answer whose version is lower than
    that of its scenario is older than it. `inputs` is a hash of what else it rests on (ground, points, people, reports).
    `faults` say why there is none: pairs of kind and values.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("answer", "being computed")
        READY = "ready", pgettext_lazy("answer", "whole")
        PARTIAL = "partial", pgettext_lazy("answer", "broken off; the last stage stands")
        REFUSED = "refused", pgettext_lazy("answer", "not possible")

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, related_name="answers", verbose_name=pgettext_lazy("sites", "scenario")
    )
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    version = models.PositiveIntegerField(_("version of the scenario"))
    settings = models.JSONField(_("settings"), default=dict)
    stages = models.JSONField(_("stages"), default=list, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    chosen = models.JSONField(_("chosen"), default=list, blank=True)
    faults = models.JSONField(_("why there is none"), default=list, blank=True)
    inputs = models.CharField(_("what it rests on"), max_length=64, blank=True)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    asked_by = models.ForeignKey(
        site.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    is_sample = models.BooleanField(_("rests on samples"), default=False)

    objects = SitingAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("scenario", "-asked_at", "-pk")
        verbose_name = pgettext_lazy("sites", "answer")
        verbose_name_plural = pgettext_lazy("sites", "answers")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("ready", "partial")) | ~Q(stages=[]), name="siting_answer_has_a_stage"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return self.scenario.get_absolute_url()

    @property
    def mark(self) -> str:
        """Which answer it is and how far it has come: a page that shows another one is old."""
        return f"{self.code}-{len(self.stages)}-{self.state}"

    @property
    def last(self) -> Mapping[str, Any] | None:
        """The last stage, which is the best one."""
        stage: Mapping[str, Any] | None = self.stages[-1] if self.stages else None
        return stage
