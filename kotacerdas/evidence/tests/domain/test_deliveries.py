"""What a delivery may hold, and how much of a file has come."""

from __future__ import annotations

import pytest

from kotacerdas.evidence.domain.deliveries import (
    LEAST_FREE,
    MOST_BYTES,
    MOST_FILE,
    MOST_FILES,
    no_room,
    percent,
    too_large,
)

PLENTY = 100 * MOST_BYTES


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    assert too_large("a.zip", MOST_FILE) is None
    assert too_large("a.zip", MOST_FILE + 1).kind == "evidence-file-too-large"


@pytest.mark.parametrize(
    ("size", "files", "so_far", "free", "kind"),
    [
        (1, 0, 0, PLENTY, None),
        (1, MOST_FILES - 1, MOST_BYTES - 1, 1 + LEAST_FREE, None),
        (1, MOST_FILES, 0, PLENTY, "evidence-delivery-full"),
        (2, 0, MOST_BYTES - 1, PLENTY, "evidence-delivery-too-large"),
        (1, 0, 0, LEAST_FREE, "evidence-disk-full"),
    ],
)
def test_room_ends_with_the_files_the_bytes_or_the_disk(size, files, so_far, free, kind):
    fault = no_room(size, files=files, so_far=so_far, free=free)

    assert (fault and fault.kind) == kind


@pytest.mark.parametrize(
    ("offset", "size", "expected"), [(0, 10, 0), (999, 1000, 99), (10, 10, 100), (0, 0, 100)]
)
def test_a_hundred_percent_means_all_of_it(offset, size, expected):
    assert percent(offset, size) == expected
