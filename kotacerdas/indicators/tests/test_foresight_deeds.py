"""Forecasts are computed in the background and kept; scenarios and balances are written."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.indicators.actions import foreseeing as deeds
from kotacerdas.indicators.domain.forecasting import apart, foreseeing, statistical
from kotacerdas.indicators.drawings_foresight import forecast_chart
from kotacerdas.indicators.models import Balance, Forecast, Scenario, Series
from kotacerdas.indicators.queries import foresight
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW, wrote
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.tests.running import run_all

DRIVER = {"indicator": "penduduk", "kind": "growth", "size": "1.5", "start": 2027, "end": 2035}


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the simple models alone, so that a test of deeds takes no seconds."""
    monkeypatch.setattr(statistical, "is_installed", lambda: False)
    monkeypatch.setattr(
        apart, "foresee", lambda figures, horizon, check: foreseeing.foresee(figures, horizon)
    )


@pytest.fixture
def grown(people_here: Series) -> Series:
    wrote(people_here, *((str(2014 + at), str(600_000 + 9_000 * at + 700 * (at % 3))) for at in range(12)))
    return people_here


def foreseen(series: Series, horizon: int = 5, by: Any = None) -> Forecast:
    deeds.foresee(series, horizon, by=by, now=NOW)
    run_all()
    return Forecast.objects.latest("pk")


def test_a_forecast_is_computed_in_the_background_and_kept(grown, rina, in_this_process):
    job = deeds.foresee(grown, 5, by=rina, now=NOW)
    assert job.queue == "heavy"
    assert Entry.objects.get(kind="indicators.forecast").actor_id == rina.pk

    run_all()

    kept = Forecast.objects.get()
    assert (kept.series, kept.horizon, kept.by, kept.city) == (grown, 5, rina, None)
    assert foreseeing.read(kept.outcome).ahead == ("2026", "2027", "2028", "2029", "2030")


def test_a_worker_that_begins_again_keeps_one_forecast(grown, in_this_process):
    deeds.foresee(grown, 5, by=None, now=NOW)
    (job,) = run_all()
    Job.objects.filter(pk=job.pk).update(state=State.WAITING, ended_at=None)
    run_all()
    assert Forecast.objects.count() == 1


def test_asking_twice_is_one_job(grown):
    assert deeds.foresee(grown, 5, by=None, now=NOW) == deeds.foresee(grown, 5, by=None, now=NOW)


def test_three_figures_are_refused_with_how_many_are_missing_and_why(people_here):
    wrote(people_here, ("2023", "1"), ("2024", "2"), ("2025", "3"))
    with pytest.raises(Refused) as refused:
        deeds.foresee(people_here, 2, by=None, now=NOW)
    with translation.override("en"):
        words = sentence(refused.value.faults[0])
    assert "at least 8 figures" in words
    assert "there are 3, so 5 more are needed" in words
    assert "learns from five and must be tried on three more" in words
    assert not Job.objects.exists()


def test_an_opinion_is_not_foreseen(balikpapan):
    series = factories.series(factories.indicator("opini", kind="opinion"), balikpapan)
    with pytest.raises(Refused, match="forecast-of-opinion"):
        deeds.foresee(series, 2, by=None, now=NOW)


def test_a_forecast_is_stale_once_a_figure_changes(grown, rina, in_this_process):
    foreseen(grown)
    assert not foresight.foresight_of(grown, rina, this_year=2026).is_stale
    wrote(grown, ("2025", "700001"))
    assert foresight.foresight_of(grown, rina, this_year=2026).is_stale


def test_for_the_nation_a_city_speaks_to_its_own_offices_alone(people, rina, tetangga, in_this_process):
    nation = factories.series(people, None, level="nation")
    wrote(nation, *((str(2014 + at), str(600_000 + 9_000 * at + 700 * (at % 3))) for at in range(12)))
    kept = foreseen(nation, by=rina)
    assert kept.city is not None
    assert foresight.foresight_of(nation, rina, this_year=2026).outcome
    for other in (tetangga, AnonymousUser()):
        assert foresight.foresight_of(nation, other, this_year=2026).outcome is None


def test_estimates_of_years_to_come_are_no_past(grown):
    wrote(grown, ("2045", "1000000"), status="estimate")
    assert foresight.figures_of(grown, this_year=2026).rows[-1].period == "2025"


def test_without_the_group_the_simple_models_are_kept(grown, rina, in_this_process):
    foreseen(grown)
    found = foresight.foresight_of(grown, rina, this_year=2026)
    assert found.lacks_group
    assert found.outcome is not None
    assert found.outcome.left_out == {"ets": "no-group", "arima": "no-group"}


def test_a_share_is_never_foreseen_above_100_percent(balikpapan, rina, in_this_process):
    indicator = factories.indicator("sambungan", kind="percent", least=0, most=100, places=1)
    series = factories.series(indicator, balikpapan)
    wrote(series, *((str(2014 + at), str(76 + 2 * at + at % 2)) for at in range(12)))
    foreseen(series, horizon=8)
    outcome = foresight.foresight_of(series, rina, this_year=2026).outcome
    assert outcome is not None
    assert outcome.chosen.path[-1].middle > 100
    for path in (outcome.chosen.path, outcome.beside[0].path):
        assert max(step.high95 for step in foresight.within(path, indicator)) <= 100
    chart = forecast_chart(
        outcome,
        foresight.driven(outcome.chosen.path, (), (), indicator),
        series,
        is_driven=False,
        sentence="",
    )
    assert max(spot.value for line in chart.lines for spot in line.spots) <= 100


