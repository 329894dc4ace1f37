"""What people say about the signal where they live or work."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.connectivity.models.fixed import is_rt
from kotacerdas.connectivity.models.operators import Operator
from kotacerdas.files.domain.codes import LENGTH, new_code
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class SignalReportQuerySet(models.QuerySet["SignalReport"]):
    def visible_to(self, user: "Someone") -> Self:
        """What was reported is public, never by whom or in which words; a rejected report is seen by the office and by who
        made it."""
        kept = access.reach(user, Permission.KEEP_WIFI).rows("city")
        own = Q(by=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(~Q(state=SignalReport.State.REJECTED) | kept | own)

    def of(self, city: "City") -> Self:
        return self.filter(city=city).select_related("unit", "operator")

    def counting(self) -> Self:
        return self.exclude(state=SignalReport.State.REJECTED)


class SignalReport(Versioned):
    """At a place, or in an RT of a kelurahan. Without an operator it speaks of all of them.

    Of who reported only the role is needed. A name may be noted so that the office can ask back; it is taken away by
    retention, and nobody but the office sees it.
    """

    class Signal(models.TextChoices):
        NONE = "none", pgettext_lazy("signal", "none")
        WEAK = "weak", pgettext_lazy("signal", "weak")
        OK = "ok", pgettext_lazy("signal", "good enough")

    class Role(models.TextChoices):
        RT_HEAD = "rt_head", _("head of the RT")
        OFFICER = "officer", _("officer")
        CITIZEN = "citizen", _("citizen")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("signal report", "reported, not checked")
        CHECKED = "checked", pgettext_lazy("signal report", "checked")
        REJECTED = "rejected", pgettext_lazy("signal report", "rejected")

    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="signal_reports", verbose_name=_("city")
    )
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(
        "people.TerritorialUnit", models.PROTECT, related_name="+", verbose_name=_("kelurahan")
    )
    rt = models.CharField(_("RT"), max_length=3, blank=True, validators=[is_rt])
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    operator = models.ForeignKey(
        Operator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("operator")
    )
    signal = models.CharField(_("signal"), max_length=4, choices=Signal)
    is_indoors = models.BooleanField(_("indoors"), default=False)
    words = models.TextField(_("words"), max_length=1000, blank=True)
    on = models.DateField(_("day"))
    role = models.CharField(_("who reported"), max_length=8, choices=Role)
    name = models.CharField(_("name of who reported"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )  # fmt: skip
    at = models.DateTimeField(_("at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )  # fmt: skip
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    finding = models.CharField(_("what the check found"), max_length=500, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = SignalReportQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("report of signal")
        verbose_name_plural = _("reports of signal")
        constraints = (
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="connectivity_report_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(lon=None) | ~Q(rt=""), name="connectivity_report_has_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{reverse('connectivity:report', args=[self.code])}?kota={self.city.code}"
