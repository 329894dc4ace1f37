"""What each seat gives and says; a secret of the seat until the panel is opened."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.panel.models.seats import Panel, Seat

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

MOST_NOTE = 2000
MOST_OPINION = 12_000


def open_to(user: "Someone") -> Q:
    """One's own; once the panel is opened everybody's in it, for its seats and for whoever keeps the round."""
    own = Q(seat__in=Seat.objects.of(user)) if user.is_authenticated else Q(pk__in=[])
    return own | Q(seat__panel__in=Panel.objects.open_to(user))


class MarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(open_to(user))


class Mark(Versioned):
    """One seat's level for one question. `first` is what it was when the panel was opened; it stays whatever comes.

    `judged` is the number of the submission that the assessor had in front of him or her.
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="marks", verbose_name=_("seat"))
    code = models.CharField(_("question"), max_length=20)
    level = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = models.TextField(_("note"), blank=True, max_length=MOST_NOTE)
    is_flagged = models.BooleanField(_("marked to come back to"), default=False)
    judged = models.PositiveSmallIntegerField(_("submission that was judged"), default=0)
    at = models.DateTimeField(_("at"))
    first = models.PositiveSmallIntegerField(_("score when the panel was opened"), null=True, blank=True)
    reason = models.CharField(_("why it was changed after the opening"), max_length=500, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ("seat", "code")
        verbose_name = _("score of an assessor")
        verbose_name_plural = _("scores of assessors")
        constraints = (
            models.UniqueConstraint("seat", "code", name="panel_mark_once"),
            models.CheckConstraint(
                condition=Q(first=None) | Q(level=models.F("first")) | ~Q(reason=""),
                name="panel_changed_after_opening_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.code}"

    @property
    def is_changed(self) -> bool:
        """After the opening."""
        return self.first is not None and self.first != self.level


class Stage(models.TextChoices):
    """After the presentation, or with the scores."""

    FIRST = "I", pgettext_lazy("stage", "stage I")
    SECOND = "II", pgettext_lazy("stage", "stage II")


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(open_to(user))


class Opinion(Versioned):
    """One seat's strengths, weaknesses and recommendations: one paragraph each, as `evaluation` splits them."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="opinions", verbose_name=_("seat"))
    stage = models.CharField(_("stage"), max_length=2, choices=Stage, default=Stage.SECOND)
    strengths = models.TextField(_("strengths"), blank=True, max_length=MOST_OPINION)
    weaknesses = models.TextField(_("weaknesses"), blank=True, max_length=MOST_OPINION)
    advice = models.TextField(_("recommendations"), blank=True, max_length=MOST_OPINION)
    at = models.DateTimeField(_("at"))

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ("seat", "stage")
        verbose_name = _("opinion of an assessor")
        verbose_name_plural = _("opinions of assessors")
        constraints = (models.UniqueConstraint("seat", "stage", name="panel_opinion_once"),)

    def __str__(self) -> str:
        return f"{self.seat_id} {self.stage}"


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(panel__in=Panel.objects.open_to(user))


class Talk(models.Model):
    """That assessors have talked about a question on which they differed, and what came of it."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="talks", verbose_name=_("panel"))
    code = models.CharField(_("question"), max_length=20)
    words = models.CharField(_("what came of it"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ("panel", "at", "pk")
        verbose_name = _("talk about a difference")
        verbose_name_plural = _("talks about differences")
        constraints = (
            models.UniqueConstraint("panel", "code", name="panel_talk_once"),
            models.CheckConstraint(condition=~Q(words=""), name="panel_talk_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.panel_id} {self.code}"
