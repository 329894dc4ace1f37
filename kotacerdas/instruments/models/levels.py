"""What earns each level of a question, which offices write themselves."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class RubricTextQuerySet(models.QuerySet["RubricText"]):
    def visible_to(self, user: "Someone") -> Self:
        """The operator's texts are public, as the instrument is; a city's own are for its offices."""
        own = access.reach(user, Permission.SEE_CITY_DRAFTS).rows("city")
        return self.filter(Q(city=None) | own)

    def written(self) -> Self:
        """Levels with a text; a row whose texts were taken away again only keeps its version."""
        return self.exclude(text_id="", text_en="")


class RubricText(Versioned):
    """What earns one level of one question. The official texts are not public, so a new installation has none.

    Without a city it is the operator's text for all; with one it is that city's own reading, for its offices only.
    """

    city = models.ForeignKey(
        "people.City", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
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
        ordering = ("instrument", "code", "level", F("city").asc(nulls_first=True))
        verbose_name = _("level text")
        verbose_name_plural = _("level texts")
        constraints = (
            models.UniqueConstraint(
                "instrument", "code", "level", condition=Q(city=None), name="instruments_rubric_once_for_all"
            ),
            models.UniqueConstraint(
                "instrument", "code", "level", "city", name="instruments_rubric_once_per_city"
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.code} {self.level}"
