"""Signing in and out."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kotacerdas.common.marks import public
from kotacerdas.people import demo
from kotacerdas.people.forms import SignInForm


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library says no types
def sign_in(request: HttpRequest) -> HttpResponse:
    goes_to = safe_next(request)
    if request.user.is_authenticated:
        return redirect(goes_to or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        response: HttpResponse = form.login(
            request, redirect_url=goes_to or resolve_url(settings.LOGIN_REDIRECT_URL)
        )
        return response
    return render(
        request,
        "people/sign_in.html",
        {
            "form": form,
            "next": goes_to,
            "demo_sign_ins": demo.sign_ins(),
            "service_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        },
        status=422 if form.is_bound else 200,
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """By POST only, so that no link or picture on another site can sign anybody out."""
    if request.method == "POST":
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)
    return render(request, "people/sign_out.html")


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards; an address outside this site is dropped."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    is_safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=request.is_secure())
    return wanted if is_safe else ""
