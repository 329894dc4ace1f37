"""Pages for what went wrong: what happened, what is kept, what to do; in the language of the address."""

import sys

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from kotacerdas.common import failures

log = structlog.get_logger("kotacerdas.requests")

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_LARGE):
        return failures.page(request, "413", status=413, instead=getattr(exception, "instead", ""))
    return failures.page(request, "400", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failures.page(request, "403", status=403, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failures.page(request, "404", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("form.refused", reason="mark")
    return failures.page(request, "csrf", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    trouble = failures.storage_trouble(sys.exc_info()[1])
    if trouble:
        return failures.storage_page(request, trouble)
    return failures.page(request, "500", status=500, show_request_id=True)
