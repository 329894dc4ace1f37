"""Pages for whoever holds the paper or got the link: is this letter real, and the letter itself."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.letters import actions, queries
from kotacerdas.letters.forms.issued import HashForm
from kotacerdas.letters.models import Recipient
from kotacerdas.people.access import public


@public
@require_safe
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """That the letter exists, its number, date and state, and whether a fingerprint is its own. No text, no names."""
    found = queries.public_letter(code)
    if found is None:
        raise Http404
    letter, copies = found
    form = HashForm(request.GET or None)
    given = form.given() if form.is_bound else ""
    context = {
        "letter": letter,
        "copies": copies,
        "form": form,
        "given": given,
        "asked": bool(request.GET.get("sidik", "").strip()),
        "is_pdf": given == letter.sha256,
        "is_copy": given in {copy.file.sha256 for copy in copies},
        "has_samples": letter.is_sample,
    }
    return render(request, "letters/check.html", context)


@public
@require_safe
@never_cache
def received(request: HttpRequest, token: str) -> HttpResponse:
    """The letter for whoever has no account, by the address that was sent to that one recipient."""
    recipient = _recipient(token)
    letter = recipient.letter
    context = {
        "recipient": recipient,
        "token": token,
        "letter": letter,
        "file": queries.best_file(letter),
        "attachments": letter.attachments.select_related("file"),
        "has_samples": letter.is_sample,
    }
    return render(request, "letters/received.html", context)


@public
@require_safe
@never_cache
def received_file(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """The signed copy or an attachment, under the same care as the door of all private files."""
    recipient = _recipient(token)
    letter = recipient.letter
    best = queries.best_file(letter)
    files = {each.file.code: each.file for each in letter.attachments.select_related("file")}
    if best is not None:
        files[best.code] = best
    file = files.get(code)
    if file is None:
        raise Http404
    actions.note_opened(recipient, now=timezone.now())
    with file.open() as content:
        response = HttpResponse(content.read(), content_type=file.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Robots-Tag"] = "noindex"
    return response


def _recipient(token: str) -> Recipient:
    found = queries.received(token)
    if found is None:
        raise Http404
    return found
