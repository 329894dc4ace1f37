"""The office's desk for personal data: what waits, what came by letter, what was destroyed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, may, requires, signed_in
from kotacerdas.people.queries import cities_for
from kotacerdas.privacy import actions, areas, queries
from kotacerdas.privacy.forms import NoteForm
from kotacerdas.privacy.models import Deletion

PER_PAGE = 50


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    closed = Paginator(queries.closed_requests(request.user), PER_PAGE)
    context = {
        "desk": queries.desk(request.user),
        "closed": closed.get_page(request.GET.get("halaman")),
        "zone": areas.zone_of(signed_in(request)),
        "sees_deletions": may(request.user, Permission.HANDLE_PERSONAL_DATA),
        "way": [(_("Office"), areas.OFFICE), (_("Personal data"), "")],
    }
    return render(request, "privacy/desk.html", context)


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def note(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    given: dict[str, Any] = {
        "cities": cities_for(by, Permission.HANDLE_PERSONAL_DATA),
        "zone": areas.zone_of(by),
    }
    form = NoteForm(request.POST or drafts.kept(request) or None, **given)
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            return actions.note_request(**form.cleaned_data, by=by, now=timezone.now()).get_absolute_url()

        try:
            return redirect(submissions.once_for(request, action="privacy.note", deed=deed).address)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error("received_at", words)
    way = [
        (_("Office"), areas.OFFICE),
        (_("Personal data"), reverse("privacy:desk")),
        (_("Note a request"), ""),
    ]
    context = {"form": form, "way": way, "title": _("Note a request")}
    return render(request, "privacy/form.html", context, status=422 if form.errors else 200)


@requires(Permission.HANDLE_PERSONAL_DATA)
@never_cache
def deletions(request: HttpRequest) -> HttpResponse:
    """Records hold no person's data, so everybody who handles such data may read all of them."""
    page = Paginator(Deletion.objects.select_related("request"), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    way = [
        (_("Office"), areas.OFFICE),
        (_("Personal data"), reverse("privacy:desk")),
        (_("Records of deletions"), ""),
    ]
    context = {"page": page, "zone": areas.zone_of(signed_in(request)), "way": way}
    return render(request, "privacy/deletions.html", context)
