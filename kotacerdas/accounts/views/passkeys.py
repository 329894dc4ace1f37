"""Passkeys: signing in with one alone, adding, naming and removing them."""

import json

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.internal.ratelimit import decorator as rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kotacerdas.accounts import factors, passkeys, second_factor, sign_in_log
from kotacerdas.accounts.forms.security import CredentialForm, PasskeyForm, PasskeyNameForm
from kotacerdas.accounts.recency import recently_shown
from kotacerdas.accounts.views import going
from kotacerdas.accounts.views.own import own_account
from kotacerdas.common.marks import public
from kotacerdas.people.access import Permission, requires, signed_in


@public
@never_cache
@require_POST
@rate_limit(app="allauth.mfa", action="webauthn_login")  # type: ignore[untyped-decorator]  # the library says no types
def options(request: HttpRequest) -> JsonResponse:
    """What a browser needs to show a passkey; by POST, for it leaves a mark in the session."""
    return JsonResponse(passkeys.begin_proof(request))


@public
@never_cache
@sensitive_post_parameters("credential")
@require_POST
@rate_limit(app="allauth.mfa", action="webauthn_login")  # type: ignore[untyped-decorator]  # same
def sign_in(request: HttpRequest) -> HttpResponse:
    """A passkey alone is two factors: the device, and the finger, face or PIN that unlocks it."""
    form = CredentialForm(request.POST)
    back = going.wanted(request) or going.home()
    if request.user.is_authenticated:
        return redirect(back)
    try:
        key = passkeys.complete_proof(request, form.cleaned_data["credential"] if form.is_valid() else {})
        if not key.user.may_sign_in:
            raise passkeys.Unproved
    except passkeys.Unproved:
        sign_in_log.failed(by="passkey")
        messages.error(
            request, _("This passkey does not open any account here. Sign in with e-mail and password.")
        )
        return redirect("people:sign-in")
    key.record_usage()
    second_factor.mark_passed(request.session, key.user)
    response: HttpResponse = perform_login(request, Login(user=key.user, redirect_url=back))
    return response


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = PasskeyForm(request.POST or None)
    failed = False
    if request.method == "POST" and form.is_valid():
        try:
            credential = passkeys.complete_registration(request, form.cleaned_data["credential"])
        except passkeys.Unproved:
            failed = True
        else:
            factors.add_passkey(
                by=user, name=form.cleaned_data["name"], credential=credential, now=timezone.now()
            )
            second_factor.mark_passed(request.session, user)
            messages.success(request, _("The passkey is added. You can sign in with it from now on."))
            return redirect(going.after_adding(request))
    possible = passkeys.are_possible(request)
    context = {
        "form": form,
        "possible": possible,
        "options": json.dumps(passkeys.begin_registration(request, user)) if possible else "",
        "passkey_failed": failed,
    }
    return render(
        request, "accounts/passkey_add.html", context, status=422 if request.method == "POST" else 200
    )


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest, code: str) -> HttpResponse:
    """Its name, and the button that removes it."""
    user = signed_in(request)
    held = factors.of(user)
    key = held.passkey(code)
    if key is None:
        return redirect("accounts:security")
    form = PasskeyNameForm(request.POST or None, initial={"name": key.data["name"]})
    if request.method == "POST" and form.is_valid():
        factors.rename_passkey(key, form.cleaned_data["name"], by=user, now=timezone.now())
        messages.success(request, _("The name is saved."))
        return redirect("accounts:security")
    context = {"form": form, "key": key, "code": code, "is_kept": held.is_last and factors.demanded_of(user)}
    return render(request, "accounts/passkey.html", context, status=422 if form.is_bound else 200)
