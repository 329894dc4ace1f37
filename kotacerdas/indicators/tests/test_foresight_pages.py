"""Pages of forecasts, scenarios and balances, as each reader sees them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common import submissions
from kotacerdas.indicators.actions import foreseeing as deeds
from kotacerdas.indicators.domain.forecasting import apart, foreseeing, statistical
from kotacerdas.indicators.models import Balance, Forecast, Indicator, Scenario, Series
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import wrote
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import City

PAGE = "/en/indikator/penduduk/prakiraan/"
DRIVER = {"indicator": "penduduk", "kind": "growth", "size": "1.5", "start": 2027, "end": None}


@pytest.fixture(autouse=True)
def simple_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, without the group, so that a page takes no seconds."""
    monkeypatch.setattr(statistical, "is_installed", lambda: False)
    monkeypatch.setattr(
        apart, "foresee", lambda figures, horizon, check: foreseeing.foresee(figures, horizon)
    )


@pytest.fixture
def grown(people_here: Series) -> Series:
    wrote(people_here, *((str(2012 + at), str(600_000 + 9_000 * at + 700 * (at % 3))) for at in range(14)))
    return people_here


@pytest.fixture
def foreseen(grown: Series) -> Forecast:
    deeds.foresee(grown, 8, by=None, now=timezone.now())
    run_all()
    return Forecast.objects.get()


@pytest.fixture
def scenario(balikpapan: City, people: Indicator) -> Scenario:
    words = deeds.ScenarioWords("Ibu kota baru", "New capital", [DRIVER])
    return deeds.keep_scenario(balikpapan, words, by=None, now=timezone.now())


@pytest.fixture
def water(balikpapan: City) -> Series:
    indicator = factories.indicator("air", unit_id="liter per detik", unit_en="litres a second")
    series = factories.series(indicator, balikpapan)
    wrote(series, ("2020", "1150"))
    return series


@pytest.fixture
def weighed(balikpapan: City, grown: Series, water: Series) -> Balance:
    given: Any = {"per_head": 130, "served": 1, "losses": 0}
    words = deeds.BalanceWords("Air baku", "Raw water", grown, water, **given)
    return deeds.keep_balance(balikpapan, words, by=None, now=timezone.now())


@pytest.fixture
def rinas(as_user: Any, rina: Any) -> Client:
    """The browser of the programme office."""
    return as_user(rina)


@pytest.fixture
def budis(as_user: Any, budi: Any) -> Client:
    return as_user(budi)


@pytest.fixture
def neighbours(as_user: Any, tetangga: Any) -> Client:
    return as_user(tetangga)


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {**fields, submissions.FIELD: submissions.new_key()})


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


# --- Forecasts ---------------------------------------------------------------------------------------------


def test_everybody_reads_a_kept_forecast_with_its_bands_and_its_trials(client, foreseen):
    page = seen(client, PAGE)
    assert "2033: about" in page
    assert "with 95% between" in page
    assert "80% band held" in page
    assert "Over " in page
    assert "Last figure" in page
    assert "Drift" in page
    assert "Our own reckoning from 14 figures, 2012 to 2025" in page
    assert "Compute" not in page


def test_the_band_stands_in_the_chart(client, foreseen):
    page = seen(client, PAGE)
    assert "pita-luas" in page
    assert "pita-sempit" in page
    assert "garis-banding" in page


def test_without_figures_the_page_says_what_is_missing(client, people, people_here):
    wrote(people_here, ("2023", "1"), ("2024", "2"), ("2025", "3"))
    page = seen(client, PAGE)
    assert "at least 8 figures in a row; here there are 3, so 5 more are needed" in page


def test_an_indicator_without_a_series_has_a_page(client, people, balikpapan):
    assert "No series yet" in seen(client, PAGE)


def test_who_keeps_indicators_has_one_computed(rinas, grown):
    client = rinas
    assert "Compute a forecast" in seen(client, PAGE)
    answer = sent(client, f"/en/indikator/penduduk/prakiraan/hitung/?seri={grown.pk}", horizon="5")
    assert answer.status_code == 302
    assert "is being computed" in seen(client, answer.url)
    run_all()
    assert Forecast.objects.get().horizon == 5
    assert "2030: about" in seen(client, answer.url)


