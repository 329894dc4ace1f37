"""What stands in an answer: compared, told and checked."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.selfassessment.domain import content
from kotacerdas.selfassessment.domain.content import EMPTY, Content, Survey

surveys = st.builds(
    Survey,
    mean=st.decimals(0, 4, places=2),
    respondents=st.integers(1, 400),
    method=st.sampled_from(["daring", "wawancara"]),
)
contents = st.builds(
    Content,
    level=st.none() | st.integers(0, 4),
    statement=st.sampled_from(["", "Ada.", "Ada dan berjalan."]),
    figures=st.sampled_from(["", "Program: 12", "Program: 13"]),
    survey=st.none() | surveys,
)
SURVEY = Survey(Decimal("3.20"), 384, "Daring, acak sederhana")


@given(contents, contents)
def test_what_differs_is_told_by_field_with_both(before, after):
    found = content.differences(before, after)

    for name, value in before.told().items():
        if value == after.told()[name]:
            assert name not in found
        else:
            assert found[name] == (value, after.told()[name])


@given(contents, contents, contents)
def test_two_changes_joined_are_the_difference_of_first_and_last(first, middle, last):
    earlier, later = content.differences(first, middle), content.differences(middle, last)

    assert content.joined(earlier, later) == content.differences(first, last)


@given(st.lists(contents, min_size=2, max_size=6))
def test_a_whole_sitting_joined_is_the_difference_of_first_and_last(versions):
    whole = {}
    for before, after in pairwise(versions):
        whole = content.joined(whole, content.differences(before, after))

    assert whole == content.differences(versions[0], versions[-1])


@given(contents, contents)
def test_what_comes_back_to_where_it_was_is_no_change(one, other):
    there, back = content.differences(one, other), content.differences(other, one)

    assert content.joined(there, back) == {}


def test_only_what_says_nothing_is_empty():
    assert EMPTY.is_empty
    for written in (
        Content(level=0),
        Content(statement="Ada"),
        Content(figures="A: 1"),
        Content(survey=SURVEY),
    ):
        assert not written.is_empty


def test_a_survey_is_told_with_mean_respondents_and_method():
    assert Content(survey=SURVEY).told()["survey"] == "3.2 (384): Daring, acak sederhana"


@pytest.mark.parametrize("level", [None, 0, 4])
def test_levels_of_the_scale_can_be_kept(level):
    assert content.faults(Content(level=level), least=0, most=4) == []


@pytest.mark.parametrize("level", [-1, 5, 100])
def test_a_level_off_the_scale_cannot_be_kept(level):
    (fault,) = content.faults(Content(level=level), least=0, most=4)

    assert (fault.kind, fault.values) == ("answer-level-off-scale", {"least": 0, "most": 4})


@pytest.mark.parametrize(
    ("survey", "kind"),
    [
        (Survey(Decimal("4.01"), 10, "Daring"), "survey-off-scale"),
        (Survey(Decimal("-0.01"), 10, "Daring"), "survey-off-scale"),
        (Survey(Decimal(3), 0, "Daring"), "survey-incomplete"),
        (Survey(Decimal(3), 10, "  "), "survey-incomplete"),
    ],
)
def test_a_survey_needs_a_mean_on_the_scale_respondents_and_a_method(survey, kind):
    (fault,) = content.faults(Content(survey=survey), least=0, most=4)

    assert fault.kind == kind


def test_everything_that_cannot_be_kept_is_said_at_once():
    wrong = Content(level=9, figures="Program: 12\nbanyak sekali", survey=Survey(Decimal(9), 0, ""))

    found = content.faults(wrong, least=0, most=4)

    assert [fault.kind for fault in found] == [
        "answer-level-off-scale",
        "figure-unreadable",
        "survey-off-scale",
        "survey-incomplete",
    ]
    assert found[1].line == 2
