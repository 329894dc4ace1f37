"""A scenario is made, changed and taken away, and its answer asked for or stopped."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.masterplan.forms.remarks import EmptyForm
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.defaults import Defaults, defaults_on
from kotacerdas.siting.differences import differences
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.forms.wishes import FIELD_OF, WishesForm
from kotacerdas.siting.models import Scenario
from kotacerdas.siting.queries.answers import current_of
from kotacerdas.siting.queries.fields import fields_of
from kotacerdas.siting.views.finding import kept_scenario


@requires(Permission.KEEP_WIFI)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """With the settings and marked candidates of the scenario `?dari=`, else as the defaults say."""
    city = city_with(request, Permission.KEEP_WIFI)
    like = kept_scenario(request, city.code, request.GET["dari"]) if request.GET.get("dari") else None
    usual = _usual(city)
    wishes = Wishes.of(like.settings) if like else usual.wishes

    def do(sent: Any) -> str:
        form = sent[0]
        made = deeds.make(
            city,
            form.cleaned_data["title"],
            form.wanted(),
            like=like,
            by=signed_in(request),
            now=timezone.now(),
        )
        return made.get_absolute_url()

    desk = Desk(
        "siting/form.html", "siting.make", bind=partial(WishesForm, **fields_of(city), wishes=wishes), do=do,
        done=_("The scenario is made. Look at its candidates, then compute it."), field_of=FIELD_OF,
        context=_around(city, usual) | {"heading": _("A new scenario"), "like": like, "back": _list_of(city)},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def edit(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = kept_scenario(request, city, code)
    bind = partial(
        WishesForm, **fields_of(found.city), wishes=Wishes.of(found.settings), title=found.title, version=found.version
    )  # fmt: skip

    def do(sent: Any) -> str:
        form = sent[0]
        deeds.change(
            found, form.cleaned_data["title"], form.wanted(), expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return found.get_absolute_url()

    desk = Desk(
        "siting/form.html", "siting.change", bind=bind, do=do, done=_("The scenario is changed. Compute it anew."),
        field_of=FIELD_OF, told=differences,
        context=_around(found.city, _usual(found.city)) | {
            "heading": _("Change the scenario"), "scenario": found, "back": found.get_absolute_url(),
            "has_samples": found.is_sample,
        },
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def remove(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """A second click finds it gone already."""
    if request.method == "POST" and not Scenario.objects.filter(city__code=city, code=code).exists():
        return redirect(f"{reverse('siting:scenarios')}?kota={city}")
    found = kept_scenario(request, city, code)

    def do(_sent: Any) -> str:
        deeds.remove(found, expected=versions.expected(request), by=signed_in(request), now=timezone.now())
        return _list_of(found.city)

    desk = Desk(
        "siting/remove.html", "siting.remove", bind=partial(EmptyForm, initial={"version": found.version}), do=do,
        done=_("The scenario is taken away."),
        context={
            "city": found.city, "scenario": found, "back": found.get_absolute_url(), "has_samples": found.is_sample
        },
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def ask(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = kept_scenario(request, city, code)

    def deed() -> str:
        computing.ask(found, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    return _done(request, found, "siting.ask", deed, _("It is being computed. You can leave this page."))


@requires(Permission.KEEP_WIFI)
@never_cache
def stop(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = kept_scenario(request, city, code)

    def deed() -> str:
        if (row := current_of(found)) is not None:
            computing.stop(row, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    return _done(request, found, "siting.stop", deed, _("It stops at its next step. The last stage stands."))


def _done(request: HttpRequest, found: Scenario, action: str, deed: Any, words: Any) -> HttpResponse:
    """Whoever only looks, after signing in anew for example, is led to the scenario and its buttons."""
    if request.method != "POST":
        return redirect(found.get_absolute_url())
    try:
        outcome = submissions.once_for(request, action=action, deed=deed)
    except Refused as refused:
        for each in sentences(refused):
            messages.error(request, each)
        return redirect(found.get_absolute_url())
    if not outcome.repeated:
        messages.success(request, str(words))
    return redirect(outcome.address)


def _usual(city: City) -> Defaults:
    return defaults_on(timezone.localdate(timezone=city.timezone))


def _around(city: City, usual: Defaults) -> dict[str, Any]:
    return {"city": city, "usual": usual}


def _list_of(city: City) -> str:
    return f"{reverse('siting:scenarios')}?kota={city.code}"
