"""The ground of a city: an elevation model that was brought or invented, and what became of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common import reach
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people.permissions import Permission
from kotacerdas.terrain.keeping import is_kept

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class GroundQuerySet(models.QuerySet["Ground"]):
    def visible_to(self, user: "Someone") -> Self:
        """The ground in use is a public fact; what was brought and refused concerns those who keep it."""
        seen = Q(is_used=True)
        if getattr(user, "is_authenticated", False):
            seen |= reach.rows(user, Permission.KEEP_WIFI, "city")
        return self.filter(seen)

    def used(self, city: "City") -> Self:
        """The one ground of the city over which everything is computed; none where it has none yet."""
        return self.filter(city=city, is_used=True)


class Ground(models.Model):
    """`file` is the first that was brought, `parts` whatever came with it. `cell` is asked for in metres; the heights lie resampled
    to it in `folder`, made anew from the files (or invented anew) where that is lost. `about` tells the grid, the lowest and highest
    place, and the shares of height and slope, as they were found. `faults` say why it could not be taken."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("ground", "being prepared")
        READY = "ready", pgettext_lazy("ground", "ready")
        REFUSED = "refused", pgettext_lazy("ground", "refused")

    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    city = models.ForeignKey("people.City", models.CASCADE, related_name="grounds", verbose_name=_("city"))
    title = models.CharField(_("name"), max_length=160)
    source = models.CharField(_("source"), max_length=500)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)
    file = models.ForeignKey(
        "files.File", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    cell = models.PositiveSmallIntegerField(_("cell in metres"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    is_used = models.BooleanField(_("in use"), default=False)
    about = models.JSONField(_("what was found"), default=dict, blank=True)
    faults = models.JSONField(_("why it was refused"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"))
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )

    objects = GroundQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        constraints = (
            models.UniqueConstraint("city", condition=Q(is_used=True), name="terrain_one_ground_in_use"),
            models.CheckConstraint(
                condition=Q(is_used=False) | Q(state="ready"), name="terrain_only_ready_ground_in_use"
            ),
            models.CheckConstraint(condition=Q(cell__gte=1) & Q(cell__lte=100), name="terrain_ground_cell"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('terrain:grounds')}?kota={self.city.code}"

    @property
    def folder(self) -> Path:
        return Path(settings.STATE) / "terrain" / self.code

    @property
    def is_given_up(self) -> bool:
        """Its job failed or was cancelled, so that it would wait for ever."""
        return self.state == self.State.WAITING and not (self.job and self.job.is_open)

    @property
    def is_lost(self) -> bool:
        """It was prepared, and its heights are not on the disk: after a backup was restored, say."""
        return self.state == self.State.READY and not is_kept(self.folder)

    @property
    def is_put_away(self) -> bool:
        """Of grounds that are not in use only the last ones keep their heights (`retention`)."""
        return self.is_lost and not self.is_used

    @property
    def can_be_prepared_anew(self) -> bool:
        is_under_way = bool(self.job and self.job.is_open)
        return not is_under_way and (self.is_given_up or self.is_lost)


class Part(models.Model):
    """A file that came with the first one of a ground: another tile, or heights of trees and buildings above the ground."""

    class Kind(models.TextChoices):
        TILE = "tile", pgettext_lazy("ground", "another tile")
        CLUTTER = "clutter", pgettext_lazy("ground", "trees and buildings")

    ground = models.ForeignKey(Ground, models.CASCADE, related_name="parts", verbose_name=_("ground"))
    file = models.ForeignKey("files.File", models.CASCADE, related_name="+", verbose_name=_("file"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("file of a ground")
        verbose_name_plural = _("files of a ground")
        constraints = (models.UniqueConstraint("ground", "position", name="terrain_part_once"),)

    def __str__(self) -> str:
        return self.file.name
