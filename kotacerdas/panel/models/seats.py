"""One city in one round as its assessors see it, and the seats in which they sit."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.panel.domain.seating import SITTING, State
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: "Someone") -> Self:
        """For whoever sits in it, and for whoever keeps the round."""
        return self.filter(self._sat_in(user) | kept_by(user))

    def sat_in_by(self, user: "Someone") -> Self:
        return self.filter(self._sat_in(user))

    def open_to(self, user: "Someone") -> Self:
        """Those that are opened, for whoever keeps the round and for whoever sits in it and has no office in the city."""
        return self.filter(kept_by(user) | (self._sat_in(user) & ~_bound(user)), opened_at__isnull=False)

    def _sat_in(self, user: "Someone") -> Q:
        """Whoever is no assessor any more sits nowhere, whatever stands in the rows: who assesses in a city's rehearsals
        assesses nowhere else, and who assesses the country plays in no city."""
        if not user.is_authenticated:
            return Q(pk__in=[])
        seats = Seat.objects.filter(user=user.pk, state__in=SITTING)
        reach = access.reach(user, Permission.ASSESS)
        counting = Q(round__city=None) if reach.is_everywhere else Q(pk__in=[])
        return Q(pk__in=seats.values("panel")) & (counting | Q(round__city__in=reach.cities))

    def for_rows(self) -> Self:
        return self.select_related("round__city", "city__province")


def _bound(user: "Someone") -> Q:
    """The panels of rounds that count in whose city, or in all of whose province, somebody holds an office today."""
    held = access.held_now(user)
    here = Q(city__in={each.city_id for each in held if each.city_id is not None})
    around = Q(city__province__in={each.province_id for each in held if each.province_id is not None})
    return Q(round__city=None) & (here | around)


def kept_by(user: "Someone", *, round_: str = "round", city: str = "city") -> Q:
    """The rows of rounds that somebody keeps: an operator those of the area, a city its own."""
    operated = access.reach(user, Permission.RUN_ROUNDS).rows(city)
    own = access.reach(user, Permission.KEEP_ROUNDS).rows(city)
    return (Q(**{f"{round_}__city": None}) & operated) | (Q(**{f"{round_}__city__isnull": False}) & own)


class Panel(models.Model):
    """Blind until it is opened: then everybody in it sees everybody's marks, and the first ones are kept."""

    round = models.ForeignKey(
        "evaluation.Round", models.PROTECT, related_name="panels", verbose_name=_("round")
    )
    city = models.ForeignKey("people.City", models.PROTECT, related_name="panels", verbose_name=_("city"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("opened by")
    )
    concluded_at = models.DateTimeField(_("result entered at"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("result entered by"),
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ("-round__year", "round__code", "city__code")
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        constraints = (
            models.UniqueConstraint("round", "city", name="panel_once_per_round_and_city"),
            models.CheckConstraint(
                condition=Q(concluded_at=None) | Q(opened_at__isnull=False),
                name="panel_is_opened_before_its_result",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round.title}, {self.city}"

    def get_absolute_url(self) -> str:
        return reverse("panel:panel", args=[self.round.code, self.city.code])

    @property
    def is_open(self) -> bool:
        """Opened: marks are no secret among its seats any more."""
        return self.opened_at is not None

    @property
    def is_rehearsal(self) -> bool:
        return bool(self.round.kind == "trial")


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: "Someone") -> Self:
        return self.filter(panel__in=Panel.objects.visible_to(user))

    def sitting(self) -> Self:
        return self.filter(state__in=SITTING)

    def of(self, user: "Someone") -> Self:
        """In which somebody sits today."""
        return self.sitting().filter(user=user.pk, panel__in=Panel.objects.sat_in_by(user))


class Seat(models.Model):
    """One assessor of one city. The number stays, and is how the city and the report know him or her."""

    class Stage(models.TextChoices):
        APPOINTED = State.APPOINTED.value, pgettext_lazy("seat", "appointed, has not declared yet")
        DECLARED = State.DECLARED.value, pgettext_lazy("seat", "declared independent")
        RECUSED = State.RECUSED.value, pgettext_lazy("seat", "has a conflict of interest")
        ENDED = State.ENDED.value, pgettext_lazy("seat", "appointment taken back")

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats", verbose_name=_("panel"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("assessor")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=9, choices=Stage, default=Stage.APPOINTED)
    state_at = models.DateTimeField(_("since"))
    statement = models.CharField(_("what was declared"), max_length=1000, blank=True)
    reason = models.CharField(_("why the appointment ended"), max_length=500, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("panel", "number")
        verbose_name = _("seat of an assessor")
        verbose_name_plural = _("seats of assessors")
        constraints = (
            models.UniqueConstraint("panel", "number", name="panel_seat_number_once"),
            models.UniqueConstraint(
                "panel",
                "user",
                condition=Q(state__in=sorted(SITTING)),
                name="panel_person_sits_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RECUSED) | ~Q(statement=""), name="panel_recused_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ENDED) | ~Q(reason=""), name="panel_ended_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.panel_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return self.panel.get_absolute_url()

    @property
    def stands(self) -> State:
        return State(self.state)
