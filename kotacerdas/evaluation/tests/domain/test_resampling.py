"""Redrawn panels: what must hold of every interval, and two small rounds reckoned by hand."""

from decimal import Decimal
from itertools import product
from math import comb
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.evaluation.domain import resampling
from kotacerdas.evaluation.domain.resampling import Interval, Sheet, intervals, percentile, sheets_of
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import ranking, scoring

FORM = catalogue.edition(
    "smartcity/2024"
)  # parts alone, so each example is fast; the rules are those of every form
QUESTIONS = catalogue.edition("smartcity/2023-kppn")
CODES = [leaf.code for leaf in FORM.leaves]

answers = st.integers(0, 4)
sheets = st.lists(answers, min_size=len(CODES), max_size=len(CODES)).map(
    lambda row: dict(zip(CODES, row, strict=True))
)
panels = st.lists(sheets, min_size=2, max_size=5)
rounds = st.dictionaries(st.sampled_from(["64.71", "64.72", "35.07", "35.73"]), panels, min_size=1)
few = settings(max_examples=30)


def flat(score: int) -> Sheet:
    """An assessor who answers everything alike."""
    return dict.fromkeys(CODES, score)


def index_of(panel: list[Sheet]) -> Decimal:
    found = scoring.score(FORM, {code: tuple(sheet[code] for sheet in panel) for code in CODES}).index
    assert found is not None
    return found


@few
@given(rounds, st.integers(0, 9999))
def test_both_ends_are_in_order_and_places_are_those_of_the_round(
    cities: dict[str, list[Sheet]], seed: int
) -> None:
    found = intervals(FORM, cities, seed=seed, draws=40)

    assert found.keys() == cities.keys()
    for code, each in found.items():
        assert Decimal(0) <= each.index_low <= each.index_high <= Decimal(4)
        assert 1 <= each.rank_low <= each.rank_high <= len(cities)
        assert each.assessors == len(cities[code])


@few
@given(st.dictionaries(st.sampled_from(["64.71", "64.72", "35.07"]), sheets, min_size=1), st.integers(2, 5))
def test_who_is_agreed_upon_has_one_figure_and_one_place(agreed: dict[str, Sheet], seats: int) -> None:
    found = intervals(FORM, {code: [sheet] * seats for code, sheet in agreed.items()}, seed=1, draws=20)

    official = {code: index_of([sheet]) for code, sheet in agreed.items()}
    places = ranking.places(official)
    for code, each in found.items():
        assert each == Interval(official[code], official[code], places[code], places[code], seats)


@few
@given(rounds, st.randoms(use_true_random=False))
def test_it_does_not_matter_who_sits_where(cities: dict[str, list[Sheet]], random: Random) -> None:
    turned = {code: random.sample(panel, len(panel)) for code, panel in reversed(cities.items())}

    assert intervals(FORM, turned, seed=7, draws=40) == intervals(FORM, cities, seed=7, draws=40)


@few
@given(rounds, st.integers(0, 9999))
def test_the_same_seed_gives_the_same(cities: dict[str, list[Sheet]], seed: int) -> None:
    assert intervals(FORM, cities, seed=seed, draws=40) == intervals(FORM, cities, seed=seed, draws=40)


@few
@given(panels, panels)
def test_another_city_changes_no_index(panel: list[Sheet], other: list[Sheet]) -> None:
    alone = intervals(FORM, {"64.71": panel}, seed=3, draws=40)["64.71"]
    beside = intervals(FORM, {"64.71": panel, "64.72": other}, seed=3, draws=40)["64.71"]

    assert (alone.index_low, alone.index_high) == (beside.index_low, beside.index_high)
    assert (alone.rank_low, alone.rank_high) == (1, 1)


