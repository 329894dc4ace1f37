"""What every page's frame shows. Costs no query for somebody who is not signed in."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kotacerdas.common import language, menu


@cache
def product_version() -> str:
    try:
        return version("kotacerdas")
    except PackageNotFoundError:
        return ""


def page(request: HttpRequest) -> dict[str, Any]:
    code = language.other()
    entries = menu.items(request)
    return {
        "menu": entries,
        "menu_further": [item for item in entries if item.is_further],
        "language": language.current(),
        "home_url": "/en/" if language.current() == "en" else "/",
        "other_language": {
            "code": code,
            "name": language.NAMES[code],
            "url": language.address_in(request, code),
        },
        "alternates": [
            (code, request.build_absolute_uri(language.address_in(request, code))) for code in ("id", "en")
        ],
        "is_demo": settings.DEMO,
        "version": product_version(),
    }
