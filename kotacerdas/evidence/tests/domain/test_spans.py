"""Where a quote stands: positions mean what they say, and a quote is found again in a text that was read anew."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kotacerdas.evidence.domain import spans
from kotacerdas.evidence.domain.spans import LONGEST_QUOTE, Span, clean, find, sentence_around, trimmed

texts = st.text(st.characters(codec="utf-8"), max_size=200).map(clean)
words = st.lists(
    st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12).map(clean).filter(bool),
    min_size=1,
    max_size=12,
)
blanks = st.sampled_from([" ", "  ", "\n", " \n ", "\t"])

PARAGRAPH = (
    "Rapat dibuka pukul 09.00 WITA. Anggaran Rp 25.000.000 disetujui, lihat hlm. 3 dst. yang dilampirkan. "
    "Dewan menyepakati analisis risiko.\n\nPenutup."
)


def is_cut_at_blanks(span, text):
    """Or a word alone is too long for a quote."""
    first = text[span.start - 1 : span.start].strip()
    last = text[span.end : span.end + 1].strip()
    return not (first or last) or len(max(text.split(), key=len)) > LONGEST_QUOTE


class Watched:
    """A pattern that notes how many letters it was given to look at."""

    def __init__(self, pattern, asked):
        self.pattern, self.asked = pattern, asked

    def finditer(self, text, start=0, end=None):
        end = len(text) if end is None else end
        self.asked.append(end - start)
        return self.pattern.finditer(text, start, end)


@given(texts)
def test_clean_text_is_stable(text):
    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text


@given(texts, st.integers(0, 200), st.integers(1, 50))
def test_trimmed_span_has_the_same_words_and_no_blank_ends(text, start, length):
    found = trimmed(Span(start, start + length), text)

    if found is None:
        assert start + length > len(text) or not text[start : start + length].strip()
    else:
        assert found.of(text) == text[start : start + length].strip()


@given(words, st.data())
def test_a_quote_is_found_though_blanks_and_lines_differ(some, data):
    first = "".join(word + data.draw(blanks) for word in some)
    again = "".join(word + data.draw(blanks) for word in some)

    found = find(first, again)

    assert found is not None
    assert found.of(again).split() == first.split()


@given(words, words, st.integers(1, 4))
def test_of_several_the_nearest_is_taken(some, between, times):
    quote = " ".join(some)
    text = f" {' '.join(between)} ".join([quote] * times)
    starts = [at for at in range(len(text)) if text.startswith(quote, at)]

    for near in starts:
        assert find(quote, text, near=near).start == near


@given(texts, st.text(max_size=20))
def test_what_is_found_is_the_quote(text, quote):
    assume(quote.strip())
    found = find(quote, text)

    if found is not None:
        assert found.of(text).split() == quote.split()


@pytest.mark.parametrize("quote", ["", "   ", "\n"])
def test_nothing_is_not_found(quote):
    assert find(quote, "apa saja") is None


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("dibuka", "Rapat dibuka pukul 09.00 WITA."),
        ("disetujui", "Anggaran Rp 25.000.000 disetujui, lihat hlm. 3 dst. yang dilampirkan."),
        ("risiko", "Dewan menyepakati analisis risiko."),
        ("Penutup", "Penutup."),
    ],
)
def test_the_sentence_around_a_word(word, sentence):
    at = PARAGRAPH.index(word)

    assert sentence_around(PARAGRAPH, Span(at, at + len(word))).of(PARAGRAPH) == sentence


@given(texts, st.integers(0, 199), st.integers(1, 20))
def test_the_sentence_holds_what_was_asked_for(text, start, length):
    assume(start + length <= len(text))
    inner = trimmed(Span(start, start + length), text)
    assume(inner is not None)

    around = sentence_around(text, inner)

    assert around.start <= inner.start
    assert inner.end <= around.end <= len(text)


def test_a_sentence_without_end_is_cut_to_the_longest_quote():
    text = "kata " * 1000

    found = sentence_around(text, Span(2000, 2004))

    assert found.end - found.start <= LONGEST_QUOTE
    assert set(found.of(text).split()) == {"kata"}


@given(st.text(alphabet="aB .\n,1", max_size=300), st.integers(1, 20), st.data())
def test_a_proposed_quote_has_whole_words(some, times, data):
    text = f"{some}kata" * times
    start = data.draw(st.sampled_from([at for at, letter in enumerate(text) if not letter.isspace()]))
    inner = trimmed(Span(start, min(start + data.draw(st.integers(1, 30)), len(text))), text)

    found = sentence_around(text, inner)

    assert found.start <= inner.start < found.end
    assert found.end - found.start <= LONGEST_QUOTE
    assert is_cut_at_blanks(found, text)


def test_of_a_long_run_without_points_the_line_is_proposed():
    text = "\n".join(f"KEPUTUSAN WALI KOTA NOMOR {number}" for number in range(500))
    at = text.index("NOMOR 250")

    assert sentence_around(text, Span(at, at + 5)).of(text) == "KEPUTUSAN WALI KOTA NOMOR 250"


def test_a_place_on_a_long_page_costs_no_more_than_on_a_short_one(monkeypatch):
    asked = []
    monkeypatch.setattr(spans, "_ENDS", Watched(spans._ENDS, asked))
    text = "KEPUTUSAN WALI KOTA " * 20_000

    sentence_around(text, Span(200_000, 200_009))

    assert sum(asked) <= 3 * LONGEST_QUOTE


def test_the_first_letter_of_a_sentence_belongs_to_it_and_not_to_the_one_before():
    text = "Rapat dibuka. Dewan hadir."
    at = text.index("Dewan")

    assert sentence_around(text, Span(at, at + 5)).of(text) == "Dewan hadir."


@pytest.mark.parametrize("word", ["Budi", "Diskominfo", "Joko", "Dishub"])
def test_a_row_of_a_table_is_a_sentence_of_its_own(word):
    text = "Nama\tInstansi\nBudi\tDiskominfo\nJoko\tDishub"
    at = text.index(word)

    assert word in (row := sentence_around(text, Span(at, at + len(word))).of(text))
    assert "\n" not in row
