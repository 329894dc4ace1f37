"""Delivery reports as mail servers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.notices.domain.bounces import NotAReport, read
from kotacerdas.notices.tests.reports import report

REFERENCE = "0123456789abcdef"


def test_a_refusal_names_mail_address_and_status():
    found = read(report(REFERENCE))

    assert (found.reference, found.address, found.status) == (REFERENCE, "budi@contoh.go.id", "5.1.1")
    assert found.is_final
    assert found.blocks_address


def test_a_report_with_the_head_only_is_understood():
    assert read(report(REFERENCE, whole=False)).reference == REFERENCE


def test_a_delay_is_no_end():
    found = read(report(REFERENCE, action="delayed", status="4.4.1"))

    assert not found.is_final
    assert not found.blocks_address


def test_a_full_mailbox_does_not_block_the_address():
    assert not read(report(REFERENCE, status="5.2.2")).blocks_address


def test_a_report_about_a_mail_of_others_names_none_of_ours():
    assert read(report("tidak-dari-sini")).reference == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"halo",
        b"Subject: x\r\n\r\nSaya sedang cuti",
        b"Content-Type: multipart/report; boundary=a\r\n\r\n--a--",
    ],
)
def test_other_mails_are_no_reports(content):
    with pytest.raises(NotAReport):
        read(content)


@given(st.binary(max_size=600), st.integers(0, 1500))
def test_damaged_reports_never_break_it(noise, at):
    whole = report(REFERENCE)
    try:
        read(whole[:at] + noise + whole[at:])
    except NotAReport:
        return
