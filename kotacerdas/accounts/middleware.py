"""Tells each request who is there: nobody once the session has lasted too long, and whether a factor was shown."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from kotacerdas.accounts import lifetime, second_factor
from kotacerdas.people.models import User

Handler = Callable[[HttpRequest], HttpResponse]


def trust_second_factor(get_response: Handler) -> Handler:
    """As lazy as Django's own `request.user`: a page that does not ask who is there costs no query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _who(request))  # type: ignore[assignment]  # as Django itself does
        return get_response(request)

    return middleware


def _who(request: HttpRequest) -> User | AnonymousUser:
    user = get_user(request)
    if user.is_authenticated and lifetime.is_over(request.session):
        request.session.flush()
        return AnonymousUser()
    if user.is_authenticated and second_factor.has_passed(request.session, user):
        user.awaits_second_factor = False
    return user
