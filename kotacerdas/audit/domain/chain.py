"""Seals entries to a chain, and finds the first that was changed, removed, reordered or cut off.

The digest of an entry is SHA-256 over the digest before it and everything the entry says, written as canonical JSON.
Whoever changes one row must rewrite all after it, and then the last digest is another than the one exported before.
What people typed is not in the chain: of each value it holds an HMAC-SHA256 under a salt of its own entry. Erase values
and salt, and the hash tells nothing any more, while the chain stays whole.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias

START = "0" * 64

Breach: TypeAlias = Literal[
    "changed", "values-changed", "removed", "reordered", "added", "cut-off", "rewritten", "head-changed"
]


@dataclass(frozen=True)
class Body:
    """What an entry says, and the chain holds. `at` is UTC in ISO 8601 with microseconds."""

    chain: str
    number: int
    at: str
    kind: str
    subject_kind: str
    subject_key: str
    actor: int | None
    request: str
    fields: tuple[tuple[str, str, str], ...]
    """(name, hash of the value before, hash after); "" where there was or is none."""


@dataclass(frozen=True)
class Link:
    """One entry as it is stored. `values` is None once they are erased, or if there were none."""

    body: Body
    previous: str
    digest: str
    salt: str
    values: Mapping[str, Sequence[Any]] | None


@dataclass(frozen=True)
class Head:
    """The last entry of a chain at some moment."""

    chain: str
    number: int
    digest: str


@dataclass(frozen=True)
class Finding:
    """The first breach of a chain: what happened, and at which entry."""

    breach: Breach
    number: int


def digest_of(previous: str, body: Body) -> str:
    return hashlib.sha256(f"{previous}\n{canonical(asdict(body))}".encode()).hexdigest()


def hash_of(value: Any, salt: str) -> str:
    """ "" for None: that there was nothing is no secret."""
    if value is None:
        return ""
    return hmac.new(bytes.fromhex(salt), canonical(value).encode(), "sha256").hexdigest()


def hashed(values: Mapping[str, Sequence[Any]], salt: str) -> tuple[tuple[str, str, str], ...]:
    """Names in alphabetical order with the hashes of before and after."""
    return tuple(
        (name, hash_of(before, salt), hash_of(after, salt))
        for name, (before, after) in sorted(values.items())
    )


def canonical(value: Any) -> str:
    """One text for equal values, whatever the order of their keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def first_breach(links: Iterable[Link], *, head: Head, known: Iterable[Head] = ()) -> Finding | None:
    """Walks a chain in the order of its numbers; None if it is whole.

    `head` is what the table of heads says now, `known` are heads that were exported before. Rows are read once.
    """
    promised = {each.number: each.digest for each in known}
    previous, expected = START, 1
    for link in links:
        if fault := _fault(link, previous, expected, promised):
            was_moved = fault == "changed" and _number_before(link, head.number) is not None
            return Finding("reordered" if was_moved else fault, expected)
        previous, expected = link.digest, expected + 1
    last = expected - 1
    if last < max([head.number, *promised]):
        return Finding("cut-off", expected)
    return None if (last, previous) == (head.number, head.digest) else Finding("head-changed", last)


def _number_before(link: Link, most: int) -> int | None:
    """The number under which the row, as it stands, was sealed: it is whole but stands elsewhere."""
    return next(
        (
            number
            for number in range(1, most + 1)
            if digest_of(link.previous, replace(link.body, number=number)) == link.digest
        ),
        None,
    )


def _fault(link: Link, previous: str, expected: int, promised: Mapping[int, str]) -> Breach | None:
    number = link.body.number
    if number != expected:
        return "removed" if number > expected else "added"
    if link.digest != digest_of(link.previous, link.body):
        return "changed"
    if link.previous != previous:
        return "reordered"
    if link.values is not None and hashed(link.values, link.salt) != link.body.fields:
        return "values-changed"
    # Every row fits the one before, yet this is not the row that was exported: all from somewhere on was rewritten.
    return "rewritten" if promised.get(number, link.digest) != link.digest else None
