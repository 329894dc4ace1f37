"""Two languages: which text of a pair to show, and where the same page lies in the other one."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

NAMES = {"id": "Bahasa Indonesia", "en": "English"}


def current() -> str:
    """`id` or `en`, whatever region the browser named."""
    return "en" if (get_language() or settings.LANGUAGE_CODE).startswith("en") else "id"


def other() -> str:
    return "id" if current() == "en" else "en"


def pick(thing: Any, field: str) -> str:
    """`thing.title_id` or `thing.title_en`, or of `thing["title"]` the entry of the page's language.

    Where one language is empty the other one is shown: a foreign word helps more than a blank.
    """
    texts: Mapping[str, str]
    if isinstance(thing, Mapping):
        value = thing.get(field) or {}
        texts = value if isinstance(value, Mapping) else {current(): str(value)}
    else:
        texts = {code: getattr(thing, f"{field}_{code}", "") or "" for code in ("id", "en")}
        # A property of this name that itself picks from the pair must not be asked again.
        if not any(hasattr(thing, f"{field}_{code}") for code in texts):
            value = getattr(thing, field, None)
            texts = value if isinstance(value, Mapping) else {current(): str(value or "")}
    return str(texts.get(current()) or texts.get(other()) or "")


def address_in(request: HttpRequest, language: str) -> str:
    """This page with its query in `language`; English lies below /en/, Indonesian has no prefix."""
    bare = request.get_full_path()
    if bare == "/en" or bare.startswith(("/en/", "/en?")):
        bare = bare.removeprefix("/en")
    # Two strokes at the start would name another site.
    bare = "/" + bare.lstrip("/")
    return "/en" + bare if language == "en" else bare
