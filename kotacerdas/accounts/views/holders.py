"""A person's page: what he or she holds and held; giving and ending roles, moving, closing the account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kotacerdas.accounts import queries
from kotacerdas.accounts.actions import closing
from kotacerdas.accounts.forms.offering import EndForm, GiveForm, MoveForm
from kotacerdas.accounts.views.places import chosen_city, city_here
from kotacerdas.accounts.views.told import carried_out
from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.people import access, drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.actions import roles
from kotacerdas.people.models import User
from kotacerdas.people.queries import giving, holders


@requires(Permission.SEE_PEOPLE)
@never_cache
def person(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _found(request, code))


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, code: str) -> HttpResponse:
    found, by = _found(request, code), signed_in(request)
    city, cities = chosen_city(request)
    form = GiveForm(request.POST or drafts.kept(request) or None, by=by, city=city)
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            sure = form.cleaned_data["sure"]
            roles.give_role(found, form.offer, by=by, now=timezone.now(), sure=sure)
            return found.get_absolute_url()

        address = carried_out(
            form, lambda: submissions.once_for(request, action="people.give", deed=deed).address
        )
        if address:
            messages.success(request, _("The role is given; it counts from its first day."))
            return redirect(address)
    context = {"person": found, "form": form, "city": city, "cities": cities}
    return render(
        request, "accounts/role_give.html", context, status=422 if request.method == "POST" else 200
    )


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found, by = _found(request, code), signed_in(request)
    held = _held(request, found, number)
    form = EndForm(request.POST or None, initial={"version": held.assignment.version})
    context: dict[str, Any] = {"person": found, "held": held, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/role_end.html", context, status=422 if form.is_bound else 200)

    def deed() -> str:
        expected = form.cleaned_data["version"]
        roles.end_role(held.assignment, by=by, now=timezone.now(), expected=expected, on=form.last_day)
        return found.get_absolute_url()

    try:
        address = carried_out(
            form, lambda: submissions.once_for(request, action="people.end", deed=deed).address
        )
    except versions.StaleSave as stale:
        context |= {"held": _held(request, found, number), "is_stale": True}
        context["form"] = EndForm(initial={**form.cleaned_data, "version": stale.current.version})
        return render(request, "accounts/role_end.html", context, status=409)
    if not address:
        return render(request, "accounts/role_end.html", context, status=422)
    messages.success(request, _("The end of the role is set."))
    return redirect(address)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Says first what ends; then ends it and begins anew in the same second."""
    found, by = _found(request, code), signed_in(request)
    city, cities = city_here(request)
    form = MoveForm(request.POST or None, by=by, city=city)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def deed() -> str:
            now = timezone.now()
            roles.move(found, to=given["to"], role=given["role"], by=by, now=now, sure=given["sure"])
            return found.get_absolute_url()

        address = carried_out(
            form, lambda: submissions.once_for(request, action="people.move", deed=deed).address
        )
        if address:
            messages.success(request, _("Moved. What was held before ended this second."))
            return redirect(address)
    leaving = [
        each
        for each in holders.bound_to_organisations(found, now=timezone.now())
        if giving.may_manage(by, each)
    ]
    context = {"person": found, "form": form, "city": city, "cities": cities, "leaving": leaving}
    return render(request, "accounts/move.html", context, status=422 if request.method == "POST" else 200)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def account(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the account, or opens it again; saying the same twice changes nothing."""
    found, by = _found(request, code), signed_in(request)
    opens = request.POST.get("buka") == "1"
    if opens == found.is_active:
        return redirect(found)
    try:
        (closing.reopen if opens else closing.close)(found, by=by, now=timezone.now())
    except Refused as refused:
        return _page(request, found, refused=sentences(refused), status=422)
    words = (
        _("The account is open again.") if opens else _("The account is closed; all its sessions are over.")
    )
    messages.success(request, words)
    return redirect(found)


def _found(request: HttpRequest, code: str) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), code=code)


def _held(request: HttpRequest, found: User, number: int) -> queries.Held:
    seen = queries.roles_of(found, seen_by=signed_in(request), now=timezone.now())
    held = next((each for each in seen if each.number == number), None)
    if held is None:
        raise Http404
    return held


def _page(
    request: HttpRequest, found: User, *, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    by, now = signed_in(request), timezone.now()
    may_manage = access.may(by, Permission.MANAGE_PEOPLE) and by.pk != found.pk
    context = {
        "person": found,
        "roles": queries.roles_of(found, seen_by=by, now=now),
        "may_manage": may_manage,
        "may_close": may_manage and not found.is_demo and not giving.why_not_close(by, found, now=now),
        "refused": refused or [],
        "has_samples": found.is_demo,
    }
    return render(request, "accounts/person.html", context, status=status)
