"""A city's scorecard on the official figures, and on none where none are public."""

import re

import pytest

from kotacerdas.common.tests.reading import rows, tables, words

pytestmark = pytest.mark.usefixtures("official_results", "db")

MALANG_2022 = "/k/35.07/rapor/smartcity-2022-kppn/"
MALANG_2023 = "/k/35.07/rapor/smartcity-2023-kppn/"
BALIKPAPAN = "/k/64.71/rapor/smartcity-2022/"


@pytest.fixture(scope="module")
def pages(official_results, django_db_blocker):
    """Each page is asked for once; nobody writes here."""
    from django.test import Client

    seen = {}

    def page(address):
        if address not in seen:
            with django_db_blocker.unblock():
                seen[address] = Client().get(address)
        return seen[address]

    return page


def section(page, heading):
    """The words below a heading, up to the next section."""
    text = page.content.decode()
    return text[text.index(f'aria-labelledby="{heading}"') :].partition("</section>")[0]


def test_improvement_is_taken_before_rounding(pages):
    said = words(pages(MALANG_2023))

    assert "2,94 dari 4,00 naik 0,44 dari 2,51 pada 2022" in said
    assert (
        "Kenaikan 0,44 dihitung dari nilai sebelum dibulatkan (2,9406 − 2,5042); selisih nilai tampil 0,43."
        in said
    )


def test_improvement_is_explained_in_english_too(pages):
    said = words(pages(f"/en{MALANG_2023}"))

    assert (
        "The improvement 0.44 is taken before rounding (2.9406 − 2.5042); the shown scores differ by 0.43."
        in said
    )


def test_contributions_add_up_to_the_published_final(pages):
    parts = rows(pages(MALANG_2022), "tb-sumbang")

    assert [(row[0][0], row[2], row[3], row[-1]) for row in parts] == [
        ("A", "1,40", "10%", "0,14"),
        ("B", "1,54", "20%", "0,31"),
        ("C", "2,92", "30%", "0,88"),
        ("D", "2,56", "10%", "0,26"),
        ("E", "3,08", "30%", "0,92"),
    ]
    assert "Dari mana 2,51 itu" in words(pages(MALANG_2022))


def test_the_trace_tells_values_roundings_and_the_sum(pages):
    said = words(pages(MALANG_2022))

    assert (
        "A Baseline (kondisi awal): rata-rata polos: (2,00 + 1,00 + 2,00 + 1,00 + 1,00) : 5 = 1,40." in said
    )
    assert "dibulatkan 2 desimal, setengah ke atas: 1,5357… menjadi 1,54." in said
    assert "sumbangan dijumlah: 0,14 + 0,31 + 0,88 + 0,26 + 0,92 = 2,51." in said
    assert "Cocok dengan nilai yang terbit. 2,51 = 2,51" in said


def test_the_trace_is_in_english_too(pages):
    said = words(pages(f"/en{MALANG_2022}"))

    assert "A Baseline: the plain mean: (2.00 + 1.00 + 2.00 + 1.00 + 1.00) : 5 = 1.40." in said
    assert "It matches the published score. 2.51 = 2.51" in said


def test_one_level_more_tells_its_gain_and_its_place(pages):
    levers = section(pages(MALANG_2022), "h-ungkit")

    assert levers.count("<li>") == 6
    assert (
        "1,00 menjadi 2,00; Output (keluaran) 1,54 menjadi 1,68; nilai akhir 2,54; peringkat 11 di sini"
        in words(pages(MALANG_2022))
    )
    assert "final score 2.54; place 11 here if the others stand still" in words(pages(f"/en{MALANG_2022}"))


def test_every_question_is_there_with_what_one_level_more_gives(pages):
    parts = tables(pages(MALANG_2022), "tb-tanya")
    questions = {row[0]: row[2:] for part in parts for row in part}

    assert len(questions) == 59
    assert questions["B2"] == ["1,00", "2,54", "11"]
    assert questions["C02"] == ["4,00", "penuh", "–"]


def test_last_year_stands_beside_this_year(pages):
    (first, *_) = rows(pages(MALANG_2023), "tb-tanya")

    assert first == [
        "A1",
        "Masterplan smart city sudah punya payung hukum?",
        "3,00",
        "2,00",
        "naik 1,00",
        first[-1],
    ]
    assert "117 pertanyaan" in words(pages(MALANG_2023))
    assert "Formulir kedua tahun tidak sama (smartcity/2022-kppn, smartcity/2023-kppn)" in words(
        pages(MALANG_2023)
    )


def test_radar_has_words_for_those_who_do_not_see_it(pages):
    page = pages(MALANG_2023)

    assert "Branding 3,30" in page.content.decode()
    assert ["Branding", "2,50", "3,30", "naik 0,80"] in rows(page)


def test_a_whole_list_gives_a_rank_and_a_lone_row_none(pages):
    assert "Peringkat 12 dari 38" in words(pages(MALANG_2022))
    assert "Rank 12 of 38" in words(pages(f"/en{MALANG_2022}"))
    assert "Tidak dapat dihitung" in words(pages(MALANG_2023))


def test_a_partial_list_gives_a_place_among_its_rows(pages):
    assert "Place among the rows here 1 of 3" in words(pages("/en/k/32.73/rapor/smartcity-2022/"))


@pytest.mark.parametrize(
    ("address", "only_rank", "published"),
    [
        (
            BALIKPAPAN,
            "Hanya peringkatnya yang terbit; nilai dan rinciannya tidak.",
            "Peringkat yang terbit 40 dari 100",
        ),
        (
            f"/en{BALIKPAPAN}",
            "Only the place in the list is public; the score and what it is made of are not.",
            "Published rank 40 of 100",
        ),
    ],
)
def test_balikpapan_says_that_only_its_rank_is_public(pages, address, only_rank, published):
    page = pages(address)

    assert only_rank in words(page)
    assert published in words(page)


def test_balikpapan_shows_no_score_of_any_part(pages):
    page = pages(BALIKPAPAN)

    assert not re.search(r"\d[,.]\d\d", words(page))
    assert rows(page) == []
    assert pages("/k/64.71/rapor/smartcity-2022/unduh.csv").status_code == 404


def test_who_did_not_take_part_has_no_figures(pages):
    page = pages("/k/53.09/rapor/smartcity-2022-kppn/")

    assert "Kabupaten/kota ini tidak ikut serta." in words(page)
    assert not re.search(r"\d,\d\d", words(page))


def test_a_lone_final_is_shown_without_parts(pages):
    said = words(pages("/k/32.73/rapor/smartcity-2022/"))

    assert "Hanya nilai akhir yang terbit; rinciannya tidak." in said
    assert "3,71 dari 4,00" in said
    assert "Dari mana" not in said


@pytest.mark.parametrize(
    ("city", "leads_to"),
    [
        ("35.07", MALANG_2023),
        ("64.71", BALIKPAPAN),
        ("64.72", "/k/64.72/"),
    ],
)
def test_the_newest_scorecard_is_found_for_a_city(pages, city, leads_to):
    assert pages(f"/k/{city}/rapor/")["Location"] == leads_to


@pytest.mark.parametrize(
    "address", ["/k/99.99/rapor/", "/k/64.72/rapor/smartcity-2022/", "/k/35.07/rapor/tidak-ada/"]
)
def test_a_scorecard_that_is_not_there_is_not_found(pages, address):
    assert pages(address).status_code == 404
