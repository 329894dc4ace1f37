"""Pages on which an office makes codes for people from outside, shows them, and answers those who ask with one."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kotacerdas.accounts import qr, queries
from kotacerdas.accounts.actions import codes as deeds
from kotacerdas.accounts.forms.joining import DecisionForm, JoinCodeForm
from kotacerdas.accounts.models import JoinCode, JoinRequest
from kotacerdas.accounts.views.places import city_here
from kotacerdas.accounts.views.told import carried_out
from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 50


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    rows = JoinCode.objects.visible_to(request.user).select_related("city", "organisation")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    now = timezone.now()
    context = {
        "page": page,
        "rows": [(each, each.counts(now)) for each in page.object_list],
        "pending": queries.pending_requests(request.user).count(),
        "has_samples": any(each.is_sample for each in page.object_list),
    }
    return render(request, "accounts/codes.html", context)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    city, cities = city_here(request)
    form = JoinCodeForm(request.POST or drafts.kept(request) or None, by=by, city=city)
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            return deeds.make(form.terms, city=city, by=by, now=timezone.now()).get_absolute_url()

        address = carried_out(
            form, lambda: submissions.once_for(request, action="accounts.code", deed=deed).address
        )
        if address:
            return redirect(address)
    context = {"form": form, "city": city, "cities": cities}
    return render(request, "accounts/code_new.html", context, status=422 if request.method == "POST" else 200)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def code(request: HttpRequest, key: str) -> HttpResponse:
    """Large enough for the wall of a meeting room."""
    return _page(request, _found(request, key))


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def revoke_code(request: HttpRequest, key: str) -> HttpResponse:
    found = _found(request, key)
    try:
        deeds.revoke(found, expected=versions.expected(request), by=signed_in(request), now=timezone.now())
    except versions.StaleSave:
        stale = _("Somebody changed this code meanwhile. Look at it as it is now, then decide again.")
        return _page(request, _found(request, key), refused=[stale], status=409)
    except Refused as refused:
        return _page(request, found, refused=sentences(refused), status=422)
    messages.success(request, _("The code is taken back; it lets nobody in any more."))
    return redirect(found)


def _found(request: HttpRequest, key: str) -> JoinCode:
    rows = JoinCode.objects.visible_to(request.user).select_related(
        "city__province", "organisation", "made_by"
    )
    return get_object_or_404(rows, key=key)


def _page(
    request: HttpRequest, found: JoinCode, *, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # shorter, and those at the meeting choose for themselves
        link = urljoin(settings.SITE_URL, reverse("accounts:follow", kwargs={"code": found.shown}))
    context = {
        "code": found,
        "counts": found.counts(timezone.now()),
        "link": link,
        "qr": qr.drawing(link),
        "requests": found.requests.select_related("user").order_by("-asked_at")[:PER_PAGE],
        "refused": refused or [],
        "has_samples": found.is_sample,
    }
    return render(request, "accounts/code.html", context, status=status)


# --- Those who ask -----------------------------------------------------------------------------------------


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/requests.html", {"rows": list(queries.pending_requests(request.user))})


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    rows = JoinRequest.objects.visible_to(request.user).select_related("join_code__city__province", "user")
    found = get_object_or_404(rows, key=key)
    form = DecisionForm(request.POST)
    refused = [_("Choose yes or no.")]
    if form.is_valid():
        given = form.cleaned_data

        def deed() -> str:
            now = timezone.now()
            deeds.decide(
                found, approve=given["approve"], reason=given["reason"], by=signed_in(request), now=now
            )
            return reverse("accounts:requests")

        try:
            outcome = submissions.once_for(request, action="accounts.decide", deed=deed)
        except Refused as reasons:
            refused = sentences(reasons)
        else:
            return redirect(outcome.address)
    context = {"rows": list(queries.pending_requests(request.user)), "refused": refused, "at": found.key}
    return render(request, "accounts/requests.html", context, status=422)
