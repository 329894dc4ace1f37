"""The blocks of MS-Ind and MS-Var."""

import pytest

from kotacerdas.indicators.domain import metadata
from kotacerdas.indicators.domain.metadata import MS_IND


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, []),
        ({"concept": {"id": "Jumlah orang", "en": "Number of people"}, "composite": "no"}, []),
        ({"warna": {"id": "merah"}}, ["metadata-unknown"]),
        ({"composite": "mungkin"}, ["metadata-yes-no"]),
        ({"concept": "tanpa bahasa"}, ["metadata-two-languages"]),
        ({"concept": {"fr": "mot"}}, ["metadata-two-languages"]),
        ({"concept": {"id": "a" * 2001}}, ["metadata-too-long"]),
    ],
)
def test_only_known_blocks_with_words_in_both_languages(given, kinds):
    assert [fault.kind for fault in metadata.faults(given, MS_IND)] == kinds


def test_composite_indicators_are_asked_other_questions():
    of_composite = {each.key for each in metadata.asked(MS_IND, is_composite=True)}
    of_others = {each.key for each in metadata.asked(MS_IND, is_composite=False)}

    assert of_composite - of_others == {"publication", "building_indicators"}
    assert of_others - of_composite == {"activity", "activity_code", "building_variables"}


def test_what_is_filled_is_counted():
    assert metadata.filled({"concept": {"id": "a"}, "composite": "", "unit": {}}, MS_IND) == 1
