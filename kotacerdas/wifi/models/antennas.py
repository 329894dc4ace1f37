"""Antennas as their makers measured them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kotacerdas.wifi.domain.antennas import Pattern
from kotacerdas.wifi.domain.patterns import MOST_LETTERS

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class AntennaPatternQuerySet(models.QuerySet["AntennaPattern"]):
    def visible_to(self, user: "Someone") -> Self:
        """What an antenna does is a public fact."""
        return self.all()


class AntennaPattern(models.Model):
    """dB below the strongest direction: 360 values around, and 360 up and down where the file has them."""

    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=MOST_LETTERS)
    gain_dbi = models.DecimalField(_("gain in dBi"), max_digits=5, decimal_places=2, null=True, blank=True)
    horizontal = models.JSONField(_("around"))
    vertical = models.JSONField(_("up and down"), default=list, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    added_at = models.DateTimeField(_("added at"))

    objects = AntennaPatternQuerySet.as_manager()

    class Meta:
        ordering = ("name", "code")
        verbose_name = _("antenna pattern")
        verbose_name_plural = _("antenna patterns")
        constraints = (models.UniqueConstraint("city", "code", name="wifi_pattern_code_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def measured(self) -> Pattern:
        gain = None if self.gain_dbi is None else float(self.gain_dbi)
        return Pattern(self.name, gain, tuple(self.horizontal), tuple(self.vertical))
