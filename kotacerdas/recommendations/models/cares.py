"""What a city does about one recommendation, in three states that stand side by side."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations.domain import caring
from kotacerdas.recommendations.words import CLAIMS, PROOFS, VERDICTS

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

MOST_LETTERS = 4000
MOST_REASON = 1000


class CareQuerySet(models.QuerySet["Care"]):
    def visible_to(self, user: "Someone") -> Self:
        """For the offices of the city alone: what it plans and claims is nobody else's."""
        return self.filter(access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city"))

    def for_rows(self) -> Self:
        """With everything that one row of a list shows."""
        return self.select_related("recommendation__city", "recommendation__source", "city", "owner")

    def with_names(self) -> Self:
        return self.for_rows().select_related(
            "claim_by", "proof_by", "verdict_by", "verdict_round", "closed_by", "task"
        )


class Care(Versioned):
    """One recommendation of one city; made when somebody first touches it.

    `proof` is the word about the uses in `proof_judged`; where the proof is another one now, the word does not count
    any more (`domain.caring.proof_now`).
    """

    class Claim(models.TextChoices):
        NONE = caring.Claim.NONE.value, CLAIMS[caring.Claim.NONE]
        PLANNED = caring.Claim.PLANNED.value, CLAIMS[caring.Claim.PLANNED]
        UNDER_WAY = caring.Claim.UNDER_WAY.value, CLAIMS[caring.Claim.UNDER_WAY]
        DONE = caring.Claim.DONE.value, CLAIMS[caring.Claim.DONE]

    class Proof(models.TextChoices):
        UNJUDGED = caring.Proof.UNJUDGED.value, PROOFS[caring.Proof.UNJUDGED]
        SUFFICIENT = caring.Proof.SUFFICIENT.value, PROOFS[caring.Proof.SUFFICIENT]
        INSUFFICIENT = caring.Proof.INSUFFICIENT.value, PROOFS[caring.Proof.INSUFFICIENT]

    class Verdict(models.TextChoices):
        NONE = caring.Verdict.NONE.value, VERDICTS[caring.Verdict.NONE]
        FULFILLED = caring.Verdict.FULFILLED.value, VERDICTS[caring.Verdict.FULFILLED]
        PARTLY = caring.Verdict.PARTLY.value, VERDICTS[caring.Verdict.PARTLY]
        NOT_FULFILLED = caring.Verdict.NOT_FULFILLED.value, VERDICTS[caring.Verdict.NOT_FULFILLED]

    recommendation = models.OneToOneField(
        "evaluation.Recommendation",
        models.PROTECT,
        related_name="care",
        verbose_name=_("recommendation"),
    )
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    owner = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation that follows it up"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    plan = models.TextField(_("plan"), blank=True, max_length=MOST_LETTERS)
    tags = models.JSONField(_("subjects"), default=list, blank=True)
    task = models.OneToOneField(
        "followup.Task", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("task")
    )

    claim = models.CharField(_("claim of the city"), max_length=9, choices=Claim, default=Claim.NONE)
    claim_words = models.TextField(_("what was done"), blank=True, max_length=MOST_LETTERS)
    claim_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claim_at = models.DateTimeField(_("claimed at"), null=True, blank=True)

    proof = models.CharField(
        _("whether the proof suffices"), max_length=12, choices=Proof, default=Proof.UNJUDGED
    )
    proof_reason = models.CharField(_("why"), max_length=MOST_REASON, blank=True)
    proof_judged = models.JSONField(_("uses that were judged"), default=list, blank=True)
    proof_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    proof_at = models.DateTimeField(_("judged at"), null=True, blank=True)

    verdict = models.CharField(
        _("verdict of the next assessors"), max_length=13, choices=Verdict, default=Verdict.NONE
    )
    verdict_words = models.TextField(_("words of the assessors"), blank=True, max_length=MOST_LETTERS)
    verdict_year = models.PositiveSmallIntegerField(_("year of the verdict"), null=True, blank=True)
    verdict_round = models.ForeignKey(
        "evaluation.Round",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("round of the verdict"),
    )
    verdict_source = models.CharField(_("where they said so"), max_length=300, blank=True)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    verdict_at = models.DateTimeField(_("recorded at"), null=True, blank=True)

    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_year = models.PositiveSmallIntegerField(
        _("last year in which it is on the table"), null=True, blank=True
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closed_reason = models.CharField(_("why it was closed"), max_length=MOST_REASON, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = CareQuerySet.as_manager()

    class Meta:
        ordering = ("recommendation",)
        verbose_name = _("follow-up of a recommendation")
        verbose_name_plural = _("follow-ups of recommendations")
        constraints = (
            models.CheckConstraint(
                condition=Q(claim="none") | Q(claim_at__isnull=False),
                name="recommendations_claimed_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(claim="done") | ~Q(claim_words=""), name="recommendations_done_with_words"
            ),
            models.CheckConstraint(
                condition=Q(proof="unjudged") | (Q(proof_at__isnull=False) & ~Q(claim="none")),
                name="recommendations_judged_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(proof="insufficient") | ~Q(proof_reason=""),
                name="recommendations_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(proof_by=None) | Q(claim_by=None) | ~Q(proof_by=F("claim_by")),
                name="recommendations_judged_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(verdict="none") | (Q(verdict_year__isnull=False) & ~Q(verdict_source="")),
                name="recommendations_verdict_has_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="fulfilled") | Q(closed_at__isnull=False),
                name="recommendations_fulfilled_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_year=None)
                | (
                    Q(closed_at__isnull=False, closed_year__isnull=False)
                    & (Q(verdict="fulfilled") | ~Q(closed_reason=""))
                ),
                name="recommendations_closed_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.recommendation.label

    def get_absolute_url(self) -> str:
        at = reverse("recommendations:recommendation", args=[self.recommendation.slug])
        return f"{at}?kota={self.city.code}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def is_late(self, today: date) -> bool:
        """Its day is over and the city does not say that it is done."""
        claims_done = self.claim == caring.Claim.DONE
        return self.is_open and not claims_done and self.due_on is not None and self.due_on < today

    def standing(self, present: "frozenset[int]") -> caring.Standing:
        """As the rules see it, where these uses of citations count as proof now."""
        return caring.Standing(
            is_open=self.is_open,
            claim=caring.Claim(self.claim),
            proof=caring.proof_now(caring.Proof(self.proof), judged=self.proof_judged, present=present),
            has_proof=bool(present),
        )
