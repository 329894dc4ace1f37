"""Around every request: one line in the log that names nobody, and words for a full disk or a locked database."""

import errno
import secrets
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("kotacerdas.requests")

BUSY = ("database is locked", "database table is locked", "lock timeout", "could not serialize", "deadlock")
FULL = ("database or disk is full", "no space left", "disk full", "could not extend file")
READ_ONLY = ("attempt to write a readonly database", "read-only transaction")
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
SERVER_FAILED = 500


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
            response["X-Request-ID"] = request_id()
            return response
        finally:
            structlog.contextvars.unbind_contextvars("request")

    return middleware


def request_id() -> str:
    """The mark that a person can read out to us; it stands in the log of the same request."""
    return str(structlog.contextvars.get_contextvars().get("request", ""))


def route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or match.route) if match else ""


def log_exception(sender: object, request: HttpRequest | None = None, **extra: Any) -> None:
    """Says where an exception came from, but not its message, which may quote what a person typed."""
    import sys

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
        trouble = storage_trouble(error)
        if trouble is None:
            return None
        log_exception(None, request)
        from kotacerdas.common.views import errors

        return errors.storage(request, trouble)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django looks for it there
    return middleware


def storage_trouble(error: BaseException | None) -> str | None:
    """`busy` (try again soon) or `full` (somebody must make room); None if it is something else."""
    seen = 0
    while error is not None and seen < 5:
        words = str(error).lower()
        if isinstance(error, OSError) and error.errno in FULL_DISK:
            return "full"
        if isinstance(error, DatabaseError):
            if any(word in words for word in (*FULL, *READ_ONLY)):
                return "full"
            if any(word in words for word in BUSY):
                return "busy"
        error, seen = error.__cause__ or error.__context__, seen + 1
    return None
