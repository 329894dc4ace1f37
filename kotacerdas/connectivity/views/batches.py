"""Batches of measurements: the list, one with its dry run, bringing it in, taking it away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence, sentences
from kotacerdas.connectivity.actions import measuring
from kotacerdas.connectivity.forms import BatchForm
from kotacerdas.connectivity.models import Batch
from kotacerdas.connectivity.queries import lists
from kotacerdas.people import access
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

ROWS = 30


@public
@never_cache
def batches(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    page = Paginator(lists.batches(city, request.user), ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city,
        "page": page,
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "has_samples": any(row.is_sample for row in page),
    }
    return render(request, "connectivity/batches.html", context)


@public
@never_cache
def batch(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Batch.objects.visible_to(request.user).select_related("city", "by"), code=code)
    faults = [
        (each["line"], sentence(Fault(each["kind"], each["values"])))
        for each in found.outcome.get("faults", [])
    ]
    context = {
        "city": found.city,
        "batch": found,
        "faults": faults,
        "is_coming": measuring.is_coming(found),
        "keeps": may(request.user, Permission.KEEP_WIFI, found.city),
        "has_samples": found.is_sample,
    }
    return render(request, "connectivity/batch.html", context)


@requires(Permission.KEEP_WIFI)
@never_cache
def new_batch(request: HttpRequest) -> HttpResponse:
    """The file is read at once and nothing of it written: the page of the batch shows what it holds."""
    city = kept_city(request, Permission.KEEP_WIFI)
    today = timezone.localdate(timezone=city.timezone)
    if request.method != "POST":
        return _page(request, city, BatchForm(today=today, initial={"hari": today}))
    form = BatchForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _page(request, city, form, status=422)
    try:
        return redirect(_look_at(request, city, form))
    except Refused as refused:
        for words in sentences(refused):
            form.add_error("berkas", words)
        return _page(request, city, form, status=422)


def _page(request: HttpRequest, city: City, form: BatchForm, *, status: int = 200) -> HttpResponse:
    return render(request, "connectivity/batch_form.html", {"city": city, "form": form}, status=status)


def _look_at(request: HttpRequest, city: City, form: BatchForm) -> str:
    def deed() -> str:
        content = form.cleaned_data["berkas"].file
        made = measuring.look_at(city, form.wanted(), content, by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    return submissions.once_for(request, action="connectivity.look-at", deed=deed).address


@requires(Permission.KEEP_WIFI)
def bring(request: HttpRequest, code: str) -> HttpResponse:
    found = _kept(request, code)

    def deed() -> str:
        measuring.bring(found, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    return _button(request, found, "connectivity.bring", deed, _("The measurements are being brought in."))


@requires(Permission.KEEP_WIFI)
def drop(request: HttpRequest, code: str) -> HttpResponse:
    found = _kept(request, code)

    def deed() -> str:
        measuring.drop(found, by=signed_in(request), now=timezone.now())
        return f"{reverse('connectivity:batches')}?kota={found.city.code}"

    return _button(request, found, "connectivity.drop", deed, _("The batch is taken away."))


def _kept(request: HttpRequest, code: str) -> Batch:
    kept = Batch.objects.filter(access.reach(request.user, Permission.KEEP_WIFI).rows("city"))
    return get_object_or_404(kept.select_related("city"), code=code)


def _button(
    request: HttpRequest, found: Batch, action: str, deed: Callable[[], str], done: Any
) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        outcome = submissions.once_for(request, action=action, deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(found.get_absolute_url())
    if not outcome.repeated:
        messages.success(request, done)
    return redirect(outcome.address)
