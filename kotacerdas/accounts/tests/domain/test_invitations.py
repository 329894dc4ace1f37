from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.accounts.domain.invitations import MOST_ADDRESSES, Course, Invitee, State, read_list

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
END = NOON + timedelta(days=7)
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("fields", "now", "state"),
    [
        ({}, NOON, State.WAITING),
        ({"delivery": "sending"}, NOON, State.WAITING),
        ({"delivery": "sent"}, NOON, State.SENT),
        ({"delivery": "unsure"}, NOON, State.SENT),
        ({"delivery": "bounced"}, NOON, State.BOUNCED),
        ({"delivery": "failed"}, NOON, State.BOUNCED),
        ({"delivery": "sent", "opened_at": NOON}, NOON, State.OPENED),
        ({"opened_at": NOON}, END - MICROSECOND, State.OPENED),
        ({"opened_at": NOON}, END, State.EXPIRED),
        ({"delivery": "sent"}, END - MICROSECOND, State.SENT),
        ({"delivery": "sent"}, END, State.EXPIRED),
        ({"revoked_at": NOON}, NOON, State.REVOKED),
        ({"revoked_at": NOON}, END, State.REVOKED),
        ({"accepted_at": NOON}, END + timedelta(days=900), State.ACCEPTED),
    ],
)
def test_invitation_stands_where_its_moments_say(fields, now, state):
    assert Course(END, **fields).state(now) is state


def test_only_what_can_still_be_accepted_is_open():
    closed = {State.ACCEPTED, State.EXPIRED, State.REVOKED}

    assert {state for state in State if not state.is_open} == closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ani@Contoh.go.id", [("ani@contoh.go.id", "")]),
        ("Ani Wijaya <ani@contoh.go.id>", [("ani@contoh.go.id", "Ani Wijaya")]),
        ('"Wijaya, Ani" <ani@contoh.go.id>', [("ani@contoh.go.id", "Wijaya, Ani")]),
        ("Ani Wijaya, ani@contoh.go.id", [("ani@contoh.go.id", "Ani Wijaya")]),
        ("ani@contoh.go.id\tAni Wijaya", [("ani@contoh.go.id", "Ani Wijaya")]),
        ("a@x.id; b@x.id;", [("a@x.id", ""), ("b@x.id", "")]),
        ("a@x.id, b@x.id", [("a@x.id", ""), ("b@x.id", "")]),
        ("a@x.id\r\n\r\n  \nb@x.id\n", [("a@x.id", ""), ("b@x.id", "")]),
        ("a@x.id\nA@X.ID", [("a@x.id", "")]),
    ],
)
def test_addresses_are_read_as_people_paste_them(text, expected):
    people, faults = read_list(text)

    assert [(each.email, each.name) for each in people] == expected
    assert faults == []


def test_each_line_without_an_address_is_told_with_its_number():
    people, faults = read_list("a@x.id\nbukan alamat\nb@x.id\nc@")

    assert people == [Invitee("a@x.id", "", 1), Invitee("b@x.id", "", 3)]
    assert [(fault.kind, fault.line) for fault in faults] == [
        ("no-email-in-line", 2),
        ("no-email-in-line", 4),
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n", ",;"])
def test_nothing_typed_is_a_fault(text):
    assert [fault.kind for fault in read_list(text)[1]] == ["no-addresses"]


def test_list_has_an_end():
    text = "\n".join(f"orang{number}@contoh.id" for number in range(MOST_ADDRESSES + 1))

    assert [fault.kind for fault in read_list(text)[1]] == ["too-many-addresses"]


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused(text):
    people, faults = read_list(text)

    assert people or faults
    assert all("@" in each.email and "\n" not in each.name for each in people)
