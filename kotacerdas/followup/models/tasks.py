"""Tasks, and who sees them: owners, their organisations, those who follow, those who oversee the city."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.subjects import About
from kotacerdas.common.versions import Versioned
from kotacerdas.followup.domain import agenda
from kotacerdas.followup.domain.workflow import FINISHED, UNFINISHED, WITH_OWNER, State
from kotacerdas.followup.words import STATES, TONES
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kotacerdas.people.access import Someone


CODE_LENGTH = 8


class Priority(models.TextChoices):
    HIGH = "high", pgettext_lazy("priority", "urgent")
    NORMAL = "normal", pgettext_lazy("priority", "normal")
    LOW = "low", pgettext_lazy("priority", "when there is time")


def of_desk(user: "Someone", *, organisation: str = "organisation", city: str = "city") -> Q:
    """The rows of the organisations that somebody works in today, in the city where the role is held.

    A member from outside shares an office with people of other concerns, so only what nobody there has taken is shown.
    """
    desks = Q(pk__in=[])
    for held in access.assignments(user):
        if held.organisation_id is None or Permission.DO_TASKS not in held.duty.permissions:
            continue
        desk = Q(**{organisation: held.organisation_id, city: held.city_id})
        desks |= desk & Q(owner=None) if held.role == Role.OUTSIDE_MEMBER else desk
    return desks


def owned_by(user: "Someone") -> Q:
    """One's own tasks; who has left the organisation that a task belongs to owns it no more."""
    desks = {held.organisation_id for held in access.assignments(user) if held.organisation_id}
    return Q(owner=user.pk) & (Q(organisation=None) | Q(organisation__in=desks))


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: "Someone") -> Self:
        """One's own, those of one's organisation, those one watches; all of the city for those who oversee it."""
        if not user.is_authenticated:
            return self.none()
        # A union and not an OR: databases then read three indexes instead of every task.
        watched = Watcher.objects.filter(user=user.pk).order_by().values("task")
        held = Task.objects.filter(owned_by(user) | of_desk(user)).order_by().values("pk")
        mine = Q(pk__in=held.union(watched))
        overseen = access.reach(user, Permission.SEE_ALL_TASKS).rows("city")
        given = Q(assigned_by=user.pk) & access.reach(user, Permission.ASSIGN_TASKS).rows("city")
        return self.filter((mine & access.reach(user, Permission.DO_TASKS).rows("city")) | overseen | given)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def late(self, today: date) -> Self:
        return self.filter(state__in=WITH_OWNER, due_on__lt=today)

    def for_rows(self) -> Self:
        """With everything that one row of a list shows."""
        return self.select_related(
            "city", "owner", "organisation", "assigned_by", "waiting_task", "waiting_organisation"
        )


class Task(Versioned, About):
    """One action item. With a person and an organisation, the person does it and the organisation keeps it."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="tasks", verbose_name=_("city"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    title = models.CharField(_("what is to be done"), max_length=200)
    description = models.TextField(_("more about it"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("person who does it"),
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("organisation"),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    assigned_at = models.DateTimeField(_("given at"))
    due_on = models.DateField(_("due on"), help_text=_("The last day on which it is in time."))
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.NORMAL)
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=[(state.value, words) for state, words in STATES.items()],
        default=State.OPEN,
    )
    state_at = models.DateTimeField(_("in this state since"))
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reported by"),
    )
    needs_proof = models.BooleanField(
        _("a proof is needed"), default=True, help_text=_("Without one it cannot be reported as done.")
    )
    waiting_task = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="holding_up",
        verbose_name=_("waits for the task"),
    )
    waiting_organisation = models.ForeignKey(
        "people.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("waits for the organisation"),
    )
    told_late_on = models.DateField(
        _("the day that passed when others were told"), null=True, blank=True, editable=False
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = (
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(organisation__isnull=False),
                name="followup_task_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(waiting_task=F("pk")), name="followup_task_waits_not_for_itself"
            ),
        )
        indexes = (
            models.Index(fields=("city", "state", "due_on"), name="followup_task_by_due"),
            models.Index(fields=("owner", "state"), name="followup_task_by_owner"),
            models.Index(fields=("organisation", "state"), name="followup_task_by_desk"),
            models.Index(fields=("subject_kind", "subject_key"), name="followup_task_by_subject"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:task", args=[self.code])

    @property
    def stands(self) -> State:
        return State(self.state)

    @property
    def state_words(self) -> "str | Promise":
        return STATES[self.stands]

    @property
    def tone(self) -> str:
        return TONES[self.stands]

    @property
    def is_finished(self) -> bool:
        return self.stands in FINISHED

    @property
    def is_waiting(self) -> bool:
        """A finished task holds nobody up any more."""
        return self.waiting_organisation_id is not None or (
            self.waiting_task is not None and not self.waiting_task.is_finished
        )

    def today(self, now: datetime) -> date:
        """The date in the task's city."""
        return now.astimezone(self.city.timezone).date()

    def days_late(self, today: date) -> int:
        """How late it is, or was when it was reported as done."""
        measured = today if self.stands in WITH_OWNER else self.reported_on or self.due_on
        return agenda.days_late(self.due_on, measured)


class WatcherQuerySet(models.QuerySet["Watcher"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(task__in=Task.objects.visible_to(user))


class Watcher(models.Model):
    """Somebody who sees a task and hears of it without having to do it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="watchers", verbose_name=_("task"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )

    objects = WatcherQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("watcher")
        verbose_name_plural = _("watchers")
        constraints = (models.UniqueConstraint("task", "user", name="followup_watcher_once"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.user_id}"
