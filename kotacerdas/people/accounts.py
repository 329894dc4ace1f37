"""How the sign-in library behaves here: nobody signs up alone, and demo accounts sleep while the demo is off."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class SignInBackend(AuthenticationBackend):
    """Asked at sign-in and again with each request, so that a closed account is out at once."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.may_sign_in)


class ClosedSignUp(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """A closed account is answered as a wrong password is, so that nobody learns that it exists."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.may_sign_in else None

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices ("signed in as ...") say nothing that the page does not show."""
