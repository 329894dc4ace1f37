"""What the pages of forecasts, scenarios and balances show, worked out from what was found."""

from collections.abc import Mapping
from typing import Any

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators import findings as figure_words
from kotacerdas.indicators import findings_foresight as findings
from kotacerdas.indicators.domain.forecasting import drivers
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome
from kotacerdas.indicators.domain.forecasting.paths import LEVELS, Path
from kotacerdas.indicators.drawings_foresight import balance_chart, forecast_chart
from kotacerdas.indicators.models import Indicator, Scenario
from kotacerdas.indicators.queries import foresight as queries
from kotacerdas.indicators.queries.foresight import Foresight, Weighing


def the_forecast(found: Foresight, scenario: Scenario | None) -> dict[str, Any]:
    outcome, indicator = found.outcome, found.series.indicator
    if outcome is None or found.forecast is None:
        return {}
    moving = queries.drivers_of(scenario, indicator)
    path = queries.driven(outcome.chosen.path, outcome.ahead, moving, indicator)
    sentence = findings.headline(outcome, path, indicator)
    return {
        "outcome": outcome,
        "headline": sentence,
        "why": findings.why(outcome),
        "warnings": findings.warnings(outcome, found.forecast.horizon),
        "chart": forecast_chart(outcome, path, found.series, is_driven=bool(moving), sentence=sentence),
        "ahead": _ahead(outcome, path, indicator),
        "tests": _tests(outcome, indicator),
        "steps": _steps(outcome, indicator),
        "coverage": [findings.coverage(outcome.test(outcome.choice.key).errors, level) for level in LEVELS],
        "left_out": findings.left_out(outcome),
        "scenario": scenario,
        "driving": [findings.driver(each, indicator) for each in moving],
    }


def _ahead(outcome: Outcome, path: Path, indicator: Indicator) -> list[dict[str, str]]:
    return [
        {
            "period": figure_words.period(period),
            "middle": findings.figure(step.middle, indicator),
            "band80": findings.between(step.band(80), indicator),
            "band95": findings.between(step.band(95), indicator),
        }
        for period, step in zip(outcome.ahead, path, strict=True)
    ]


def _tests(outcome: Outcome, indicator: Indicator) -> list[dict[str, Any]]:
    """The used one first, then by their mean error."""
    rows = sorted(outcome.tested, key=lambda each: (each.key != outcome.choice.key, each.errors.mae))
    return [
        {
            "name": findings.model_name(each.key),
            "form": outcome.line(each.key).form,
            "means": findings.model_means(each.key),
            "is_used": each.key == outcome.choice.key,
            "mae": findings.error(each.errors.mae, indicator),
            "rmse": findings.error(each.errors.rmse, indicator),
            "mase": each.errors.mase,
            "errors": each.errors,
        }
        for each in rows
    ]


def _steps(outcome: Outcome, indicator: Indicator) -> list[dict[str, Any]]:
    """The used model, by how far ahead it looked."""
    return [
        {"step": at, "mae": findings.error(each.mae, indicator), "errors": each}
        for at, each in enumerate(outcome.test(outcome.choice.key).by_step, start=1)
    ]


def of_scenario(scenario: Scenario, indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    """A stored list that is not valid any more, which no deed writes, is shown as having no drivers."""
    try:
        read = drivers.read(scenario.drivers)
    except Refused:
        read = ()
    return {
        "scenario": scenario,
        "drivers": [findings.driver(each, indicators.get(each.indicator)) for each in read],
        "overlaps": [
            findings.overlap(one, other, indicators.get(one.indicator))
            for one, other in drivers.overlaps(read)
        ],
        "driven": [
            indicators[code] for code in dict.fromkeys(each.indicator for each in read) if code in indicators
        ],
    }


def of_balance(found: Weighing, scenario: Scenario | None = None) -> dict[str, Any]:
    weighed = found.weighed
    if weighed is None:
        return {"finding": findings.nothing_weighed(found)}
    sentence = findings.shortage(weighed)
    moving = queries.drivers_of(scenario, found.balance.people.indicator)
    return {
        "finding": sentence,
        "range": findings.shortage_range(weighed.shortage, weighed.rows[-1].year),
        "chart": balance_chart(weighed, is_sample=found.balance.is_sample, sentence=sentence),
        "rows": weighed.rows,
        "scenario": scenario,
        "driving": [findings.driver(each, found.balance.people.indicator) for each in moving],
    }
