"""Values come back as what they were, on one line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.notices.domain.values import one_line, read, stored


@pytest.mark.parametrize(
    "value",
    ["Peta", 3, Decimal("2.56"), date(2026, 11, 25), datetime(2026, 11, 25, 8, tzinfo=UTC), {"id": "Ya", "en": "Yes"}],
)  # fmt: skip
def test_values_come_back_as_what_they_were(value):
    assert read(json.loads(json.dumps(stored(value)))) == value


@pytest.mark.parametrize("value", [True, None, 2.5, object(), [1]])
def test_what_no_sentence_can_show_is_refused(value):
    with pytest.raises(TypeError):
        stored(value)


@given(st.text())
def test_a_line_stays_one_line(text):
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert not any(ord(each) < 32 for each in line)
    assert line == line.encode().decode()
