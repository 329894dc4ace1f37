"""Measurements of signal, which come in batches: one drive test, or one delivery of what phones of a crowd measured."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.connectivity.models.operators import Operator
from kotacerdas.connectivity.models.towers import ON_EARTH
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: "Someone") -> Self:
        """What was brought in is public; a file that is only looked at belongs to those who keep the evidence."""
        kept = access.reach(user, Permission.KEEP_WIFI)
        return self.filter(Q(state=Batch.State.IN) | kept.rows("city"))

    def of(self, city: "City") -> Self:
        return self.filter(city=city)

    def counting(self) -> Self:
        return self.filter(state=Batch.State.IN)


class Batch(models.Model):
    """`outcome` is what the dry run found: good and refused rows, the first faults, which title stood for what."""

    class Kind(models.TextChoices):
        DRIVE = "drive", _("drive test")
        CROWD = "crowd", _("measured by phones of many people")

    class State(models.TextChoices):
        LOOKED_AT = "looked_at", _("looked at, not brought in")
        COMING = "coming", _("being brought in")
        IN = "in", pgettext_lazy("batch", "brought in")

    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="signal_batches", verbose_name=_("city")
    )
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=500)
    note = models.CharField(_("note"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.LOOKED_AT)
    outcome = models.JSONField(_("what the file holds"), default=dict)
    rows = models.PositiveIntegerField(_("measurements"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("brought in by")
    )  # fmt: skip
    at = models.DateTimeField(_("at"))
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-pk")
        verbose_name = _("batch of measurements")
        verbose_name_plural = _("batches of measurements")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('connectivity:batch', args=[self.code])}?kota={self.city.code}"


class SignalMeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def counting(self, city: "City") -> Self:
        return self.filter(batch__city=city, batch__state=Batch.State.IN)


class Measurement(models.Model):
    """Written in bulk and never changed. `network` is 2G to 5G, "none" where the phone found no service, or not known.

    Floats, for there are hundreds of thousands and they are reckoned with; nothing is paid or ranked by one of them.
    """

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="measurements", verbose_name=_("batch of measurements")
    )
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("operator"))
    lon = models.FloatField(_("longitude"))
    lat = models.FloatField(_("latitude"))
    at = models.DateTimeField(_("measured at"), null=True, blank=True)
    rsrp_dbm = models.FloatField(_("RSRP in dBm"), null=True, blank=True)
    rsrq_db = models.FloatField(_("RSRQ in dB"), null=True, blank=True)
    down_mbps = models.FloatField(_("download in Mbit/s"), null=True, blank=True)
    up_mbps = models.FloatField(_("upload in Mbit/s"), null=True, blank=True)
    network = models.CharField(_("network"), max_length=4, blank=True)

    objects = SignalMeasurementQuerySet.as_manager()

    class Meta:
        ordering = ("batch", "pk")
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = (models.CheckConstraint(condition=ON_EARTH, name="connectivity_measurement_on_earth"),)

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lon:.5f}"
