"""The breach notebook: what is known, what is still to be said, how much of the clock is left."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.queries import cities_for
from kotacerdas.privacy import actions, areas
from kotacerdas.privacy.forms import BreachForm
from kotacerdas.privacy.models import Breach


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    rows = Breach.objects.visible_to(request.user).select_related("city")
    context = {"breaches": rows, "zone": areas.zone_of(signed_in(request)), "way": _way(_("Breach notebook"))}
    return render(request, "privacy/breaches.html", context)


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def note(request: HttpRequest) -> HttpResponse:
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            made = actions.note_breach(**form.changes(), by=signed_in(request), now=timezone.now())
            return made.get_absolute_url()

        try:
            return redirect(submissions.once_for(request, action="privacy.breach", deed=deed).address)
        except Refused as refused:
            _tell(form, refused)
    context = {"form": form, "title": _("Note a breach"), "way": _way(_("Note a breach"))}
    return render(request, "privacy/form.html", context, status=422 if form.errors else 200)


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def breach(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Breach.objects.visible_to(request.user).select_related("city"), code=code)
    form = _form(request, found)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            return _written(request, Breach.objects.visible_to(request.user).get(pk=found.pk), form)
        except versions.StaleSave as error:
            stale = error
        except Refused as refused:
            _tell(form, refused)
    context = {
        "breach": stale.current if stale else found,
        "form": form,
        "stale": stale,
        "zone": areas.zone_of(signed_in(request)),
        "way": _way(str(found)),
        "now": timezone.now(),
    }
    return render(
        request, "privacy/breach.html", context, status=409 if stale else 422 if form.errors else 200
    )


def _written(request: HttpRequest, found: Breach, form: BreachForm) -> HttpResponse:
    by = signed_in(request)
    actions.write_breach(
        found, expected=versions.expected(request), changes=form.changes(), by=by, now=timezone.now()
    )
    messages.success(request, _("Written down."))
    return redirect(found)


def _form(request: HttpRequest, found: Breach | None) -> BreachForm:
    by = signed_in(request)
    given: dict[str, Any] = {
        "cities": cities_for(by, Permission.HANDLE_PERSONAL_DATA),
        "zone": areas.zone_of(by),
    }
    return BreachForm(request.POST or drafts.kept(request) or None, instance=found, **given)


def _tell(form: BreachForm, refused: Refused) -> None:
    for words in sentences(refused):
        form.add_error(None, words)


def _way(here: str) -> list[tuple[str, str]]:
    return [
        (_("Office"), areas.OFFICE),
        (_("Personal data"), reverse("privacy:desk")),
        (_("Breach notebook"), reverse("privacy:breaches")),
        (here, ""),
    ]
