"""What comes out of what was typed: concepts, never commands."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain.asking import Kind, ask, with_hint
from kotacerdas.evidence.domain.synonyms import of_texts

SYNONYMS = of_texts(
    [
        ["SPBE", "sistem pemerintahan berbasis elektronik"],
        ["pokja", "kelompok kerja"],
        ["rapat", "pertemuan"],
        ["rapat koordinasi", "rakor"],
    ]
)


def typed(text):
    return [concept.typed for concept in ask(text, SYNONYMS).concepts]


def test_question_words_are_left_out():
    assert typed("Apakah sudah ada jumlah pelatihan dan data di kelurahan?") == [
        "pelatihan",
        "data",
        "kelurahan",
    ]


def test_asking_words_are_looked_for_where_nothing_else_is_asked():
    assert typed("jumlah bukti") == ["jumlah", "bukti"]


def test_synonyms_go_both_ways():
    short, long = ask("pokja", SYNONYMS).concepts[0], ask("Kelompok Kerja", SYNONYMS).concepts[0]

    assert {term.words for term in short.terms} == {term.words for term in long.terms}
    assert short.terms[0].words == ("pokja",)
    assert long.typed == "Kelompok Kerja"


def test_the_longest_phrase_wins():
    assert typed("rapat koordinasi SPBE") == ["rapat koordinasi", "SPBE"]


def test_a_synonym_counts_less_than_the_word_itself():
    first, second = ask("SPBE", SYNONYMS).concepts[0].terms

    assert first.value > second.value


def test_numbers_of_decrees_are_one_concept_each():
    found = ask("Keputusan 188.45-123/2023 dan Perwali Nomor 21 Tahun 2019").concepts

    numbers = [concept for concept in found if concept.kind is Kind.NUMBER]
    assert [concept.typed for concept in numbers] == ["188.45-123/2023", "Nomor 21 Tahun 2019"]
    assert numbers[0].terms[0].words == ("188", "45", "123", "2023")
    assert ("21", "th", "2019") in {term.words for term in numbers[1].terms}


def test_amounts_keep_their_figures_together():
    assert typed("anggaran Rp 1.385.437.875,00") == ["anggaran", "Rp", "1.385.437.875,00"]


def test_a_year_alone_is_a_year():
    assert [concept.kind for concept in ask("laporan 2023").concepts] == [Kind.WORD, Kind.YEAR]


def test_quotes_ask_for_exactly_these_words():
    quoted = ask('"Dewan Smart City" rapat').concepts[0]

    assert quoted.kind is Kind.QUOTED
    assert quoted.terms[0].words == ("dewan", "smart", "city")
    assert quoted.terms[0].is_exact


def test_the_same_concept_is_asked_once():
    assert typed("rapat pertemuan Rapat") == ["rapat"]


def test_a_hint_is_a_concept_that_counts_little():
    hinted = with_hint(ask("Program per dimensi"), ("smart economy", "ekonomi"))

    assert hinted.concepts[-1].kind is Kind.HINT
    assert with_hint(ask(""), ("ekonomi",)).is_empty


@given(st.text(max_size=300))
def test_any_text_gives_terms_of_letters_and_figures(text):
    for concept in ask(text, SYNONYMS).concepts:
        for term in concept.terms:
            assert term.words
            assert all(word and '"' not in word and not word.isspace() for word in term.words)
