"""Proposals: which programmes of a draft came of an answer, so that nothing is proposed twice."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.siting.models.answers import Answer

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(answer__in=Answer.objects.visible_to(user))


class Proposal(models.Model):
    """`kecamatan` is the code of the one that the programme is for, empty for the whole city. A programme that was dropped again
    leaves the proposal without one: it may be made anew."""

    answer = models.ForeignKey(
        Answer, models.CASCADE, related_name="proposals", verbose_name=pgettext_lazy("sites", "answer")
    )
    edition = models.ForeignKey(
        "masterplan.Edition", models.CASCADE, related_name="+", verbose_name=_("edition of a plan")
    )
    programme = models.ForeignKey(
        "masterplan.Programme", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )  # fmt: skip
    kecamatan = models.CharField(_("kecamatan"), max_length=13, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )  # fmt: skip
    at = models.DateTimeField(_("proposed at"))

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("answer", "edition", "kecamatan")
        verbose_name = _("proposal to a plan")
        verbose_name_plural = _("proposals to plans")
        constraints = (
            models.UniqueConstraint("answer", "edition", "kecamatan", name="siting_proposed_once"),
        )

    def __str__(self) -> str:
        return f"{self.answer_id} {self.edition_id} {self.kecamatan}".strip()
