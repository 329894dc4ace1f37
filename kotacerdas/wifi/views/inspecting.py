"""Inspections are written down, and published or taken back from the public."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions
from kotacerdas.wifi.forms.deeds import INSPECT_FIELD_OF, InspectForm
from kotacerdas.wifi.models import Inspection
from kotacerdas.wifi.views.finding import kept_at, point_of


@requires(Permission.KEEP_WIFI)
@never_cache
def inspect(request: HttpRequest, city: str, code: str) -> HttpResponse:
    place = kept_at(request, city)
    found = point_of(request, code, place)

    def do(sent: Any) -> str:
        actions.inspect(found, sent[0].wanted(), by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = Desk(
        "wifi/form.html",
        "wifi.inspect",
        bind=InspectForm,
        do=do,
        done=_("The inspection is written down."),
        context={
            "city": place,
            "point": found,
            "heading": _("Write down an inspection"),
            "has_samples": found.is_sample,
        },
        field_of=INSPECT_FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
def publish(request: HttpRequest, city: str, code: str, number: int) -> HttpResponse:
    """`number` counts the inspections of the point, the newest is 1."""
    place = kept_at(request, city)
    found = point_of(request, code, place)
    rows = Inspection.objects.visible_to(request.user).filter(point=found)
    kept = rows[number - 1 : number].first() if number else None
    if kept is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("terbit") == "ya"

    def deed() -> str:
        actions.publish(kept, is_published=wanted, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    outcome = submissions.once_for(request, action="wifi.publish", deed=deed)
    if not outcome.repeated:
        words = _("The inspection is published.") if wanted else _("The inspection is for the offices only.")
        messages.success(request, str(words))
    return redirect(outcome.address)
