"""How much one delivery of files may hold, and how long a file that came in part is waited for."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from kotacerdas.common.domain.faults import Fault
from kotacerdas.files.domain import kinds, names

MEGABYTE, GIGABYTE = 10**6, 10**9
ARCHIVE_TIMES = 5
"""How many times the largest document an archive may have."""
MOST_BYTES = 8 * GIGABYTE
MOST_FILES = 5_000
# What a city's disk must keep for everything else.
LEAST_FREE = GIGABYTE
# What a browser sends at once: less than `common.requests` lets through, and on a weak line soon there.
PIECE = 1024 * 1024
GIVEN_UP_AFTER = timedelta(days=3)
# So long after its last file or piece an open delivery is waited for.
LEFT_AFTER = timedelta(days=14)


def most_of_file(path: str, most_of_document: int) -> int:
    is_archive = any(names.ending(path) in kind.endings for kind in kinds.ARCHIVES)
    return most_of_document * (ARCHIVE_TIMES if is_archive else 1)


def too_large(path: str, size: int, most_of_document: int) -> Fault | None:
    """Whether one file is larger than any of its kind may be."""
    most = most_of_file(path, most_of_document)
    return Fault("evidence-file-too-large", {"name": path, "most_bytes": most}) if size > most else None


def shown(path: str) -> str:
    """With a mark in the place of every sign that no row keeps: controls, and halves of a letter."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(sign) else sign for sign in path)


def unseen_in(path: str) -> Fault | None:
    """Whether a name holds signs that no row keeps, such as NUL: it would be another name afterwards."""
    is_plain = not any(map(_is_control, path))
    return None if is_plain else Fault("evidence-name-deceives", {"name": shown(path)})


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"}


def no_room(size: int, *, files: int, so_far: int, free: int) -> Fault | None:
    """Whether a delivery of so many files and bytes takes no more, or the disk does not."""
    if files >= MOST_FILES:
        return Fault("evidence-delivery-full", {"most": MOST_FILES})
    if so_far + size > MOST_BYTES:
        return Fault("evidence-delivery-too-large", {"most_bytes": MOST_BYTES})
    if free - size < LEAST_FREE:
        return Fault("evidence-disk-full")
    return None


def percent(offset: int, size: int) -> int:
    """How much of a file has come; 100 only when all of it has."""
    return 100 if offset >= size else min(99, 100 * offset // size)
