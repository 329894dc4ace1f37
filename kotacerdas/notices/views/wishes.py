"""When and how somebody is told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions, versions
from kotacerdas.notices import actions
from kotacerdas.notices.forms import WishesForm
from kotacerdas.notices.models import Preferences, Unsubscribed
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def wishes(request: HttpRequest) -> HttpResponse:
    row = _row(request)
    if request.method != "POST":
        return _page(request, _form(request, row, drafts.kept(request)), row)
    form = _form(request, row, request.POST)
    if not form.is_valid():
        return _page(request, form, row, status=422)

    def deed() -> str:
        actions.save_wishes(
            expected=versions.expected(request),
            changes=form.changes(),
            language=form.cleaned_data["language"],
            unwanted=form.unwanted(),
            by=signed_in(request),
            now=timezone.now(),
        )
        return reverse("notices:wishes")

    try:
        outcome = submissions.once_for(request, action="notices.wishes", deed=deed)
    except versions.StaleSave as stale:
        row = _row(request)
        return _page(
            request, _form(request, row, _against_newest(request, row)), row, status=409, stale=stale
        )
    if not outcome.repeated:
        messages.success(request, _("Your wishes are saved."))
    return redirect(outcome.address)


def _row(request: HttpRequest) -> Preferences:
    """What was saved, or the defaults of somebody who never saved anything."""
    user = signed_in(request)
    return Preferences.objects.visible_to(user).first() or Preferences(person=user)


def _form(request: HttpRequest, row: Preferences, typed: Any) -> WishesForm:
    user = signed_in(request)
    unwanted = set(Unsubscribed.objects.visible_to(user).values_list("kind", flat=True))
    return WishesForm(typed, instance=row, unwanted=unwanted, initial={"language": user.language})


def _against_newest(request: HttpRequest, row: Preferences) -> QueryDict:
    """What was typed, to be saved over what is stored now if the person sends it once more."""
    typed = request.POST.copy()
    typed[versions.FIELD] = str(row.version)
    return typed


def _page(
    request: HttpRequest,
    form: WishesForm,
    row: Preferences,
    *,
    status: int = 200,
    stale: versions.StaleSave | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "list_url": reverse("notices:notices")}
    if stale:
        context |= {
            "stale": stale,
            "stale_by": signed_in(request),
            "stale_at": formats.moment(row.updated_at, "Asia/Jakarta"),
        }
    return render(request, "notices/wishes.html", context, status=status)
