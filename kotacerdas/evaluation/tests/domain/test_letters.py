"""Lines that people type as remarks, and which recommendation each of them is."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evaluation.domain import letters
from kotacerdas.evaluation.domain.letters import Advised, Line

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


def test_each_line_is_a_remark():
    assert letters.lines_of("Layanan 112 berjalan\n\tPetunjuk sudah ada  \n") == [
        Line(0, "Layanan 112 berjalan"),
        Line(0, "Petunjuk sudah ada"),
    ]


def test_blank_lines_part_paragraphs_whose_lines_are_those_of_a_page():
    typed = "Layanan 112\nberjalan dengan baik.\n\nPetunjuk teknis\nsudah ada."

    assert [each.text for each in letters.lines_of(typed)] == [
        "Layanan 112 berjalan dengan baik.",
        "Petunjuk teknis sudah ada.",
    ]


def test_blank_lines_around_the_text_make_no_paragraphs():
    assert len(letters.lines_of("\n\nSatu\nDua\n\n")) == 2


def test_bullets_and_numbers_begin_a_remark_and_are_no_part_of_it():
    typed = "1. Perkuat data\ndan integrasinya\n2) Susun risiko\n\n- Libatkan warga\n• 3. Tambah anggaran"

    assert [each.text for each in letters.lines_of(typed)] == [
        "Perkuat data dan integrasinya",
        "Susun risiko",
        "Libatkan warga",
        "Tambah anggaran",
    ]


def test_a_year_or_a_number_within_the_words_stays():
    typed = "2023: belum ada peta\n112 dikenal warga\n3 dari 5 OPD belum\n1.500 titik"

    assert [each.text for each in letters.lines_of(typed)] == typed.splitlines()


def test_a_line_says_whose_words_it_is():
    typed = "Asesor 2: Perkuat data\n1. asesor 3 - Susun risiko\nAssessor no. 4) Add a budget\nTanpa nama"

    assert letters.lines_of(typed) == [
        Line(2, "Perkuat data"),
        Line(3, "Susun risiko"),
        Line(4, "Add a budget"),
        Line(0, "Tanpa nama"),
    ]


def test_an_assessor_alone_on_a_line_heads_those_that_follow():
    typed = "Umum\nAsesor 1:\nPerkuat data\nSusun risiko\nAsesor 2\nLibatkan warga"

    assert [(each.assessor, each.text) for each in letters.lines_of(typed)] == [
        (0, "Umum"),
        (1, "Perkuat data"),
        (1, "Susun risiko"),
        (2, "Libatkan warga"),
    ]


def test_words_about_an_assessor_are_no_mark():
    assert letters.lines_of("Asesor 2 memuji data") == [Line(0, "Asesor 2 memuji data")]


@given(st.lists(st.tuples(st.integers(0, 9), WORDS), max_size=8))
def test_what_is_kept_is_read_back_as_it_was(pairs):
    typed = letters.typed_of(Line(seat, text) for seat, text in pairs)
    once = letters.lines_of(typed)

    assert letters.lines_of(letters.typed_of(once)) == once


def test_words_without_end_and_lines_without_end_are_faults():
    long, many = [Line(0, "a" * 2001)], [Line(0, "a")] * 201

    assert [fault.kind for fault in letters.faults_of(long)] == ["remark-too-long"]
    assert [fault.kind for fault in letters.faults_of(many)] == ["remarks-too-many"]
    assert letters.faults_of([Line(0, "a" * 2000)] * 200) == []


# --- Recommendations ---------------------------------------------------------------------------------------

DATA, RISK, BUDGET = "Perkuat data terpadu", "Susun peta risiko kota", "Tambah anggaran layanan warga"
KEPT = [Advised(71, 4, DATA), Advised(72, 5, RISK), Advised(73, 6, BUDGET)]


def test_the_first_ones_are_numbered_after_what_is_there():
    found = letters.changes([], [DATA, RISK], last=12)

    assert found.added == {0: 13, 1: 14}
    assert (found.same, found.corrected, found.removed) == ({}, {}, ())


def test_the_same_words_are_the_same_recommendation_in_whatever_order():
    found = letters.changes(KEPT, [BUDGET, DATA, RISK], last=6)

    assert {place: each.number for place, each in found.same.items()} == {0: 6, 1: 4, 2: 5}
    assert (found.corrected, found.added, found.removed) == ({}, {}, ())


def test_nearly_the_same_words_are_a_correction_that_keeps_its_number():
    found = letters.changes(KEPT, [DATA, "Susun peta risiko untuk kota", BUDGET], last=6)

    assert {place: each.number for place, each in found.corrected.items()} == {1: 5}
    assert (found.added, found.removed) == ({}, ())


def test_a_line_taken_out_renumbers_nothing_and_other_words_are_new():
    found = letters.changes(KEPT, [DATA, BUDGET, "Libatkan kampus"], last=6)

    assert [each.number for each in found.removed] == [5]
    assert found.added == {2: 7}
    assert {each.number for each in found.same.values()} == {4, 6}


def test_the_nearest_pair_is_found_first():
    kept = [Advised(1, 1, "susun peta risiko kota"), Advised(2, 2, "susun peta jalan kota")]
    found = letters.changes(kept, ["susun peta jalan kota pintar", "susun peta risiko"], last=2)

    assert {place: each.number for place, each in found.corrected.items()} == {0: 2, 1: 1}


def test_two_assessors_may_say_the_same():
    found = letters.changes([Advised(1, 1, DATA)], [DATA, DATA], last=1)

    assert found.same == {0: Advised(1, 1, DATA)}
    assert found.added == {1: 2}


def test_what_is_known_without_the_round_is_not_there_twice():
    found = letters.changes([], [DATA, RISK], last=2, elsewhere=[DATA])

    assert found.added == {1: 3}


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_every_line_and_every_recommendation_is_accounted_for_once(before, after):
    kept = [Advised(number, number, text) for number, text in enumerate(before, start=1)]
    found = letters.changes(kept, after, last=len(kept))
    paired = [*found.same.values(), *found.corrected.values(), *found.removed]

    assert sorted(each.key for each in paired) == [each.key for each in kept]
    assert sorted([*found.same, *found.corrected, *found.added]) == list(range(len(after)))


def test_the_mark_is_another_as_soon_as_anything_is_another():
    assert letters.mark_of({"a": 1, "b": [2]}) == letters.mark_of({"b": [2], "a": 1})
    assert letters.mark_of({"a": 1}) != letters.mark_of({"a": "1"})
