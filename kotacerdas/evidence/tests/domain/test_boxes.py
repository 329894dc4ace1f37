"""A passage on a page is a box for each of its lines."""

from kotacerdas.evidence.domain.boxes import Box, of_spans
from kotacerdas.evidence.domain.spans import Span

WORDS = [
    [0, 5, 1000, 1000, 1800, 1200],
    [6, 11, 1900, 1010, 2600, 1190],
    [12, 16, 1000, 1300, 1500, 1500],
    [17, 21, 6000, 1300, 6500, 1500],
]


def test_words_of_a_line_are_one_box():
    assert of_spans(WORDS, [Span(0, 11)]) == [Box(1000, 1000, 2600, 1200)]


def test_each_line_and_each_column_has_its_own():
    assert of_spans(WORDS, [Span(6, 21)]) == [
        Box(1900, 1010, 2600, 1190),
        Box(1000, 1300, 1500, 1500),
        Box(6000, 1300, 6500, 1500),
    ]


def test_a_word_counts_as_soon_as_it_is_touched():
    assert of_spans(WORDS, [Span(4, 5)]) == [Box(1000, 1000, 1800, 1200)]
    assert of_spans(WORDS, [Span(5, 6)]) == []


def test_a_box_knows_its_size():
    box = Box(1000, 1300, 1500, 1500)

    assert (box.width, box.height) == (500, 200)
