"""The list of letters and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kotacerdas.common.parts import render_part
from kotacerdas.letters import planning, queries
from kotacerdas.letters.domain.states import Deed
from kotacerdas.letters.forms.letters import LetterFilter
from kotacerdas.letters.models import Dispatch, Letter, Recipient
from kotacerdas.people.access import Permission, may, requires

ROWS = 30


@requires(Permission.SEE_LETTERS)
def letters(request: HttpRequest) -> HttpResponse:
    filters = LetterFilter(request.GET, user=request.user)
    page = Paginator(queries.letters(request.user, **filters.wanted()), ROWS).get_page(
        request.GET.get("halaman")
    )
    context = {
        "filters": filters,
        "page": page,
        "has_samples": any(letter.is_sample for letter in page),
        "asked": any(filters.asked(name) for name in filters.fields),
        "may_write": may(request.user, Permission.WRITE_LETTERS),
    }
    return render_part(request, "letters/letters.html", "daftar", context, lambda: _around(request))


def _around(request: HttpRequest) -> dict[str, Any]:
    counts = queries.counts(request.user)
    return {
        "counts": counts,
        "total": sum(counts.values()),
        "may_author": may(request.user, Permission.EDIT_LETTER_TEMPLATES),
    }


@requires(Permission.SEE_LETTERS)
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """A draft as it would look; an issued letter with its files, its recipients and what was sent."""
    found = get_object_or_404(Letter.objects.visible_to(request.user).with_names(), code=code)
    recipients = list(found.recipients.select_related("user").prefetch_related("dispatches__by"))
    context = {
        "letter": found,
        "has_samples": found.is_sample,
        "to": [each for each in recipients if each.role == Recipient.Role.TO],
        "copies": [each for each in recipients if each.role == Recipient.Role.COPY],
        "attachments": found.attachments.select_related("file"),
        "signed_copies": list(found.signed_copies.select_related("file", "by")),
        "dispatches": Dispatch.objects.filter(letter=found).select_related("recipient", "by"),
        "may_write": may(request.user, Permission.WRITE_LETTERS, found.city),
        "may": {deed.value: found.may(deed) for deed in Deed},
        "signature": _signature(found),
    }
    return render(request, "letters/letter.html", context)


def _signature(letter: Letter) -> Any:
    """As it stands on an issued letter, whoever holds the office since; of a draft as it would stand today."""
    if letter.snapshot:
        return letter.snapshot["signature"]
    today = timezone.now().astimezone(letter.city.timezone).date()
    return planning.signature_of(planning.content_of(letter), today)
