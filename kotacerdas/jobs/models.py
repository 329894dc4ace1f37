"""Jobs with their steps and attempts, and when each schedule runs next."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import reach, subjects
from kotacerdas.common.language import pick
from kotacerdas.jobs import registry


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the cities that one looks after; those of no city, with whoever looks after the installation."""
        of_cities = Q(city__isnull=False) & reach.rows(user, "see_jobs", "city")
        of_none = Q(city__isnull=True) & reach.rows(user, "support", "city")
        return self.filter(of_cities | of_none)

    def due(self, queue: str, now: datetime) -> Self:
        """Waiting, its time has come and no equal runs; or left behind by a worker whose lease has ended."""
        held = self.model.objects.filter(task=OuterRef("task"), key=OuterRef("key"), state=State.RUNNING)
        is_free = Q(key="") | ~Exists(held)
        waits = Q(state=State.WAITING, run_at__lte=now) & is_free
        left = Q(state=State.RUNNING, lease_until__lt=now)
        # The states once more, for the index: hundreds of thousands that are over must cost nothing.
        return self.filter(waits | left, queue=queue, state__in=OPEN).order_by("run_at", "pk")

    def held(self, job: "Job") -> Self:
        """The job, as long as this very attempt holds it: nobody has taken it over, cancelled or released it."""
        return self.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)


class Job(subjects.About):
    """One order for a task. `attempts` counts its starts and tells apart who holds it now from who held it before."""

    task = models.CharField(_("task"), max_length=80)
    queue = models.CharField(_("queue"), max_length=10)
    arguments = models.JSONField(_("arguments"), default=dict)
    key = models.CharField(_("key"), max_length=160, blank=True)
    is_routine = models.BooleanField(_("ordered by a schedule"), default=False)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    run_at = models.DateTimeField(_("not before"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    failures = models.PositiveIntegerField(_("failures since it was asked for"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=60, blank=True)
    is_cancel_wanted = models.BooleanField(_("is to be cancelled"), default=False)

    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), default=0)
    doing = models.JSONField(_("what is being done"), default=dict, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)

    created_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("first started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects: ClassVar[Any] = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["queue", "state", "run_at"], name="jobs_by_turn"),
            models.Index(fields=["state", "ended_at"], name="jobs_by_end"),
            models.Index(fields=["subject_kind", "subject_key"], name="jobs_by_subject"),
        ]
        constraints: ClassVar = [
            # Only before the first attempt: one that waits for its next attempt may stand beside a newer one.
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=Q(state=State.WAITING, attempts=0) & ~Q(key=""),
                name="jobs_one_waiting_for_each_key",
            ),
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=Q(state=State.RUNNING) & ~Q(key=""),
                name="jobs_one_running_for_each_key",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_until__isnull=False)
                | ~Q(state=State.RUNNING) & Q(lease_until__isnull=True),
                name="jobs_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | ~Q(state__in=OPEN) & Q(ended_at__isnull=False),
                name="jobs_end_when_over",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("office:job", kwargs={"number": self.pk})

    @property
    def title(self) -> Any:
        """What the task is called; a task that this version does not know any more keeps its stored name."""
        known = registry.find(self.task)
        return known.title if known else self.task

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_trying_again(self) -> bool:
        return self.state == State.WAITING and self.failures > 0

    @property
    def doing_words(self) -> str:
        return pick({"doing": self.doing}, "doing")


class Step(models.Model):
    """A part of a job that is done; written together with its effects, so that it is never done twice."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="steps", verbose_name=_("job"))
    name = models.CharField(_("step"), max_length=120)
    result = models.JSONField(_("result"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"))

    objects: ClassVar[models.Manager["Step"]] = models.Manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "name"], name="jobs_step_once")]

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """One try to work a job off: who tried, how it ended. An error is kept by kind and place, never by its message."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        REFUSED = "refused", _("Refused")
        LOST = "lost", _("The worker ended in the middle")
        RELEASED = "released", _("Given back when the worker stopped")
        CANCELLED = "cancelled", _("Cancelled")

    job = models.ForeignKey(Job, models.CASCADE, related_name="tries", verbose_name=_("job"))
    number = models.PositiveIntegerField(_("number"))
    worker = models.CharField(_("worker"), max_length=60)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.RUNNING)
    error = models.CharField(_("kind of error"), max_length=80, blank=True)
    place = models.CharField(_("where in the program"), max_length=160, blank=True)
    reasons = models.JSONField(_("reasons in words"), default=dict, blank=True)

    objects: ClassVar[models.Manager["Attempt"]] = models.Manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="jobs_attempt_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"

    @property
    def reason_words(self) -> str:
        return pick({"reasons": self.reasons}, "reasons")


class Schedule(models.Model):
    """When a task is ordered next. What the plan itself is, stands in the code; `plan` tells when it has changed."""

    task = models.CharField(_("task"), max_length=80, unique=True)
    plan = models.CharField(_("plan"), max_length=60)
    next_at = models.DateTimeField(_("next at"))
    last_at = models.DateTimeField(_("last at"), null=True, blank=True)

    objects: ClassVar[models.Manager["Schedule"]] = models.Manager()

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering: ClassVar = ["task"]

    def __str__(self) -> str:
        return f"{self.task} {self.plan}"

    @property
    def title(self) -> Any:
        known = registry.find(self.task)
        return known.title if known else self.task
