"""Fields of a template and the places that they fill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters.domain import placeholders
from kotacerdas.letters.domain.placeholders import Field, Kind

GOOD = "hari | Hari rapat | Day of the meeting | tanggal\ntempat? | Tempat"


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        placeholders.fields(text)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def test_fields_are_read_one_a_line():
    assert placeholders.fields(GOOD) == [
        Field("hari", "Hari rapat", "Day of the meeting", Kind.DAY),
        Field("tempat", "Tempat", "Tempat", Kind.TEXT, required=False),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Hari | Hari", ("template-field-key", 1)),
        ("hari | Hari\nhari | Lagi", ("template-field-twice", 2)),
        ("kota | Kota", ("template-field-twice", 1)),
        ("hari", ("template-field-form", 1)),
        ("hari | Hari | Day | harian", ("template-field-kind", 1)),
        ("\n".join(f"f{n} | F" for n in range(31)), ("template-fields-many", None)),
    ],
)
def test_fault_names_its_line(text, fault):
    assert fault in faults(text)


def test_places_that_no_field_fills_are_told():
    found = placeholders.unknown("Yth {{kota}}\n{{hari}} {{jam}}", ["hari"])

    assert [(fault.values["name"], fault.line) for fault in found] == [("jam", 2)]


def test_answers_are_not_looked_through_for_places():
    assert placeholders.filled("{{a}} {{b}}", {"a": "{{b}}", "b": "x"}) == "{{b}} x"


def test_open_places_are_found():
    assert [fault.line for fault in placeholders.left_open("a\n{{b}}")] == [2]


@given(st.text(max_size=200))
def test_text_without_answers_stays_as_it_is(text):
    assert placeholders.filled(text, {}) == text
