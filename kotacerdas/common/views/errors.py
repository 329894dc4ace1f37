"""Pages for what went wrong: what happened, what is kept, what to do; in the language of the address."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.common import context, language
from kotacerdas.common.requests import request_id, storage_trouble

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_AFTER_SECONDS = {"busy": "5", "full": "600"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_LARGE):
        return _page(request, "413", status=413)
    return _page(request, "400", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403", status=403, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "csrf", status=403)


def storage(request: HttpRequest, trouble: str) -> HttpResponse:
    response = _page(request, f"storage_{trouble}", status=503, show_request_id=True)
    response["Retry-After"] = RETRY_AFTER_SECONDS[trouble]
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    trouble = storage_trouble(sys.exc_info()[1])
    if trouble:
        return storage(request, trouble)
    return _page(request, "500", status=500, show_request_id=True)


def _page(request: HttpRequest, name: str, *, status: int, **extra: Any) -> HttpResponse:
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
    return frame | {"is_error": True, "request_id": request_id(), "address": request.get_full_path()}


def _bare(status: int) -> str:
    title = _("Something broke on our side")
    return (
        f'<!doctype html><html lang="{language.current()}"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p>{status} {request_id()}</p>"
    )
