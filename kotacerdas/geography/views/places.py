"""The places of a city: list with its map, one of them, files out and in."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.geography import downloads, findings, layers, pointing
from kotacerdas.geography.actions import places as deeds
from kotacerdas.geography.forms.places import PlaceFilter, PlaceForm, PointsForm
from kotacerdas.geography.intakes import PLACES
from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import PlaceQuerySet
from kotacerdas.geography.queries import places as listings
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

ROWS = 40
FILE_TYPES = (*downloads.TABLES, "geojson")
UNPROCESSABLE = 422


@public
def listing(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search = _filter(request, city)
    rows = listings.listed(city, request.user, search.asked())
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    numbered = list(enumerate(page, start=page.start_index()))
    total = Place.objects.visible_to(request.user).of(city).count()
    finding = findings.of_places(page.paginator.count, total, city)
    asked = request.GET.copy()
    asked["kota"] = city.code
    asked.pop("halaman", None)
    context = {
        "city": city,
        "search": search,
        "page": page,
        "numbered": numbered,
        "total": total,
        "finding": finding,
        "areas": areas_of(city),
        "layers": [layers.places_layer(numbered)] if numbered else [],
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "intake": PLACES,
        "address": asked.urlencode(),
        "has_samples": any(row.is_sample for row in page),
    }
    return render(request, "geography/places.html", context)


def _filter(request: HttpRequest, city: City) -> PlaceFilter:
    units = sorted(units_by_code(city).values(), key=lambda unit: unit.name)
    return PlaceFilter(request.GET, units=units)


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """Exactly the rows that the list shows, on all its pages."""
    if file_type not in FILE_TYPES:
        raise Http404
    city = city_of(request)
    rows = listings.listed(city, request.user, _filter(request, city).asked())
    return downloads.places_file(request, city, rows, file_type)


@public
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Of the city that the address names; else of the reader's own, else of whichever has a place of this code."""
    city = city_of(request)
    found = _rows(request).filter(city=city, code=code).first()
    if found is None and not request.GET.get("kota"):
        found = _rows(request).filter(code=code).first()
    if found is None:
        raise Http404
    city = found.city
    context = {
        "city": city,
        "place": found,
        "areas": areas_of(city),
        "layers": [layers.one_place(found)],
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "has_samples": found.is_sample,
    }
    return render(request, "geography/place.html", context)


# --- one by one --------------------------------------------------------------------------------------------


@requires(Permission.KEEP_WIFI)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)

    def do(sent: Any) -> str:
        made = deeds.add_place(city, sent[0].values(), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    desk = Desk(
        "geography/place_form.html",
        "geography.add-place",
        bind=lambda typed: PlaceForm(typed),
        do=do,
        done=_("The place is saved."),
        context={"city": city, "heading": _("Add a place"), "back": _list_address(city)},
        field_of={"geography-place-code-taken": "kode"},
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)
    kept = _place(request, city, code)

    def do(sent: Any) -> str:
        changed = deeds.change_place(
            kept,
            sent[0].values(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return changed.get_absolute_url()

    desk = Desk(
        "geography/place_form.html",
        "geography.change-place",
        bind=lambda typed: PlaceForm(typed, place=kept),
        do=do,
        done=_("The place is saved."),
        context={
            "city": city,
            "place": kept,
            "heading": _("Change a place"),
            "back": kept.get_absolute_url(),
            "has_samples": kept.is_sample,
        },
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
def remove(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)
    kept = _place(request, city, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        deeds.remove_place(
            kept, expected=versions.expected(request), by=signed_in(request), now=timezone.now()
        )
        return _list_address(city)

    try:
        return redirect(submissions.once_for(request, action="geography.remove-place", deed=deed).address)
    except versions.StaleSave:
        return redirect(kept.get_absolute_url())


# --- a file of points --------------------------------------------------------------------------------------


@requires(Permission.KEEP_WIFI)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """Becomes a workbook on its way in, with the same check of every cell and the same undo."""
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method != "POST":
        return _bring_page(request, city, PointsForm())
    form = PointsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _bring_page(request, city, form, status=UNPROCESSABLE)
    try:
        return redirect(_taken_in(request, city, form.cleaned_data["berkas"]))
    except Refused as refused:
        for words in sentences(refused):
            form.add_error("berkas", words)
        return _bring_page(request, city, form, status=UNPROCESSABLE)


def _taken_in(request: HttpRequest, city: City, upload: Any) -> str:
    user = signed_in(request)
    target = PLACES.target(city.code, user)
    if target is None:
        raise Http404
    looked = pointing.look_into(upload.read(), name=upload.name, target=target)
    upload.seek(0)

    def deed() -> str:
        return pointing.take_in(looked, target=target, by=user, now=timezone.now()).get_absolute_url()

    return submissions.once_for(request, action="geography.bring-places", deed=deed).address


def _bring_page(request: HttpRequest, city: City, form: PointsForm, *, status: int = 200) -> HttpResponse:
    context = {"city": city, "form": form, "intake": PLACES, "back": _list_address(city)}
    return render(request, "geography/bring_places.html", context, status=status)


# --- finding -----------------------------------------------------------------------------------------------


def _place(request: HttpRequest, city: City, code: str) -> Place:
    found = _rows(request).filter(city=city, code=code).first()
    if found is None:
        raise Http404
    return found


def _rows(request: HttpRequest) -> PlaceQuerySet:
    return Place.objects.visible_to(request.user).select_related("unit__parent", "city")


def _list_address(city: City) -> str:
    return f"{reverse('geography:places')}?kota={city.code}"
