"""Words that mean the same: those that come with the system, and the city's own, which the programme office keeps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence import actions
from kotacerdas.evidence.forms.searching import SynonymsForm
from kotacerdas.evidence.models import Synonyms
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.SEE_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """All groups; whoever keeps them adds one by the same address."""
    city = city_with(request, Permission.SEE_EVIDENCE)
    edits = access.may(request.user, Permission.MANAGE_EVIDENCE, city)
    form = SynonymsForm(request.POST if request.method == "POST" and edits else None)
    if form.is_bound:
        saved = _saved(
            request, form, "evidence.add-synonyms", _("These words now mean the same."),
            lambda who: actions.add_synonyms(city, **form.what(), **who),
        )  # fmt: skip
        if saved is not None:
            return saved
    groups = list(Synonyms.objects.visible_to(request.user).order_by("pk"))
    context = {
        "city": city,
        "own": [each for each in groups if each.city_id == city.pk],
        "shipped": sorted(
            (each for each in groups if each.city_id is None), key=lambda each: str(each).lower()
        ),
        "edits": edits,
        "form": form,
    }
    return render(request, "evidence/synonyms.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_EVIDENCE)
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    row, city = _own(request, code)
    first = {"kata": "\n".join(row.words), "sumber": row.source}
    form = SynonymsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound:
        saved = _saved(
            request, form, "evidence.change-synonyms", _("The words are changed."),
            lambda who: actions.change_synonyms(row, **form.what(), **who),
        )  # fmt: skip
        if saved is not None:
            return saved
    context = {"city": city, "row": row, "form": form}
    return render(request, "evidence/synonyms_change.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_EVIDENCE)
@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    row, _city = _own(request, code)
    actions.remove_synonyms(row, by=signed_in(request), now=timezone.now())
    messages.success(request, _("The words are looked for separately from now on."))
    return redirect("evidence:synonyms")


def _own(request: HttpRequest, code: str) -> tuple[Synonyms, City]:
    city = city_with(request, Permission.MANAGE_EVIDENCE)
    rows = Synonyms.objects.visible_to(request.user).filter(city=city)
    return get_object_or_404(rows, key=code), city


def _saved(
    request: HttpRequest, form: SynonymsForm, action: str, said: str, deed: Callable[[dict[str, Any]], Any]
) -> HttpResponse | None:
    """To the list if it was done; None with the faults in the form."""
    if not form.is_valid():
        return None

    def carried_out() -> str:
        deed({"by": signed_in(request), "now": timezone.now()})
        return reverse("evidence:synonyms")

    try:
        outcome = submissions.once_for(request, action=action, deed=carried_out)
    except Refused as refused:
        form.add_error("kata", sentences(refused))
        return None
    if not outcome.repeated:
        messages.success(request, said)
    return redirect(outcome.address)
