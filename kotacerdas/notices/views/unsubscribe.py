"""The way out by the link in a mail: no sign-in, no question why, and nothing happens by merely opening it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kotacerdas.common.marks import public
from kotacerdas.notices import actions, kinds, unsubscribing


@public
@never_cache
@csrf_exempt  # The receiver's mail program sends the form by itself (RFC 8058); the token is what allows it.
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    delivery = unsubscribing.delivery_of(token)
    if delivery is None:
        raise Http404
    names = delivery.notices.values_list("kind", flat=True).distinct().order_by("kind")
    endable = [kinds.named(name) for name in names if kinds.named(name).may_unsubscribe]
    is_done = request.method == "POST"
    if is_done:
        actions.unsubscribe(delivery, now=timezone.now())
    context = {"kinds": endable, "is_done": is_done, "has_account": delivery.person_id is not None}
    return render(request, "notices/unsubscribe.html", context)
