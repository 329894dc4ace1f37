"""Ways into the site: invitations by mail, codes handed out at a meeting, and those who ask with such a code."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kotacerdas.accounts.domain.invitations import Course, State
from kotacerdas.common.versions import Versioned
from kotacerdas.people import access
from kotacerdas.people.domain.codes import grouped, random_code
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Duty, Role, Scope, roles_within

if TYPE_CHECKING:
    from kotacerdas.people.models import City, TerritorialUnit

OUTSIDE_ROLES = (Role.OUTSIDE_MEMBER, Role.COUNCIL_MEMBER)


def new_key() -> str:
    """Names a row in an address; it opens nothing by itself."""
    return random_code(10)


def new_seed() -> str:
    return random_code(26)


def new_code() -> str:
    """Forty bits, so that guessing against the limits of the page takes longer than any code lasts."""
    return random_code(8)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> Self:
        """Those into the area where one looks after people."""
        if not user.is_authenticated:
            return self.none()
        reach = access.reach(user, Permission.MANAGE_PEOPLE)
        if reach.is_everywhere:
            return self.all()
        return self.filter((Q(city__isnull=False) & reach.rows("city")) | Q(province__in=reach.provinces))

    def open(self, now: datetime) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)

    def ended_as(self, state: State, now: datetime) -> Self:
        """Those that were accepted, were taken back, or have expired."""
        match state:
            case State.ACCEPTED:
                return self.filter(accepted_at__isnull=False)
            case State.REVOKED:
                return self.filter(revoked_at__isnull=False)
            case State.EXPIRED:
                return self.filter(accepted_at=None, revoked_at=None, expires_at__lte=now)
            case _:
                return self.none()


class Invitation(Versioned):
    """A link by mail to one address. The link's token is in no table: only what it is made from, and its digest."""

    key = models.CharField(_("key"), max_length=10, unique=True, default=new_key, editable=False)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=24, choices=Role)
    city = models.ForeignKey(
        "people.City", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    province = models.ForeignKey(
        "people.TerritorialUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("province"),
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    join_code = models.ForeignKey(
        "accounts.JoinCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("code to join"),
    )
    seed = models.CharField(_("seed"), max_length=26, default=new_seed, editable=False)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited at"))
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("counts until"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = (models.Index(fields=["city", "-invited_at"], name="accounts_invited_to_city"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=roles_within(Scope.CITY), city__isnull=False, province=None)
                | Q(role__in=roles_within(Scope.PROVINCE), city=None, province__isnull=False)
                | Q(role__in=roles_within(Scope.COUNTRY), city=None, province=None),
                name="accounts_invitation_fits_its_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="accounts_invitation_ends_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty.name}, {self.organisation or self.place or self.duty.scope_words}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:invitation", kwargs={"key": self.key})

    @property
    def duty(self) -> Duty:
        return ROLES[Role(self.role)]

    @property
    def place(self) -> "City | TerritorialUnit | None":
        return self.city or self.province

    @property
    def token(self) -> str:
        """256 bits that need the secret key of this installation: a copy of the database opens no link."""
        made = salted_hmac("kotacerdas.accounts.invitation", f"{self.key}:{self.seed}", algorithm="sha256")
        return made.hexdigest()

    def course(self, delivery: str = "") -> Course:
        return Course(self.expires_at, self.accepted_at, self.revoked_at, self.opened_at, delivery)


class JoinCodeQuerySet(models.QuerySet["JoinCode"]):
    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(access.reach(user, Permission.MANAGE_PEOPLE).rows("city"))

    def open(self, now: datetime) -> Self:
        return self.filter(revoked_at=None, ends_at__gt=now, used__lt=F("uses"))


class JoinCode(Versioned):
    """A code for people from outside, such as those at a meeting: so many uses, until a moment.

    It stands here as it is typed, because the office shows it again and again; it opens little, and not for long.
    """

    key = models.CharField(_("key"), max_length=10, unique=True, default=new_key, editable=False)
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    purpose = models.CharField(_("occasion"), max_length=120)
    city = models.ForeignKey("people.City", models.PROTECT, related_name="+", verbose_name=_("city"))
    role = models.CharField(_("role"), max_length=24, choices=[(role, role.label) for role in OUTSIDE_ROLES])
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    until_on = models.DateField(_("role until"), null=True, blank=True)
    uses = models.PositiveSmallIntegerField(_("uses"))
    used = models.PositiveSmallIntegerField(_("used"), default=0, editable=False)
    ends_at = models.DateTimeField(_("counts until"))
    needs_approval = models.BooleanField(_("the office approves each"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = JoinCodeQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("code to join")
        verbose_name_plural = _("codes to join")
        constraints = (
            models.CheckConstraint(
                condition=Q(used__lte=F("uses")), name="accounts_code_used_no_more_than_allowed"
            ),
            models.CheckConstraint(
                condition=Q(role__in=OUTSIDE_ROLES), name="accounts_code_for_outside_only"
            ),
        )

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("accounts:code", kwargs={"key": self.key})

    @property
    def duty(self) -> Duty:
        return ROLES[Role(self.role)]

    @property
    def shown(self) -> str:
        return grouped(self.code)

    @property
    def left(self) -> int:
        return self.uses - self.used

    def counts(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.ends_at and self.used < self.uses


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(access.reach(user, Permission.MANAGE_PEOPLE).rows("join_code__city"))

    def pending(self) -> Self:
        return self.filter(decided_at=None)


class JoinRequest(models.Model):
    """Somebody with a code asks to be let in; the office says yes or no."""

    key = models.CharField(_("key"), max_length=10, unique=True, default=new_key, editable=False)
    join_code = models.ForeignKey(
        JoinCode, models.PROTECT, related_name="requests", verbose_name=_("code to join")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests", verbose_name=_("person")
    )
    asked_at = models.DateTimeField(_("asked at"))
    is_approved = models.BooleanField(_("approved"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = (
            models.UniqueConstraint("join_code", "user", name="accounts_request_once_per_code"),
            models.CheckConstraint(
                condition=Q(is_approved=None, decided_at=None)
                | Q(is_approved__isnull=False, decided_at__isnull=False),
                name="accounts_request_decided_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.join_code}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:requests")
