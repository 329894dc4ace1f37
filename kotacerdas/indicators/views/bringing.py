"""Figures that others publish: which ways there are, a table or an address, and the addresses that can be asked again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.indicators import adapters
from kotacerdas.indicators.actions import feeding
from kotacerdas.indicators.adapters import Adapter, Asked, handing
from kotacerdas.indicators.forms.bringing import BringForm
from kotacerdas.indicators.intakes import FIGURES, TARGETS
from kotacerdas.indicators.models import Feed, Indicator
from kotacerdas.indicators.queries import feeds
from kotacerdas.indicators.views.finding import kept_city
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_INDICATORS)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """The ways in, and the addresses that were asked."""
    city = kept_city(request)
    context = {
        "city": city,
        "adapters": adapters.everything(),
        "intakes": [FIGURES, TARGETS],
        "asked": [(each, sentences(each.faults)) for each in feeds.of(city)],
    }
    return render(request, "indicators/bring.html", context)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def adapter(request: HttpRequest, name: str) -> HttpResponse:
    found = adapters.find(name)
    if found is None:
        raise Http404
    city = kept_city(request)
    if request.method != "POST":
        return _page(request, city, found, _form(found, city))
    form = _form(found, city, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, city, found, form, status=422)
    try:
        return redirect(_take(request, city, form) if found.takes == "file" else _ask(request, city, form))
    except Refused as refused:
        for words in sentences(refused):
            form.add_error("masuk", words)
        return _page(request, city, found, form, status=422)


def _form(found: Adapter, city: City, given: Any = None, files: Any = None) -> BringForm:
    return BringForm(given, files, adapter=found, indicators=Indicator.objects.kept_by(city))


def _page(
    request: HttpRequest, city: City, found: Adapter, form: BringForm, *, status: int = 200
) -> HttpResponse:
    context = {"city": city, "adapter": found, "form": form, "is_file": found.takes == "file"}
    return render(request, "indicators/bring_one.html", context, status=status)


def _take(request: HttpRequest, city: City, form: BringForm) -> str:
    """The table is read before anything is kept; then it is a workbook like any other."""
    user = signed_in(request)
    target = FIGURES.target(city.code, user)
    if target is None:
        raise Http404
    given = form.cleaned_data["masuk"]
    asked = Asked(handing.names_of(city, user), adapters.answered(form.adapter, form.answers))
    reading = form.adapter.read(given.read(), asked)
    ready = handing.prepare(reading, handing.meant(form.indicator, form.answers), target)

    def deed() -> str:
        return handing.hand_over(ready, by=user, now=timezone.now()).get_absolute_url()

    return submissions.once_for(request, action="indicators.bring", deed=deed).address


def _ask(request: HttpRequest, city: City, form: BringForm) -> str:
    def deed() -> str:
        feeding.ask(
            form.indicator, city, adapter=form.adapter.name, address=form.cleaned_data["masuk"].strip(),
            answers=form.answers, by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return _address(city)

    return _once(request, "indicators.ask", deed)


@requires(Permission.KEEP_INDICATORS)
def again(request: HttpRequest, code: str) -> HttpResponse:
    feed = _feed(request, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        feeding.ask_again(feed, by=signed_in(request), now=timezone.now())
        return _address(feed.city)

    try:
        return redirect(_once(request, "indicators.ask-again", deed))
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(_address(feed.city))


@requires(Permission.KEEP_INDICATORS)
def forget(request: HttpRequest, code: str) -> HttpResponse:
    feed = _feed(request, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    city = feed.city
    feeding.forget(feed, by=signed_in(request), now=timezone.now())
    messages.success(request, _("The address is forgotten; figures that came from it stay."))
    return redirect(_address(city))


def _once(request: HttpRequest, action: str, deed: Callable[[], str]) -> str:
    outcome = submissions.once_for(request, action=action, deed=deed)
    if not outcome.repeated:
        messages.success(
            request, _("The address is being asked. What would change is listed below as soon as it answers.")
        )
    return outcome.address


def _feed(request: HttpRequest, code: str) -> Feed:
    return get_object_or_404(feeds.rows().filter(pk__in=Feed.objects.visible_to(request.user)), code=code)


def _address(city: City) -> str:
    return f"{reverse('indicators:bring')}?kota={city.code}"
