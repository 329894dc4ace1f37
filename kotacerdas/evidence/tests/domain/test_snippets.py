"""The proposed sentence and the words around it."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain import snippets
from kotacerdas.evidence.domain.stems import tokens

TEXT = "Pembukaan oleh sekretaris.\n\nDewan Smart City menyepakati analisis\nrisiko Wi-Fi publik. Rapat ditutup pukul 12."


def show(text, *wanted):
    found = [
        (place, wanted.index(token.word)) for place, token in enumerate(tokens(text)) if token.word in wanted
    ]
    return snippets.show(text, 0, len(text), found)


def test_the_sentence_with_most_of_the_question_is_proposed():
    shown = show(TEXT, "dewan", "risiko", "rapat")

    assert shown.quote.of(TEXT) == "Dewan Smart City menyepakati analisis\nrisiko Wi-Fi publik."
    assert [span.of(shown.text) for span in shown.marks] == ["Dewan", "risiko", "Rapat"]
    assert "\n" not in shown.text


def test_words_side_by_side_are_one_mark():
    assert [span.of(TEXT) for span in show(TEXT, "smart", "city").spans] == ["Smart City"]


def test_what_is_cut_off_is_said():
    sentence = "Dewan " + "membahas " * 60 + "anggaran " + "kota " * 60 + "selesai."

    assert show(sentence, "dewan").text.startswith("Dewan membahas")
    assert show(sentence, "dewan").text.endswith("membahas …")
    assert show(sentence, "anggaran").text.startswith("… membahas")
    assert [span.of(show(sentence, "anggaran").text) for span in show(sentence, "anggaran").marks] == [
        "anggaran"
    ]


def test_a_passage_that_ends_with_its_sentence_needs_no_dots():
    assert show(TEXT, "rapat").text == "Rapat ditutup pukul 12."
    assert show(TEXT + " " + "Hadir anggota dewan. " * 40, "dewan").text.endswith("…")


@given(st.text(alphabet="ab \n.Ab", min_size=1, max_size=900), st.integers(0, 40))
def test_marks_hold_the_same_words_in_text_and_snippet(text, every):
    words = tokens(text)
    shown = snippets.show(text, 0, len(text), [(at, 0) for at in range(0, len(words), every + 1)])

    assert shown.quote.within(text)
    assert len(shown.text) <= snippets.LONGEST + 1 + len("…  …")
    inside = {"".join(span.of(text).split()) for span in shown.spans}
    assert all("".join(mark.of(shown.text).split()) in inside for mark in shown.marks)
