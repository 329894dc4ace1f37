"""The list of rounds and the ranking of one, on the official figures."""

import re

import pytest

from kotacerdas.common.tests.reading import rows, words

pytestmark = pytest.mark.usefixtures("official_results", "db")

WHOLE = "/putaran/smartcity-2022-kppn/"
PARTIAL = "/putaran/smartcity-2022/"
CITY, BASELINE, FINAL = 1, 2, -2


def column(page, at, table="tb-peringkat"):
    return [row[at] for row in rows(page, table)]


def places(page):
    return [(int(row[0]), row[CITY]) for row in rows(page, "tb-peringkat")]


def sorted_heads(page):
    """Direction, address and words of the heads that say that they sort."""
    heads = re.findall(r'(?s)<th[^>]*aria-sort="(\w+)"[^>]*>(.*?)</th>', page.content.decode())
    return [(way, re.search(r'href="([^"]*)"', head)[1], re.sub(r"<[^>]+>", "", head)) for way, head in heads]


def test_ranking_is_in_order_and_equals_share_a_place(anonymous):
    page = anonymous.get(WHOLE)

    assert places(page)[:2] == [(1, "Kota Surabaya"), (2, "Kab. Wonogiri")]
    assert places(page)[11:14] == [
        (12, "Kab. Malang"),
        (12, "Kab. Manggarai Timur"),
        (14, "Kab. Konawe Selatan"),
    ]
    assert len(places(page)) == 38
    assert rows(page, "tb-peringkat")[0][1:-1] == [
        "Kota Surabaya",
        "3,45",
        "2,68",
        "3,56",
        "3,94",
        "3,52",
        "3,41",
    ]


def test_ranking_is_written_in_english_too(anonymous):
    page = anonymous.get(f"/en{WHOLE}")

    assert rows(page, "tb-peringkat")[0][1:3] == ["Kota Surabaya", "3.45"]
    assert "38 of 38 rows shown. All 38 cities that were scored; 4 more did not take part." in words(page)


def test_a_whole_list_says_that_it_is_all(anonymous):
    page = anonymous.get(WHOLE)

    assert (
        "38 dari 38 baris ditampilkan. Seluruh 38 kabupaten/kota yang dinilai; 4 lainnya tidak ikut serta."
        in words(page)
    )


@pytest.mark.parametrize(
    ("address", "extent", "claim", "denial"),
    [
        (PARTIAL, "3 dari 99", "peringkat nasional", "bukan peringkat nasional"),
        (f"/en{PARTIAL}", "3 of 99", "national rank", "not a national rank"),
        ("/putaran/smartcity-2024/", "6 dari 191", "peringkat nasional", "bukan peringkat nasional"),
        ("/en/putaran/smartcity-2021/", "2 of an unknown number", "national rank", "not a national rank"),
    ],
)
def test_a_partial_list_never_claims_a_national_rank(anonymous, address, extent, claim, denial):
    said = words(anonymous.get(address)).casefold()

    assert extent in said
    assert said.count(claim) == said.count(denial)


def test_who_did_not_take_part_is_listed_apart(anonymous):
    page = anonymous.get(WHOLE)

    assert "Kab. Ngada" not in column(page, CITY)
    assert "Kab. Ngada , Nusa Tenggara Timur: tidak ikut serta" in words(page)
    assert "did not take part" in words(anonymous.get(f"/en{WHOLE}"))


def test_a_city_with_only_a_rank_stands_in_no_order(anonymous):
    page = anonymous.get(PARTIAL)

    assert column(page, CITY) == ["Kota Bandung", "Kota Bogor", "Kota Kediri"]
    assert "Kota Balikpapan , Kalimantan Timur: peringkat 40 dari 100" in words(page)


def test_filter_by_province_keeps_the_places(anonymous):
    page = anonymous.get(WHOLE, {"provinsi": "35"})

    assert places(page) == [
        (1, "Kota Surabaya"),
        (6, "Kota Pasuruan"),
        (7, "Kota Malang"),
        (10, "Kab. Probolinggo"),
        (12, "Kab. Malang"),
        (20, "Kab. Pacitan"),
    ]
    assert "6 dari 38 baris ditampilkan." in words(page)


