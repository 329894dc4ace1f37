"""Words end at their roots, and positions stay what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer import stemmer

from kotacerdas.evidence.domain import stems
from kotacerdas.evidence.domain.passages import LENGTH, STEP, cut
from kotacerdas.evidence.domain.stems import fold, stem, tokens


@pytest.mark.parametrize(
    "family",
    [
        "penetapan ditetapkan menetapkan",
        "pengelolaan kelola mengelola dikelola",
        "perencanaan rencana merencanakan",
        "penilaian nilai menilai dinilai",
        "pengaduan aduan mengadukan",
        "pelatihan latih melatih",
        "pemanfaatan manfaat memanfaatkan",
        "ketersediaan penyediaan tersedia",
        "kependudukan penduduk",
        "penganggaran anggaran dianggarkan",
    ],
)
def test_a_family_of_words_has_one_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("perwali", "wali"), ("menteri", "teri"), ("laporan", "lapangan")]
)
def test_other_words_keep_their_own(one, other):
    assert stem(one) != stem(other)


BEGINS = [
    "",
    "di",
    "ke",
    "me",
    "mem",
    "men",
    "meng",
    "pe",
    "pem",
    "pen",
    "peng",
    "ter",
    "be",
    "ber",
    "bel",
    "per",
]
ENDS = ["", "i", "an", "kan", "nya", "ku", "mu", "kah", "lah", "pun"]


@given(st.sampled_from(BEGINS), st.text("abegiklmnoprstuy", max_size=7), st.sampled_from(ENDS))
def test_rules_are_those_of_snowball_though_it_is_not_asked_each_time(begin, middle, end):
    word = begin + middle + end

    assert stems._by_rules(word) == (stemmer("indonesian").stemWord(word) or word)


@given(st.text(max_size=200))
def test_folding_is_the_same_for_a_text_and_for_each_of_its_signs(text):
    assert fold(text) == "".join(map(stems._fold_sign, text))
    assert [(token.start, token.end) for token in tokens(text)] == stems.places(text)


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)
    for token in tokens(text):
        assert token.start < token.end <= len(text)


@given(st.lists(st.sampled_from(["rapat", "dewan", "2023,", "di\n\nkota"]), max_size=600).map(" ".join))
def test_passages_cover_every_word(text):
    passages = cut(text)
    everything = tokens(text)

    covered = {at for passage in passages for at in range(passage.start, passage.end)}
    assert all(token.start in covered for token in everything)
    assert all(len(passage.raw.split()) <= LENGTH for passage in passages)
    assert all(len(passage.raw.split()) == len(passage.stems.split()) for passage in passages)


def test_a_long_page_is_cut_with_an_overlap():
    passages = cut(" ".join(f"kata{number}" for number in range(300)))

    assert [passage.raw.split()[0] for passage in passages] == [
        "kata0",
        f"kata{STEP}",
        f"kata{2 * STEP}",
        f"kata{3 * STEP}",
    ]
