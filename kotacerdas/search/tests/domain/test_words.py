"""Words that people take for equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.search.domain import words
from kotacerdas.search.domain.marking import excerpt, mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dinas Perhubungan", ["dinas", "perhubungan"]),
        ("Jum'at, Jum’at", ["jumat"]),
        ("Café É", ["cafe", "e"]),
        ("A1.2 Layanan", ["a1.2", "a1", "2", "layanan"]),
        ("800/123/Diskominfo-2026", ["800.123.diskominfo.2026", "800", "123", "diskominfo", "2026"]),
        ("64.71", ["64.71", "64", "71"]),
        ("Musi_Rawas (baru)", ["musi", "rawas", "baru"]),
        ("warga.", ["warga"]),
        ("", []),
        ("???", []),
    ],
)
def test_a_text_has_these_words(text, found):
    assert words.words(text) == found


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("A1-2", ("a1.2",)),
        ("kota 64.71", ("kota", "64.71")),
        ("Musi-Rawas", ("musi", "rawas")),
        ("a " * 50, ("a",)),
        (" ".join(map(chr, range(ord("a"), ord("z")))), tuple("abcdefgh")),
    ],
)
def test_what_is_typed_becomes_these_words(typed, asked):
    assert words.asked(typed).words == asked


def test_only_the_last_word_stands_for_what_begins_with_it():
    assert list(words.asked("dinas per").patterns()) == [("dinas", False), ("per", True)]
    assert list(words.asked("a").patterns()) == [("a", False)]


@given(st.text())
def test_words_hold_nothing_that_a_query_language_knows(text):
    for word in (*words.words(text), *words.asked(text).words):
        assert not set(word) & set("\"'\\:*&|!()<> \t\n=%_")
        assert 0 < len(word) <= words.LONGEST_WORD


@given(st.text(), st.text())
def test_marking_loses_no_letter(text, typed):
    assert "".join(piece.text for piece in mark(text, words.asked(typed))) == text


@given(st.text(alphabet="abc .-12", min_size=1))
def test_every_text_is_found_by_its_own_words(text):
    asked = words.asked(text)

    assert asked.fits(words.words(text)) or len(words.words(text)) > words.MOST_ASKED or asked.is_empty


def test_an_excerpt_is_cut_around_the_word():
    text = "awal " * 60 + "perhubungan " + "akhir " * 60

    cut = excerpt(["lain", text], words.asked("perhub"))

    assert "perhubungan" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 160
