"""Codes on paper for the day on which the telephone is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kotacerdas.accounts import factors
from kotacerdas.accounts.domain.grouping import grouped
from kotacerdas.accounts.recency import recently_shown
from kotacerdas.accounts.views import going
from kotacerdas.accounts.views.own import own_account
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown until the person says that they are kept, and never again."""
    user = signed_in(request)
    if request.method == "POST":
        factors.keep_recovery_codes(by=user)
        return redirect(going.recall(request) or "accounts:security")
    held = factors.of(user)
    context = {"held": held, "codes": [grouped(code, 5) for code in held.unseen_codes]}
    return render(request, "accounts/recovery_codes.html", context)


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_safe
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    codes = factors.of(signed_in(request)).unseen_codes
    if not codes:
        return redirect("accounts:recovery-codes")
    lines = [
        _("Recovery codes of %(email)s for KotaCerdas. Each opens the account once.")
        % {"email": signed_in(request).email},
        "",
        *(grouped(code, 5) for code in codes),
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kotacerdas-kode-pemulihan.txt"'
    return response


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@recently_shown
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes_new(request: HttpRequest) -> HttpResponse:
    """The old ones open nothing from then on."""
    user = signed_in(request)
    if not factors.of(user).any:
        return redirect("accounts:security")
    if request.method == "POST":
        factors.renew_recovery_codes(by=user, now=timezone.now())
        return redirect("accounts:recovery-codes")
    return render(request, "accounts/recovery_codes_new.html")
