"""Changing one's password, and setting a new one after it was forgotten."""

from allauth.core.internal.ratelimit import consume
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kotacerdas.accounts import passwords, sessions
from kotacerdas.accounts.forms.security import ChangePasswordForm, ForgottenForm, NewPasswordForm
from kotacerdas.accounts.views.own import own_account
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.marks import public
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import User

KEY = "password_link"


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@sensitive_post_parameters("password", "new_password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="change_password")  # type: ignore[untyped-decorator]  # the library says no types
def change(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not user.has_usable_password():
        return redirect("accounts:security")
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        passwords.change(by=user, password=form.cleaned_data["new_password"], now=timezone.now())
        _stay_here(request, user)
        messages.success(request, _("The password is changed. Other devices are signed out."))
        return redirect("accounts:security")
    return render(
        request, "accounts/password_change.html", {"form": form}, status=422 if form.is_bound else 200
    )


def _stay_here(request: HttpRequest, user: User) -> None:
    """The only session that goes on; the others are gone from the list as well."""
    before = request.session.session_key
    sessions.end_others(user, here=before, now=timezone.now())
    update_session_auth_hash(request, user)
    sessions.follow(user, before=before, after=request.session.session_key)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, so that nobody learns who has an account."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if consume(request, app="allauth.account", action="reset_password", key=email):
            passwords.send_link(email, now=timezone.now())
        return render(request, "accounts/password_link_sent.html")
    return render(
        request, "accounts/password_forgotten.html", {"form": form}, status=422 if form.is_bound else 200
    )


@public
@never_cache
@require_safe
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Takes the key out of the address at once: there it would stay in the history and could travel on."""
    request.session[KEY] = key
    return redirect("accounts:password-reset")


@public
@never_cache
@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="reset_password_from_key")  # type: ignore[untyped-decorator]  # same
def reset(request: HttpRequest) -> HttpResponse:
    key = str(request.session.get(KEY, ""))
    user = passwords.holder_of(key)
    if user is None:
        return render(request, "accounts/password_link_ended.html")
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            passwords.reset(key=key, password=form.cleaned_data["new_password"], now=timezone.now())
        except Refused:
            return render(request, "accounts/password_link_ended.html")
        del request.session[KEY]
        messages.success(request, _("The new password is set. Sign in with it."))
        return redirect("people:sign-in")
    return render(
        request, "accounts/password_reset.html", {"form": form}, status=422 if form.is_bound else 200
    )
