"""What a delivery may hold, and how much of a file has come."""

from __future__ import annotations

import pytest

from kotacerdas.evidence.domain.deliveries import (
    ARCHIVE_TIMES,
    LEAST_FREE,
    MOST_BYTES,
    MOST_FILES,
    no_room,
    percent,
    shown,
    too_large,
    unseen_in,
)

PLENTY = 100 * MOST_BYTES


@pytest.mark.parametrize(("path", "most"), [("a/b.pdf", 100), ("a/b.ZIP", ARCHIVE_TIMES * 100), ("zip", 100)])
def test_a_file_may_be_as_large_as_the_limit_of_its_kind_and_no_larger(path, most):
    assert too_large(path, most, 100) is None
    fault = too_large(path, most + 1, 100)
    assert (fault.kind, fault.values["most_bytes"]) == ("evidence-file-too-large", most)


@pytest.mark.parametrize("sign", ["\0", "\n", "\x1b", "\x85", "\udcff"])
def test_a_name_with_signs_that_no_row_keeps_is_refused_and_shown_with_a_mark(sign):
    fault = unseen_in(f"folder/surat{sign}.pdf")

    assert (fault.kind, fault.values["name"]) == ("evidence-name-deceives", "folder/surat\ufffd.pdf")
    assert shown(f"{sign}a") == "\ufffda"


@pytest.mark.parametrize("path", ["Bukti 2025/Notulen rapat ke-2.pdf", "Surat – É 日本 🏙.pdf", ""])
def test_honest_names_are_left_alone(path):
    assert unseen_in(path) is None
    assert shown(path) == path


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
