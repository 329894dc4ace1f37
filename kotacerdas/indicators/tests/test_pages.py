"""The list of indicators and the page of one: what stands there, who sees it, and at what cost."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kotacerdas.common.charts import Pen, svg
from kotacerdas.indicators import actions, drawings, findings
from kotacerdas.indicators.models import Variable
from kotacerdas.indicators.queries import details, listing
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
NOBODY = AnonymousUser()
LIST = "/en/indikator/"
DENSITY = {"kind": "expression", "text": "people / area", "inputs": {"people": "penduduk", "area": "luas"}}
OPINION = {
    "kind": "opinion",
    "labels": {
        "5": {"id": "Wajar Tanpa Pengecualian (WTP)", "en": "Unqualified (WTP)"},
        "3": {"id": "Wajar Dengan Pengecualian (WDP)", "en": "Qualified (WDP)"},
    },
    "unit_id": "",
    "unit_en": "",
}


def page(client, where=LIST, status=200):
    response = client.get(where)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.fixture
def ipm(balikpapan):
    """Better than before, its target missed, its province beside it."""
    made = factories.indicator(
        "ipm", title_en="Human Development Index", direction="up", places=2, unit_id="", unit_en=""
    )
    factories.wrote(factories.series(made, balikpapan), ("2023", "82.03"), ("2024", "82.62"))
    province = factories.series(made, None, level="province", province=balikpapan.province)
    factories.wrote(province, ("2024", "78.79"))
    factories.target(made, balikpapan, 2024, "83")
    return made


@pytest.fixture
def density(people, people_here, balikpapan):
    """Computed for 2023; for 2024 published too, and the published figure does not fit."""
    area = factories.indicator("luas", unit_id="km²", unit_en="km²", group="environment")
    made = factories.indicator("kepadatan", formula=DENSITY, title_en="Density", direction="down")
    factories.wrote(people_here, ("2023", "746804"), ("2024", "760000"))
    factories.wrote(factories.series(area, balikpapan), ("2023", "503"), ("2024", "503"))
    factories.wrote(factories.series(made, balikpapan), ("2024", "2000"))
    return made


# --- The list ------------------------------------------------------------------------------------------------


def test_list_says_what_is_known_and_what_is_not(client, ipm, people):
    html = page(client)

    assert "1 of 2 indicators has a figure" in html
    assert "Since the figure before, 1 went better and 0 worse." in html
    assert "0 of 1 target is met." in html
    assert 'No figure yet:</b> <a href="/en/indikator/penduduk/?kota=64.71">penduduk (en)</a>' in html


def test_row_holds_figure_change_target_and_neighbours(client, ipm):
    html = page(client)

    for words in ("82.62", "better, 2023", "0.59", "83.00", "not met", "78.79", "People and welfare"):
        assert words in html


def test_empty_installation_says_so(client, balikpapan):
    assert "No indicator of Kota Balikpapan has a figure yet" in page(client)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("cari=development", 1),
        ("cari=ipm", 1),
        ("cari=tidak+ada", 0),
        ("kelompok=environment", 1),
        ("kelompok=bukan-kelompok", 4),
        ("lihat=known", 4),
        ("lihat=none", 0),
        ("lihat=better", 1),
        ("lihat=worse", 1),
        ("lihat=missed", 1),
        ("lihat=flagged", 1),
        ("lihat=sample", 0),
    ],
)
def test_list_is_narrowed(client, ipm, density, asked, found):
    html = page(client, f"{LIST}?{asked}")

    assert html.count('<th scope="row"') == found
    assert ("No indicator matches" in html) is not bool(found)


def test_fall_is_better_where_less_is_better(balikpapan):
    made = factories.indicator("kemiskinan", direction="down")
    factories.wrote(factories.series(made, balikpapan), ("2023", "3"), ("2024", "2"))

    (row,) = listing.of(balikpapan, NOBODY)

    assert row.verdict == "better"
    with override("en"):
        assert findings.beside_row(row, balikpapan) == "It fell by 1 from 3 people in 2023, which is better."


def test_sample_is_marked_and_announced(client, people, balikpapan):
    kept = factories.series(people, balikpapan, label="contoh", is_sample=True)
    factories.wrote(kept, ("2023", "4"), ("2024", "5"), status="sample")
    factories.target(people, balikpapan, 2024, "5")
    html = page(client)

    assert '<span class="contoh">sample</span>' in html
    assert "penduduk (en): 5 people in 2024 (sample)" in page(client, "/en/indikator/penduduk/")
    assert "Some figures on this page are invented" in html


def test_samples_are_not_counted_as_figures_nor_as_progress(people, balikpapan):
    people.direction = "up"
    people.save()
    kept = factories.series(people, balikpapan, label="contoh", is_sample=True)
    factories.wrote(kept, ("2023", "4"), ("2024", "5"), status="sample")
    factories.target(people, balikpapan, 2024, "5")

    count = listing.count(listing.of(balikpapan, NOBODY))

    assert (count.known, count.none, count.better, count.met, count.sample) == (0, 0, 0, 0, 1)


def test_another_city_by_its_code(client, ipm, samarinda):
    assert "No indicator of Kota Samarinda has a figure yet" in page(client, f"{LIST}?kota=64.72")
    assert client.get(f"{LIST}?kota=99.99").status_code == 404


def test_indicator_kept_for_the_offices_is_seen_by_them_alone(client, as_user, rina, tetangga, balikpapan):
    own = factories.indicator("sendiri", city=balikpapan, is_public=False)
    assert own.title_en not in page(client)
    assert own.title_en in page(as_user(rina))
    assert client.get("/en/indikator/sendiri/").status_code == 404
    assert as_user(tetangga).get("/en/indikator/sendiri/?kota=64.71").status_code == 404


def test_list_costs_the_same_however_long_it_is(client, balikpapan, ipm, density):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page(client)
        return len(asked)

    page(client)
    few = cost()
    for at in range(12):
        made = factories.indicator(f"lagi-{at}")
        factories.wrote(factories.series(made, balikpapan), ("2023", "1"), ("2024", "2"))
        factories.target(made, balikpapan, 2024, "3")

    assert cost() == few <= MOST_QUERIES


def test_files_hold_the_rows_that_are_asked_for(client, ipm):
    assert "?lihat=better&amp;kota=64.71" in page(client, f"{LIST}?lihat=better")


# --- One indicator -------------------------------------------------------------------------------------------


def test_page_tells_figure_change_target_and_neighbour(client, ipm):
    html = page(client, "/en/indikator/ipm/")

    assert "Human Development Index: 82.62 in 2024" in html
    assert "It rose by 0.59 from 82.03 in 2023, which is better." in html
    assert "The target for 2024, 83.00, is not met." in html
    assert "Kalimantan Timur stood at 78.79 in the same period." in html
    assert 'class="grafik grafik--deret"' in html
    assert "BPS, Daerah Dalam Angka" in html


def test_same_page_in_indonesian_writes_numbers_so(client, ipm):
    assert "82,62" in page(client, "/indikator/ipm/")


def test_published_figure_that_does_not_fit_is_told(client, density):
    html = page(client, "/en/indikator/kepadatan/")

    assert (
        "For 2024 the published parts give between 1,509 and 1,512, but 2,000 people was published." in html
    )
    assert "does not fit its published parts" in html


def test_computed_figure_shows_the_formula_with_its_numbers(client, density):
    html = page(client, "/en/indikator/kepadatan/")

    assert "computed here" in html
    assert "penduduk (en) : luas (en)" in html
    assert "746,804 : 503 = 1,485" in html


def test_earlier_figure_stays_with_its_reason_and_names_are_for_offices(
    client, as_user, rina, ipm, balikpapan
):
    series = ipm.series.get(city=balikpapan)
    actions.write(series, factories.written("2024", "82.70"), by=rina, now=NOW, reason="Salah ketik")
    html = page(client, "/en/indikator/ipm/")

    assert "82.70" in html
    assert "1 earlier figure" in html
    assert "Salah ketik" in html
    assert str(rina) not in html
    assert str(rina) in page(as_user(rina), "/en/indikator/ipm/")


def test_figure_that_was_taken_away_is_told(client, ipm, rina, balikpapan):
    kept = ipm.series.get(city=balikpapan).observations.get(period="2023")
    actions.remove(kept, reason="Bukan angka kota ini", by=rina, now=NOW)
    html = page(client, "/en/indikator/ipm/")

    assert "1 figure was taken away" in html
    assert "Bukan angka kota ini" in html


def test_new_method_is_a_table_and_a_break_of_its_own(client, people, people_here, balikpapan):
    factories.wrote(people_here, ("2021", "5"))
    new = factories.series(
        people, balikpapan, label="metode-baru", title_id="Metode 2022", title_en="Method 2022"
    )
    factories.wrote(new, ("2022", "9"))
    html = page(client, "/en/indikator/penduduk/")

    assert 'class="kata-putus"' in html
    assert html.count("Method 2022") == 3  # in both drawings and above the table
    assert "New method" in html
    assert "new method, not comparable" in html


def test_successor_is_drawn_below_and_never_in_one_line(client, balikpapan):
    spbe = factories.indicator("spbe", title_en="SPBE index")
    pemdi = factories.indicator("pemdi", title_en="Pemdi index", predecessor=spbe)
    factories.wrote(factories.series(spbe, balikpapan), ("2025", "4"))
    factories.wrote(factories.series(pemdi, balikpapan), ("2026", "3"))
    old, new = page(client, "/en/indikator/spbe/"), page(client, "/en/indikator/pemdi/")

    assert "It is replaced by Pemdi index" in old
    assert "It replaces SPBE index" in new
    assert "Pemdi index has one figure, of 2026." in old
    assert old.count("grafik--deret") == new.count("grafik--deret") == 2


def test_metadata_say_how_much_is_filled_and_what_is_not_known(client, ipm):
    ipm.metadata = {"composite": "yes", "concept": {"id": "Konsep", "en": "A concept"}}
    ipm.save()
    Variable.objects.create(
        indicator=ipm, position=1, title_id="Umur", title_en="Life expectancy",
        metadata={"alias": {"id": "UHH", "en": "UHH"}},
    )  # fmt: skip
    html = page(client, "/en/indikator/ipm/")

    assert "2 of 12 blocks are filled" in html
    assert "A concept" in html
    assert "not known" in html
    assert "Activity that produces it" not in html
    assert "variable (MS-Var), 1 of 10 blocks" in html


def test_page_without_figures_says_so(client, as_user, rina, people):
    assert "Nobody has written a figure" in page(client, "/en/indikator/penduduk/")
    assert "Write the first figure" in page(as_user(rina), "/en/indikator/penduduk/")


def test_unknown_code_is_not_found(client, balikpapan):
    assert client.get("/en/indikator/tidak-ada/").status_code == 404


def test_opinions_are_words(client, balikpapan):
    made = factories.indicator("opini", **OPINION)
    factories.wrote(factories.series(made, balikpapan), ("2023", "3"), ("2024", "5"))
    html = page(client, "/en/indikator/opini/")

    assert "opini (en): Unqualified (WTP) in 2024" in html
    assert "Before it, in 2023, stood Qualified (WDP)." in html
    assert ">WDP</text>" in html


def test_page_costs_the_same_however_many_figures_there_are(client, ipm, balikpapan, rina):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page(client, "/en/indikator/ipm/")
        return len(asked)

    page(client, "/en/indikator/ipm/")
    few = cost()
    series = ipm.series.get(city=balikpapan)
    factories.wrote(series, *((str(year), str(70 + year % 10)) for year in range(1990, 2022)))
    for value in ("82.7", "82.8", "82.9"):
        actions.write(series, factories.written("2024", value), by=rina, now=NOW, reason="Ralat")

    assert cost() == few <= MOST_QUERIES


# --- Words and drawings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024", "2024"),
        ("2024-S1", "first half of 2024"),
        ("2024-Q3", "quarter III of 2024"),
        ("2024-07", "July 2024"),
    ],
)
def test_periods_in_words(period, words):
    with override("en"):
        assert findings.period(period) == words


def test_half_years_stand_half_a_year_apart():
    assert drawings.moment("2024-S2") - drawings.moment("2024-S1") == 0.5
    assert drawings.moment("2024-07") == 2024.5


def test_spark_needs_two_figures_and_survives_a_flat_line(people, people_here, balikpapan):
    def spark():
        found = details.of("penduduk", balikpapan, NOBODY)
        return drawings.spark_of(found.sheet.main)

    factories.wrote(people_here, ("2020", "5"))
    assert spark() == ""
    factories.wrote(people_here, ("2022", "5"))
    assert spark().count("circle") == 3


def test_chart_of_estimates_and_targets(people, people_here, balikpapan):
    factories.wrote(people_here, ("2024", "5"), status="estimate")
    factories.target(people, balikpapan, 2026, "9")
    found = details.of("penduduk", balikpapan, NOBODY)
    (made,) = drawings.charts_of(found.sheet, balikpapan, sentence="x")

    written = svg.written(made, Pen("en"), "x")

    assert 'class="buka-kota"' in written
    assert 'class="sasaran"' in written


def test_series_in_another_unit_has_a_chart_of_its_own(people, people_here, balikpapan):
    factories.wrote(people_here, ("2024", "5000"))
    other = factories.series(people, balikpapan, label="ribu", unit_id="ribu jiwa", unit_en="thousand people")
    factories.wrote(other, ("2024", "5"))
    factories.target(people, balikpapan, 2026, "9000")
    found = details.of("penduduk", balikpapan, NOBODY)

    with override("en"):
        usual, apart = drawings.charts_of(found.sheet, balikpapan, sentence="x")

    assert (usual.unit, apart.unit) == ("people", "thousand people")
    assert [len(each.lines) for each in (usual, apart)] == [1, 1]
    assert [len(each.aims) for each in (usual, apart)] == [1, 0]


def test_source_with_its_day_is_linked(client, people, people_here):
    actions.write(
        people_here,
        factories.written("2024", "5", source_url="https://contoh.go.id/a", source_dated=date(2025, 2, 3)),
        by=None,
        now=NOW,
    )
    html = page(client, "/en/indikator/penduduk/")

    assert '<a href="https://contoh.go.id/a">BPS, Daerah Dalam Angka</a>, 3 February 2025' in html
