"""Ending sessions on other devices from afar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.accounts import sessions
from kotacerdas.accounts.views.own import own_account
from kotacerdas.people.access import Permission, requires, signed_in

ALL_OTHERS = "lainnya"


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
@own_account
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Needs no proof of who is there: whoever finds a stranger in the list must be able to end it at once."""
    user, here, now = signed_in(request), request.session.session_key, timezone.now()
    code = request.POST.get("sesi", "")
    if code == ALL_OTHERS:
        ended = sessions.end_others(user, here=here, now=now)
    else:
        ended = sessions.end(user, code, here=here, now=now)
    if ended:
        words = ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", ended)
        messages.success(request, words % {"count": ended})
    else:
        messages.info(request, _("There was nothing to end: the session is over already."))
    return redirect("accounts:security")
