"""What stands between any two places of a city: picture, figures, what the path costs and what would free it."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.parts import render_part, wants_part
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.terrain import profile_maps, words_profiles
from kotacerdas.terrain.domain.ends import written
from kotacerdas.terrain.drawings import profile_picture
from kotacerdas.terrain.forms.profiles import FEWEST, ProfileForm
from kotacerdas.terrain.link_files import frequency_mhz
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import used_ground
from kotacerdas.terrain.queries.profiles import Crossing, crossing
from kotacerdas.terrain.words_radio import rows_of_loss

# Each mark that is let go asks once; a whole agency may sit behind one address.
LIMITS = {"profile": "240/m/ip"}
TOO_MANY, UNPROCESSABLE = 429, 422
USUAL_MAST = 10
"""Metres, to begin with."""


@public
@never_cache
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    is_asked = all(request.GET.get(name) for name in FEWEST)
    is_too_much = is_asked and not _may_ask(request)
    if is_too_much and not wants_part(request):
        return render(request, "429.html", status=TOO_MANY)
    ground, areas = used_ground(city), areas_of(city)
    form = ProfileForm(_given(request, city) if is_asked else None, initial=_start(city, areas))
    if is_too_much:
        # The script would drop the page of a refusal, and nobody would know why nothing comes.
        form.add_error(None, _("These were many profiles in a short time. Wait a minute, then go on."))
    found = _found(form, ground) if is_asked else None
    shown = _shown(found) if found else None
    context = {"city": city, "ground": ground, "form": form, "is_asked": is_asked, "found": shown}
    response = render_part(
        request, "terrain/profile.html", "profil", context, lambda: _map(areas, found, shown)
    )
    if form.errors and not wants_part(request):
        response.status_code = UNPROCESSABLE
    return response


def _may_ask(request: HttpRequest) -> bool:
    """Counts this request."""
    return consume(request, app="terrain", action="profile", config=LIMITS, limit_get=True) is not None


def _given(request: HttpRequest, city: City) -> dict[str, Any]:
    """What the address leaves out is as usual."""
    return {**_usual(city), **{name: value for name, value in request.GET.items() if value}}


def _usual(city: City) -> dict[str, Any]:
    return {
        "kota": city.code,
        "tinggi_dari": USUAL_MAST,
        "tinggi_ke": USUAL_MAST,
        "mhz": f"{frequency_mhz():g}",
    }


def _start(city: City, areas: Areas) -> dict[str, Any]:
    places = profile_maps.start(areas)
    ends = zip(FEWEST, places, strict=True) if places else ()
    return _usual(city) | {name: written(*place) for name, place in ends}


def _found(form: ProfileForm, ground: Ground | None) -> Crossing | None:
    if not form.is_valid():
        return None
    try:
        return crossing(ground, form.asked())
    except Refused as refused:
        form.refuse(refused)
        return None


def _shown(found: Crossing) -> dict[str, Any]:
    asked, names = found.asked, words_profiles.names_of(found.asked)
    heights = asked.first.height, asked.last.height
    drawn = profile_picture(found.profile, mhz=asked.mhz, first=heights[0], last=heights[1], ends=names)
    return {
        "picture": drawn,
        "beside": words_profiles.beside(asked, found.profile.metres),
        "advice": words_profiles.advice(drawn.sight, found.rise, heights, names),
        "loss": rows_of_loss(found.loss) if found.loss else [],
        "followed": profile_maps.followed(asked, drawn.sight.verdict),
    }


def _map(areas: Areas, found: Crossing | None, shown: dict[str, Any] | None) -> dict[str, Any]:
    if found is None or shown is None:
        places = profile_maps.start(areas)
        return {"areas": areas, "layers": profile_maps.layers(*places, ("A", "B"), None) if places else []}
    first, last = found.asked.first, found.asked.last
    ends = (first.lon, first.lat), (last.lon, last.lat)
    verdict = shown["picture"].sight.verdict
    return {
        "areas": profile_maps.around(areas, found.asked),
        "layers": profile_maps.layers(*ends, profile_maps.names(found.asked), verdict),
    }
