"""How the sign-in library behaves here: nobody signs up alone, and demo accounts sleep while the demo is off."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kotacerdas.people import drafts


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]  # the library says no types
    """Asked at sign-in and again with each request, so that a closed account is out at once."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.may_sign_in)

    def get_user(self, user_id: Any) -> Any:
        """Whom a session names waits for a second factor until `accounts` finds that the session has passed one.

        Demo accounts do not: nobody could enrol a telephone for all visitors, and they exist in a demo only.
        """
        user = super().get_user(user_id)
        if user is not None:
            user.awaits_second_factor = not user.is_demo
        return user


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # same
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail and password do not go together. Check both and try again."),
        "too_many_login_attempts": _(
            "Too many wrong attempts for this e-mail. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account is answered as a wrong password is, so that nobody learns that it exists."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.may_sign_in else None

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        """Every way of signing in ends here: what was typed before comes back to this person only."""
        response: HttpResponse = super().post_login(request, user, **how)
        return drafts.remember_person(response, user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices ("signed in as ...") say nothing that the page does not show."""
