"""The kinds of notices: each with its words, which are put together in the receiver's language when it is sent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Given to every kind without being asked for.
ALWAYS = frozenset({"who", "person", "city"})
OPEN = _("Open")
_PLACE = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Kind:
    """Words have %(name)s places: the names of `values`, and %(who)s (who caused it), %(person)s, %(city)s.

    A blank line in `body` begins a new paragraph.
    """

    name: str
    title: "str | Promise"
    """What the person sees in the list of kinds: "Tasks given to me"."""
    subject: "str | Promise"
    body: "str | Promise"
    button: "str | Promise" = OPEN
    """What the link to the notice's `url` says."""
    may_unsubscribe: bool = False
    may_digest: bool = False
    is_urgent: bool = False
    """Passes quiet hours, days off and digests."""
    by_email: bool = True
    """False: only in the list on the site."""
    by_hand: bool = False
    """An office may open its text in WhatsApp, and so reads it: never for what is meant for the receiver's eyes alone."""
    leads_to: Callable[[Any], str] | None = None
    """Makes the address of a notice (given the row) while its words are made, so that a secret in it is in no table."""

    def places(self) -> frozenset[str]:
        """The names that its words want, over all languages' source text."""
        words = f"{_source(self.subject)} {_source(self.body)}"
        return frozenset(_PLACE.findall(words))

    def check(self, values: Mapping[str, Any]) -> None:
        """A name that is missing would break the sending hours later; so it breaks the deed, and a test finds it."""
        missing = self.places() - ALWAYS - values.keys()
        if missing:
            raise TypeError(f"the notice {self.name} needs {', '.join(sorted(missing))}")


_kinds: dict[str, Kind] = {}


def register(*some: Kind) -> None:
    """In `ready()`. The name is stored in rows, so it stays."""
    for kind in some:
        if _kinds.get(kind.name, kind) != kind:
            raise ValueError(f"the kind {kind.name!r} is taken")
        _kinds[kind.name] = kind


def named(name: str) -> Kind:
    """Raises `KeyError` for a kind that nobody registered."""
    return _kinds[name]


def registered() -> dict[str, Kind]:
    return dict(_kinds)


def _source(words: "str | Promise") -> str:
    return str(words)
