"""What else stands in one's own calendar beside the tasks: apps above register what they know of a person's days.

What has no public address, such as the steps of a round that a city keeps for itself, reaches calendar programs only by
this secret one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise

from kotacerdas.followup.domain.ics import Entry

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Source:
    """Some entries of a person. Their `uid` is without a host and their `url` begins with a slash; the page adds both."""

    name: str
    words: "str | Promise"
    """What it adds, as it stands in a list: "the steps of my city's rounds"."""
    entries: "Callable[[User], Iterable[Entry]]"


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.name] = source


def sources() -> list[Source]:
    """In the same order whichever app came first."""
    return sorted(_sources.values(), key=lambda each: each.name)


def entries_of(user: "User") -> Iterator[Entry]:
    for source in sources():
        yield from source.entries(user)


def addressed(request: HttpRequest, entry: Entry) -> Entry:
    """The entry with the host in its mark, so that no two installations have the same, and with its whole address."""
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "kotacerdas"
    return replace(entry, uid=f"{entry.uid}@{host}", url=request.build_absolute_uri(entry.url))
