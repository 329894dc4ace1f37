"""A city brings its own outlines: the file is looked at, shown beside what is there, and only then taken."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.requests import takes_files
from kotacerdas.geography import reference
from kotacerdas.geography.actions import outlines as deeds
from kotacerdas.geography.domain.areas import Area, Areas
from kotacerdas.geography.forms.areas import OutlineForm
from kotacerdas.geography.models import Outline, OutlineFile
from kotacerdas.geography.queries.areas import kecamatan_names, known_areas
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import kept_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

UNPROCESSABLE = 422
SHOWN_FILES = 20


@requires(Permission.KEEP_WIFI)
@never_cache
@takes_files
def bring(request: HttpRequest) -> HttpResponse:
    """The form, and the files that came before."""
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method != "POST":
        return _page(request, city, OutlineForm())
    form = OutlineForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, city, form, status=UNPROCESSABLE)
    try:
        return redirect(_taken_in(request, city, form.cleaned_data))
    except Refused as refused:
        for words in sentences(refused):
            form.add_error("berkas", words)
        return _page(request, city, form, status=UNPROCESSABLE)


def _taken_in(request: HttpRequest, city: City, given: dict[str, Any]) -> str:
    upload = given["berkas"]
    looked = deeds.look_into(upload.read(), name=upload.name, city=city, epsg=given["epsg"])
    upload.seek(0)

    def deed() -> str:
        row = deeds.take_in(
            looked,
            city=city,
            source=given["sumber"],
            as_of=given["keadaan"],
            by=signed_in(request),
            now=timezone.now(),
        )
        return row.get_absolute_url()

    return submissions.once_for(request, action="geography.bring-outlines", deed=deed).address


def _page(request: HttpRequest, city: City, form: OutlineForm, *, status: int = 200) -> HttpResponse:
    rows = OutlineFile.objects.visible_to(request.user).filter(city=city).select_related("city", "by")
    now_drawn = Outline.objects.of(city)
    context = {
        "city": city,
        "form": form,
        "files": rows[:SHOWN_FILES],
        "drawn": now_drawn.count(),
        "is_schematic": now_drawn.filter(is_schematic=True).exists(),
        "has_points": reference.points_file(city).exists(),
    }
    return render(request, "geography/bring_outlines.html", context, status=status)


@requires(Permission.KEEP_WIFI)
@never_cache
def file(request: HttpRequest, code: str) -> HttpResponse:
    """What taking it would change; nothing has changed yet."""
    row = _file(request, code)
    return _look(request, row)


def _look(
    request: HttpRequest, row: OutlineFile, *, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"city": row.city, "row": row, "problems": problems or []}
    try:
        proposal = deeds.proposal_of(row)
    except Refused as refused:
        context["problems"] = [*context["problems"], *sentences(refused)]
        return render(request, "geography/outline_file.html", context, status=status)
    names = {known.code: known.name for known in known_areas(row.city)}
    context |= {
        "proposal": proposal,
        "notes": sentences(proposal.notes),
        "warnings": sentences(proposal.warnings),
        "square_km": sum(proposal.square_metres.values()) / 1_000_000,
        "areas": Areas(
            [Area(each, names[each], shape) for each, shape in proposal.shapes.items()],
            kecamatan_names(row.city),
        ),
        "rows": [
            (each, names[each], proposal.square_metres[each] / 1_000_000, each in proposal.shapes)
            for each in proposal.shapes
        ],
        "now_drawn": Outline.objects.of(row.city).count(),
    }
    return render(request, "geography/outline_file.html", context, status=status)


@requires(Permission.KEEP_WIFI)
def use(request: HttpRequest, code: str) -> HttpResponse:
    row = _file(request, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        stored = deeds.use(row, by=signed_in(request), now=timezone.now())
        words = ngettext(
            "%(count)s outline now stands; every place was assigned anew.",
            "%(count)s outlines now stand; every place was assigned anew.",
            len(stored),
        )
        messages.success(request, words % {"count": formats.number(len(stored))})
        return areas_address(row.city)

    try:
        return redirect(submissions.once_for(request, action="geography.use-outlines", deed=deed).address)
    except Refused as refused:
        return _look(request, row, problems=sentences(refused), status=UNPROCESSABLE)


@requires(Permission.KEEP_WIFI)
def draw(request: HttpRequest) -> HttpResponse:
    """Back to schematic cells. The files that were brought stay and can be taken again."""
    city = kept_city(request, Permission.KEEP_WIFI)
    if not reference.points_file(city).exists():
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        reference.schematic(city, by=signed_in(request))
        messages.success(request, _("The areas are drawn as schematic cells."))
        return areas_address(city)

    return redirect(submissions.once_for(request, action="geography.draw-outlines", deed=deed).address)


def areas_address(city: City) -> str:
    return f"{reverse('geography:areas')}?kota={city.code}"


def _file(request: HttpRequest, code: str) -> OutlineFile:
    rows = OutlineFile.objects.visible_to(request.user).select_related("city", "file", "by")
    return get_object_or_404(rows, code=code)