def test_a_scenario_is_written_and_corrected(balikpapan, rina):
    words = deeds.ScenarioWords("Ibu kota baru", "New capital", [DRIVER])
    row = deeds.keep_scenario(balikpapan, words, by=rina, now=NOW)
    assert (row.code, row.drivers) == ("ibu-kota-baru", [DRIVER])

    again = deeds.ScenarioWords("Ibu kota baru", "The new capital", [DRIVER])
    deeds.keep_scenario(balikpapan, again, row=row, expected=1, by=rina, now=NOW)
    row.refresh_from_db()
    assert (row.title_en, row.version) == ("The new capital", 2)
    with pytest.raises(versions.StaleSave):
        deeds.keep_scenario(balikpapan, words, row=row, expected=1, by=rina, now=NOW)
    assert Entry.objects.filter(kind="indicators.keep-scenario").count() == 2


def test_two_scenarios_of_one_title_have_two_codes(balikpapan):
    words = deeds.ScenarioWords("Baru", "New", [DRIVER])
    codes = [deeds.keep_scenario(balikpapan, words, by=None, now=NOW).code for _each in range(2)]
    assert codes == ["baru-2", "baru-3"]


def test_a_scenario_without_sense_is_refused(balikpapan):
    words = deeds.ScenarioWords("X", "X", [{**DRIVER, "end": 2020}])
    with pytest.raises(Refused) as refused:
        deeds.keep_scenario(balikpapan, words, by=None, now=NOW)
    (fault,) = refused.value.faults
    assert (fault.kind, fault.line) == ("driver-ends-before", 1)
    assert not Scenario.objects.exists()


@pytest.fixture
def water(balikpapan) -> Series:
    indicator = factories.indicator("air", unit_id="liter per detik", unit_en="litres a second")
    series = factories.series(indicator, balikpapan)
    wrote(series, ("2020", "1200"))
    return series


def balance_words(people: Series, water: Series, **fields: Any) -> deeds.BalanceWords:
    given = {"per_head": Decimal(130), "served": Decimal("0.8"), "losses": Decimal("0.3"), **fields}
    return deeds.BalanceWords("Air baku", "Raw water", people, water, **given)


def test_a_balance_weighs_people_against_water(grown, water, balikpapan, rina, in_this_process):
    row = deeds.keep_balance(balikpapan, balance_words(grown, water), by=rina, now=NOW)
    assert not foresight.weighing_of(row, rina, this_year=2026).weighed

    foreseen(grown)
    weighed = foresight.weighing_of(row, rina, this_year=2026).weighed

    assert weighed is not None
    by_year = {each.year: each for each in weighed.rows}
    assert by_year[2025].demand.middle == pytest.approx(700_400 * 130 * 0.8 / 0.7 / 86_400)
    assert by_year[2025].is_carried
    assert by_year[2014].capacity is None
    assert weighed.shortage.middle is not None


def test_a_scenario_brings_the_shortage_forward(grown, water, balikpapan, rina, in_this_process):
    row = deeds.keep_balance(balikpapan, balance_words(grown, water, per_head=Decimal(126)), by=rina, now=NOW)
    scenario = deeds.keep_scenario(
        balikpapan,
        deeds.ScenarioWords("Cepat", "Fast", [{**DRIVER, "size": "5", "start": 2026}]),
        by=rina,
        now=NOW,
    )
    foreseen(grown, horizon=10)
    plain, fast = (
        foresight.weighing_of(row, rina, this_year=2026, scenario=each).weighed for each in (None, scenario)
    )
    assert plain is not None
    assert fast is not None
    assert fast.shortage.middle is not None
    assert plain.shortage.middle is None or fast.shortage.middle < plain.shortage.middle


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"per_head": Decimal(0)}, "balance-per-head"),
        ({"per_head": Decimal(5000)}, "balance-per-head"),
        ({"served": Decimal("1.2")}, "balance-served"),
        ({"losses": Decimal(1)}, "balance-losses"),
    ],
)
def test_a_balance_without_sense_is_refused(people_here, water, balikpapan, fields, kind):
    with pytest.raises(Refused, match=kind):
        deeds.keep_balance(balikpapan, balance_words(people_here, water, **fields), by=None, now=NOW)
    assert not Balance.objects.exists()


def test_people_and_water_are_not_exchanged(people_here, water, balikpapan):
    with pytest.raises(Refused) as refused:
        deeds.keep_balance(balikpapan, balance_words(water, people_here), by=None, now=NOW)
    assert [each.kind for each in refused.value.faults] == ["balance-people-unit", "balance-capacity-unit"]
    assert all(sentence(each) for each in refused.value.faults)


def test_a_balance_on_a_sample_is_a_sample(water, balikpapan, people):
    sample = factories.series(people, balikpapan, label="contoh", is_sample=True)
    row = deeds.keep_balance(balikpapan, balance_words(sample, water), by=None, now=NOW)
    assert row.is_sample


def test_another_city_sees_neither_scenario_nor_balance(people_here, water, balikpapan, tetangga):
    deeds.keep_balance(balikpapan, balance_words(people_here, water), by=None, now=NOW)
    deeds.keep_scenario(balikpapan, deeds.ScenarioWords("X", "X", [DRIVER]), by=None, now=NOW)
    assert not foresight.balances_of(balikpapan, tetangga)
    assert not foresight.scenarios_of(balikpapan, tetangga)
