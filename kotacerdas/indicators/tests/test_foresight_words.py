"""Forecasts and balances in sentences."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from kotacerdas.common.faults import registered
from kotacerdas.indicators import findings_foresight as findings
from kotacerdas.indicators.domain.forecasting import balance, foreseeing, models, statistical
from kotacerdas.indicators.domain.forecasting.balance import Shortage
from kotacerdas.indicators.domain.forecasting.choosing import Choice
from kotacerdas.indicators.domain.forecasting.drivers import Driver
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome
from kotacerdas.indicators.models import Indicator


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> Outcome:
    monkeypatch.setattr(statistical, "is_installed", lambda: False)
    rows = [("2010", 1.0), *((str(2014 + at), 100.0 + 7 * at + at % 3) for at in range(9))]
    return foreseeing.foresee(rows, 6)


def test_why_the_best_model_is_used(outcome):
    assert (
        findings.why(outcome)
        == "Drift is used: of all models it erred least over 10 trials from 4 places in the past."
    )


def test_why_a_simpler_model_is_used(outcome):
    simpler = replace(outcome, choice=Choice("drift", "simpler", rival="arima"))
    assert findings.why(simpler).startswith("Drift is used. ARIMA erred a little less")


def test_coverage_in_plain_words(outcome):
    errors = replace(outcome.test("drift").errors, trials=12, held80=9)
    assert findings.coverage(errors, 80) == "Over 12 trials, the 80% band held 9 of 12."


def test_what_a_reader_must_know_before_believing(outcome):
    words = findings.warnings(outcome, 6)
    assert any(each.startswith("Only 4 periods ahead could be tried") for each in words)
    assert any(each.startswith("1 older figure stands before a gap") for each in words)


def test_bands_that_held_too_seldom_are_told(outcome):
    narrow = replace(outcome.test("drift"), errors=replace(outcome.test("drift").errors, held95=2))
    seldom = replace(outcome, tested=(narrow,), choice=Choice("drift", "alone"))
    assert any("too narrow" in each for each in findings.warnings(seldom, 1))


def test_models_that_are_missing_say_why(outcome):
    assert ("ARIMA", "the programs for it are not installed") in findings.left_out(outcome)


@pytest.mark.parametrize("model", models.MODELS, ids=lambda each: each.key)
def test_every_model_has_a_name_and_a_meaning(model):
    assert findings.model_name(model.key)
    assert findings.model_means(model.key)


PEOPLE = Indicator(
    code="penduduk", title_en="Population", title_id="Penduduk", unit_en="people", unit_id="jiwa"
)


@pytest.mark.parametrize(
    ("driver", "words"),
    [
        (
            Driver("p", "growth", Decimal("1.5"), 2027),
            "Population: +1.5% a year beyond its past, from 2027 on",
        ),
        (
            Driver("p", "growth", Decimal(-2), 2027, 2030),
            "Population: −2% a year beyond its past, from 2027 to 2030",
        ),
        (
            Driver("p", "amount", Decimal(5000), 2027, 2030),
            "Population: +5,000 people a year beyond its past, from 2027 to 2030",
        ),
        (
            Driver("p", "amount", Decimal(5000), 2027),
            "Population: +5,000 people a year beyond its past, from 2027 on",
        ),
    ],
)
def test_a_driver_is_a_sentence(driver, words):
    assert findings.driver(driver, PEOPLE) == words


def people(*middles: float, by: float = 50) -> balance.Weighed:
    foreseen = {
        2026 + at: balance.Ahead(each, each - by, each + by, each - by, each + by)
        for at, each in enumerate(middles)
    }
    return balance.weigh({}, foreseen, {2020: 1.0}, balance.Norms(86.4, 1, 0))


@pytest.mark.parametrize(
    ("middles", "words"),
    [
        ((1100, 1200), "Demand exceeds capacity already in 2026, the first year foreseen"),
        ((900, 1100), "From 2027 on demand exceeds capacity"),
        ((900, 980), "Capacity is expected to suffice until 2027, but may be short from 2027 on"),
        ((800, 900), "Capacity suffices until 2027"),
    ],
)
def test_a_balance_begins_with_its_finding(middles, words):
    assert findings.shortage(people(*middles)) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Shortage(None, None, None), "Even at the upper end of the 95% band demand stays below capacity."),
        (Shortage(2030, 2030, 2030), "Both ends of the 95% band say the same year."),
        (Shortage(2030, 2028, 2033), "With 95%: at the earliest in 2028, at the latest in 2033."),
        (
            Shortage(2030, 2028, None),
            "With 95%: at the earliest in 2028; at the lower end of the band not before 2036.",
        ),
    ],
)
def test_the_range_of_a_shortage(found, words):
    assert findings.shortage_range(found, 2035) == words


def test_every_fault_of_this_part_has_words():
    kinds = {
        "forecast-too-few", "forecast-after-gap", "forecast-never-moved", "forecast-too-far", "forecast-of-opinion",
        "scenario-empty", "scenario-too-long", "driver-of-nothing", "driver-unknown", "driver-without-size",
        "driver-growth-absurd", "driver-amount-absurd", "driver-years", "driver-ends-before", "balance-per-head",
        "balance-served", "balance-losses", "balance-people-unit", "balance-capacity-unit",
    }  # fmt: skip
    assert kinds <= registered()
