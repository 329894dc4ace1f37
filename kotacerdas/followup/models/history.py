"""What belongs to a task: its history, its proofs, requests for more time, the parts it is made of."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.subjects import About
from kotacerdas.followup.domain.workflow import Deed, State
from kotacerdas.followup.models.tasks import Task
from kotacerdas.followup.words import STEPS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kotacerdas.people.access import Someone


class ProgressQuerySet(models.QuerySet["Progress"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(task__in=Task.objects.visible_to(user))


class Progress(models.Model):
    """One deed done to a task: appended, never edited."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="progress", verbose_name=_("task"))
    deed = models.CharField(_("deed"), max_length=14, choices=[(deed.value, deed.value) for deed in Deed])
    state = models.CharField(_("state afterwards"), max_length=9, choices=[(each, each) for each in State])
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("words"), max_length=4000, blank=True)
    facts = models.JSONField(_("what changed"), default=dict, blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("step of a task")
        verbose_name_plural = _("steps of tasks")

    def __str__(self) -> str:
        return f"{self.task_id} {self.deed}"

    @property
    def words(self) -> "str | Promise":
        return STEPS[Deed(self.deed)]


class ProofQuerySet(models.QuerySet["Proof"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(task__in=Task.objects.visible_to(user))


class Proof(About):
    """What shows that something was done: a file, an address, words, or another object of the system."""

    class Kind(models.TextChoices):
        FILE = "file", pgettext_lazy("proof", "file")
        LINK = "link", pgettext_lazy("proof", "link")
        WORDS = "words", pgettext_lazy("proof", "words")
        SUBJECT = "subject", pgettext_lazy("proof", "entry of this system")

    task = models.ForeignKey(Task, models.CASCADE, related_name="proofs", verbose_name=_("task"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    text = models.TextField(_("words"), max_length=4000, blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    file = models.ForeignKey(
        "files.File", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")

    def __str__(self) -> str:
        return self.text or self.url or str(self.file or "")

    def get_absolute_url(self) -> str:
        return self.task.get_absolute_url()


class MoreTimeQuerySet(models.QuerySet["MoreTime"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(task__in=Task.objects.visible_to(user))


class MoreTime(models.Model):
    """A request for a later day, and what whoever gave the task said to it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="requests", verbose_name=_("task"))
    wanted_on = models.DateField(_("new day"))
    reason = models.TextField(_("reason"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    is_granted = models.BooleanField(_("granted"), null=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = MoreTimeQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        constraints = (
            models.UniqueConstraint(
                "task", condition=Q(is_granted=None), name="followup_one_open_request_per_task"
            ),
            models.CheckConstraint(
                condition=Q(is_granted=None, decided_at=None)
                | Q(is_granted__isnull=False, decided_at__isnull=False),
                name="followup_request_decided_as_a_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.wanted_on}"


class PartQuerySet(models.QuerySet["Part"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(task__in=Task.objects.visible_to(user))


class Part(models.Model):
    """A line of the list that a task is made of."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="parts", verbose_name=_("task"))
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("words"), max_length=200)
    is_done = models.BooleanField(_("done"), default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        verbose_name = _("part of a task")
        verbose_name_plural = _("parts of tasks")
        constraints = (models.UniqueConstraint("task", "position", name="followup_part_position_once"),)

    def __str__(self) -> str:
        return self.text
