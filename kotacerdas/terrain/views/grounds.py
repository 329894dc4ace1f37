"""The ground of a city: what it looks like, where it comes from, and how another takes its place."""

from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence, sentences
from kotacerdas.common.requests import brought_otherwise, takes_files
from kotacerdas.geography.models import Outline
from kotacerdas.people import access
from kotacerdas.people.access import public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.terrain import retention
from kotacerdas.terrain.actions import grounds as deeds
from kotacerdas.terrain.forms.grounds import MOST_BYTES, OTHERWISE, GroundForm
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import used_ground

UNPROCESSABLE = 422
A_DAY = 86_400
SHOWN = 20
CELL_OF_INVENTED = 10


@public
def grounds(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    may_keep = access.may(request.user, Permission.KEEP_WIFI, city)
    rows = (
        Ground.objects.visible_to(request.user).filter(city=city).select_related("city", "by", "file", "job")
    )
    context = {
        "city": city,
        "ground": used_ground(city),
        "may_keep": may_keep,
        "kept_before": retention.rule().before,
        "others": [(row, _why(row)) for row in rows[:SHOWN]] if may_keep else [],
        "has_outlines": Outline.objects.of(city).exists(),
    }
    return render(request, "terrain/grounds.html", context)


def _why(row: Ground) -> list[str]:
    return [sentence(Fault(kind, values)) for kind, values in row.faults]


@public
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The shaded relief. Its address changes with the model, so it may be kept; by others than the reader only if it is in use."""
    row = get_object_or_404(Ground.objects.visible_to(request.user), code=code)
    try:
        response = HttpResponse((row.folder / deeds.PICTURE).read_bytes(), content_type="image/png")
    except OSError:
        raise Http404 from None
    patch_cache_control(response, max_age=A_DAY, **{"public" if row.is_used else "private": True})
    return response


@requires(Permission.KEEP_WIFI)
@never_cache
@takes_files
@brought_otherwise(OTHERWISE)
def bring(request: HttpRequest) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method != "POST":
        return _page(request, city, GroundForm(city_code=city.code))
    form = GroundForm(request.POST, request.FILES, city_code=city.code)
    if not form.is_valid():
        return _page(request, city, form, status=UNPROCESSABLE)
    try:
        address = _brought(request, city, form.cleaned_data)
    except Refused as refused:
        form.add_error("berkas", sentences(refused))
        return _page(request, city, form, status=UNPROCESSABLE)
    return redirect(address)


def _brought(request: HttpRequest, city: City, given: dict[str, Any]) -> str:
    brought = [
        deeds.Brought(each.file, each.name, each.content_type, is_clutter)
        for name, is_clutter in (("berkas", False), ("tutupan", True))
        for each in given[name]
    ]

    def deed() -> str:
        deeds.bring(
            brought,
            city=city,
            source=given["sumber"],
            cell=given["sel"],
            by=signed_in(request),
            now=timezone.now(),
        )
        messages.success(
            request, _("The model is kept and is being prepared. The ground stays as it is until then.")
        )
        return address_of(city)

    return submissions.once_for(request, action="terrain.bring", deed=deed).address


def _page(request: HttpRequest, city: City, form: GroundForm, *, status: int = 200) -> HttpResponse:
    context = {"city": city, "form": form, "most_bytes": MOST_BYTES}
    return render(request, "terrain/bring.html", context, status=status)


@requires(Permission.KEEP_WIFI)
def invent(request: HttpRequest) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        title = _("Synthetic relief")
        deeds.invent(city=city, cell=CELL_OF_INVENTED, title=title, by=signed_in(request), now=timezone.now())
        messages.success(request, _("A synthetic relief is being made."))
        return address_of(city)

    return _done(request, city, "terrain.invent", deed)


@requires(Permission.KEEP_WIFI)
def use(request: HttpRequest, code: str) -> HttpResponse:
    row = _kept(request, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        deeds.use(row, by=signed_in(request), now=timezone.now())
        messages.success(request, _("“%(title)s” is the ground now.") % {"title": row.title})
        return address_of(row.city)

    return _done(request, row.city, "terrain.use", deed)


@requires(Permission.KEEP_WIFI)
def again(request: HttpRequest, code: str) -> HttpResponse:
    row = _kept(request, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        deeds.again(row, by=signed_in(request), now=timezone.now())
        messages.success(request, _("“%(title)s” is being prepared anew.") % {"title": row.title})
        return address_of(row.city)

    return _done(request, row.city, "terrain.again", deed)


def _kept(request: HttpRequest, code: str) -> Ground:
    """Of a city whose grounds this person keeps, else 404."""
    kept = Ground.objects.filter(
        city__in=City.objects.within(access.reach(request.user, Permission.KEEP_WIFI))
    )
    return get_object_or_404(kept.select_related("city", "job"), code=code)


def _done(request: HttpRequest, city: City, action: str, deed: Any) -> HttpResponse:
    try:
        return redirect(submissions.once_for(request, action=action, deed=deed).address)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(address_of(city))


def address_of(city: City) -> str:
    return f"{reverse('terrain:grounds')}?kota={city.code}"