@pytest.mark.parametrize("horizon", ["0", "15", "-3", "x", ""])
def test_a_horizon_without_sense_is_refused_beside_its_field(rinas, grown, horizon):
    answer = sent(rinas, "/en/indikator/penduduk/prakiraan/hitung/", horizon=horizon)
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_nobody_else_has_one_computed(client, budis, grown):
    assert sent(client, "/en/indikator/penduduk/prakiraan/hitung/", horizon="5").status_code == 302
    assert sent(budis, "/en/indikator/penduduk/prakiraan/hitung/", horizon="5").status_code == 403
    assert not Job.objects.exists()


def test_a_stale_forecast_says_so(client, foreseen, grown):
    wrote(grown, ("2025", "800000"))
    assert "have changed since this was computed" in seen(client, PAGE)


def test_a_missing_group_says_how_to_add_it(rinas, grown):
    assert "uv sync --inexact --group forecast" in seen(rinas, PAGE)


def test_a_sample_says_so(client, people, balikpapan):
    series = factories.series(people, balikpapan, label="contoh", is_sample=True)
    rows = ((str(2012 + at), str(600_000 + 9_000 * at + 700 * (at % 3))) for at in range(14))
    wrote(series, *rows, status="sample")
    deeds.foresee(series, 5, by=None, now=timezone.now())
    run_all()
    assert 'class="contoh"' in seen(client, PAGE)


def test_a_series_of_another_city_is_none_of_the_choices(client, grown, people, tetangga):
    other = factories.series(people, tetangga.assignments.get().city)
    seen(client, f"{PAGE}?seri={other.pk}", 404)
    seen(client, f"{PAGE}?seri=x", 404)


