"""Rolling origins, errors, coverage, and which model is used."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators.domain.forecasting import (
    apart,
    backtest,
    choosing,
    foreseeing,
    models,
    statistical,
)
from kotacerdas.indicators.domain.forecasting.backtest import Errors, Trial, Tried
from kotacerdas.indicators.domain.forecasting.paths import Ahead


def noise(size: int, by: float = 1.0) -> list[float]:
    """The same in every run."""
    drawn = random.Random(20261129)
    return [drawn.gauss(0, by) for _at in range(size)]


WALK = [100.0 + 3 * at + each for at, each in enumerate(noise(16, 4))]


@pytest.fixture
def without_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where statsmodels is not installed; the simple models need milliseconds."""
    monkeypatch.setattr(statistical, "is_installed", lambda: False)


def figures(values: list[float], first: int = 2000) -> list[tuple[str, float]]:
    return [(str(first + at), value) for at, value in enumerate(values)]


def tried(key: str, *by_origin: float) -> Tried:
    return Tried(key, Errors(len(by_origin), 1.0, 1.0, None, 0, 0), (), by_origin)


def test_errors_are_counted_as_the_textbook_defines_them() -> None:
    around = Ahead(10.0, 9.0, 11.0, 8.0, 12.0)
    trials = [Trial(5, 1, 10.5, around, 2.0), Trial(6, 1, 13.0, around, 2.0), Trial(7, 1, 8.5, around, 4.0)]
    errors = backtest.errors_of(trials)
    assert errors.mae == pytest.approx((0.5 + 3 + 1.5) / 3)
    assert errors.rmse == pytest.approx(((0.25 + 9 + 2.25) / 3) ** 0.5)
    assert errors.mase == pytest.approx((0.25 + 1.5 + 0.375) / 3)
    assert (errors.held80, errors.held95, errors.trials) == (1, 2, 3)


def test_a_past_that_never_moved_has_no_scaled_error() -> None:
    trial = Trial(5, 1, 10.5, Ahead(10.0, 9.0, 11.0, 8.0, 12.0), 0.0)
    assert backtest.errors_of([trial]).mase is None


def test_no_model_sees_a_figure_beyond_its_origin(without_group: None) -> None:
    changed = [*WALK[:-1], WALK[-1] + 1000]
    plain, other = (backtest.backtest(each, 1, 1) for each in (WALK, changed))
    for one, two in zip(plain.tested, other.tested, strict=True):
        assert one.by_origin[:-1] == two.by_origin[:-1]
        assert one.by_origin[-1] != two.by_origin[-1]


def test_eight_figures_have_three_origins(without_group: None) -> None:
    outcome = foreseeing.foresee(figures(WALK[:8]), 3)
    assert outcome.origins == backtest.LEAST_ORIGINS == 3
    naive = outcome.test("naive")
    assert [each.trials for each in naive.by_step] == [3, 2, 1]
    assert naive.errors.trials == 6


def test_only_the_latest_origins_of_a_long_series_are_tried() -> None:
    assert backtest.origins_of(100, 5) == tuple(range(76, 100))
    assert backtest.origins_of(8, 5) == (5, 6, 7)


@pytest.mark.parametrize("have", [0, 1, 3, 7])
def test_too_few_figures_are_refused_with_how_many_are_missing(have: int) -> None:
    with pytest.raises(Refused) as refused:
        foreseeing.foresee(figures(WALK[:have]), 2)
    (fault,) = refused.value.faults
    assert fault.kind == "forecast-too-few"
    assert fault.values == {"have": have, "least": 8, "missing": 8 - have}


def test_figures_before_a_gap_are_not_used_and_said(without_group: None) -> None:
    rows = [("1990", 1.0), *figures(WALK)]
    outcome = foreseeing.foresee(rows, 2)
    assert outcome.earlier == 1
    assert outcome.periods[0] == "2000"
    with pytest.raises(Refused) as refused:
        foreseeing.foresee([*figures(WALK), ("2020", 3.0)], 1)
    assert refused.value.faults[0].kind == "forecast-after-gap"


def test_nothing_is_foreseen_further_than_the_figures_reach_back() -> None:
    with pytest.raises(Refused) as refused:
        foreseeing.foresee(figures(WALK[:9]), 10)
    assert refused.value.faults[0].values == {"most": 9}


def test_a_series_that_never_moved_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        foreseeing.foresee(figures([5.0] * 10), 2)
    assert refused.value.faults[0].kind == "forecast-never-moved"


def test_a_straight_line_is_foreseen_by_drift(without_group: None) -> None:
    outcome = foreseeing.foresee(figures([10.0 + 2 * at for at in range(10)]), 3)
    assert outcome.choice.key == "drift"
    assert [step.middle for step in outcome.chosen.path] == [30.0, 32.0, 34.0]
    assert [line.key for line in outcome.beside] == ["naive"]
    assert outcome.ahead == ("2010", "2011", "2012")


