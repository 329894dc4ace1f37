"""Addressees, one a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import addressing
from kotacerdas.letters.domain.addressing import Addressee

names = st.text(alphabet="abc DEF", min_size=1, max_size=20).map(str.strip).filter(bool)


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        addressing.parse(text)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def test_name_place_and_email_in_any_order():
    assert addressing.parse("Kepala Dishub; Surat@Dishub.go.id; di Balikpapan\n\nCamat Kota") == [
        Addressee("Kepala Dishub", "di Balikpapan", "surat@dishub.go.id"),
        Addressee("Camat Kota"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (";;", ("addressee-without-name", 1)),
        ("Budi; budi@", ("addressee-email", 1)),
        ("Budi\nBudi", ("addressee-twice", 2)),
        ("x" * 201, ("addressee-long", 1)),
        ("\n".join(f"Orang {n}" for n in range(201)), ("addressees-many", None)),
    ],
)
def test_fault_names_its_line(text, fault):
    assert fault in faults(text)


@given(st.lists(st.builds(Addressee, names, names | st.just("")), max_size=8, unique=True))
def test_lines_are_read_back(some):
    assert addressing.parse(addressing.lines(some)) == some
