"""One city in one round, its answer to each question, and every deed that was done to it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.evaluation.targets import QUESTION
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.domain.answering import WITH_AGENCY, WRITING, Deed, State
from kotacerdas.selfassessment.domain.content import Content, Survey
from kotacerdas.selfassessment.words import DEEDS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from kotacerdas.people.access import Someone

MOST_LETTERS = 8000


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: "Someone") -> Self:
        """For the offices of the city alone: what it claims is nobody else's before it is submitted."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))


class Assessment(models.Model):
    """What a city answers in a round. Once it is submitted nothing of it changes before it is opened again."""

    round = models.ForeignKey(
        "evaluation.Round", models.PROTECT, related_name="assessments", verbose_name=_("round")
    )
    city = models.ForeignKey(
        "people.City", models.PROTECT, related_name="assessments", verbose_name=_("city")
    )
    opened_at = models.DateTimeField(_("opened at"))
    is_submitted = models.BooleanField(_("submitted"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-round__year", "round__code")
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = (
            models.UniqueConstraint("round", "city", name="selfassessment_once_per_round_and_city"),
        )

    def __str__(self) -> str:
        return self.round.title

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:board", args=[self.round.code])


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def for_rows(self) -> Self:
        """With everything that one row of a list shows."""
        return self.select_related(
            "assessment__round", "assessment__city", "organisation", "person", "survey"
        )

    def owed(self) -> Self:
        return self.filter(state__in=WITH_AGENCY)


class Answer(Versioned):
    """The city's answer to one question; its row is there from the beginning, empty."""

    class Stage(models.TextChoices):
        OPEN = State.OPEN.value, pgettext_lazy("answer", "not handed in")
        ANSWERED = State.ANSWERED.value, pgettext_lazy("answer", "to be checked")
        RETURNED = State.RETURNED.value, pgettext_lazy("answer", "returned")
        VERIFIED = State.VERIFIED.value, pgettext_lazy("answer", "checked")

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", verbose_name=_("self-assessment")
    )
    code = models.CharField(_("question"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position in the form"))
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person in charge"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        _("claimed level"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    statement = models.TextField(_("statement"), blank=True, max_length=MOST_LETTERS)
    figures = models.TextField(_("figures"), blank=True, max_length=4000)
    state = models.CharField(_("state"), max_length=8, choices=Stage, default=Stage.OPEN)
    state_at = models.DateTimeField(_("since"), null=True, blank=True)
    reason = models.CharField(_("why it was returned"), max_length=1000, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "position")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (
            models.UniqueConstraint("assessment", "code", name="selfassessment_answer_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "returned"]) | (Q(level__isnull=False) & ~Q(statement="")),
                name="selfassessment_handed_in_is_whole",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("selfassessment:answer", args=[self.assessment.round.code, self.code])

    @property
    def stands(self) -> State:
        return State(self.state)

    @property
    def content(self) -> Content:
        survey: SurveyFigure | None = getattr(self, "survey", None)
        return Content(self.level, self.statement, self.figures, survey.value if survey else None)

    @property
    def is_written(self) -> bool:
        return not self.content.is_empty

    @property
    def target(self) -> tuple[str, str]:
        """What its citations prove: kind and key, as `evidence.targets` has them."""
        return QUESTION, f"{self.assessment.round.code}/{self.code}"

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today and self.stands in WITH_AGENCY


class Via(models.TextChoices):
    """The way on which words came in."""

    FORM = "form", pgettext_lazy("way in", "form")
    DRAFT = "draft", pgettext_lazy("way in", "saved while typing")
    WORKBOOK = "workbook", pgettext_lazy("way in", "workbook")
    COPY = "copy", pgettext_lazy("way in", "taken over from an earlier round")


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(answer__in=Answer.objects.visible_to(user))

    def writing_by(self, user: "Someone") -> Self:
        """Deeds with which somebody made an answer his or her own: whoever did one of them does not check it."""
        return self.filter(by=user.pk, deed__in=WRITING)


class Step(models.Model):
    """One deed done to an answer: appended. Only what is saved while typing is one step for a whole sitting, so that its
    last words, not every letter, stand here."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="steps", verbose_name=_("answer"))
    deed = models.CharField(_("deed"), max_length=9, choices=[(deed.value, deed.value) for deed in Deed])
    state = models.CharField(_("state afterwards"), max_length=8, choices=Answer.Stage)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    via = models.CharField(_("by way of"), max_length=8, choices=Via, default=Via.FORM)
    changes = models.JSONField(_("fields with before and after"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("step of an answer")
        verbose_name_plural = _("steps of answers")

    def __str__(self) -> str:
        return f"{self.answer_id} {self.deed}"

    @property
    def words(self) -> "str | Promise":
        return DEEDS[Deed(self.deed)]


class SurveyFigureQuerySet(models.QuerySet["SurveyFigure"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(answer__in=Answer.objects.visible_to(user))


class SurveyFigure(models.Model):
    """What a survey of those who use a service gave, typed in until surveys are made here. Assessors see it and still
    score for themselves."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="survey", verbose_name=_("answer"))
    mean = models.DecimalField(_("mean of the answers"), max_digits=5, decimal_places=2)
    respondents = models.PositiveIntegerField(_("respondents"))
    method = models.CharField(_("how it was asked"), max_length=500)

    objects = SurveyFigureQuerySet.as_manager()

    class Meta:
        ordering = ("answer",)
        verbose_name = _("figure of a survey")
        verbose_name_plural = _("figures of surveys")
        constraints = (
            models.CheckConstraint(
                condition=Q(mean__gte=0, respondents__gte=1), name="selfassessment_survey_has_respondents"
            ),
        )

    def __str__(self) -> str:
        return str(self.value)

    @property
    def value(self) -> Survey:
        return Survey(self.mean, self.respondents, self.method)
