"""That archives were made: when, how large. The archives themselves lie elsewhere."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class MadeQuerySet(models.QuerySet["Made"]):
    def visible_to(self, user: "Someone") -> Self:
        """Those who look after the installation."""
        return self.all() if access.may(user, Permission.SUPPORT) else self.none()


class Made(models.Model):
    """One archive that was made and read back."""

    at = models.DateTimeField(_("at"), db_index=True)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    blobs = models.PositiveIntegerField(_("blobs"))
    seconds = models.PositiveIntegerField(_("seconds"))
    is_scheduled = models.BooleanField(_("by schedule"), default=False)

    objects = MadeQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        verbose_name = _("backup")
        verbose_name_plural = _("backups")

    def __str__(self) -> str:
        return self.name
