"""Channels of groups, such as a chat of the programme office, reached through Apprise; their addresses are sealed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import reach


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(
            (Q(city__isnull=False) & reach.rows(user, "see_deliveries", "city"))
            | (Q(city=None) & reach.rows(user, "support", "city"))
        )

    def hearing(self, kind: str, city: Any) -> "list[Target]":
        """Those of the city, and those of the installation, that want to hear of this kind."""
        mine = Q(city=None) if city is None else Q(city=None) | Q(city=city)
        return [each for each in self.filter(mine, is_on=True) if kind in each.kinds]


class Target(models.Model):
    """The address holds a password as a rule: it is stored sealed, never logged, and never shown again."""

    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    name = models.CharField(_("name"), max_length=80)
    service = models.CharField(_("service"), max_length=40)
    sealed = models.TextField(_("sealed address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    kinds = models.JSONField(_("kinds of notices"), default=list)
    is_on = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("created at"))

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("channel of a group")
        verbose_name_plural = _("channels of groups")
        constraints = (models.UniqueConstraint("city", "name", name="notices_target_once"),)

    def __str__(self) -> str:
        return self.name
