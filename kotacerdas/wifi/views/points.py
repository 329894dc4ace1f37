"""The page of one point, and the forms that add and change points."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import may, public, requires
from kotacerdas.people.desks import answer
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions, drawings, findings
from kotacerdas.wifi.domain import spans
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.domain.states import availability, timeline
from kotacerdas.wifi.forms.points import FIELD_OF, PointForm
from kotacerdas.wifi.models import Photo, State
from kotacerdas.wifi.queries import standing
from kotacerdas.wifi.queries.inspections import inspections_of
from kotacerdas.wifi.views.finding import city_at, kept_at, kept_city, point_of, today_in
from kotacerdas.wifi.views.writing import adds, changes, one_form, shown

SHOWN = timedelta(days=3 * 365)
"""How far back the strip goes."""


@public
def point(request: HttpRequest, city: str, code: str) -> HttpResponse:
    place = city_at(request, city)
    found = point_of(request, code, place)
    row = standing.one(found, on=today_in(place))
    context = {
        "city": place,
        "point": found,
        "row": row,
        "finding": findings.of_point(row),
        "facts": _facts(row),
        "areas": areas_of(place),
        "layers": drawings.layers([row], {}),
        "states": State.objects.visible_to(request.user).filter(point=found).order_by("-since"),
        "inspections": inspections_of(found, request.user),
        "photos": Photo.objects.visible_to(request.user).filter(point=found),
        "keeps": may(request.user, Permission.KEEP_WIFI, place),
        "has_samples": found.is_sample,
        **_strip(row),
    }
    return render(request, "wifi/point.html", context)


@requires(Permission.KEEP_WIFI)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    city = kept_city(request)
    desk = one_form(
        "wifi.add",
        bind=partial(PointForm, city=city),
        do=adds(request, city, actions.add),
        done=_("The point is added. Note whether it is on."),
        context=shown(city, _("Add a point")),
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def change(request: HttpRequest, city: str, code: str) -> HttpResponse:
    place = kept_at(request, city)
    found = point_of(request, code, place)
    desk = one_form(
        "wifi.change",
        bind=partial(PointForm, city=place, kept=found),
        do=changes(request, found, actions.change, PointForm.wanted),
        done=_("The point is changed."),
        told=_told,
        context=shown(found, _("Change the point")),
        field_of=FIELD_OF,
    )
    return answer(request, desk)


def _told(stale: versions.StaleSave) -> list[versions.Difference]:
    """Names of organisations, points and patterns as they are typed."""
    point: Any = stale.current
    now = {
        "owner_words": (pgettext_lazy("wifi", "Owner"), point.owner_words),
        "hub_words": (_("Fed from"), point.hub.code if point.hub else point.hub_name),
        "pattern": (_("Antenna pattern"), point.pattern.code if point.pattern else ""),
    }
    plain = {name: value for name, value in stale.typed.items() if name not in now}
    found = versions.StaleSave(point, plain).differences()
    more = [
        versions.Difference(str(label), value, stale.typed[name])
        for name, (label, value) in now.items()
        if name in stale.typed and stale.typed[name] != value
    ]
    return [*found, *more]


def _strip(row: standing.Standing) -> dict[str, Any]:
    """The states as a picture with its sentence; a point that is to come has none yet."""
    last = min(row.on, row.life.last)
    first = max(last - SHOWN, row.life.first)
    if first > last:
        return {}
    period = Span(first, last)
    stretches = timeline(row.changes, period)
    paid = spans.within([each.contract.span for each in row.payments], period)
    sentence = findings.of_availability(availability(stretches), period)
    return {"strip": drawings.StateStrip(stretches, paid, period, sentence), "sentence": sentence}


def _facts(row: standing.Standing) -> list[tuple[Any, Any]]:
    """Everything of the table "facts"; what nobody knows is left for the template to say so."""
    point = row.point
    return [
        (_("Kind of place"), point.get_kind_display()),
        (_("Kelurahan"), point.unit.name if point.unit else ""),
        (_("Where it is found"), point.address),
        (pgettext_lazy("wifi", "Owner"), point.owner_words),
        (_("Provider"), row.provider),
        (_("Link to the internet"), point.get_backhaul_display()),
        (_("Fed from"), point.hub_words),
        (_("Equipment"), point.equipment),
        *([(_("Note"), point.note)] if point.note else []),
    ]
