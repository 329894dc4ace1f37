"""Surveys: blank spots of a city computed once from its grid of signal and its Wi-Fi points."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.files.domain.codes import LENGTH, new_code

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: "Someone") -> Self:
        """Where people have no service is a public fact."""
        return self.all()

    def of(self, city: "City") -> Self:
        return self.filter(city=city).order_by("-asked_at", "-pk")

    def done(self) -> Self:
        return self.exclude(done_at=None)


class Survey(models.Model):
    """`outcome` is what was found beside the spots: areas to be checked, shares of people by kelurahan, the rules, what changed;
    `faults` say why there is none."""

    city = models.ForeignKey("people.City", models.CASCADE, related_name="surveys", verbose_name=_("city"))
    code = models.CharField(_("code"), max_length=LENGTH, unique=True, default=new_code, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for at"))
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    outcome = models.JSONField(_("what was found"), default=dict, blank=True)
    faults = models.JSONField(_("why there is none"), default=list, blank=True)
    is_sample = models.BooleanField(_("rests on samples"), default=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("city", "-asked_at", "-pk")
        verbose_name = _("survey of blank spots")
        verbose_name_plural = _("surveys of blank spots")

    def __str__(self) -> str:
        return f"{self.city_id} {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The list that came of it, which everybody sees who reads of the deed."""
        return f"{reverse('coverage:spots')}?kota={self.city.code}"
