"""Texts are cut into pieces and sentences, and nothing of them is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain.marking import around, pieces, sentences
from kotacerdas.evidence.domain.spans import LONGEST_QUOTE, Span

TEXT = "Rapat dibuka pukul 09.00. Dewan sepakat. Biaya Rp 25.000 ditanggung APBD."


def test_marked_and_cited_words_may_overlap():
    found = pieces(TEXT, chosen=Span(0, 12), cited=[Span(6, 25)])

    assert [(each.text, each.is_chosen, each.is_cited) for each in found] == [
        ("Rapat ", True, False),
        ("dibuka", True, True),
        (" pukul 09.00.", False, True),
        (TEXT[25:], False, False),
    ]


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(max_size=80))
    some = st.tuples(st.integers(0, 90), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))
    return text, draw(st.none() | some), draw(st.lists(some, max_size=4))


@given(texts_with_spans())
def test_pieces_joined_are_the_text(made):
    text, chosen, cited = made

    found = pieces(text, chosen=chosen, cited=cited)

    assert "".join(each.text for each in found) == text
    if chosen:
        assert "".join(each.text for each in found if each.is_chosen) == chosen.of(text)


def test_sentences_do_not_end_at_figures():
    assert [span.of(TEXT) for span in sentences(TEXT)] == [
        "Rapat dibuka pukul 09.00.",
        "Dewan sepakat.",
        "Biaya Rp 25.000 ditanggung APBD.",
    ]


@given(st.text(alphabet="aB .\n,1", max_size=3000))
def test_sentences_hold_every_word_once_and_in_order(text):
    found = sentences(text)

    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(span.end - span.start <= LONGEST_QUOTE for span in found)


def test_a_table_is_chosen_line_by_line():
    table = "\n".join(f"{number},risiko nomor {number},dampak,mitigasi" for number in range(40))

    assert len(sentences(table)) == 40


def test_what_stands_around_a_quote_is_cut_at_blanks():
    text = "satu dua tiga EMPAT lima enam tujuh"
    span = Span(text.index("EMPAT"), text.index("EMPAT") + 5)

    assert around(text, span, letters=9) == ("… tiga ", "EMPAT", " lima …")
    assert around(text, span) == ("satu dua tiga ", "EMPAT", " lima enam tujuh")
