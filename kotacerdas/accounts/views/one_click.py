"""Signing in to the demonstration with one click; where the demo is off there is no such address."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.decorators import rate_limit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.accounts.views import going
from kotacerdas.common.marks import public
from kotacerdas.people.models import User


@public
@never_cache
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    response: HttpResponse = _sign_in(request)
    return response


@require_POST
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library says no types
def _sign_in(request: HttpRequest) -> HttpResponse:
    """Only accounts of the demonstration, which `may_sign_in` keeps out as well where the demo is off."""
    back = going.wanted(request) or going.home()
    if request.user.is_authenticated:
        return redirect(back)
    # A NUL is nobody's, and PostgreSQL cannot look for it.
    email = request.POST.get("email", "").replace("\0", "")
    user = User.objects.filter(email=email, is_demo=True).first()
    if user is None or not user.may_sign_in:
        raise Http404
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=back))
    return response
