"""What was said at a review by people who have no account: written down, answered, decided."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.masterplan.models.editions import Edition, Node
from kotacerdas.masterplan.models.programmes import Programme
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class ReviewRemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those who take part in the review; who spoke is not for the public."""
        taking_part = access.reach(user, Permission.DISCUSS).rows("edition__city")
        return self.filter(taking_part, edition__in=Edition.objects.visible_to(user))


class Remark(Versioned):
    """One word said at a meeting (FGD) on the edition as a whole, on a goal or on a programme; decided once, with a reason."""

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("remark", "open")
        ACCEPTED = "accepted", pgettext_lazy("decision", "accepted")
        PARTLY = "partly", pgettext_lazy("decision", "accepted in part")
        REJECTED = "rejected", pgettext_lazy("decision", "rejected")
        DEFERRED = "deferred", pgettext_lazy("decision", "deferred")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="remarks", verbose_name=_("edition"))
    node = models.ForeignKey(
        Node, models.SET_NULL, null=True, blank=True, related_name="remarks", verbose_name=_("on the goal")
    )
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="remarks", verbose_name=_("on the programme")
    )  # fmt: skip
    speaker = models.CharField(_("who said it"), max_length=200)
    organisation = models.CharField(_("for whom"), max_length=200, blank=True)
    is_outside = models.BooleanField(_("from outside government"), default=False)
    meeting = models.CharField(_("at which meeting"), max_length=200, blank=True)
    said_on = models.DateField(_("said on"))
    text = models.TextField(_("what was said"), max_length=4000)
    support = models.PositiveIntegerField(_("hands for it"), default=0)
    against = models.PositiveIntegerField(_("hands against it"), default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )  # fmt: skip
    written_at = models.DateTimeField(_("written at"))
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome, default=Outcome.OPEN)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = ReviewRemarkQuerySet.as_manager()

    class Meta:
        ordering = ("edition", "said_on", "pk")
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = (
            models.CheckConstraint(
                condition=Q(node=None) | Q(programme=None), name="masterplan_remark_on_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open") | ~Q(reason=""), name="masterplan_remark_decided_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.code
