"""Suggested from last year's split: the same question goes to the same agency, another question to nobody."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.selfassessment.domain.sharing import Asked, suggestions

DISKOMINFO, DISHUB, GONE = 1, 2, 3
THERE = [DISKOMINFO, DISHUB]


def suggested(now, *before):
    return suggestions([now], before, there=THERE).get(now.code)


def test_the_same_words_under_the_same_code_go_to_the_same_agency():
    assert suggested(Asked("A1", "Ada Dewan?"), Asked("A1", "Ada Dewan?", DISHUB)) == DISHUB


def test_blanks_capitals_and_the_question_mark_make_no_other_question():
    assert suggested(Asked("A1", "Apakah ada  dewan"), Asked("A1", " Apakah ada Dewan? ", DISHUB)) == DISHUB


def test_a_question_that_moved_to_another_number_is_known_by_its_words():
    assert suggested(Asked("B7", "Ada Dewan?"), Asked("A1", "Ada Dewan?", DISHUB)) == DISHUB


def test_another_question_under_the_same_code_goes_to_nobody():
    assert suggested(Asked("A1", "Ada Dewan?"), Asked("A1", "Ada masterplan?", DISHUB)) is None


def test_an_agency_that_is_gone_is_not_suggested():
    assert suggested(Asked("A1", "Ada Dewan?"), Asked("A1", "Ada Dewan?", GONE)) is None


def test_words_that_two_agencies_answered_say_nothing_elsewhere_but_under_their_own_code():
    before = [Asked("A1", "Berapa skor?", DISKOMINFO), Asked("A2", "Berapa skor?", DISHUB)]

    assert suggested(Asked("C3", "Berapa skor?"), *before) is None
    assert suggested(Asked("A2", "Berapa skor?"), *before) == DISHUB


def test_words_that_one_agency_answered_twice_are_clear():
    before = [Asked("A1", "Berapa skor?", DISHUB), Asked("A2", "Berapa skor?", DISHUB)]

    assert suggested(Asked("C3", "Berapa skor?"), *before) == DISHUB


def test_what_nobody_answered_goes_to_nobody():
    assert suggested(Asked("A1", "Ada Dewan?"), Asked("A1", "Ada Dewan?", None)) is None


questions = st.builds(
    Asked,
    code=st.sampled_from(["A1", "A2", "B1"]),
    words=st.sampled_from(["Ada?", "Berjalan?", "Berapa?"]),
    agency=st.none() | st.sampled_from([DISKOMINFO, DISHUB, GONE]),
)


@given(st.lists(questions), st.lists(questions))
def test_only_agencies_that_exist_and_answered_these_very_words_are_suggested(now, before):
    found = suggestions(now, before, there=THERE)

    assert set(found) <= {each.code for each in now}
    for code, agency in found.items():
        asked = {each.words for each in now if each.code == code}
        assert agency in THERE
        assert any(each.agency == agency and each.words in asked for each in before)