@few
@given(panels, st.integers(0, 9999))
def test_every_draw_is_a_panel_of_the_citys_own_assessors(panel: list[Sheet], seed: int) -> None:
    possible = (
        {index_of(list(seats)) for seats in product(panel, repeat=len(panel))} if len(panel) < 4 else None
    )
    low, high = (pick(index_of([sheet]) for sheet in panel) for pick in (min, max))

    found = resampling.indices(FORM, panel, random=Random(seed), draws=40)

    assert len(found) == 40
    assert possible is None or set(found) <= possible
    # Official rounding of parts moves an index by less than two hundredths.
    assert all(low - Decimal("0.02") <= each <= high + Decimal("0.02") for each in found)


def test_different_seeds_draw_differently() -> None:
    panel = [{code: (seat * 3 + at) % 5 for at, code in enumerate(CODES)} for seat in range(5)]

    first, second = (resampling.indices(FORM, panel, random=Random(seed), draws=50) for seed in (1, 2))

    assert first != second


def test_an_assessor_is_redrawn_with_the_whole_sheet() -> None:
    """Two who give 1 or 3 to everything: together 1, 2 or 3, never a mixture of their questions."""
    found = resampling.indices(FORM, [flat(1), flat(3)], random=Random(1), draws=400)

    assert set(found) == {Decimal("1.00"), Decimal("2.00"), Decimal("3.00")}
    # Both in half of all draws.
    assert 150 < found.count(Decimal("2.00")) < 250
    assert mean(found) == pytest.approx(Decimal(2), abs=Decimal("0.15"))


def test_a_city_far_ahead_keeps_its_place_and_two_who_are_close_share_theirs() -> None:
    cities = {
        "a": [flat(4), flat(4), flat(3)],
        "b": [flat(1), flat(2), flat(1)],
        "c": [flat(2), flat(1), flat(1)],
    }

    found = intervals(FORM, cities, seed=2022)

    assert (found["a"].rank_low, found["a"].rank_high) == (1, 1)
    assert [(found[code].rank_low, found[code].rank_high) for code in "bc"] == [(2, 3), (2, 3)]


def test_each_panel_is_scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scored = []
    real = resampling.scoring.score
    monkeypatch.setattr(resampling.scoring, "score", lambda *given: scored.append(1) or real(*given))

    resampling.indices(FORM, [flat(score) for score in range(5)], random=Random(1), draws=2000)

    assert len(scored) <= comb(9, 5) == 126


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([1], 5, 1),
        ([1], 95, 1),
        (list(range(1, 21)), 5, 1),
        (list(range(1, 21)), 95, 19),
        (list(range(1, 22)), 5, 2),
        (list(range(1, 2001)), 5, 100),
        (list(range(1, 2001)), 95, 1900),
    ],
)
def test_a_percentile_is_the_value_at_the_nearest_rank(
    values: list[int], percent: int, expected: int
) -> None:
    assert percentile(values, percent) == expected


def test_columns_of_the_panels_are_the_sheets() -> None:
    given = {code: (at % 5, (at + 1) % 5) for at, code in enumerate(CODES)}

    assert sheets_of(FORM, given) == [
        {code: at % 5 for at, code in enumerate(CODES)},
        {code: (at + 1) % 5 for at, code in enumerate(CODES)},
    ]


@pytest.mark.parametrize(
    "changed",
    [{CODES[0]: Decimal("2.5")}, {CODES[0]: (1, 2, 3)}, dict.fromkeys(CODES, (1,))],
    ids=["a published mean", "one more in one question", "a single assessor"],
)
def test_without_whole_sheets_nothing_can_be_redrawn(changed: dict[str, Decimal | tuple[int, ...]]) -> None:
    assert sheets_of(FORM, {**dict.fromkeys(CODES, (1, 2)), **changed}) is None


def test_a_question_without_answers_is_no_sheet() -> None:
    assert sheets_of(QUESTIONS, {leaf.code: (1, 2) for leaf in QUESTIONS.leaves[1:]}) is None
    assert sheets_of(QUESTIONS, {leaf.code: (1, 2) for leaf in QUESTIONS.leaves}) is not None
