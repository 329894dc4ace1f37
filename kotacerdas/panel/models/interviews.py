"""The day on which a city presents itself and answers: who speaks to what, what was asked and said, what was promised."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.panel.models.seats import Panel, kept_by
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: "Someone") -> Self:
        """For the city's offices, its assessors, and whoever keeps the round."""
        city = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        sat = Panel.objects.sat_in_by(user).filter(
            round=models.OuterRef("round"), city=models.OuterRef("city")
        )
        return self.filter(city | kept_by(user) | Q(models.Exists(sat)))

    def for_rows(self) -> Self:
        return self.select_related("round__city", "city", "presentation")


class Interview(Versioned):
    """One session of one city in one round; a round has one in stage I and one in stage II, sometimes more."""

    class Stage(models.TextChoices):
        FIRST = "I", pgettext_lazy("stage", "stage I")
        SECOND = "II", pgettext_lazy("stage", "stage II")

    round = models.ForeignKey(
        "evaluation.Round", models.PROTECT, related_name="interviews", verbose_name=_("round")
    )
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    stage = models.CharField(_("stage"), max_length=2, choices=Stage)
    starts_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("room"), max_length=200, blank=True)
    link = models.URLField(_("link to the meeting"), max_length=500, blank=True)
    presentation = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("presentation")
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    set_at = models.DateTimeField(_("set at"))
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="panel_interview_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(place="", link=""), name="panel_interview_has_a_place"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancelled_because=""),
                name="panel_interview_cancelled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round.title}, {self.get_stage_display()}"

    def get_absolute_url(self) -> str:
        return reverse("panel:interview", args=[self.pk])


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(interview__in=Interview.objects.visible_to(user))


class Speaker(models.Model):
    """Who answers for the city on a question or on a part of the form, and who stands in."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="speakers", verbose_name=_("interview")
    )
    node = models.CharField(_("question or part of the form"), max_length=20)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("who answers"), max_length=200)
    stand_in = models.CharField(_("who stands in"), max_length=200, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("interview", "pk")
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = (models.UniqueConstraint("interview", "node", name="panel_speaker_once_per_node"),)

    def __str__(self) -> str:
        return f"{self.node}: {self.name}"


class LogEntryQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(interview__in=Interview.objects.visible_to(user))


class LogEntry(models.Model):
    """What was asked, answered or promised, at its minute: appended, and struck out rather than removed.

    `key` is made by the browser, so that an entry that is sent again after a lost line is there once.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("interview", "question")
        ANSWER = "answer", pgettext_lazy("interview", "answer")
        PROMISE = "promise", pgettext_lazy("interview", "promise")
        NOTE = "note", pgettext_lazy("interview", "note")

    interview = models.ForeignKey(
        Interview, models.CASCADE, related_name="entries", verbose_name=_("interview")
    )
    key = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    code = models.CharField(_("question"), max_length=20, blank=True)
    who = models.CharField(_("who"), max_length=200, blank=True)
    words = models.TextField(_("words"), max_length=2000)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    task = models.OneToOneField(
        "followup.Task", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("task")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        constraints = (
            models.UniqueConstraint("interview", "key", name="panel_entry_once"),
            models.CheckConstraint(condition=~Q(words=""), name="panel_entry_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="promise") | Q(due_at__isnull=False), name="panel_promise_has_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.words[:60]}"
