"""Pages for what went wrong, made so that they come whatever else is broken, and what counts as trouble with storage."""

import errno
from typing import Any

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.common import context, language

BUSY = ("database is locked", "database table is locked", "lock timeout", "could not serialize", "deadlock")
FULL = ("database or disk is full", "no space left", "disk full", "could not extend file")
READ_ONLY = ("attempt to write a readonly database", "read-only transaction")
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
RETRY_AFTER_SECONDS = {"busy": "5", "full": "600"}


def request_id() -> str:
    """The mark that a person can read out to us; it stands in the log of the same request."""
    return str(structlog.contextvars.get_contextvars().get("request", ""))


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


def storage_page(request: HttpRequest, trouble: str) -> HttpResponse:
    response = page(request, f"storage_{trouble}", status=503, show_request_id=True)
    response["Retry-After"] = RETRY_AFTER_SECONDS[trouble]
    return response


def page(request: HttpRequest, name: str, *, status: int, **extra: Any) -> HttpResponse:
    """Rendered without context processors: they may ask the very database or session that has just failed."""
    code = "en" if request.path == "/en" or request.path.startswith("/en/") else "id"
    with translation.override(code):
        try:
            html = get_template(f"errors/{name}.html").render(_frame(request) | extra)
        except Exception:  # noqa: BLE001 - a page about an error must come, whatever is broken
            html = _bare(status)
    return HttpResponse(html, status=status)


def _frame(request: HttpRequest) -> dict[str, Any]:
    try:
        frame = context.page(request)
    except Exception:  # noqa: BLE001 - the menu is not worth losing the page
        frame = {"language": language.current(), "home_url": "/en/" if language.current() == "en" else "/"}
    return frame | {"is_error": True, "request_id": request_id()}


def _bare(status: int) -> str:
    title = _("Something broke on our side")
    return (
        f'<!doctype html><html lang="{language.current()}"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p>{status} {request_id()}</p>"
    )
