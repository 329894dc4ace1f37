"""Answers htmx with the part of a page that it asked for, and everybody else with the whole page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Back and forward want the whole page even from htmx, since nothing is left to put a part into."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request


def trigger(request: HttpRequest) -> str:
    """The id of what htmx was sent by; "" without htmx."""
    htmx = getattr(request, "htmx", None)
    return str(htmx.trigger or "") if htmx is not None else ""


def render_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: Mapping[str, Any],
    rest: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """`context` is what the part needs; `rest`, what only the whole page needs, is worked out only for it."""
    if wants_part(request):
        response = render(request, f"{template}#{part}", dict(context))
    else:
        response = render(request, template, {**context, **rest()})
    # The same address answers with the page or a part; no cache may give the one for the other.
    patch_vary_headers(response, ["HX-Request"])
    return response
