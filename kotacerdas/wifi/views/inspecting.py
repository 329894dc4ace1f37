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
from kotacerdas.people.desks import answer
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions
from kotacerdas.wifi.forms.deeds import INSPECT_FIELD_OF, InspectForm
from kotacerdas.wifi.queries.inspections import inspection_of
from kotacerdas.wifi.views.finding import kept_at, point_of
from kotacerdas.wifi.views.writing import one_form, shown


@requires(Permission.KEEP_WIFI)
@never_cache
def inspect(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """With a photo, if there is one: both are written, or neither."""
    found = point_of(request, code, kept_at(request, city))

    def bind(typed: Any) -> InspectForm:
        return InspectForm(typed, request.FILES or None)

    def do(sent: Any) -> str:
        form: InspectForm = sent[0]
        actions.inspect(found, form.wanted(), shot=form.shot(), by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = one_form(
        "wifi.inspect",
        bind=bind,
        do=do,
        done=_("The inspection is written down."),
        context=shown(found, _("Write down an inspection"), has_files=True),
        field_of=INSPECT_FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
def publish(request: HttpRequest, city: str, code: str, number: int) -> HttpResponse:
    found = point_of(request, code, kept_at(request, city))
    kept = inspection_of(found, number, request.user)
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
