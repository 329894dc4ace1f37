import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.people.domain.codes import ALPHABET, derived_code, grouped, random_code, read

codes = st.text(ALPHABET, min_size=1, max_size=16)


@given(codes)
def test_what_is_shown_can_be_typed_back(code):
    assert read(grouped(code)) == code
    assert read(grouped(code).lower().replace("-", " ")) == code


@pytest.mark.parametrize("typed", ["7kq2 m4xd", "7KQ2–M4XD", " 7KQ2-M4XD ", "7kq2.m4xd", "7KQ2M4XD"])
def test_hyphens_spaces_and_case_do_not_matter(typed):
    assert read(typed) == "7KQ2M4XD"


def test_look_alikes_are_read_as_what_was_meant():
    assert read("OIL0-il1o") == "01101110"


@pytest.mark.parametrize("typed", ["", "  --", "7KQ2-M4XU", "7KQ2/M4XD", "é", "7KQ2\x00M4XD", "٣٤٥٦"])
def test_what_can_be_no_code_is_none(typed):
    assert read(typed) == ""


def test_code_has_the_asked_length_and_comes_by_chance():
    made = {random_code(8) for _ in range(100)}

    assert len(made) == 100
    assert all(len(code) == 8 for code in made)


def test_derived_code_is_always_the_same_and_differs_between_texts():
    assert derived_code("a", 10) == derived_code("a", 10)
    assert derived_code("a", 10) != derived_code("b", 10)
    assert read(derived_code("a", 10)) == derived_code("a", 10)
