"""What people decided about proposals, and the words that mean the same: the city's own knowledge for finding."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.evidence.models.documents import Revision
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(revision__in=Revision.objects.visible_to(user))


class Judgement(models.Model):
    """Somebody accepted or rejected a unit as proof of a target. Never changed: of several the newest counts.

    `query` is the text that was searched for, so that the test set outlives a change of the instrument.
    """

    class Reason(models.TextChoices):
        NONE = "", ""
        OTHER_SUBJECT = "other_subject", pgettext_lazy("judgement", "speaks of something else")
        WRONG_YEAR = "wrong_year", pgettext_lazy("judgement", "wrong year for this round")
        OTHER_CITY = "other_city", pgettext_lazy("judgement", "of another city")
        DRAFT = "draft", pgettext_lazy("judgement", "only a draft")
        TOO_WEAK = "too_weak", pgettext_lazy("judgement", "proves too little")
        UNREADABLE = "unreadable", pgettext_lazy("judgement", "cannot be read")

    city = models.ForeignKey("people.City", models.CASCADE, related_name="+", verbose_name=_("city"))
    target_kind = models.CharField(_("kind of target"), max_length=60)
    target_key = models.CharField(_("target"), max_length=120)
    query = models.CharField(_("what was searched for"), max_length=500)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+", verbose_name=_("revision"))
    unit = models.PositiveIntegerField(_("number of the unit"))
    is_relevant = models.BooleanField(_("proves it"))
    reason = models.CharField(_("reason"), max_length=13, choices=Reason, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_relevant=True) | ~Q(reason=""), name="evidence_judged_with_reason"
            ),
        )
        indexes = (models.Index(fields=["city", "target_kind", "target_key"], name="evidence_judged_target"),)

    def __str__(self) -> str:
        return f"{self.target_key} {self.revision_id}/{self.unit}"


class SynonymsQuerySet(models.QuerySet["Synonyms"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(Q(city=None) | access.reach(user, Permission.SEE_PUBLIC_EVIDENCE).rows("city"))


class Synonyms(models.Model):
    """Words that mean the same in offices: "pokja" and "kelompok kerja". Shipped ones have no city."""

    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    key = models.CharField(_("key"), max_length=60, blank=True)
    words = models.JSONField(_("words that mean the same"), default=list)
    source = models.CharField(_("source"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), null=True)

    objects = SynonymsQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        constraints = (
            models.UniqueConstraint("key", condition=Q(city=None), name="evidence_shipped_synonyms_once"),
        )

    def __str__(self) -> str:
        return " = ".join(self.words)
