"""Requests of persons, what retention destroyed, and the breach notebook."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.domain.codes import random_code
from kotacerdas.people.permissions import Permission
from kotacerdas.privacy.domain import clock
from kotacerdas.privacy.domain.workflow import FOLLOWS, State, is_open

LENGTH_OF_CODE = 8
OPEN_STATES = [state.value for state in FOLLOWS if is_open(state)]


def new_code() -> str:
    return random_code(LENGTH_OF_CODE)


class WithClock(models.Model):
    """A row whose deadline is the law's."""

    due_at = models.DateTimeField(_("to be done by"), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def clock(self) -> clock.Left:
        return clock.left(self.due_at, now=timezone.now(), ended_at=self.ended_at)


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: "access.Someone") -> Self:
        """One's own, and those of the area where one answers them."""
        if not user.is_authenticated:
            return self.none()
        reach = access.reach(user, Permission.HANDLE_PERSONAL_DATA)
        return self.filter(Q(person=user.pk) | reach.rows("city"))

    def handled_by(self, user: "access.Someone") -> Self:
        return self.filter(access.reach(user, Permission.HANDLE_PERSONAL_DATA).rows("city"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)


class Request(WithClock):
    """A person's wish about his or her data."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("See what is kept")
        CORRECT = "correct", _("Correct it")
        ERASE = "erase", _("Erase it")
        RESTRICT = "restrict", _("Stop or restrict its use")

    class State(models.TextChoices):
        RECEIVED = State.RECEIVED, _("Received")
        IN_WORK = State.IN_WORK, _("In work")
        DONE = State.DONE, _("Done")
        REFUSED = State.REFUSED, _("Refused")
        WITHDRAWN = State.WITHDRAWN, _("Withdrawn")

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    # Of somebody without an account, as the office wrote it down.
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    kind = models.CharField(_("what is asked"), max_length=10, choices=Kind)
    words = models.TextField(_("in the person's words"), max_length=4000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    received_at = models.DateTimeField(_("received at"))
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        indexes = (models.Index(fields=["state", "due_at"], name="privacy_request_due"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at=None)
                | ~Q(state__in=OPEN_STATES) & ~Q(ended_at=None),
                name="privacy_request_ends_when_over",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.code})"

    def get_absolute_url(self) -> str:
        return reverse("privacy:request", kwargs={"code": self.code})

    @property
    def who(self) -> str:
        return str(self.person) if self.person else self.name

    @property
    def is_open(self) -> bool:
        return is_open(State(self.state))


class Deletion(models.Model):
    """What was destroyed, when and why; never what it was."""

    holding = models.CharField(_("kind of data"), max_length=60)
    count = models.PositiveIntegerField(_("rows"))
    why = models.CharField(
        _("why"),
        max_length=20,
        choices=[("retention", _("its time was over")), ("erasure", _("a person asked"))],
    )
    older_than = models.DateTimeField(_("older than"), null=True, blank=True)
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="deletions", verbose_name=_("request")
    )
    at = models.DateTimeField(_("at"))

    objects: models.Manager["Deletion"] = models.Manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("record of a deletion")
        verbose_name_plural = _("records of deletions")

    def __str__(self) -> str:
        return f"{self.holding}: {self.count}"


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, user: "access.Someone") -> Self:
        return self.filter(access.reach(user, Permission.HANDLE_PERSONAL_DATA).rows("city"))


class Breach(WithClock, Versioned):
    """A failure to protect personal data, as the notebook keeps it; the notice of Pasal 46 is made of it."""

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    title = models.CharField(_("in one line"), max_length=160)
    known_at = models.DateTimeField(_("known since"), help_text=_("From this moment the 3 x 24 hours run."))
    data = models.TextField(_("which personal data were disclosed"), max_length=4000, blank=True)
    persons = models.PositiveIntegerField(
        _("persons concerned"), null=True, blank=True, help_text=_("Empty as long as it is not known.")
    )
    course = models.TextField(_("when and how it happened"), max_length=4000, blank=True)
    handling = models.TextField(_("what is done against it and to recover"), max_length=4000, blank=True)
    authority_told_at = models.DateTimeField(_("supervisory body told at"), null=True, blank=True)
    persons_told_at = models.DateTimeField(_("persons told at"), null=True, blank=True)
    public_told_at = models.DateTimeField(_("public told at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ("-known_at", "-pk")
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("privacy:breach", kwargs={"code": self.code})

    @property
    def lacks(self) -> list[str]:
        """What the notice must say by Pasal 46 (2) and does not say yet."""
        needed = {"data": self.data, "course": self.course, "handling": self.handling}
        empty = [name for name, text in needed.items() if not text.strip()]
        return [str(getattr(self._meta.get_field(name), "verbose_name", name)) for name in empty]

    @property
    def told_at(self) -> datetime | None:
        """When both had been told whom the law names."""
        if self.authority_told_at is None or self.persons_told_at is None:
            return None
        return max(self.authority_told_at, self.persons_told_at)
