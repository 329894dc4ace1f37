"""The one thing of an instrument that offices write themselves: what earns each level of a question."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class RubricTextQuerySet(models.QuerySet["RubricText"]):
    def visible_to(self, user: "Someone") -> Self:
        """What a level asks for is public, as the instrument is."""
        return self.all()

    def written(self) -> Self:
        """Levels with a text; a row whose texts were taken away again only keeps its version."""
        return self.exclude(text_id="", text_en="")


class RubricText(Versioned):
    """What earns one level of one question. The official texts are not public, so a new installation has none."""

    instrument = models.CharField(_("instrument edition"), max_length=60)
    code = models.CharField(_("question"), max_length=20)
    level = models.PositiveSmallIntegerField(_("level"))
    text_id = models.TextField(_("text (Indonesian)"), blank=True, max_length=2000)
    text_en = models.TextField(_("text (English)"), blank=True, max_length=2000)
    source = models.CharField(_("where it is written"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("changed at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    objects = RubricTextQuerySet.as_manager()

    class Meta:
        ordering = ("instrument", "code", "level")
        verbose_name = _("level text")
        verbose_name_plural = _("level texts")
        constraints = (
            models.UniqueConstraint("instrument", "code", "level", name="instruments_rubric_once_per_level"),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.code} {self.level}"
