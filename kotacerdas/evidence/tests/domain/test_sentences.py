"""Sentences that somebody may choose: nothing of a text is lost, none is too long, and a long page costs no more by the letter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain import spans
from kotacerdas.evidence.domain.spans import LONGEST_QUOTE, sentences
from kotacerdas.evidence.tests.domain.test_marking import TEXT
from kotacerdas.evidence.tests.domain.test_spans import Watched, is_cut_at_blanks

long_texts = st.builds(
    lambda some, times: some * times, st.text(alphabet="aB .\n\t,1", max_size=300), st.integers(1, 30)
) | st.text(st.characters(codec="utf-8"), max_size=300)


def test_sentences_do_not_end_at_figures():
    assert [span.of(TEXT) for span in sentences(TEXT)] == [
        "Rapat dibuka pukul 09.00.",
        "Dewan sepakat.",
        "Biaya Rp 25.000 ditanggung APBD.",
    ]


@given(long_texts)
def test_sentences_hold_every_word_once_and_in_order(text):
    found = sentences(text)

    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(span.end - span.start <= LONGEST_QUOTE for span in found)
    assert all(is_cut_at_blanks(span, text) for span in found)


def test_a_table_is_chosen_line_by_line():
    table = "\n".join(f"{number},risiko nomor {number},dampak,mitigasi" for number in range(40))

    assert len(sentences(table)) == 40


def test_a_run_without_points_is_cut_into_whole_words():
    """It was two thousand sentences of one letter each."""
    text = "KEPUTUSAN WALI KOTA " * 150

    assert [span.of(text)[:9] for span in sentences(text)] == ["KEPUTUSAN", "KEPUTUSAN"]


def test_a_word_that_is_longer_than_a_quote_is_cut():
    text = f"awal {'x' * 2 * LONGEST_QUOTE} akhir"

    assert [len(span.of(text)) for span in sentences(text)] == [4, LONGEST_QUOTE, LONGEST_QUOTE, 5]


@pytest.mark.parametrize(
    "piece", ["KEPUTUSAN WALI KOTA ", "Dewan. ", "a\n", "x", ". ", "\n", "\t", "satu\tdua\n", "\n \t"]
)
def test_a_text_twice_as_long_is_looked_at_twice_as_long(piece, monkeypatch):
    once, twice = (looked_at(piece * times, monkeypatch) for times in (2000, 4000))

    assert twice <= 2 * once + LONGEST_QUOTE


def looked_at(text, monkeypatch):
    """Letters that the patterns were given."""
    asked = []
    with monkeypatch.context() as patched:
        patched.setattr(spans, "_ENDS", Watched(spans._ENDS, asked))
        patched.setattr(spans, "_LINES", Watched(spans._LINES, asked))
        sentences(text)
    return sum(asked)
