"""Pages on which an office invites people by mail and sees what became of it."""

from collections.abc import Callable
from typing import TypeAlias

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kotacerdas.accounts import queries
from kotacerdas.accounts.actions import inviting
from kotacerdas.accounts.domain.invitations import State
from kotacerdas.accounts.forms.joining import InvitationFilter, InviteForm
from kotacerdas.accounts.models import Invitation
from kotacerdas.accounts.views.places import chosen_city
from kotacerdas.accounts.views.told import carried_out
from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 50
Change: TypeAlias = Callable[..., Invitation]


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def invitations(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = queries.invitations_for(request.user)
    search = InvitationFilter(request.GET)
    chosen = queries.chosen(rows, words=search.asked("cari"), state=search.asked("keadaan"), now=now)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "search": search,
        "is_searched": bool(search.asked("cari") or search.asked("keadaan")),
        "page": page,
        "rows": queries.with_states(list(page.object_list), now=now),
        "open": rows.open(now).count(),
        "pending": queries.pending_requests(request.user).count(),
        "has_samples": any(each.is_sample for each in page.object_list),
    }
    return render(request, "accounts/invitations.html", context)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """One address or a pasted list; if one line is wrong, nobody is written to."""
    by = signed_in(request)
    city, cities = chosen_city(request)
    typed = request.POST or drafts.kept(request)
    form = InviteForm(typed or None, by=by, city=city, initial={"language": request.LANGUAGE_CODE})
    context = {"form": form, "city": city, "cities": cities}
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["addresses"]

        def deed() -> str:
            inviting.invite(people, form.offer, words=form.words, by=by, now=timezone.now())
            return reverse("accounts:invitations")

        address = carried_out(
            form,
            lambda: submissions.once_for(request, action="accounts.invite", deed=deed).address,
            lines="addresses",
        )
        if address:
            words = ngettext(
                "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", len(people)
            )
            messages.success(request, words % {"count": len(people)})
            return redirect(address)
    return render(request, "accounts/invite.html", context, status=422 if request.method == "POST" else 200)


@requires(Permission.MANAGE_PEOPLE)
@never_cache
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    return _detail(request, _found(request, key))


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def resend(request: HttpRequest, key: str) -> HttpResponse:
    words = _("A new link is on its way; the old one opens nothing any more.")
    return _changed(request, key, inviting.resend, words)


@requires(Permission.MANAGE_PEOPLE)
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    return _changed(request, key, inviting.revoke, _("The invitation is taken back."))


def _changed(request: HttpRequest, key: str, change: Change, words: str) -> HttpResponse:
    found = _found(request, key)
    expected, by = versions.expected(request), signed_in(request)

    def deed() -> str:
        change(found, expected=expected, by=by, now=timezone.now())
        return found.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action=f"accounts.{change.__name__}", deed=deed)
    except versions.StaleSave:
        stale = _("Somebody changed this invitation meanwhile. Look at it as it is now, then decide again.")
        return _detail(request, _found(request, key), refused=[stale], status=409)
    except Refused as refused:
        return _detail(request, found, refused=sentences(refused), status=422)
    if not outcome.repeated:
        messages.success(request, words)
    return redirect(outcome.address)


def _found(request: HttpRequest, key: str) -> Invitation:
    found: Invitation = get_object_or_404(queries.invitations_for(request.user), key=key)
    return found


def _detail(
    request: HttpRequest, found: Invitation, *, refused: list[str] | None = None, status: int = 200
) -> HttpResponse:
    (invited,) = queries.with_states([found], now=timezone.now())
    context = {
        "invited": invited,
        "invitation": found,
        "facts": _facts(found),
        "refused": refused or [],
        "may_resend": invited.state not in {State.ACCEPTED, State.REVOKED},
        "has_samples": found.is_sample,
    }
    return render(request, "accounts/invitation.html", context, status=status)


def _facts(found: Invitation) -> list[tuple[str, str]]:
    zone = found.city.zone if found.city else None
    return [
        (_("Role"), str(found.duty.name)),
        (_("Where"), str(found.place or found.duty.scope_words)),
        (_("Organisation"), str(found.organisation.name if found.organisation else "–")),
        (_("Role until"), formats.day(found.until_on) if found.until_on else _("no end set")),
        (_("Invited by"), str(found.invited_by or _("The system"))),
        (_("Sent"), formats.moment(found.sent_at, zone)),
        (_("Link counts until"), formats.moment(found.expires_at, zone)),
        (_("Opened"), formats.moment(found.opened_at, zone) if found.opened_at else "–"),
        (_("Accepted"), formats.moment(found.accepted_at, zone) if found.accepted_at else "–"),
        (_("Message"), found.message or "–"),
    ]
