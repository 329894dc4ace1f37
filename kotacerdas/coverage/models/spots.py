"""Blank spots: places with no usable cellular or fixed service and no public Wi-Fi, and what became of each."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.versions import Versioned
from kotacerdas.coverage.domain.blanks import causes, states
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


class BlankSpotQuerySet(models.QuerySet["BlankSpot"]):
    def visible_to(self, user: "Someone") -> Self:
        """Public, but for what was wrong: that is seen by those who keep the list."""
        kept = access.reach(user, Permission.KEEP_WIFI).rows("city")
        return self.filter(~Q(state=BlankSpot.State.REJECTED) | kept)

    def of(self, city: "City") -> Self:
        return self.filter(city=city)

    def listed(self) -> Self:
        """Open and solved ones. What was only computed, and is not found any more, needs nobody's care."""
        stands = Q(is_found=True) | Q(is_by_hand=True) | ~Q(state=BlankSpot.State.REPORTED)
        return self.filter(stands, state__in=states.LISTED)

    def by_people(self) -> Self:
        """Open ones first, the most people first; those of whose people nobody knows last of their kind."""
        is_solved = models.Case(models.When(state=BlankSpot.State.SOLVED, then=1), default=0)
        most_first = models.F("people").desc(nulls_last=True)
        return self.alias(is_solved=is_solved).order_by("is_solved", most_first, "code")

    def for_rows(self) -> Self:
        return self.select_related("unit__parent", "city", "programme__edition")


