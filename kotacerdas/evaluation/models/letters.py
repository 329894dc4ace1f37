"""What comes with a result besides its scores: the letter, what assessors praised and missed, awards, and how sure a
place in the ranking is."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.language import pick
from kotacerdas.evaluation.models.published import Result, Round, Source, with_its_round

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

MOST_LETTERS = 2000


class ResultLetterQuerySet(models.QuerySet["ResultLetter"]):
    def visible_to(self, user: "Someone") -> Self:
        """With the result that it brought."""
        return self.filter(with_its_round(user))


class ResultLetter(models.Model):
    """The letter that brought a city its result: what stands on its head, and the letter itself where it was kept."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="letters", verbose_name=_("round"))
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    number = models.CharField(_("number of the letter"), max_length=120, blank=True)
    dated_on = models.DateField(_("date of the letter"), null=True, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    file = models.ForeignKey(
        "files.File", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )

    objects = ResultLetterQuerySet.as_manager()

    class Meta:
        ordering = ("round", "city")
        verbose_name = _("result letter")
        verbose_name_plural = _("result letters")
        constraints = (models.UniqueConstraint("round", "city", name="evaluation_letter_once"),)

    def __str__(self) -> str:
        return self.number or f"{self.round_id}: {self.city_id}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: "Someone") -> Self:
        """With the result that it explains."""
        return self.filter(with_its_round(user))


class Remark(models.Model):
    """A strength, a weakness or an advice in the words of an assessor. `assessor` is the seat, not the person; 0 where the
    letter does not say whose words they are. An advice of a real round is a `Recommendation`, too."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", pgettext_lazy("remark", "strength")
        WEAKNESS = "weakness", pgettext_lazy("remark", "weakness")
        ADVICE = "advice", pgettext_lazy("remark", "recommendation")

    round = models.ForeignKey(Round, models.CASCADE, related_name="remarks", verbose_name=_("round"))
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    assessor = models.PositiveSmallIntegerField(_("assessor"), default=0)
    number = models.PositiveSmallIntegerField(_("number"))
    text_id = models.TextField(_("text (Indonesian)"), max_length=MOST_LETTERS)
    text_en = models.TextField(_("text (English)"), max_length=MOST_LETTERS, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("round", "city", "kind", "assessor", "number")
        verbose_name = _("remark of an assessor")
        verbose_name_plural = _("remarks of assessors")
        constraints = (
            models.UniqueConstraint(
                "round", "city", "kind", "assessor", "number", name="evaluation_remark_number_once"
            ),
            models.CheckConstraint(condition=~Q(text_id=""), name="evaluation_remark_has_words"),
        )

    def __str__(self) -> str:
        return pick(self, "text")


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: "Someone") -> Self:
        """With the result that it honours."""
        return self.filter(with_its_round(user))


class Award(models.Model):
    """A prize that a city was given for a round; `part` is a dimension or part of the form, "" for the whole."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="awards", verbose_name=_("round"))
    city = models.ForeignKey("people.City", models.PROTECT, related_name="awards", verbose_name=_("city"))
    part = models.CharField(_("part of the form"), max_length=20, blank=True)
    title_id = models.CharField(_("title (Indonesian)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"))

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("round", "part", "city")
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = (
            models.UniqueConstraint("round", "city", "part", "title_id", name="evaluation_award_once"),
        )

    def __str__(self) -> str:
        return pick(self, "title")


class RankIntervalQuerySet(models.QuerySet["RankInterval"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(result__in=Result.objects.visible_to(user))


class RankInterval(models.Model):
    """Between which figures and places nine of ten redraws of the assessors lie; `domain.resampling` says how."""

    result = models.OneToOneField(Result, models.CASCADE, related_name="interval", verbose_name=_("result"))
    index_low = models.DecimalField(_("index, from"), max_digits=12, decimal_places=6)
    index_high = models.DecimalField(_("index, to"), max_digits=12, decimal_places=6)
    rank_low = models.PositiveSmallIntegerField(_("place, from"))
    rank_high = models.PositiveSmallIntegerField(_("place, to"))
    assessors = models.PositiveSmallIntegerField(_("assessors"))
    draws = models.PositiveIntegerField(_("draws"))
    seed = models.PositiveIntegerField(_("seed"))
    at = models.DateTimeField(_("computed at"))

    objects = RankIntervalQuerySet.as_manager()

    class Meta:
        ordering = ("result",)
        verbose_name = _("interval of a place")
        verbose_name_plural = _("intervals of places")
        constraints = (
            models.CheckConstraint(
                condition=Q(index_low__lte=F("index_high"), rank_low__lte=F("rank_high")),
                name="evaluation_interval_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank_low}–{self.rank_high}"
