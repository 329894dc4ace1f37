"""Setting up an app that shows six digits, which change every half minute."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kotacerdas.accounts import factors, qr, second_factor
from kotacerdas.accounts.domain.grouping import grouped
from kotacerdas.accounts.forms.security import EnrolForm
from kotacerdas.accounts.recency import recently_shown
from kotacerdas.accounts.views import going
from kotacerdas.accounts.views.own import own_account
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def totp(request: HttpRequest) -> HttpResponse:
    """The secret is made anew for each visit and kept only when a code shows that the app has it."""
    user = signed_in(request)
    if factors.of(user).totp:
        return redirect("accounts:security")
    secret = get_totp_secret(regenerate=request.method != "POST")
    form = EnrolForm(request.POST or None, secret=secret)
    if request.method == "POST" and form.is_valid():
        factors.add_totp(by=user, secret=secret, counter=form.counter, now=timezone.now())
        clear_totp_secret(request)
        second_factor.mark_passed(request.session, user)
        messages.success(request, _("The app is set up. Its codes are asked when you sign in."))
        return redirect(going.after_adding(request))
    address = get_adapter().build_totp_url(user, secret)
    context = {"form": form, "address": address, "drawing": qr.drawing(address), "secret": grouped(secret)}
    return render(request, "accounts/factor_totp.html", context, status=422 if form.is_bound else 200)
