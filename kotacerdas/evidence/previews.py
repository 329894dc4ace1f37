"""Pictures of pages: drawn anew in a child process, kept beside the database, thrown away at any time.

A page shows `sheet(revision, unit, spans)`: an <img> of `evidence:preview`, and over it an SVG with the boxes of the
passage, and beside a proposal the same picture made small. Only PDF and pictures have one; of other files the text is
shown. Nobody gets the file's own bytes this way.
"""

import base64
import contextlib
import hashlib
import io
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from PIL import Image

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.domain import boxes
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.models import Content, Revision, Unit
from kotacerdas.evidence.models.contents import closed_scans
from kotacerdas.evidence.reading.files import PICTURES
from kotacerdas.files import blobs

LIMITS = sandbox.Limits(cpu_seconds=20, seconds=30)
FORMAT = "1"
"""Counted up when the same page would be drawn otherwise."""
SHELVES = 256
SMALL = (176, 248)
"""Dots of a sheet beside a proposal, shown half as wide: like A4, of other pages the upper part."""
MOST_OF_A_SHELF = 4 * 1024 * 1024
"""A gigabyte in all, some four thousand pages; the oldest go."""


@dataclass(frozen=True)
class Sheet:
    """What a page needs to show a picture with a passage marked; `boxes` in a viewBox of `boxes.WHOLE` square."""

    url: str
    width: int
    height: int
    boxes: list[boxes.Box]


@dataclass(frozen=True)
class _Drawn:
    png: Path
    width: int
    height: int
    words: list[list[int]]


def has_picture(content: Content) -> bool:
    return content.kind in PICTURES and content.scan not in closed_scans()


def sheet(revision: Revision, unit: Unit, spans: Sequence[Span] = ()) -> Sheet | None:
    """None where there is no picture, or none can be drawn: then the text says it all."""
    drawn = _drawn(revision.content, unit)
    if drawn is None:
        return None
    url = reverse("evidence:preview", args=[revision.document.code, revision.number, unit.number])
    words = unit.boxes if unit.is_recognised else drawn.words
    return Sheet(url, drawn.width, drawn.height, boxes.of_spans(words, spans))


def page_picture(revision: Revision, unit: Unit) -> bytes | None:
    """A PNG of dots alone; None where there is no picture."""
    for _attempt in range(2):
        drawn = _drawn(revision.content, unit)
        if drawn is None:
            return None
        # Somebody may clear the shelf between the two lines.
        with contextlib.suppress(FileNotFoundError):
            return drawn.png.read_bytes()
    return None


def small_picture(revision: Revision, unit: Unit) -> bytes | None:
    """The same as `SMALL`, from our own PNG, so in this process."""
    picture = page_picture(revision, unit)
    if picture is None:
        return None
    with Image.open(io.BytesIO(picture)) as whole:
        wide, high = whole.size
        upper = (0, 0, wide, min(high, round(wide * SMALL[1] / SMALL[0])))
        # It is shrunk roughly while it is read, and well only at the end.
        small = whole.convert("L").resize(
            (SMALL[0], max(round(SMALL[0] * upper[3] / wide), 1)),
            Image.Resampling.LANCZOS,
            box=upper,
            reducing_gap=2.0,
        )
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    return content.getvalue()


def _drawn(content: Content, unit: Unit) -> _Drawn | None:
    if not has_picture(content):
        return None
    png = _place(content, unit)
    # What is not there, or only half of it, is drawn.
    with contextlib.suppress(OSError, ValueError, TypeError):
        known = json.loads(_beside(png).read_text())
        if known is None:
            return None
        png.stat()
        return _Drawn(png, **known)
    return _draw(content, unit, png)


def _draw(content: Content, unit: Unit, png: Path) -> _Drawn | None:
    """That a page cannot be drawn is remembered too: trying may take half a minute."""
    text = "" if unit.is_recognised else unit.text
    try:
        with blobs.store().as_path(content.sha256) as path:
            made: dict[str, Any] = sandbox.run(
                "kotacerdas.evidence.reading.drawing:draw",
                path,
                content.kind,
                unit.number,
                text,
                limits=LIMITS,
            )
    except (blobs.Missing, blobs.Damaged):
        return None
    except Refused:
        _put(_beside(png), b"null")
        return None
    picture = base64.b64decode(made.pop("png"))
    _put(png, picture)
    _put(_beside(png), json.dumps(made).encode())
    _clear(png.parent, keep=png.stem)
    return _Drawn(png, **made)


# --- Where they are kept -----------------------------------------------------------------------------------


def _place(content: Content, unit: Unit) -> Path:
    """By bytes, page and text: whoever reads the file anew gets the places of the new text."""
    read = hashlib.sha256(unit.text.encode()).hexdigest()[:16]
    name = f"{content.sha256}-{unit.number}-{read}-{FORMAT}"
    shelf = int(hashlib.sha256(name.encode()).hexdigest(), 16) % SHELVES
    folder: Path = settings.STATE / "previews" / f"{shelf:02x}"
    return folder / f"{name}.png"


def _beside(png: Path) -> Path:
    return png.with_suffix(".json")


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{secrets.token_hex(8)}.part")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _clear(shelf: Path, *, keep: str) -> None:
    """The oldest go until the rest has room; those of a killed process too."""
    kept = []
    for path in shelf.iterdir():
        with contextlib.suppress(FileNotFoundError):
            seen = path.stat()
            kept.append((seen.st_mtime, seen.st_size, path))
    total = sum(size for _at, size, _path in kept)
    for _at, size, path in sorted(kept):
        if total <= MOST_OF_A_SHELF:
            return
        if path.stem != keep:
            path.unlink(missing_ok=True)
            total -= size
