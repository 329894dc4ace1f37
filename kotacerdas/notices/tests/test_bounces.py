"""Delivery reports that a mail server pipes in."""

from __future__ import annotations

import pytest

from kotacerdas.notices import actions
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice, RefusedAddress
from kotacerdas.notices.tests.factories import NOW, tell, tell_address
from kotacerdas.notices.tests.reports import report

State = Delivery.State


@pytest.fixture
def invited(rina, post, send):
    tell_address("budi@contoh.go.id", name="Budi", by=rina)
    send()
    return Delivery.objects.get()


@pytest.fixture
def piped(tmp_path, command):
    def pipe(content: bytes):
        file = tmp_path / "laporan.eml"
        file.write_bytes(content)
        return command("notices", "bounce", file)

    return pipe


def test_a_report_marks_the_mail_and_blocks_the_address(invited, rina, piped):
    said = piped(report(invited.reference))

    invited.refresh_from_db()
    assert (said.code, invited.state, invited.reason) == (0, State.BOUNCED, Reason.REPORTED)
    assert RefusedAddress.objects.in_force().get().address == "budi@contoh.go.id"
    assert Notice.objects.get(person=rina).kind == "notices.came_back"


def test_the_same_report_twice_changes_nothing_more(invited, rina, piped):
    piped(report(invited.reference))
    piped(report(invited.reference))

    assert Notice.objects.filter(person=rina).count() == 1
    assert RefusedAddress.objects.count() == 1


def test_a_delay_is_waited_for(invited, piped):
    piped(report(invited.reference, action="delayed", status="4.4.1"))

    invited.refresh_from_db()
    assert invited.state == State.SENT


def test_a_report_about_somebody_the_mail_was_passed_on_to_does_not_block_ours(invited, piped):
    piped(report(invited.reference, address="lain@contoh.id"))

    assert not RefusedAddress.objects.exists()


@pytest.mark.parametrize("content", [b"halo", report("0000000000000000")])
def test_what_is_no_report_of_ours_is_refused_with_one_line(db, piped, content):
    said = piped(content)

    assert said.code == 2
    assert len(said.err.splitlines()) == 1


def test_an_address_that_is_right_again_is_used_again(invited, rina, piped, post, send):
    piped(report(invited.reference))
    actions.correct_address(Delivery.objects.get(pk=invited.pk), by=rina, now=NOW)

    assert send() == {"sent": 1}
    tell(rina)
    assert send() == {"sent": 1}