def test_the_least_error_wins_where_it_is_more_than_chance() -> None:
    choice = choosing.choose([tried("arima", 1, 1.1, 0.9), tried("naive", 5, 5.2, 4.8)])
    assert choice == choosing.Choice("arima", "least")


def test_a_simpler_model_within_chance_is_used_instead() -> None:
    rows = [tried("naive", 1.0, 9.0, 2.0), tried("drift", 9.0, 9.0, 9.0), tried("arima", 2.0, 7.0, 2.0)]
    assert choosing.choose(rows) == choosing.Choice("naive", "simpler", rival="arima")


def test_of_two_alike_the_simpler_one_is_used() -> None:
    rows = [tried("arima", 1.0, 2.0, 3.0), tried("drift", 1.0, 2.0, 3.0)]
    assert choosing.choose(rows).key == "drift"


def test_without_the_group_the_simple_models_stand_and_say_who_is_missing(without_group: None) -> None:
    outcome = foreseeing.foresee(figures(WALK), 2)
    assert {line.key for line in outcome.lines} == {"naive", "drift"}
    assert outcome.left_out == {"ets": "no-group", "arima": "no-group"}


def test_a_season_takes_part_once_it_was_seen_twice(without_group: None) -> None:
    def halves(size: int) -> list[tuple[str, float]]:
        return [
            (f"{2010 + at // 2}-S{at % 2 + 1}", 50.0 + 20 * (at % 2) + each)
            for at, each in enumerate(noise(size))
        ]

    outcome = foreseeing.foresee(halves(12), 4)
    assert outcome.choice.key == "seasonal-naive"
    assert outcome.ahead == ("2016-S1", "2016-S2", "2017-S1", "2017-S2")
    quarters = [(f"{2020 + at // 4}-Q{at % 4 + 1}", WALK[at]) for at in range(11)]
    assert foreseeing.foresee(quarters, 2).left_out["seasonal-naive"] == "too-short"


@given(st.lists(st.floats(1.0, 1e6), min_size=8, max_size=20, unique=True), st.integers(1, 8))
def test_an_outcome_is_kept_and_read_again_as_it_was(values: list[float], horizon: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistical, "is_installed", lambda: False)
        outcome = foreseeing.foresee(figures(values), horizon)
    assert foreseeing.read(json.loads(json.dumps(outcome.as_json()))) == outcome


def test_another_format_is_not_read() -> None:
    with pytest.raises(ValueError, match="format"):
        foreseeing.read({"format": 0})


def test_a_fingerprint_follows_every_figure() -> None:
    rows = [("2023", "1.50"), ("2024", "1.70")]
    assert foreseeing.fingerprint(rows) == foreseeing.fingerprint(list(rows))
    assert foreseeing.fingerprint(rows) != foreseeing.fingerprint([("2023", "1.50"), ("2024", "1.71")])


def test_every_model_takes_part_and_the_same_figures_give_the_same_outcome() -> None:
    """In the process of its own, as a job does it."""
    outcome = apart.foresee(figures(WALK[:10]), 3)
    assert {line.key for line in outcome.lines} == {"naive", "drift", "ets", "arima"}
    assert outcome.line("arima").form.startswith("ARIMA(")
    assert outcome.line("ets").form.startswith("ETS(A,")
    for line in outcome.lines:
        for step in line.path:
            assert step.low95 <= step.low80 <= step.middle <= step.high80 <= step.high95
    assert outcome == apart.foresee(figures(WALK[:10]), 3)


def test_a_process_that_is_not_wanted_any_more_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class NotWanted(Exception):
        pass

    def check() -> None:
        raise NotWanted

    monkeypatch.setattr(apart, "LOOK_EVERY", 0.01)
    with pytest.raises(NotWanted):
        apart.foresee(figures(WALK), 3, check=check)


def test_a_process_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PROGRAM", "kotacerdas.no_such_program")
    with pytest.raises(apart.Failed, match="no_such_program"):
        apart.foresee(figures(WALK), 3)


def test_smoothing_finds_a_season() -> None:
    values = [100 + 5 * at + (30 if at % 4 == 0 else 0) + each for at, each in enumerate(noise(20))]
    fit = models.of("seasonal-ets").fit(values, 4, 4)
    assert fit.form.endswith("A)")
    assert fit.path[0].middle - fit.path[1].middle == pytest.approx(25, abs=6)


def test_what_does_not_converge_is_left_out() -> None:
    with pytest.raises(statistical.Unfit):
        models.of("seasonal-ets").fit([1.0, 2.0, 3.0], 2, 12)
