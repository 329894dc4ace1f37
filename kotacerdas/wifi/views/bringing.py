"""What comes in from files: points as a workbook or GeoJSON, contracts as a workbook, antenna patterns of makers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions, geojson
from kotacerdas.wifi.domain.patterns import MOST_BYTES
from kotacerdas.wifi.forms.deeds import GeoJsonForm, PatternForm
from kotacerdas.wifi.intakes import CONTRACTS, POINTS
from kotacerdas.wifi.models import AntennaPattern
from kotacerdas.wifi.views.finding import kept_city


@requires(Permission.KEEP_WIFI)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """GeoJSON is read before anything is kept; then it is a workbook like any other, with its dry run."""
    city = kept_city(request)
    context: dict[str, Any] = {"city": city, "intakes": [POINTS, CONTRACTS]}
    if request.method != "POST":
        return render(request, "wifi/bring.html", context | {"form": GeoJsonForm()})
    form = GeoJsonForm(request.POST, request.FILES)
    user = signed_in(request)
    target = POINTS.target(city.code, user)
    if target is None:
        raise Http404
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            looked = geojson.take_in(upload.read(geojson.MOST_BYTES + 1), upload.name, target)

            def deed() -> str:
                return geojson.hand_over(looked, target, by=user, now=timezone.now()).get_absolute_url()

            return redirect(submissions.once_for(request, action="wifi.bring", deed=deed).address)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error("file", words)
    return render(request, "wifi/bring.html", context | {"form": form}, status=422)


@requires(Permission.KEEP_WIFI)
@never_cache
def patterns(request: HttpRequest) -> HttpResponse:
    """The patterns of the city, and a form for one more."""
    city = kept_city(request)
    rows = AntennaPattern.objects.visible_to(request.user).filter(city=city)
    context: dict[str, Any] = {"city": city, "rows": rows}
    if request.method != "POST":
        return render(request, "wifi/patterns.html", context | {"form": PatternForm()})
    form = PatternForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        content, code = upload.read(MOST_BYTES + 1), form.cleaned_data["code"]

        def deed() -> str:
            actions.add_pattern(
                city, code, content, file_name=upload.name, by=signed_in(request), now=timezone.now()
            )
            return f"{request.path}?kota={city.code}"

        try:
            outcome = submissions.once_for(request, action="wifi.add-pattern", deed=deed)
        except Refused as refused:
            for fault, words in zip(refused.faults, sentences(refused), strict=True):
                form.add_error("code" if fault.kind == "wifi-pattern-code-taken" else "file", words)
        else:
            if not outcome.repeated:
                messages.success(request, str(_("The antenna pattern is added.")))
            return redirect(outcome.address)
    return render(request, "wifi/patterns.html", context | {"form": form}, status=422)
