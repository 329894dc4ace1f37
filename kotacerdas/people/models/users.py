"""People who can sign in."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.people import access
from kotacerdas.people.domain.codes import random_code
from kotacerdas.people.models.assignments import RoleAssignment
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

LENGTH_OF_CODE = 10


def new_code() -> str:
    return random_code(LENGTH_OF_CODE)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "Someone") -> Self:
        """Oneself, and whoever holds a role in the area where one may see people."""
        own = Q(pk=user.pk)
        if not access.may(user, Permission.SEE_PEOPLE):
            return self.filter(own)
        roles = RoleAssignment.objects.visible_to(user).values("user")
        return self.filter(own | Q(pk__in=roles))

    def may_sign_in(self) -> Self:
        """Accounts that are open; those of the demonstration only while it is on."""
        accounts = self.filter(is_active=True)
        return accounts if settings.DEMO else accounts.filter(is_demo=False)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: "Someone") -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def may_sign_in(self) -> UserQuerySet:
        return self.get_queryset().may_sign_in()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    code = models.CharField(
        _("code"), max_length=LENGTH_OF_CODE, unique=True, default=new_code, editable=False
    )
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

    awaits_second_factor = False
    """Set on whoever a session names until that session has passed a second factor (`SignInBackend.get_user`)."""

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

    def get_absolute_url(self) -> str:
        # The page lies in `accounts`, since what is done there tells people by mail.
        return reverse("accounts:person", kwargs={"code": self.code})

    @property
    def may_sign_in(self) -> bool:
        return self.is_active and (settings.DEMO or not self.is_demo)
