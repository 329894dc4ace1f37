"""Texts are cut into pieces, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain.marking import Offered, around, offered, pieces
from kotacerdas.evidence.domain.spans import Span, sentences

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


def test_a_long_page_offers_the_sentences_around_the_chosen_place():
    text = "Dewan sepakat. " * 1000

    middle, first, last = (offered(text, near=place, most=200) for place in (9000, 0, len(text)))

    assert (len(middle.sentences), middle.before, middle.after) == (200, True, True)
    assert middle.sentences[100].start == 9000
    assert (first.sentences[0].start, first.before, first.after) == (0, False, True)
    assert (last.sentences[-1].end, last.before, last.after) == (len(text.strip()), True, False)


def test_a_short_page_offers_all_its_sentences():
    assert offered(TEXT, near=60, most=200) == Offered(sentences(TEXT))


def test_what_stands_around_a_quote_is_cut_at_blanks():
    text = "satu dua tiga EMPAT lima enam tujuh"
    span = Span(text.index("EMPAT"), text.index("EMPAT") + 5)

    assert around(text, span, letters=9) == ("… tiga ", "EMPAT", " lima …")
    assert around(text, span) == ("satu dua tiga ", "EMPAT", " lima enam tujuh")
