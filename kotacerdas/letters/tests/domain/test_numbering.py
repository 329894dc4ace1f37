"""Patterns of numbers: every good one is written as it says, every bad one is refused with what is wrong."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import numbering

DAY = date(2026, 11, 22)
USUAL = "{kode}/{nomor:03}/{unit}/{bulan_romawi}/{tahun}"

words = st.text(alphabet="abcXYZ019/.,()_ -", max_size=6)
optional = st.lists(st.sampled_from(["{kode}", "{unit}", "{bulan}", "{bulan_romawi}"]), max_size=3)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def kinds(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        numbering.parse(text)
    return [fault.kind for fault in refused.value.faults]


@st.composite
def patterns(draw: st.DrawFn) -> str:
    number = draw(st.sampled_from(["{nomor}", "{nomor:03}", "{nomor:6}"]))
    places = draw(st.permutations([number, "{tahun}", *draw(optional)]))
    return "".join(draw(words) + place for place in places) + draw(words)


def test_usual_pattern_is_written():
    pattern = numbering.parse(USUAL)

    assert pattern.written(7, day=DAY, classification="005", unit="Bappeda") == "005/007/Bappeda/XI/2026"


@pytest.mark.parametrize(("month", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (12, "XII")])
def test_months_are_roman(month, roman):
    pattern = numbering.parse("{nomor}/{bulan_romawi}/{tahun}")

    assert pattern.written(1, day=date(2026, month, 1)) == f"1/{roman}/2026"


def test_number_outgrows_its_width():
    assert numbering.parse("{nomor:03}/{tahun}").written(12345, day=DAY) == "12345/2026"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{kode}/{tahun}", "number-pattern-without-number"),
        ("{nomor}/{nomor}/{tahun}", "number-pattern-number-twice"),
        ("{nomor}/{bulan}", "number-pattern-without-year"),
        ("{nomer}/{nomor}/{tahun}", "number-pattern-place"),
        ("{nomor:09}/{tahun}", "number-pattern-width"),
        ("{nomor}/{tahun:4}", "number-pattern-width"),
        ("{nomor:x}/{tahun}", "number-pattern-width"),
        ("{nomor}#{tahun}", "number-pattern-sign"),
        ("{nomor/{tahun}", "number-pattern-sign"),
        ("{nomor}/{tahun}" + "x" * 80, "number-pattern-long"),
    ],
)
def test_bad_pattern_is_refused_with_its_fault(text, fault):
    assert fault in kinds(text)


def test_all_faults_are_told_at_once():
    assert set(kinds("{nomer}!{bulan}")) == {
        "number-pattern-place",
        "number-pattern-sign",
        "number-pattern-without-number",
        "number-pattern-without-year",
    }


@given(patterns(), st.integers(1, 99_999), days)
def test_good_patterns_tell_number_and_year(text, number, day):
    if len(text) > numbering.LONGEST:
        return

    written = numbering.parse(text).written(number, day=day, classification="005", unit="B")

    assert "{" not in written
    assert str(number) in written
    assert str(day.year) in written


@given(patterns(), st.lists(st.integers(1, 99_999), min_size=2, max_size=20, unique=True), days)
def test_different_numbers_of_a_year_are_written_differently(text, numbers, day):
    if len(text) > numbering.LONGEST:
        return
    pattern = numbering.parse(text)

    assert len({pattern.written(number, day=day) for number in numbers}) == len(numbers)


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(text):
    try:
        written = numbering.parse(text).written(1, day=DAY, classification="005", unit="B")
    except Refused:
        return
    assert re.fullmatch(r"[A-Za-z0-9/.,()_ -]+", written)


@given(days, st.integers(-400, 400))
def test_date_of_a_letter_never_goes_back(today, shift):
    last = today + timedelta(days=shift)
    try:
        day = numbering.dated(today, last)
    except Refused:
        assert last > today
        return
    assert day >= last
    assert day - today <= timedelta(days=1)


def test_midnight_race_takes_the_later_day():
    assert numbering.dated(DAY, DAY + timedelta(days=1)) == DAY + timedelta(days=1)


def test_clock_that_went_back_is_refused():
    with pytest.raises(Refused):
        numbering.dated(DAY, DAY + timedelta(days=2))
