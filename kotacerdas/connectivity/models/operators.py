"""Operators of cellular networks, the same for all cities; loaded from `data/connectivity/operators.yaml`."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class OperatorQuerySet(models.QuerySet["Operator"]):
    def visible_to(self, user: "Someone") -> Self:
        """Who runs a network is a public fact."""
        return self.all()


class Operator(models.Model):
    """`names` are further spellings met in files, and the codes of its networks (MCC-MNC)."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    names = models.JSONField(_("other spellings"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("operator")
        verbose_name_plural = _("operators")

    def __str__(self) -> str:
        return self.name
