"""The one door through which private files leave: asked for by a code, guarded, as an attachment, in ranges."""

import contextlib
from collections.abc import Iterator
from typing import BinaryIO

import structlog
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from kotacerdas.common import failures
from kotacerdas.common.marks import public
from kotacerdas.files import blobs, guards
from kotacerdas.files.domain import names, ranges
from kotacerdas.files.models import File

log = structlog.get_logger()

PIECE = 64 * 1024
PARTIAL, UNSATISFIABLE, GONE_WRONG = 206, 416, 500


@public
@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """The guard of the object decides; whoever may not have it is told that there is none.

    Somebody who is not signed in is led to the sign-in page, whether the file exists or not.
    """
    found = File.objects.filter(code=code).first()
    if found is None or not guards.may_have(request.user, found):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    # Compressed on the way it would lose its length, and no part of it could be asked for.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag) or _answer(request, found, etag)
    return response if response.status_code == GONE_WRONG else _guarded(response, found, etag)


def _answer(request: HttpRequest, found: File, etag: str) -> HttpResponseBase:
    try:
        span = ranges.wanted(_range(request, etag), found.size)
    except ranges.Unsatisfiable:
        response = HttpResponse(status=UNSATISFIABLE)
        response["Content-Range"] = f"bytes */{found.size}"
        return response
    if request.method == "HEAD":
        return _sized(HttpResponse(), span, found.size)
    try:
        content = found.open()
    except (blobs.Missing, blobs.Damaged) as trouble:
        log.error("files.unreadable", trouble=type(trouble).__name__.lower(), sha256=found.sha256)
        return failures.page(request, "file_unreadable", status=GONE_WRONG, show_request_id=True)
    part = Part(content, span or ranges.Span(0, found.size - 1))
    return _sized(_sent(part), span, found.size)


def _sent(part: "Part") -> HttpResponseBase:
    """What is small is read at once, and its file is closed before the reader's slow line begins."""
    if part.span.length > PIECE:
        return StreamingHttpResponse(part)
    with contextlib.closing(part):
        return HttpResponse(b"".join(part))


def _range(request: HttpRequest, etag: str) -> str:
    """Of another version than the one at hand, a part would be nonsense: then the whole is sent."""
    condition = request.headers.get("If-Range")
    if condition is not None and etag not in parse_etags(condition):
        return ""
    return request.headers.get("Range", "")


def _sized(response: HttpResponseBase, span: ranges.Span | None, size: int) -> HttpResponseBase:
    response["Content-Length"] = str(span.length if span else size)
    if span:
        response.status_code = PARTIAL
        response["Content-Range"] = span.header(size)
    return response


def _guarded(response: HttpResponseBase, found: File, etag: str) -> HttpResponseBase:
    """Whatever it is, it is saved and not shown, runs nothing, and stays in no cache."""
    response["Content-Type"] = found.media_type
    response["Content-Disposition"] = names.content_disposition(found.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


class Part:
    """The bytes of one span; closed by Django also where nobody has read them to the end."""

    def __init__(self, content: BinaryIO, span: ranges.Span) -> None:
        self.content, self.span = content, span

    def __iter__(self) -> Iterator[bytes]:
        self.content.seek(self.span.first)
        left = self.span.length
        while left > 0 and (piece := self.content.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.content.close()
