"""Weights from comparisons in pairs, and when comparisons contradict each other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import pairwise

ABC = ("a", "b", "c")
# Saaty's example of choosing a job has no published matrix that we may copy; this one is worked by hand: 3, 5 and 2 with the
# principal eigenvalue 3.0037.
HAND = {("a", "b"): 3, ("a", "c"): 5, ("b", "c"): 2}


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def test_an_example_worked_by_hand():
    found = pairwise.weights(ABC, HAND)

    assert [round(value, 3) for value in found.weights.values()] == [0.648, 0.23, 0.122]
    assert round(found.ratio, 4) == 0.0032
    assert found.is_consistent


@given(st.lists(st.floats(1, 3), min_size=2, max_size=9))
def test_judgements_that_follow_from_weights_give_them_back(values):
    names = [str(at) for at in range(len(values))]
    said = {(a, b): values[int(a)] / values[int(b)] for a, b in combinations(names, 2)}

    found = pairwise.weights(names, said)

    assert found.ratio < 1e-9
    assert list(found.weights.values()) == pytest.approx([value / sum(values) for value in values])


@given(
    st.dictionaries(st.sampled_from([*combinations("abcd", 2)]), st.floats(1 / 9, 9), min_size=6, max_size=6)
)
def test_it_does_not_matter_in_which_order_a_pair_was_asked(said):
    turned = {(second, first): 1 / value for (first, second), value in said.items()}
    a, b = pairwise.weights("abcd", said), pairwise.weights("abcd", turned)

    assert list(a.weights.values()) == pytest.approx(list(b.weights.values()))
    assert sum(a.weights.values()) == pytest.approx(1)
    assert all(weight > 0 for weight in a.weights.values())


@given(st.floats(1 / 9, 9), st.floats(1 / 9, 9))
def test_two_people_together_are_the_geometric_mean(one, other):
    found = pairwise.of_group("ab", {"rina": {("a", "b"): one}, "hadi": {("a", "b"): other}})

    weights = found.together.weights
    assert weights["a"] / weights["b"] == pytest.approx((one * other) ** 0.5)


def test_opposite_opinions_of_two_people_cancel_out():
    found = pairwise.of_group("ab", {"rina": {("a", "b"): 7}, "hadi": {("b", "a"): 7}})

    assert found.together.weights == pytest.approx({"a": 0.5, "b": 0.5})


CIRCLE = {("a", "b"): 9, ("b", "c"): 9, ("c", "a"): 9}


def test_comparisons_in_a_circle_are_refused_with_the_worst_pair():
    with pytest.raises(Refused) as refused:
        pairwise.of_group(ABC, {"rina": HAND, "hadi": CIRCLE})

    (fault,) = refused.value.faults
    assert fault.kind == "pairwise-inconsistent"
    assert fault.values["who"] == "hadi"
    assert float(str(fault.values["ratio"])) > 1


def test_whoever_overrules_is_heard():
    found = pairwise.of_group(ABC, {"rina": HAND, "hadi": CIRCLE}, overruled=["hadi"])

    assert not found.each["hadi"].is_consistent
    assert found.each["hadi"].worst is not None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({("a", "b"): 3}, "pairwise-size"),
        ({**HAND, ("a", "d"): 2}, "pairwise-pair"),
        ({**HAND, ("a", "a"): 1}, "pairwise-pair"),
        ({**HAND, ("b", "a"): 2}, "pairwise-twice"),
        ({**HAND, ("a", "b"): 0}, "pairwise-value"),
        ({**HAND, ("a", "b"): -3}, "pairwise-value"),
        ({**HAND, ("a", "b"): 10}, "pairwise-value"),
        ({**HAND, ("a", "b"): float("nan")}, "pairwise-value"),
        ({**HAND, ("a", "b"): float("inf")}, "pairwise-value"),
    ],
)
def test_comparisons_that_are_not_whole_are_refused(said, fault):
    with pytest.raises(Refused) as refused:
        pairwise.of_group(ABC, {"rina": said})

    assert kinds(refused) == [fault]


@pytest.mark.parametrize("criteria", ["a", "abcdefghijklmnop"])
def test_too_few_and_too_many_criteria(criteria):
    with pytest.raises(Refused) as refused:
        pairwise.of_group(criteria, {"rina": {}})

    assert kinds(refused) == ["pairwise-few-criteria"]
