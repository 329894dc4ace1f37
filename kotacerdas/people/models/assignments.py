"""Which role each person holds, where, in which manner, and from when to the very moment it ends."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.domain.titles import head_title, signing_title
from kotacerdas.people.models.areas import City, TerritorialUnit
from kotacerdas.people.models.organisations import Organisation
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import HEADS, ROLES, Duty, Role, Scope, roles_within

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

JAKARTA = ZoneInfo("Asia/Jakarta")


def day_at(city: City | None, moment: datetime) -> date:
    """The date in a city, or in Jakarta for what belongs to none."""
    return moment.astimezone(city.timezone if city else JAKARTA).date()


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def active(self, on: date, now: datetime | None = None) -> Self:
        """Held on that day; if it is the day on which the role was ended, only until that moment."""
        now = now or timezone.now()
        not_ended_on_it = Q(ended_at=None) | Q(ended_at__gt=now) | Q(until_on__gt=on)
        return self.filter(not_ended_on_it, Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)

    def heading(self, organisation: Organisation) -> Self:
        """Those that lead this organisation, in their own right or acting for whoever does."""
        return self.filter(organisation=organisation, role__in=HEADS)

    def visible_to(self, user: "Someone") -> Self:
        """One's own, and those in the area where one may see people."""
        if not user.is_authenticated:
            return self.none()
        reach = access.reach(user, Permission.SEE_PEOPLE)
        if reach.is_everywhere:
            return self.all()
        return self.filter(Q(user=user.pk) | reach.rows("city") | Q(province__in=reach.provinces))


class RoleAssignment(Versioned):
    """One role of one user, in one city or province or in the whole country, between two days.

    A role that is ended before its last day says the moment in `ended_at`; `until_on` is then that day.
    """

    class Manner(models.TextChoices):
        SUBSTANTIVE = "substantive", _("In one's own right")
        PLT = "plt", _("Acting while the post is vacant (Plt)")
        PLH = "plh", _("Acting while the holder is away (Plh)")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("city")
    )
    province = models.ForeignKey(
        TerritorialUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        limit_choices_to={"kind": TerritorialUnit.Kind.PROVINCE},
        verbose_name=_("province"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("organisation"),
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day, if there is one.")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    manner = models.CharField(_("manner"), max_length=12, choices=Manner, default=Manner.SUBSTANTIVE)
    acting_for = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputies", verbose_name=_("acting for")
    )
    legal_basis = models.CharField(
        _("legal basis"), max_length=300, blank=True, help_text=_("Number and date of the order.")
    )
    post = models.CharField(
        _("post"),
        max_length=200,
        blank=True,
        help_text=_("As it stands under a signature, where it is not the usual title."),
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("role", "from_on", "pk")
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=roles_within(Scope.CITY), city__isnull=False, province=None)
                | Q(role__in=roles_within(Scope.PROVINCE), city=None, province__isnull=False)
                | Q(role__in=roles_within(Scope.COUNTRY), city=None, province=None),
                name="people_role_fits_its_place",
                violation_error_message=_(
                    "A role of a city needs a city, a provincial one a province, a national one neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="people_role_dates_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(until_on__isnull=False), name="people_role_ended_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(manner="substantive", acting_for=None)
                | Q(~Q(legal_basis=""), manner__in=["plt", "plh"], until_on__isnull=False),
                name="people_acting_has_order_and_end",
                violation_error_message=_("Whoever acts for a post needs an order and a last day."),
            ),
        )

    def __str__(self) -> str:
        what = self.signing_title or self.duty.name
        where = (
            [self.organisation, self.place] if self.organisation else [self.place or self.duty.scope_words]
        )
        return ", ".join(str(each) for each in (what, *where) if each)

    def clean(self) -> None:
        if self.province is not None and self.province.kind != TerritorialUnit.Kind.PROVINCE:
            raise ValidationError({"province": _("This area is not a province.")})
        if self.organisation is None or self.organisation.city_id is None or self.city_id is None:
            return
        if self.organisation.city_id != self.city_id:
            raise ValidationError({"organisation": _("This organisation belongs to another city.")})

    def is_active(self, on: date, now: datetime | None = None) -> bool:
        """The same as `active` of the QuerySet."""
        if not self.from_on <= on <= (self.until_on or date.max):
            return False
        return self.ended_at is None or self.ended_at > (now or timezone.now()) or on < (self.until_on or on)

    def day_of(self, moment: datetime) -> date:
        """The date where the role is held: a last day ends at midnight there, not at midnight in Greenwich."""
        return day_at(self.city, moment)

    def is_over(self, now: datetime) -> bool:
        """Ended, or its last day has passed."""
        return self.ended_at is not None or (self.until_on is not None and self.until_on < self.day_of(now))

    @property
    def duty(self) -> Duty:
        return ROLES[Role(self.role)]

    @property
    def is_acting(self) -> bool:
        return self.manner != self.Manner.SUBSTANTIVE

    @property
    def signing_title(self) -> str:
        """What stands under a signature; "" for who neither leads an office nor has a named post."""
        leads = self.organisation if self.role in HEADS else None
        post = self.post or (head_title(leads.name, kind=leads.kind) if leads else "")
        return signing_title(post, manner=self.manner) if post else ""

    @property
    def place(self) -> City | TerritorialUnit | None:
        return self.city or self.province

    def covers(self, city: City) -> bool:
        match self.duty.scope:
            case Scope.CITY:
                return self.city_id == city.pk
            case Scope.PROVINCE:
                return self.province_id == city.province_id
            case Scope.COUNTRY:
                return True
