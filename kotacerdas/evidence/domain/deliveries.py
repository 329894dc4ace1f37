"""How much one delivery of files may hold, and how long a file that came in part is waited for."""

from __future__ import annotations

from datetime import timedelta

from kotacerdas.common.domain.faults import Fault

MEGABYTE, GIGABYTE = 10**6, 10**9
MOST_FILE = 500 * MEGABYTE
MOST_BYTES = 8 * GIGABYTE
MOST_FILES = 5_000
# What a city's disk must keep for everything else.
LEAST_FREE = GIGABYTE
# What a browser sends at once: less than `common.requests` lets through, and on a weak line soon there.
PIECE = 1024 * 1024
GIVEN_UP_AFTER = timedelta(days=3)


def too_large(path: str, size: int) -> Fault | None:
    """Whether one file is larger than any may be."""
    return (
        Fault("evidence-file-too-large", {"name": path, "most_bytes": MOST_FILE})
        if size > MOST_FILE
        else None
    )


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
