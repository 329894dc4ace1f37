"""The protocol of resumable uploads: tus 1.0, the core with creation, termination, expiration and checksum (SHA-256).

https://tus.io/protocols/resumable-upload: POST begins a file, HEAD asks how much of it has come, PATCH appends at
that offset, DELETE gives it up. Beyond the protocol: metadata `mark` tells the same file of the same disk, so that
beginning it anew leads to the one under way, whose offset the answer tells.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.http import HttpRequest, HttpResponse

from kotacerdas.evidence.domain.deliveries import GIVEN_UP_AFTER
from kotacerdas.evidence.gate import limits
from kotacerdas.evidence.models import Upload
from kotacerdas.evidence.models.intakes import LONGEST_PATH

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
EXTENSIONS = "creation,termination,expiration,checksum"
ALGORITHM = "sha256"
LONGEST_MARK = 100

BAD_REQUEST, FORBIDDEN, CONFLICT, GONE = 400, 403, 409, 410
WRONG_VERSION, TOO_LARGE, WRONG_TYPE = 412, 413, 415
LOCKED, WRONG_CHECKSUM = 423, 460


class NotUnderstood(Exception):
    """A request that the protocol does not know; `status` is what it answers."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(frozen=True)
class Wanted:
    """A file that somebody wants to send."""

    path: str
    size: int
    mark: str


@dataclass(frozen=True)
class Piece:
    """`length` is None where the sender does not announce it; `sha256` where it gives none."""

    offset: int
    length: int | None
    sha256: bytes | None


def require_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise NotUnderstood(WRONG_VERSION, f"Tus-Resumable: {VERSION} is needed.")


def wanted(request: HttpRequest) -> Wanted:
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    path = clean_path(told.get("relativePath") or told.get("filename") or "")
    if not path:
        raise NotUnderstood(BAD_REQUEST, "Upload-Metadata must tell the filename.")
    return Wanted(path, _number(request, "Upload-Length"), told.get("mark", "")[:LONGEST_MARK])


def piece(request: HttpRequest) -> Piece:
    if request.content_type != PIECE_TYPE:
        raise NotUnderstood(WRONG_TYPE, f"Content-Type must be {PIECE_TYPE}.")
    told = request.META.get("CONTENT_LENGTH") or ""
    length = int(told) if told.isascii() and told.isdigit() else None
    return Piece(_number(request, "Upload-Offset"), length, _checksum(request.headers.get("Upload-Checksum")))


def _number(request: HttpRequest, name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < len(str(2**63))):
        raise NotUnderstood(BAD_REQUEST, f"{name} must be a number of bytes.")
    return int(value)


def _checksum(value: str | None) -> bytes | None:
    if value is None:
        return None
    algorithm, _blank, digest = value.partition(" ")
    if algorithm != ALGORITHM:
        raise NotUnderstood(BAD_REQUEST, f"Upload-Checksum must be {ALGORITHM}.")
    return _decoded(digest)


def _metadata(value: str) -> dict[str, str]:
    pairs = (pair.strip().partition(" ") for pair in value.split(",") if pair.strip())
    return {key: _decoded(coded.strip()).decode(errors="replace") for key, _blank, coded in pairs}


def _decoded(coded: str) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        raise NotUnderstood(BAD_REQUEST, "Base64 was expected.") from None


def clean_path(path: str) -> str:
    """Names one below the other; what would lead elsewhere on a disk goes, though no disk will see it."""
    names = (name.strip() for name in path.replace("\\", "/").replace("\0", "").split("/"))
    return "/".join(_shown(name) for name in names if name not in {"", ".", ".."})[-LONGEST_PATH:]


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


def answer(status: int, upload: Upload | None = None, *, words: Iterable[str] = ()) -> HttpResponse:
    """With the offset of an upload, and sentences for whoever sent it where something is refused."""
    response = HttpResponse("\n".join(words), status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    if upload is not None:
        response["Upload-Offset"] = str(upload.offset)
        response["Upload-Length"] = str(upload.size)
        if upload.item_id is None:
            response["Upload-Expires"] = _expires(upload.touched_at)
    return response


def _expires(touched_at: datetime) -> str:
    return format_datetime(touched_at + GIVEN_UP_AFTER, usegmt=True)


def options() -> HttpResponse:
    response = answer(204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ALGORITHM
    response["Tus-Max-Size"] = str(limits.archive())
    return response
