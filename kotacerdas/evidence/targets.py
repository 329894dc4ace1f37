"""What can be proven: each app registers its kinds of targets in `ready()`, such as the questions of a round.

A target is named by (kind, key), like a subject; unlike a subject it need not be a row: a question lives in a file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kotacerdas.common.domain.faults import Fault, Refused


@dataclass(frozen=True)
class Scope:
    """Targets that are looked at together: a round, the recommendations of a year."""

    kind: str
    key: str
    """In addresses and on the command line: "smartcity-2023-kppn"."""
    title: str
    year: int
    """The year that the proof must speak about."""
    form: str = ""
    """For its source: of what the targets are made, so that it need not be looked up again."""
    is_detailed: bool = True
    """False where only the headings of a form are public: there is little to prove."""


@dataclass(frozen=True)
class Target:
    """One thing to be proven. `words` is what is searched for, in Indonesian whatever the reader's language."""

    kind: str
    key: str
    code: str
    title: str
    words: str
    year: int
    group: str = ""
    """A heading under which it stands on the board, in the reader's language."""
    dimension: str = ""
    """gov, brand, eco, liv, soc, env; empty where it has none."""
    url: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of targets. The functions answer in the reader's language, for rows that the reader may see."""

    kind: str
    noun: "str | Promise"
    scopes: Callable[[Any, Any], Iterable[Scope]]
    """`scopes(user, city)`, the newest first. `user` None is the command line, which sees everything."""
    targets: Callable[[Any, Scope], Iterable[Target]]
    """`targets(city, scope)` in the order of the form."""
    find: Callable[[Any, str], Target | None]
    """`find(city, key)`."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    if _sources.get(source.kind, source) is not source:
        raise ValueError(f"the targets {source.kind!r} are registered already")
    _sources[source.kind] = source


def sources() -> list[Source]:
    return list(_sources.values())


def scopes(user: Any, city: Any) -> list[Scope]:
    """All of them, each source's newest first."""
    return [scope for source in sources() for scope in source.scopes(user, city)]


def scope(user: Any, city: Any, key: str) -> Scope:
    """Raises `Refused` with the known ones."""
    known = scopes(user, city)
    for each in known:
        if each.key == key:
            return each
    raise Refused(
        Fault("evidence-scope-unknown", {"key": key[:60], "known": ", ".join(e.key for e in known)})
    )


def newest(known: list[Scope]) -> Scope | None:
    """Whose questions are known, if there is one; None where the city has nothing to prove."""
    return next((each for each in known if each.is_detailed), known[0] if known else None)


def of_scope(city: Any, wanted: Scope) -> list[Target]:
    return list(_sources[wanted.kind].targets(city, wanted))


def find(city: Any, kind: str, key: str) -> Target | None:
    source = _sources.get(kind)
    return source.find(city, key) if source else None


def require(city: Any, kind: str, key: str) -> Target:
    """Raises `Refused` where there is no such target any more."""
    found = find(city, kind, key)
    if found is None:
        raise Refused(Fault("evidence-target-unknown", {"key": key[:60]}))
    return found
