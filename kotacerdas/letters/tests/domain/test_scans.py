"""Scans that come back: whole ones are taken for what they are, others are refused with the reason."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import scans

PDF = b"%PDF-1.7\n" + b"x" * 200 + b"\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 200 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200 + b"\0\0\0\0IEND\xaeB`\x82"


@pytest.mark.parametrize(("content", "scan"), [(PDF, scans.PDF), (JPEG, scans.JPEG), (PNG, scans.PNG)])
def test_whole_scan_is_taken(content, scan):
    assert scans.read(content) is scan


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "scan-empty"),
        (b"<html>" + b"x" * 200, "scan-kind"),
        (PDF[:-20], "scan-cut"),
        (JPEG[:-2], "scan-cut"),
        (PNG[:-12], "scan-cut"),
        (PDF.replace(b"xxxx", b"/Encrypt 5 0 R", 1), "scan-locked"),
        (PDF.replace(b"xxxx", b"/JavaScript ", 1), "scan-active"),
        (PDF + b"x" * scans.MOST_BYTES, "scan-large"),
    ],
)
def test_other_files_are_refused(content, fault):
    with pytest.raises(Refused) as refused:
        scans.read(content)

    assert [each.kind for each in refused.value.faults] == [fault]


def test_mark_is_no_pdf():
    with pytest.raises(Refused):
        scans.logo(PDF, 1000)


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(Refused):
        scans.read(content)