def test_a_page_asks_few_questions_of_the_database(client, foreseen, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(9):
        client.get(PAGE)


# --- Scenarios ---------------------------------------------------------------------------------------------


def driver_fields(**fields: str) -> dict[str, str]:
    given = {"indicator": "penduduk", "kind": "growth", "size": "1.5", "start": "2027", "end": "", **fields}
    return {f"pendorong-0-{name}": value for name, value in given.items()}


def test_the_office_looks_at_a_forecast_under_a_scenario(rinas, foreseen, scenario):
    page = seen(rinas, f"{PAGE}?skenario={scenario.code}")
    assert "Scenario: New capital" in page
    assert "+1.5% a year beyond its past, from 2027 on" in page
    assert "without scenario" in page


def test_scenarios_are_for_the_citys_offices(client, neighbours, foreseen, scenario):
    seen(client, f"{PAGE}?skenario={scenario.code}", 404)
    seen(neighbours, "/en/indikator/skenario/?kota=64.71", 404)
    assert client.get("/en/indikator/skenario/").status_code == 302


def test_a_scenario_is_written_on_the_page(rinas, people):
    fields = {"title_id": "Ibu kota baru", "title_en": "New capital", **driver_fields()}
    answer = sent(rinas, "/en/indikator/skenario/baru/", **fields)
    assert answer.status_code == 302
    assert Scenario.objects.get().drivers == [DRIVER]
    assert "New capital" in seen(rinas, answer.url)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"end": "2020"}, "It ends in 2020, before it begins in 2027."),
        ({"size": "60"}, "More than 20% a year for years is hardly meant."),
        ({"indicator": ""}, "Choose the indicator that is driven."),
        ({"start": ""}, "Write the years with four digits"),
        ({"size": ""}, "Write how much it drives"),
        ({"size": "much"}, "is no number"),
    ],
)
def test_what_is_wrong_with_a_driver_stands_beside_it(rinas, people, fields, words):
    given = {"title_id": "X", "title_en": "X", **driver_fields(**fields)}
    answer = sent(rinas, "/en/indikator/skenario/baru/", **given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Scenario.objects.exists()


def test_a_scenario_needs_a_driver(rinas, people):
    answer = sent(rinas, "/en/indikator/skenario/baru/", title_id="X", title_en="X")
    assert answer.status_code == 422
    assert "at least one driver" in answer.content.decode()


def test_a_driver_is_taken_out_and_two_in_the_same_years_are_told(rinas, scenario):
    address = f"/en/indikator/skenario/{scenario.code}/"
    two = {
        key.replace("-0-", "-1-"): value for key, value in driver_fields(size="500", kind="amount").items()
    }
    words = {"title_id": "A", "title_en": "B"}
    assert sent(rinas, address, version="1", **words, **driver_fields(), **two).status_code == 302
    assert "work in the same years" in seen(rinas, "/en/indikator/skenario/")
    empty = driver_fields(size="", start="")
    assert sent(rinas, address, version="2", **words, **empty, **two).status_code == 302
    scenario.refresh_from_db()
    assert [each["kind"] for each in scenario.drivers] == ["amount"]


def test_two_people_at_one_scenario_see_both_versions(rinas, scenario):
    fields = {"title_id": "Lain", "title_en": "Other", "version": "7", **driver_fields(size="2")}
    answer = sent(rinas, f"/en/indikator/skenario/{scenario.code}/", **fields)
    assert answer.status_code == 409
    assert "+2% a year" in answer.content.decode()
    assert "New capital" in answer.content.decode()


# --- Balances ----------------------------------------------------------------------------------------------


def test_a_balance_says_in_which_year_water_is_short(rinas, weighed, foreseen):
    page = seen(rinas, weighed.get_absolute_url().replace("/neraca", "/en/neraca"))
    assert "demand exceeds capacity" in page
    assert "at the earliest in" in page
    assert "130 litres a head and day" in page
    assert "pita-luas" in page


def test_the_list_of_balances_asks_as_often_however_many_there_are(
    rinas, weighed, foreseen, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as one:
        seen(rinas, "/en/neraca/")
    for _each in range(3):
        weighed.pk, weighed.code = None, f"air-{_each}"
        weighed._state.adding = True
        weighed.save()
    with django_assert_num_queries(len(one)):
        assert seen(rinas, "/en/neraca/").count("demand exceeds capacity") == 4


def test_the_list_of_scenarios_asks_as_often_however_many_there_are(
    rinas, scenario, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as one:
        seen(rinas, "/en/indikator/skenario/")
    words = deeds.ScenarioWords("Lain", "Other", [DRIVER])
    for _each in range(3):
        deeds.keep_scenario(scenario.city, words, by=None, now=timezone.now())
    with django_assert_num_queries(len(one)):
        assert seen(rinas, "/en/indikator/skenario/").count("+1.5% a year") == 4


def test_a_balance_without_a_forecast_says_what_to_do(rinas, weighed):
    assert "has not been foreseen yet" in seen(rinas, "/en/neraca/air-baku/")
    assert "has not been foreseen yet" in seen(rinas, "/en/neraca/")


def test_a_balance_under_a_scenario(rinas, weighed, foreseen, scenario):
    assert "+1.5% a year" in seen(rinas, f"/en/neraca/air-baku/?skenario={scenario.code}")
    seen(rinas, "/en/neraca/air-baku/?skenario=none", 404)


def test_a_balance_is_written_and_corrected_on_the_page(rinas, grown, water):
    fields = {
        "title_id": "Air", "title_en": "Water", "people": grown.pk, "capacity": water.pk, "per_head": "130",
        "served": "82.5", "losses": "30", "basis": "",
    }  # fmt: skip
    answer = sent(rinas, "/en/neraca/baru/", **fields)
    assert answer.status_code == 302
    row = Balance.objects.get()
    assert (str(row.served), str(row.losses)) == ("0.8250", "0.3000")
    assert 'value="82.5"' in seen(rinas, f"/en/neraca/{row.code}/ubah/")
    answer = sent(rinas, f"/en/neraca/{row.code}/ubah/", **{**fields, "losses": "25", "version": 1})
    assert answer.status_code == 302
    answer = sent(rinas, f"/en/neraca/{row.code}/ubah/", **{**fields, "losses": "20", "version": 1})
    assert answer.status_code == 409
    assert "25%" in answer.content.decode()


def test_a_balance_that_cannot_be_is_refused(rinas, grown, water):
    fields = {
        "title_id": "A", "title_en": "W", "people": water.pk, "capacity": grown.pk, "per_head": "0", "served": "120",
        "losses": "100",
    }  # fmt: skip
    answer = sent(rinas, "/en/neraca/baru/", **fields)
    assert answer.status_code == 422
    assert "does not count people" in answer.content.decode()
    assert "is no flow of water" in answer.content.decode()


def test_another_citys_balance_is_not_found(client, neighbours, weighed):
    seen(neighbours, "/en/neraca/air-baku/?kota=64.71", 404)
    assert client.get("/en/neraca/air-baku/").status_code == 302


def test_indicators_are_seen_by_all_and_the_forecast_of_a_kept_one_by_nobody_else(client, foreseen):
    Indicator.objects.update(is_public=False, city=foreseen.series.city)
    seen(client, PAGE, 404)
