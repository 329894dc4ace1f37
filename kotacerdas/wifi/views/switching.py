"""Points are switched on and off: one from its page, many from the list or from codes that were pasted."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions
from kotacerdas.wifi.forms.deeds import SWITCH_FIELD_OF, SwitchForm, SwitchManyForm
from kotacerdas.wifi.forms.listing import ListFilter
from kotacerdas.wifi.models import Point, State
from kotacerdas.wifi.queries import listing, standing
from kotacerdas.wifi.views.finding import kept_at, kept_city, point_of, today_in
from kotacerdas.wifi.views.writing import one_form, shown


@requires(Permission.KEEP_WIFI)
@never_cache
def one(request: HttpRequest, city: str, code: str) -> HttpResponse:
    place = kept_at(request, city)
    found = point_of(request, code, place)

    def do(sent: Any) -> str:
        actions.switch([found], sent[0].wanted(), city=place, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = one_form(
        "wifi.switch",
        bind=partial(SwitchForm, today=today_in(place)),
        do=do,
        done=_("The state is noted."),
        context=shown(found, _("Note on or off")),
        field_of=SWITCH_FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def many(request: HttpRequest) -> HttpResponse:
    """The codes of what the list showed stand in the form; they can be changed."""
    city = kept_city(request)
    today = today_in(city)
    codes = "" if request.method == "POST" else "\n".join(_asked_codes(request, city, today))

    def do(sent: Any) -> str:
        form: SwitchManyForm = sent[0]
        points = _points(city, form.cleaned_data["codes"])
        actions.switch(points, form.wanted(), city=city, by=signed_in(request), now=timezone.now())
        return f"{reverse('wifi:points')}?kota={city.code}"

    desk = one_form(
        "wifi.switch-many",
        bind=partial(SwitchManyForm, today=today, initial={"since": today, "codes": codes}),
        do=do,
        done=_("The states are noted."),
        context=shown(city, _("Note many points as on or off")),
        field_of={**SWITCH_FIELD_OF, "wifi-points-unknown": "codes", "wifi-no-points": "codes"},
    )
    return answer(request, desk)


def _asked_codes(request: HttpRequest, city: City, today: date) -> list[str]:
    """None where the address narrows nothing: all points of a city are never switched by mistake."""
    rows = standing.of(city, on=today)
    asked = ListFilter(request.GET, rows=rows).asked()
    return [row.point.code for row in listing.narrowed(rows, asked)] if asked.is_narrow else []


def _points(city: City, codes: list[str]) -> list[Point]:
    found = {each.code: each for each in Point.objects.filter(city=city, code__in=codes)}
    if unknown := [code for code in codes if code not in found]:
        raise Refused(Fault("wifi-points-unknown", {"points": unknown[:10], "count": len(unknown)}))
    return list(found.values())


@requires(Permission.KEEP_WIFI)
def forget(request: HttpRequest, city: str, code: str, since: str) -> HttpResponse:
    """Takes back what was noted for a day by mistake."""
    place = kept_at(request, city)
    found = point_of(request, code, place)
    day = _day(since)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kept = State.objects.visible_to(request.user).filter(point=found, since=day).first()

    def deed() -> str:
        if kept is not None:
            actions.forget(kept, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    outcome = submissions.once_for(request, action="wifi.forget", deed=deed)
    if not outcome.repeated:
        messages.success(request, str(_("What was noted for that day is taken back.")))
    return redirect(outcome.address)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
