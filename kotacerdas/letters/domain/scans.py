"""Whether a file that was sent back is a scan that can be opened: a PDF, a JPEG or a PNG, whole and harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault, Refused

MOST_BYTES = 8 * 1024 * 1024
LEAST_BYTES = 60
_NEAR = 1024
# What a scan never needs: code that runs when it is opened, other files inside it, a password. Shorter names, such as
# /JS, are left out: eight megabytes of a picture hold every three letters by chance.
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_LOCKED = re.compile(rb"/Encrypt\b")


@dataclass(frozen=True)
class Scan:
    media_type: str
    extension: str


PDF, JPEG, PNG = Scan("application/pdf", "pdf"), Scan("image/jpeg", "jpg"), Scan("image/png", "png")


def read(content: bytes) -> Scan:
    """What the bytes are, whatever the file is called; raises `Refused` where they are not a whole scan."""
    if len(content) > MOST_BYTES:
        raise Refused(Fault("scan-large", {"most_bytes": MOST_BYTES}))
    if len(content) < LEAST_BYTES:
        raise Refused(Fault("scan-empty"))
    if content[:_NEAR].lstrip().startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _whole(JPEG, content.rstrip(b"\0").endswith(b"\xff\xd9"))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(PNG, b"IEND" in content[-16:])
    raise Refused(Fault("scan-kind"))


def _whole(scan: Scan, is_whole: bool) -> Scan:
    if not is_whole:
        raise Refused(Fault("scan-cut"))
    return scan


def _pdf(content: bytes) -> Scan:
    if b"%%EOF" not in content[-_NEAR:] or b"startxref" not in content[-2 * _NEAR :]:
        raise Refused(Fault("scan-cut"))
    if _LOCKED.search(content):
        raise Refused(Fault("scan-locked"))
    if _ACTIVE.search(content):
        raise Refused(Fault("scan-active"))
    return PDF


def logo(content: bytes, most_bytes: int) -> Scan:
    """A letterhead's mark: a small PNG or JPEG."""
    if len(content) > most_bytes:
        raise Refused(Fault("scan-large", {"most_bytes": most_bytes}))
    scan = read(content)
    if scan is PDF:
        raise Refused(Fault("logo-kind"))
    return scan


@dataclass(frozen=True)
class Upload:
    """A file that was looked at and may be kept."""

    content: bytes
    name: str
    media_type: str