class BlankSpot(Versioned):
    """`shape` is a GeoJSON geometry in degrees. `behind` counts the evidence in it, and holds the estimate of people beside those
    whom somebody counted; `needs` are the places of need by kind. A spot
    that somebody wrote down is `is_by_hand`; `is_found` says whether the last survey found it, None if none ever has.

    Its code is kept as long as anything of it is still there. `metres` lead to the nearest tower or Wi-Fi point.
    """

    class State(models.TextChoices):
        REPORTED = states.State.REPORTED.value, pgettext_lazy("blank spot", "reported")
        VERIFIED = states.State.VERIFIED.value, pgettext_lazy("blank spot", "verified")
        PLANNED = states.State.PLANNED.value, pgettext_lazy("blank spot", "planned")
        SOLVED = states.State.SOLVED.value, pgettext_lazy("blank spot", "solved")
        REJECTED = states.State.REJECTED.value, pgettext_lazy("blank spot", "no blank spot")
        MERGED = states.State.MERGED.value, pgettext_lazy("blank spot", "part of another")

    class Cause(models.TextChoices):
        HILL = causes.Cause.HILL.value, pgettext_lazy("cause", "hill")
        DISTANCE = causes.Cause.DISTANCE.value, pgettext_lazy("cause", "distance")
        MIXED = causes.Cause.MIXED.value, pgettext_lazy("cause", "hill and distance")
        UNKNOWN = causes.Cause.UNKNOWN.value, pgettext_lazy("cause", "not yet known")

    class Remedy(models.TextChoices):
        TOWER = "tower", _("tower of an operator")
        FIBRE = "fibre", _("fibre line")
        RADIO = "radio", _("radio link")
        WIFI = "wifi", _("public Wi-Fi point")
        SATELLITE = "satellite", pgettext_lazy("remedy", "satellite")
        OTHER = "other", _("another remedy")

    city = models.ForeignKey(
        "people.City", models.CASCADE, related_name="blank_spots", verbose_name=_("city")
    )
    code = models.SlugField(_("code"), max_length=60)
    unit = models.ForeignKey(
        "people.TerritorialUnit", models.PROTECT, related_name="+", verbose_name=_("kelurahan")
    )
    shape = models.JSONField(_("shape"))
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6)
    area_ha = models.DecimalField(_("hectares"), max_digits=9, decimal_places=2)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    people_is_estimate = models.BooleanField(_("people are estimated"), default=True)
    cause = models.CharField(_("cause"), max_length=8, choices=Cause, default=Cause.UNKNOWN)
    metres = models.PositiveIntegerField(
        _("metres to the nearest tower or Wi-Fi point"), null=True, blank=True
    )
    needs = models.JSONField(_("places of need"), default=dict, blank=True)
    behind = models.JSONField(_("evidence behind it"), default=dict, blank=True)
    remedy = models.CharField(_("remedy"), max_length=9, choices=Remedy, blank=True)
    programme = models.ForeignKey(
        "masterplan.Programme", models.SET_NULL, null=True, blank=True, related_name="blank_spots", verbose_name=_("programme that answers it")
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.REPORTED)
    told_by = models.CharField(_("who told it"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    is_by_hand = models.BooleanField(_("written down by somebody"), default=False)
    is_found = models.BooleanField(_("found by the last survey"), null=True, blank=True)
    found_at = models.DateTimeField(_("last found at"), null=True, blank=True)
    first_at = models.DateTimeField(_("known since"))
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="absorbed", verbose_name=_("part of")
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = BlankSpotQuerySet.as_manager()

    class Meta:
        ordering = ("city", "code")
        verbose_name = _("blank spot")
        verbose_name_plural = _("blank spots")
        constraints = (
            models.UniqueConstraint("city", "code", name="coverage_spot_code_once"),
            models.CheckConstraint(
                condition=Q(lon__gte=-180) & Q(lon__lte=180) & Q(lat__gte=-90) & Q(lat__lte=90),
                name="coverage_spot_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("planned", "solved")) | ~Q(remedy=""), name="coverage_planned_with_a_remedy"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["city", "state"], name="coverage_spots_by_state"),)

    def __str__(self) -> str:
        return f"{self.code} ({self.unit})"

    def get_absolute_url(self) -> str:
        return reverse("coverage:spot", args=[self.city.code, self.code])

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN

    @property
    def is_counted(self) -> bool:
        """Somebody counted its people."""
        return self.people is not None and not self.people_is_estimate

    def is_claimed_by(self, user: "Someone | None") -> bool:
        """Whether this person wrote it down or opened it again: somebody else is to verify it. One query."""
        claims = (SpotStep.Kind.ADDED, SpotStep.Kind.REOPENED)
        return user is not None and self.steps.filter(kind__in=claims, by_id=user.pk).exists()


class SpotStepQuerySet(models.QuerySet["SpotStep"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(spot__in=BlankSpot.objects.visible_to(user))


class SpotStep(models.Model):
    """One line of a spot's history; never changed. `state` is the one after it, `other` the spot that it was split from or merged
    with; `basis` says on what a solution rests: codes of confirmed quotes, or what was found on the ground."""

    class Kind(models.TextChoices):
        FOUND = "found", pgettext_lazy("step", "found by a survey")
        ADDED = "added", pgettext_lazy("step", "written down")
        RESHAPED = "reshaped", pgettext_lazy("step", "another shape")
        SPLIT = "split", pgettext_lazy("step", "came off another spot")
        ABSORBED = "absorbed", pgettext_lazy("step", "took another spot in")
        MERGED = "merged", pgettext_lazy("step", "became part of another spot")
        GONE = "gone", pgettext_lazy("step", "not found any more")
        AGAIN = "again", pgettext_lazy("step", "found again")
        VERIFIED = "verified", pgettext_lazy("step", "verified")
        PLANNED = "planned", pgettext_lazy("step", "remedy planned")
        SOLVED = "solved", pgettext_lazy("step", "solved")
        REJECTED = "rejected", pgettext_lazy("step", "rejected as wrong")
        REOPENED = "reopened", pgettext_lazy("step", "opened again")

    spot = models.ForeignKey(BlankSpot, models.CASCADE, related_name="steps", verbose_name=_("blank spot"))
    kind = models.CharField(_("step"), max_length=8, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=BlankSpot.State)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    other = models.ForeignKey(
        BlankSpot, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("other spot")
    )
    basis = models.JSONField(_("on what it rests"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )  # fmt: skip
    at = models.DateTimeField(_("at"))

    objects = SpotStepQuerySet.as_manager()

    class Meta:
        ordering = ("spot", "at", "pk")
        verbose_name = _("step of a blank spot")
        verbose_name_plural = _("steps of blank spots")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind__in=("verified", "solved", "rejected", "reopened")) | ~Q(reason=""),
                name="coverage_step_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.spot_id} {self.kind}"
