"""What was submitted, as bytes that are the same wherever they are written, and what changed between two of them.

JSON as RFC 8785 (canonical JSON) asks for it as far as texts, whole numbers, lists and mappings go: keys in the order of
their letters, no blanks, UTF-8. Decimals are texts. The hash of these bytes is what people compare and what the audit
chain holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = 1


def written(content: Mapping[str, Any]) -> bytes:
    """Raises `TypeError` for a float, of which machines make different texts."""
    _refuse_floats(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a snapshot holds decimals as text")
    if isinstance(value, Mapping):
        for each in value.values():
            _refuse_floats(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _refuse_floats(each)


@dataclass(frozen=True)
class Change:
    """One question that two snapshots answer differently."""

    code: str
    fields: tuple[str, ...]


def changes(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[Change]:
    """In the order of the later one; both list an answer for each question under "code"."""
    old = {each["code"]: each for each in before}
    found = []
    for new in after:
        was = old.get(new["code"], {})
        fields = tuple(sorted(name for name in {*was, *new} if was.get(name) != new.get(name)))
        if fields:
            found.append(Change(new["code"], fields))
    return found
