"""Whether a file of letters is one: readable, without markup where none belongs, without entities that swell."""

from __future__ import annotations

import re
from typing import BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused

MOST_BYTES = 50 * 1024 * 1024
# More than a stray form feed in an old export: bytes of a program or a picture.
_MOST_CONTROLS = 1 / 1000
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 12, 13} | {127}))
_SCRIPT = re.compile(rb"<script\b|\son\w{3,20}\s*=|javascript:|<iframe\b|<object\b|<embed\b", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def look_at_text(content: BinaryIO) -> list[Fault]:
    raw = _bytes(content)
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return []
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > len(raw) * _MOST_CONTROLS:
        raise Refused(Fault("evidence-other-kind", {"found": "application/octet-stream"}))
    return []


def look_at_page(content: BinaryIO) -> list[Fault]:
    """Notes on a saved page of the web; raises `Refused` for entities, which no page needs."""
    look_at_text(content)
    raw = _bytes(content).replace(b"\0", b"")
    if _ENTITY.search(raw):
        raise Refused(Fault("evidence-xml-entities"))
    return [Fault("evidence-active-script")] if _SCRIPT.search(raw) else []


def _bytes(content: BinaryIO) -> bytes:
    content.seek(0)
    raw = content.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Refused(Fault("evidence-file-too-large", {"most_bytes": MOST_BYTES}))
    return raw
