"""The main menu: each app enters its pages in `ready()`, so that no lower app knows a higher one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    label: Promise | str
    url_name: str
    order: int
    shown_to: Callable[[Any], bool] | None = None
    """Asked for signed-in users only; None means everybody sees the entry."""
    place: str = "main"
    """`main`: the bar on top. `office`: the page `/kantor/`, where `description` stands beside it. `account`: `/akun/`.
    `people`: what can be done beside the list `/orang/`."""
    description: Promise | str = ""
    icon: str = ""
    is_further: bool = False
    """On the bar it stands behind "More", so that the bar of whoever sees all entries is one line."""


@dataclass(frozen=True)
class Item:
    label: Promise | str
    url: str
    current: str = ""
    """What `aria-current` says: `page` on the page itself, `true` below it, else empty."""
    description: Promise | str = ""
    icon: str = ""
    is_further: bool = False


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    _entries[entry.url_name] = entry


def items(request: HttpRequest, place: str = "main") -> list[Item]:
    """The entries of a place that the reader may see."""
    user = getattr(request, "user", None)
    found = []
    for entry in sorted(_entries.values(), key=lambda entry: entry.order):
        if entry.place != place:
            continue
        if entry.shown_to and not (user and user.is_authenticated and entry.shown_to(user)):
            continue
        url = reverse(entry.url_name)
        current = _current(request.path, url)
        found.append(Item(entry.label, url, current, entry.description, entry.icon, entry.is_further))
    return found


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    # The home page lies above everything, so "below it" says nothing there.
    return "true" if url.strip("/") not in {"", "en"} and path.startswith(url) else ""
