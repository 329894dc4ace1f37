"""The instrument browser: every edition opens in both languages and says how sure it is and what is not known."""

import pytest

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.tests.factories import level_text

QUESTION = "/instrumen/smartcity/2023-kppn/A1/"
EMPTY = "Belum diuraikan di sini, baik uraian resmi maupun uraian kerja."
SURE = {
    "": {"confirmed": "terkonfirmasi", "derived": "disimpulkan", "unconfirmed": "belum terkonfirmasi"},
    "/en": {"confirmed": "confirmed", "derived": "derived", "unconfirmed": "not confirmed"},
}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("key", catalogue.shipped_keys())
def test_every_edition_opens_and_says_how_sure_it_is(anonymous, key, prefix):
    edition = catalogue.edition(key)
    title = edition.title.en if prefix else edition.title.id

    page = anonymous.get(f"{prefix}/instrumen/{key}/")

    assert title in words(page)
    assert SURE[prefix][edition.confidence] in words(page)
    assert all(source.title in words(page) for source in edition.sources)
    assert all(node.code in words(page) for node in edition.leaves)


def test_list_has_every_edition_with_its_number_of_items(anonymous):
    listed = {row[0]: row[2:] for row in rows(anonymous.get("/en/instrumen/"))}

    assert len(listed) == len(catalogue.shipped_keys())
    assert listed["Smart City evaluation 2023 stage II, priority-tourism and capital areas"] == [
        "117",
        "confirmed",
    ]
    assert listed["Digital-government index (Pemdi)"] == ["20", "not confirmed"]


@pytest.mark.parametrize(
    ("prefix", "rule"),
    [
        ("", "Tiap hasil kali dibulatkan 2 desimal, setengah ke atas, sebelum dijumlah."),
        ("/en", "A 10%, B 20%, C 30%, D 10%, E 30%"),
    ],
)
def test_how_it_is_computed_is_told_in_words(anonymous, prefix, rule):
    assert rule in words(anonymous.get(f"{prefix}/instrumen/smartcity/2022-kppn/"))


def test_derived_weights_say_that_they_are(anonymous):
    assert "Bobot 2024 tidak dipublikasikan." in words(anonymous.get("/instrumen/smartcity/2024/"))


@pytest.mark.parametrize(
    ("prefix", "empty"),
    [("", EMPTY), ("/en", "Nothing is written here yet: neither the official text nor a working text.")],
)
def test_an_empty_rubric_says_so_at_every_level(anonymous, prefix, empty):
    assert words(anonymous.get(prefix + QUESTION)).count(empty) == 5


def test_a_text_says_where_it_is_written(anonymous, nadia):
    level_text(level=3, text_id="Ada Perda", source="Surat edaran, hlm. 4", by=nadia)
    level_text(level=2, text_id="Ada Perwali", by=nadia)

    said = words(anonymous.get(QUESTION))

    assert "3 Ada Perda Surat edaran, hlm. 4" in said
    assert "2 Ada Perwali uraian kerja" in said
    assert said.count(EMPTY) == 3


def test_a_text_in_one_language_is_shown_in_the_other(anonymous, nadia):
    level_text(level=3, text_id="Ada Perda", by=nadia)

    assert "Ada Perda" in words(anonymous.get(f"/en{QUESTION}"))


def test_the_edition_counts_the_levels_that_are_written(anonymous, nadia):
    level_text(level=3, text_id="Ada Perda", by=nadia)
    level_text(level=2, text_id="", by=nadia)

    assert "for 1 of 585 levels" in words(anonymous.get("/en/instrumen/smartcity/2023-kppn/"))


def test_a_measured_quantity_has_no_levels(anonymous):
    assert "Jawabannya besaran terukur, jadi tidak ada tingkat." in words(
        anonymous.get("/instrumen/ipm/2014/UHH/")
    )


def test_only_offices_are_offered_to_write(anonymous, as_user, siti, rina):
    level = f'href="{QUESTION}3/"'

    assert level in as_user(rina).get(QUESTION).content.decode()
    assert level not in as_user(siti).get(QUESTION).content.decode()
    assert level not in anonymous.get(QUESTION).content.decode()


@pytest.mark.parametrize(
    "address",
    ["smartcity/1999/", "tidak/ada/", "smartcity/2023-kppn/Z9/", "smartcity/2023-kppn/A/", "..%2Fx/y/"],
)
def test_what_is_not_there_is_not_found(anonymous, address):
    assert anonymous.get(f"/instrumen/{address}").status_code == 404
