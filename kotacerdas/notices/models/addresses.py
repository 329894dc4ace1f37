"""E-mail addresses that came back for good; none is used again until somebody says that it is right."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RefusedAddressQuerySet(models.QuerySet["RefusedAddress"]):
    def visible_to(self, user: Any) -> Self:
        """Seen only beside a delivery, never as a list of its own."""
        return self.none()

    def in_force(self) -> Self:
        return self.filter(corrected_at=None)


class RefusedAddress(models.Model):
    address = models.EmailField(_("e-mail"))
    reply = models.CharField(_("answer of the server"), max_length=30, blank=True)
    since = models.DateTimeField(_("since"))
    corrected_at = models.DateTimeField(_("said to be right at"), null=True, blank=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("said to be right by"),
    )

    objects = RefusedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        constraints = (
            models.UniqueConstraint(
                "address", condition=Q(corrected_at=None), name="notices_refused_address_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
