"""How one's account is protected: the page that shows it, and removing a second factor."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kotacerdas.accounts import factors, passkeys, second_factor, sessions, sign_in_trail
from kotacerdas.accounts.recency import recently_shown
from kotacerdas.accounts.views import going
from kotacerdas.accounts.views.own import own_account
from kotacerdas.common import faults
from kotacerdas.common.domain.faults import Refused
from kotacerdas.people import access
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import User


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    going.remember(request)
    here = request.session.session_key
    context = {
        "held": factors.of(user),
        "asleep": access.asleep(user),
        "wanted": going.wanted(request),
        "passkeys_possible": passkeys.are_possible(request),
        "zone": _zone_of(user),
        "has_password": user.has_usable_password(),
        "sessions": [] if user.is_demo else sessions.open_sessions(user, here=here, now=timezone.now()),
    }
    return render(request, "accounts/security.html", context)


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """`aplikasi`, or the code of a passkey. Other devices are signed out: whoever took the factor away may be there."""
    user = signed_in(request)
    held = factors.of(user)
    factor = held.totp if code == "aplikasi" else held.passkey(code)
    if factor is None:
        return redirect("accounts:security")
    if request.method == "POST":
        return _removed(request, factor)
    context = {
        "factor": factor,
        "is_totp": factor == held.totp,
        "is_last": held.is_last,
        "is_kept": held.is_last and factors.demanded_of(user),
    }
    return render(request, "accounts/factor_remove.html", context)


def _removed(request: HttpRequest, factor: Authenticator) -> HttpResponse:
    user = signed_in(request)
    try:
        factors.remove(factor, by=user, now=timezone.now())
    except Refused as refused:
        for sentence in faults.sentences(refused):
            messages.error(request, sentence)
        return redirect("accounts:security")
    sessions.end_others(user, here=request.session.session_key, now=timezone.now())
    if not factors.of(user).any:
        second_factor.forget_passed(request.session)
    messages.success(request, _("Removed. Other devices on which you were signed in are signed out."))
    return redirect("accounts:security")


def _zone_of(user: User) -> str:
    city = sign_in_trail.city_of(user)
    return city.zone if city else "Asia/Jakarta"
