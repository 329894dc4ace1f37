"""How a city asks a publisher of figures again."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.indicators.models.definitions import Indicator
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(access.reach(user, Permission.KEEP_INDICATORS).rows("city"))


class Feed(models.Model):
    """An address that a city has asked for the figures of one indicator, with the answers it gave to the adapter, so that it
    can be asked again. `settings` holds what the adapter wants to know: path, fields, source, status;
    `faults` are why the last answer could not be used, as `imports.kept` writes them."""

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.CASCADE, related_name="+", verbose_name=_("city"))
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+", verbose_name=_("indicator"))
    adapter = models.CharField(_("adapter"), max_length=40)
    address = models.URLField(_("address"), max_length=500)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    asked_at = models.DateTimeField(_("last asked at"))
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    run = models.ForeignKey(
        "imports.ImportRun",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("import"),
    )
    faults = models.JSONField(_("why it failed"), default=list, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "address", "pk")
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = (
            models.UniqueConstraint("city", "indicator", "adapter", "address", name="indicators_feed_once"),
        )

    def __str__(self) -> str:
        return self.address
