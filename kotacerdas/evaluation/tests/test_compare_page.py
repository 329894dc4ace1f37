"""Two results side by side."""

import pytest

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.evaluation.tests import factories

pytestmark = pytest.mark.usefixtures("official_results", "db")

KAB, KOTA = "35.07/smartcity-2022-kppn", "35.73/smartcity-2022-kppn"
YEAR_AFTER = "35.07/smartcity-2023-kppn"


def compared(browser, left, right, prefix=""):
    return browser.get(f"{prefix}/banding/", {"kiri": left, "kanan": right})


def test_two_cities_stand_side_by_side(anonymous):
    page = compared(anonymous, KOTA, KAB)

    assert "Kota Malang 0,44 di atas Kab. Malang" in words(page)
    assert [row[-3:] for row in rows(page)] == [
        ["3,35", "1,40", "−1,95"],
        ["2,39", "1,54", "−0,85"],
        ["3,09", "2,92", "−0,17"],
        ["2,94", "2,56", "−0,38"],
        ["3,02", "3,08", "+0,06"],
    ]
    assert "formulir yang berbeda" not in words(page)


def test_two_years_say_what_rose(anonymous):
    page = compared(anonymous, KAB, YEAR_AFTER)

    assert "Kab. Malang naik 0,44 dari 2022 ke 2023" in words(page)
    assert "sebelum pembulatan, seperti cara kementerian: +0,44. Selisih nilai tampil +0,43." in words(page)
    assert [row[-1] for row in rows(page)] == [
        "naik 2,20",
        "naik 0,75",
        "naik 0,49",
        "naik 0,25",
        "naik 0,05",
        "– tidak dapat dibandingkan",
    ]


@pytest.mark.parametrize(
    ("prefix", "warning"),
    [
        ("", "Kedua hasil berasal dari formulir yang berbeda (smartcity/2022-kppn, smartcity/2023-kppn)."),
        ("/en", "The two results come from different forms (smartcity/2022-kppn, smartcity/2023-kppn)."),
    ],
)
def test_different_forms_are_warned_about(anonymous, prefix, warning):
    assert warning in words(compared(anonymous, KAB, YEAR_AFTER, prefix))


def test_questions_of_both_forms_come_first_by_difference(anonymous):
    page = compared(anonymous, KAB, YEAR_AFTER)

    assert [row[0] for row in rows(page, "tb-tanya")][:3] == ["A4", "A5", "C03"]


def test_a_lone_final_compares_no_parts(anonymous):
    page = compared(anonymous, "32.71/smartcity-2022", "32.73/smartcity-2022")

    assert "Kota Bandung 0,25 di atas Kota Bogor" in words(page)
    assert rows(page) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", ""),
        (KAB, ""),
        ("x", KAB),
        (KAB, "35.07/tidak-ada"),
        (KAB, "64.71/smartcity-2022"),
        ("'--", "%00"),
    ],
)
def test_an_unknown_choice_counts_as_none(anonymous, left, right):
    page = compared(anonymous, left, right)

    assert page.status_code == 200
    assert "Pilih dua hasil" in words(page)
    assert "Choose two results" in words(compared(anonymous, left, right, "/en"))


def test_what_was_chosen_stays_chosen(anonymous):
    text = compared(anonymous, KAB, KOTA).content.decode()

    assert f'<option value="{KAB}" selected>' in text
    assert f'<option value="{KOTA}" selected>' in text


def test_results_of_different_instruments_are_not_set_against_each_other(anonymous, malang_kab):
    spbe = factories.round_("uji-spbe", instrument="spbe/2020", year=2021)
    smart = factories.round_("uji-cerdas")
    factories.result(spbe, malang_kab, {"D1": "2", "D2": "2", "D3": "2", "D4": "2"})
    factories.result(smart, malang_kab, factories.MALANG_2022)

    page = anonymous.get("/banding/", {"kiri": "35.07/uji-spbe", "kanan": "35.07/uji-cerdas"})

    assert "instrumen yang berbeda" in words(page)
    assert "0,51" not in words(page)
