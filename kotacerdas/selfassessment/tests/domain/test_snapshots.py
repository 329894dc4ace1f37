"""The bytes of a submission: the same for the same content, whoever writes them, and never with a float in them."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.selfassessment.domain import snapshots
from kotacerdas.selfassessment.domain.snapshots import Change

texts = st.text(st.characters(codec="utf-8"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
contents = st.dictionaries(texts, values, max_size=5)


def turned(value):
    """The same, every mapping in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(list(value))}
    return [turned(each) for each in value] if isinstance(value, list) else value


@given(contents)
def test_bytes_do_not_depend_on_the_order_of_keys(content):
    assert snapshots.written(turned(content)) == snapshots.written(content)


@given(contents)
def test_bytes_say_everything_that_the_content_says(content):
    assert json.loads(snapshots.written(content)) == content


@given(contents, contents)
def test_bytes_and_hash_are_equal_for_equal_content_only(one, other):
    first, second = snapshots.written(one), snapshots.written(other)
    is_same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    assert (first == second) == is_same
    assert (snapshots.fingerprint(first) == snapshots.fingerprint(second)) == is_same


def test_bytes_are_canonical_json():
    content = {"b": [1, None, True], "a": {"é": '“kutip” " \n', "Z": "0.10"}}

    assert snapshots.written(content).decode() == (
        '{"a":{"Z":"0.10","é":"“kutip” \\" \\n"},"b":[1,null,true]}'
    )


def test_the_hash_is_the_sha_256_of_the_bytes():
    assert snapshots.fingerprint(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("value", [0.5, 1.0, float("nan"), float("inf")])
@pytest.mark.parametrize(
    "inside", [lambda value: value, lambda value: [1, [value]], lambda value: ({"x": (value,)},)]
)
def test_a_float_is_refused_however_deep_it_lies(value, inside):
    with pytest.raises(TypeError, match="decimals as text"):
        snapshots.written({"a": inside(value)})


def test_a_decimal_is_refused_as_well():
    with pytest.raises(TypeError):
        snapshots.written({"a": Decimal("0.5")})


# --- What changed between two submissions ------------------------------------------------------------------

FIRST = [{"code": "A1", "level": 3, "statement": "Ada"}, {"code": "A2", "level": None, "statement": ""}]


def test_two_submissions_with_the_same_answers_differ_in_nothing():
    assert snapshots.changes(FIRST, [dict(each) for each in FIRST]) == []


def test_questions_that_are_answered_differently_are_named_with_the_fields():
    second = [FIRST[0] | {"level": 4}, FIRST[1] | {"level": 2, "statement": "Berjalan"}]

    assert snapshots.changes(FIRST, second) == [
        Change("A1", ("level",)),
        Change("A2", ("level", "statement")),
    ]


def test_a_question_that_is_new_has_all_its_fields():
    added = {"code": "A3", "level": 1}

    assert snapshots.changes(FIRST, [*FIRST, added]) == [Change("A3", ("code", "level"))]