@pytest.mark.parametrize("typed", ["MALANG", "  malang ", "Máláng"])
def test_search_folds_what_is_typed(anonymous, typed):
    page = anonymous.get(WHOLE, {"q": typed})

    assert places(page) == [(7, "Kota Malang"), (12, "Kab. Malang")]


def test_a_search_without_a_match_says_how_to_come_back(anonymous):
    assert "Change the search or the province" in words(anonymous.get(f"/en{WHOLE}", {"q": "Atlantis"}))
    assert rows(anonymous.get(WHOLE, {"q": "Atlantis"}), "tb-peringkat") == []


@pytest.mark.parametrize(
    "asked", [{"urut": "zz"}, {"provinsi": "99"}, {"bobot": "x"}, {"lain": "1"}, {"q": "x" * 81}]
)
def test_what_makes_no_sense_in_the_address_is_ignored(anonymous, asked):
    page = anonymous.get(WHOLE, asked)

    assert (page.status_code, len(places(page))) == (200, 38)


def test_a_part_sorts_both_ways(anonymous):
    down = column(anonymous.get(WHOLE, {"urut": "A"}), BASELINE)
    up = column(anonymous.get(WHOLE, {"urut": "-A"}), BASELINE)

    assert (down[0], up[0]) == ("3,95", "1,00")
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)


def test_names_and_the_final_sort_both_ways(anonymous):
    names = [name.partition(" ")[2] for name in column(anonymous.get(WHOLE, {"urut": "nama"}), CITY)]
    finals = column(anonymous.get(WHOLE, {"urut": "-final"}), FINAL)

    assert (names[0], names[-1]) == ("Bau Bau", "Wonogiri")
    assert (finals[0], finals[-1]) == ("1,27", "3,41")


@pytest.mark.parametrize(
    ("order", "direction", "head"),
    [
        ("", "descending", "Akhir"),
        ("A", "descending", "Baseline"),
        ("-A", "ascending", "Baseline"),
        ("nama", "ascending", "Kab"),
    ],
)
def test_the_sorted_column_is_marked_and_turns_round(anonymous, order, direction, head):
    (marked,) = sorted_heads(anonymous.get(WHOLE, {"urut": order, "q": "kab"}))

    assert marked[0] == direction
    assert marked[2].strip().startswith(head)
    assert "q=kab" in marked[1]


def test_rounds_say_how_much_of_them_is_here(anonymous):
    listed = {row[1]: row[-1] for row in rows(anonymous.get("/putaran/"))}

    assert len(listed) == 7
    assert listed["Evaluasi Smart City 2022, kawasan KPPN dan IKN"] == "38 dari 38"
    assert listed["Evaluasi Smart City 2022"] == "3 dari 99"
    assert listed["Evaluasi Smart City 2020"] == "1 dari jumlah yang tidak diketahui"


def test_an_unknown_round_is_not_found(anonymous):
    assert anonymous.get("/putaran/tidak-ada/").status_code == 404


def test_other_weights_move_the_same_scores(anonymous):
    said = words(anonymous.get(f"/en{WHOLE}", {"bobot": "smartcity/2022"}))

    assert "With the weights 10/20/30/20/20" in said
    assert "21 of 38 cities would move" in said


def test_htmx_gets_the_table_alone_and_back_gets_the_whole_page(anonymous):
    part = anonymous.get(WHOLE, {"urut": "A"}, headers={"HX-Request": "true", "HX-Trigger": "urut-A"})
    filtered = anonymous.get(WHOLE, {"urut": "A"}, headers={"HX-Request": "true"})
    back = anonymous.get(WHOLE, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.decode().lstrip().startswith('<div id="daftar">')
    assert '<option value="A" selected>' in part.content.decode()
    assert "<option" not in filtered.content.decode()
    assert "<h1" in back.content.decode()
    assert "HX-Request" in part["Vary"]
