"""Tables that belong to no subject: which forms have been carried out already."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> "SubmissionQuerySet":
        """Nobody looks at these rows; they only keep a deed from being done twice."""
        return self.none()

    def older_than(self, moment: datetime) -> "SubmissionQuerySet":
        return self.filter(created_at__lt=moment)


class Submission(models.Model):
    """A form that was carried out. The digest covers form, sender and content, and holds none of them readable."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    action = models.CharField(_("action"), max_length=80)
    result = models.TextField(_("address of the result"), blank=True)
    created_at = models.DateTimeField(_("carried out at"), db_index=True)

    objects: ClassVar[Any] = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.action} {self.created_at:%Y-%m-%d %H:%M}"
