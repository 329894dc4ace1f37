"""The second step of signing in, and showing again who is there before a sensitive step."""

import json

from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kotacerdas.accounts import factors, passkeys, recency, sessions, sign_in_log, sign_in_trail
from kotacerdas.accounts import second_factor as session_mark
from kotacerdas.accounts.forms.security import (
    CredentialForm,
    FullProofForm,
    PasswordProofForm,
    ProofForm,
)
from kotacerdas.accounts.stages import SecondFactor
from kotacerdas.accounts.views import going
from kotacerdas.common.marks import public
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import User


@public
@never_cache
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(going.home())
    stage = LoginStageController.enter(request, SecondFactor.key)
    if stage is None:
        return redirect("people:sign-in")
    user: User = stage.login.user
    form = ProofForm(_typed(request), user=user)
    if factor := _shown(request, user, form):
        _passed(request, user, factor)
        response: HttpResponse = stage.exit()
        return response
    return _page(request, "accounts/factor_sign_in.html", user, form)


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("password", "code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """With all that signing in would ask for."""
    user = signed_in(request)
    form = _proof_of(user)(_typed(request), user=user)
    factor = _shown(request, user, form)
    if factor:
        _passed(request, user, factor)
    if factor or (type(form) is PasswordProofForm and form.is_valid()):
        recency.mark_shown(request.session)
        sessions.renew(user, request.session)
        return redirect(going.wanted(request) or "accounts:security")
    return _page(request, "accounts/security_confirm.html", user, form)


def _typed(request: HttpRequest) -> QueryDict | None:
    """Nothing, where the browser sent a passkey in place of a code."""
    return None if request.method != "POST" or request.POST.get("credential") else request.POST


def _proof_of(user: User) -> type[ProofForm] | type[PasswordProofForm]:
    if not factors.of(user).any:
        return PasswordProofForm
    return FullProofForm if user.has_usable_password() else ProofForm


def _shown(request: HttpRequest, user: User, form: ProofForm | PasswordProofForm) -> Authenticator | None:
    """The factor that this form proves, by a passkey or by a code."""
    if request.method != "POST":
        return None
    if request.POST.get("credential"):
        return _passkey(request, user)
    return form.factor if isinstance(form, ProofForm) and form.is_valid() else None


def _passkey(request: HttpRequest, user: User) -> Authenticator | None:
    credential = CredentialForm(request.POST)
    try:
        forget_attempts = check_rate_limit(user)
        found = passkeys.complete_proof(
            request, credential.cleaned_data["credential"] if credential.is_valid() else {}, user
        )
    except ValidationError:
        return None
    except passkeys.Unproved:
        sign_in_log.failed(by="passkey")
        sign_in_trail.tell("accounts.factor-failed", user, by=None, now=timezone.now())
        return None
    forget_attempts()
    return found


def _passed(request: HttpRequest, user: User, factor: Authenticator) -> None:
    factor.record_usage()
    session_mark.mark_passed(request.session, user)
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        sign_in_trail.tell("accounts.recovery-code-used", user, by=user, now=timezone.now())


def _page(
    request: HttpRequest, template: str, user: User, form: ProofForm | PasswordProofForm
) -> HttpResponse:
    held = factors.of(user)
    has_passkey = bool(held.passkeys) and passkeys.are_possible(request)
    context = {
        "form": form,
        "next": going.wanted(request),
        "held": held,
        "has_password": user.has_usable_password(),
        "options": json.dumps(passkeys.begin_proof(request, user)) if has_passkey else "",
        "passkey_failed": bool(request.POST.get("credential")),
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)
