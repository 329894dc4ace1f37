"""Signing in through the city's own service; without one in the settings there are no such addresses."""

import structlog
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.accounts import second_factor, service_links, sign_in_service
from kotacerdas.accounts.sign_in_service import ServiceTrouble, Someone
from kotacerdas.accounts.views import going
from kotacerdas.common.marks import public

BAD_GATEWAY, FORBIDDEN = 502, 403

log = structlog.get_logger("kotacerdas.accounts")


@public
@never_cache
@require_safe
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library says no types
def start(request: HttpRequest) -> HttpResponse:
    """A link, not a form: browsers apply the policy for forms to where a form's answer leads."""
    _there_is_one()
    if request.user.is_authenticated:
        return redirect(going.wanted(request) or going.home())
    with override("id"):
        come_back_to = request.build_absolute_uri(reverse("accounts:provider-return"))
    try:
        address = sign_in_service.begin(
            request.session,
            come_back_to=come_back_to,
            then=going.wanted(request) or going.home(),
            language=get_language() or "id",
        )
    except ServiceTrouble as trouble:
        return _failed(request, trouble)
    return redirect(address)


@public
@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    _there_is_one()
    before = sign_in_service.kept(request.session)
    if before is None or request.user.is_authenticated:
        return redirect("people:sign-in")
    with override(before["language"]):
        try:
            someone = sign_in_service.complete(request.GET.dict(), before)
        except ServiceTrouble as trouble:
            return _failed(request, trouble)
        return _let_in(request, someone, before["then"])


def _let_in(request: HttpRequest, someone: Someone, then: str) -> HttpResponse:
    """A second factor is still asked, by us, unless the service says that it asked for one."""
    user = service_links.account_of(someone, now=timezone.now())
    if user is None:
        return render(request, "accounts/provider_unknown.html", {"email": someone.email}, status=FORBIDDEN)
    if someone.passed_second_factor:
        second_factor.mark_passed(request.session, user)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=then))
    return response


def _failed(request: HttpRequest, trouble: ServiceTrouble) -> HttpResponse:
    log.warning("sign-in service", trouble=str(trouble))
    return render(request, "accounts/provider_failed.html", status=BAD_GATEWAY)


def _there_is_one() -> None:
    if not sign_in_service.is_offered():
        raise Http404
