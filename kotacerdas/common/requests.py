"""Around every request: a line in the log that names nobody, what is refused unread, words for a full disk or a lock."""

import secrets
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from kotacerdas.common import failures

View = TypeVar("View", bound=Callable[..., HttpResponse])
Handler = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("kotacerdas.requests")

SERVER_FAILED = 500
# A file of 4 MB, the same rows pasted, and room for the rest of a form.
MOST_BODY = 10 * 1024 * 1024
# A scanned book, for the few pages that say `takes_files`.
MOST_BODY_OF_FILES = 64 * 1024 * 1024
MOST_THROWN_AWAY = 100 * 1024 * 1024


class TooLarge(RequestDataTooBig):
    """`instead` says which other way brings as much, where the page knows one."""

    def __init__(self, instead: object = "") -> None:
        super().__init__("a body larger than the page takes")
        self.instead = instead


def log_request(get_response: Handler) -> Handler:
    """Method, route and duration. The address is left out: it may hold what a person typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(4))
        started = time.perf_counter()
        try:
            response = get_response(request)
            took = round((time.perf_counter() - started) * 1000, 1)
            entry = {
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": took,
            }
            if response.status_code >= SERVER_FAILED:
                log.warning("request", **entry)
            else:
                log.info("request", **entry)
            response["X-Request-ID"] = failures.request_id()
            return response
        finally:
            structlog.contextvars.unbind_contextvars("request")

    return middleware


def refuse_unread(get_response: Handler) -> Handler:
    """No form needs as much as this, and no address or cookie of ours holds a NUL, which PostgreSQL cannot look for.

    Django counts the fields of a form but not its files, which it would write to the disk before any page is asked.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > MOST_BODY:
            page = _page_of(request)
            if int(length) > getattr(page, "most_body", MOST_BODY):
                _throw_away(request)
                raise TooLarge(getattr(page, "instead", ""))
        if "\0" in request.path or any("\0" in value for value in request.COOKIES.values()):
            raise BadRequest
        return get_response(request)

    return middleware


def takes_files(view: View) -> View:
    """Marks a page whose form brings large files by itself; others refuse them unread."""
    view.most_body = MOST_BODY_OF_FILES  # type: ignore[attr-defined]  # a mark on the function
    return view


def brought_otherwise(words: object) -> Callable[[View], View]:
    """Marks a page whose visitors can bring more in another way, which the refusal of too much tells them."""

    def mark(view: View) -> View:
        view.instead = words  # type: ignore[attr-defined]  # a mark on the function
        return view

    return mark


def _page_of(request: HttpRequest) -> object:
    """For its marks; None where there is no page. The language in the address is not active yet."""
    with translation.override(
        translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    ):
        try:
            return resolve(request.path_info).func
        except Resolver404:
            return None


def _throw_away(request: HttpRequest) -> None:
    """A browser reads our answer only when it has sent everything; beyond this it has to do without."""
    left = MOST_THROWN_AWAY
    while left > 0 and (chunk := request.read(65_536)):
        left -= len(chunk)


def route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""


def log_exception(sender: object, request: HttpRequest | None = None, **extra: Any) -> None:
    """Says where an exception came from, but not its message, which may quote what a person typed."""
    error = sys.exc_info()[1]
    if error is None:
        return
    log.error(
        "exception",
        route=route_of(request) if request else "",
        exception=type(error).__qualname__,
        where=[_place(frame) for frame in traceback.extract_tb(error.__traceback__)],
        cause=type(error.__cause__).__qualname__ if error.__cause__ else "",
    )


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    if path.is_relative_to(settings.BASE):
        path = path.relative_to(settings.BASE)
    return f"{path}:{frame.lineno} {frame.name}"


def explain_storage_trouble(get_response: Handler) -> Handler:
    """A lock that does not open or a disk that is full becomes a page that says what was kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        trouble = failures.storage_trouble(error)
        if trouble is None:
            return None
        log_exception(None, request)
        return failures.storage_page(request, trouble)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django looks for it there
    return middleware
