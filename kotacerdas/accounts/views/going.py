"""Where to go after a gate was passed, and back to a page of this site only."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kotacerdas.accounts import factors
from kotacerdas.people.access import signed_in

AFTERWARDS = "after_second_factor"


def wanted(request: HttpRequest) -> str:
    """The address named by `next`, if it lies on this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_safe else ""


def home() -> str:
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def remember(request: HttpRequest) -> None:
    """Setting up a second factor takes several pages; the one that was asked for is kept meanwhile."""
    if address := wanted(request):
        request.session[AFTERWARDS] = address


def recall(request: HttpRequest) -> str:
    return str(request.session.pop(AFTERWARDS, ""))


def after_adding(request: HttpRequest) -> str:
    """The first factor brings recovery codes, which must be seen before anything else."""
    if factors.of(signed_in(request)).unseen_codes:
        return reverse("accounts:recovery-codes")
    return recall(request) or reverse("accounts:security")
