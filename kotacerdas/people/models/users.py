"""People who can sign in, and which role each holds, where, and from when to when."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.people import access
from kotacerdas.people.models.areas import City, TerritorialUnit
from kotacerdas.people.models.organisations import Organisation
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Duty, Role, Scope, roles_within

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

JAKARTA = ZoneInfo("Asia/Jakarta")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "Someone") -> Self:
        """Oneself, and whoever holds a role in the area where one may see people."""
        own = Q(pk=user.pk)
        if not access.may(user, Permission.SEE_PEOPLE):
            return self.filter(own)
        roles = RoleAssignment.objects.visible_to(user).values("user")
        return self.filter(own | Q(pk__in=roles))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: "Someone") -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    display_name = models.CharField(
        _("name shown"), max_length=120, help_text=_("An office or a person, as others see it.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(
        _("demo account"), default=False, help_text=_("Can sign in only while the demo is switched on.")
    )
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        ordering = ("display_name", "pk")
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="people_user_email_once",
                violation_error_message=_("An account with this e-mail exists already."),
            ),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def may_sign_in(self) -> bool:
        return self.is_active and (settings.DEMO or not self.is_demo)


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def active(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)

    def visible_to(self, user: "Someone") -> Self:
        """One's own, and those in the area where one may see people."""
        if not user.is_authenticated:
            return self.none()
        reach = access.reach(user, Permission.SEE_PEOPLE)
        if reach.is_everywhere:
            return self.all()
        return self.filter(Q(user=user.pk) | reach.rows("city") | Q(province__in=reach.provinces))


class RoleAssignment(models.Model):
    """One role of one user, in one city or province or in the whole country, between two days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name=_("user"))
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
        )

    def __str__(self) -> str:
        return f"{self.duty.name}, {self.place or self.duty.scope_words}"

    def clean(self) -> None:
        if self.province is not None and self.province.kind != TerritorialUnit.Kind.PROVINCE:
            raise ValidationError({"province": _("This area is not a province.")})
        if self.organisation is None or self.organisation.city_id is None or self.city_id is None:
            return
        if self.organisation.city_id != self.city_id:
            raise ValidationError({"organisation": _("This organisation belongs to another city.")})

    def is_active(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def day_of(self, moment: datetime) -> date:
        """The date where the role is held: a last day ends at midnight there, not at midnight in Greenwich."""
        return moment.astimezone(self.city.timezone if self.city else JAKARTA).date()

    @property
    def duty(self) -> Duty:
        return ROLES[Role(self.role)]

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
