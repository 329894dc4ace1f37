"""The engine: official results to the last digit, exact arithmetic, and refusals that name every fault."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.numbers import exact_decimal, mean, round_half_up
from kotacerdas.instruments.files import read_yaml

KPPN = catalogue.edition("smartcity/2022-kppn")
LATER = catalogue.edition("smartcity/2023-kppn")
SPBE = catalogue.edition("spbe/2020")
PARTS = {"A": "1.40", "B": "1.54", "C": "2.92", "D": "2.56", "E": "3.08"}


def examples() -> list[Any]:
    found = []
    for key in catalogue.shipped_keys():
        path = Path(catalogue.FOLDER) / key / "worked_examples.yaml"
        found += [pytest.param(key, example, id=f"{key}: {example['name']}") for example in read_yaml(path)]
    return found


def decimals(figures: dict[str, Any]) -> dict[str, Decimal]:
    return {code: Decimal(str(figure)) for code, figure in figures.items()}


@pytest.mark.parametrize(("key", "example"), examples())
def test_every_worked_example_comes_out_to_the_last_digit(key: str, example: dict[str, Any]) -> None:
    expect = example["expect"]
    panels = {code: tuple(panel) for code, panel in example.get("panels", {}).items()}
    answers = {**decimals(example.get("given", {})), **panels}

    result = scoring.score(catalogue.edition(key), answers, partial="index" not in expect)

    for code, figure in expect.get("nodes", {}).items():
        assert str(result.shown(code)) == str(figure)
    if "index" in expect:
        assert str(result.index) == str(expect["index"])
        assert (result.band.code if result.band else None) == expect.get("band")
    if "exact" in expect and result.exact is not None:
        assert str(exact_decimal(result.exact)) == str(expect["exact"])


def test_contributions_are_rounded_before_they_are_added() -> None:
    result = scoring.score(KPPN, decimals(PARTS))

    assert [str(result.contribution(code)) for code in "ABCDE"] == ["0.14", "0.31", "0.88", "0.26", "0.92"]
    assert str(result.index) == "2.51"
    assert result.exact == Fraction("2.504")


def test_three_thirds_over_eight_round_up_as_on_paper() -> None:
    """1/3 + 1/3 + 1/3 over 8 is 0.125 and becomes 0.13; cut decimals would give 0.1249... and 0.12."""
    answers = dict.fromkeys(("E04", "E05", "E06", "E07", "E08"), (0, 0, 0))
    thirds = dict.fromkeys(("E01", "E02", "E03"), (0, 0, 1))
    eight = catalogue.edition("smartcity/2022-kppn").nodes["E"].children[:8]
    assert [node.code for node in eight] == [*thirds, *answers]

    values = [Fraction(sum(panel), 3) for panel in (*thirds.values(), *answers.values())]

    assert str(round_half_up(mean(values), 2)) == "0.13"


def test_a_panel_averages_into_the_question() -> None:
    answers: dict[str, Any] = {**decimals({"B": 1, "C": 1, "D": 1, "E": 1})}
    answers |= {"A1": (3, 3, 4, 3, 2), "A2": (1, 0), "A3": (4,), "A4": (0, 0, 0), "A5": (2, 2, 2)}

    result = scoring.score(KPPN, answers)

    assert [str(result.shown(code)) for code in ("A1", "A2", "A3", "A4", "A5")] == [
        "3.00",
        "0.50",
        "4.00",
        "0.00",
        "2.00",
    ]
    assert str(result.shown("A")) == "1.90"


def test_a_part_without_its_questions_takes_its_published_score() -> None:
    result = scoring.score(KPPN, decimals(PARTS))

    assert result.nodes["A"].is_given
    assert "A1" not in result.nodes


def test_groups_may_be_given_at_any_depth() -> None:
    """Kab. Aceh Tengah 2025: three domains, one aspect and six indicators were published."""
    answers = decimals({"D1": "2.30", "D2": "1.70", "D3": "1.00", "A7": "3.80"})
    answers |= {
        f"I{number}": Decimal(level) for number, level in zip(range(42, 48), (4, 4, 4, 4, 3, 3), strict=True)
    }

    result = scoring.score(SPBE, answers)

    assert result.exact == Fraction("2.594")
    assert (str(result.index), result.band.code if result.band else None) == ("2.59", "Cukup")


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ({}, {"nothing-given"}),
        ({"Z": "1"}, {"unknown-code-alone"}),
        ({"A11": "1"}, {"unknown-code"}),
        ({**PARTS, "A": "4.01"}, {"off-scale"}),
        ({**PARTS, "A": "-0.01"}, {"off-scale"}),
        ({**PARTS, "A": "NaN"}, {"not-a-number"}),
        ({**PARTS, "A": "Infinity"}, {"not-a-number"}),
        ({**PARTS, "A1": "2"}, {"given-twice"}),
        ({code: PARTS[code] for code in "ABCD"}, {"missing-group"}),
        ({**{code: PARTS[code] for code in "BCDE"}, "A1": "2"}, {"missing-leaf"}),
    ],
)
def test_bad_input_is_refused_with_its_fault(answers: dict[str, str], kinds: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        scoring.score(KPPN, decimals(answers))

    assert {fault.kind for fault in refused.value.faults} == kinds


@pytest.mark.parametrize(
    ("panel", "kind"),
    [((), "nobody-answered"), ((5,), "off-scale"), ((-1, 3), "off-scale"), ((Decimal("2.5"),), "not-whole"),
     ((Decimal("NaN"), 3), "not-a-number")],
)  # fmt: skip
def test_a_bad_panel_is_refused(panel: tuple[Any, ...], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        scoring.score(KPPN, {"A1": panel}, partial=True)

    assert refused.value.faults[0].kind == kind


def test_assessors_score_questions_and_not_parts() -> None:
    with pytest.raises(Refused) as refused:
        scoring.score(KPPN, {"A": (1, 2)}, partial=True)

    assert refused.value.faults[0].kind == "panel-on-group"


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        scoring.score(KPPN, decimals({"A": "5", "B": "-1", "Q": "1"}))

    assert [fault.column for fault in refused.value.faults] == ["A", "B", "Q"]


def test_a_missing_part_is_one_fault_and_not_thirty_one() -> None:
    with pytest.raises(Refused) as refused:
        scoring.score(KPPN, decimals({code: PARTS[code] for code in "ABDE"}))

    (fault,) = refused.value.faults
    assert (fault.values["code"], fault.values["count"]) == ("C", 31)


def test_what_lacks_children_stays_open_when_asked_for_a_part_only() -> None:
    result = scoring.score(KPPN, decimals({"D": "2.56"}), partial=True)

    assert str(result.shown("D")) == "2.56"
    assert (result.index, result.exact, result.band) == (None, None, None)


def panels_of(edition: Edition, seed: int) -> dict[str, tuple[int, ...]]:
    """A whole form answered by panels of one to five; drawn from one seed, since drawing 59 lists would take seconds."""
    draw = Random(seed)
    scale = edition.scales["default"]
    return {
        leaf.code: tuple(draw.randint(int(scale.min), int(scale.max)) for _ in range(draw.randint(1, 5)))
        for leaf in edition.leaves
    }


SEEDS = st.integers(0, 2**32)


@given(SEEDS)
@settings(max_examples=30)
def test_the_index_stays_on_the_scale_and_equals_its_contributions(seed: int) -> None:
    result = scoring.score(KPPN, panels_of(KPPN, seed))

    contributions = [result.contribution(node.code) or Decimal(0) for node in KPPN.root.children]
    assert result.index == sum(contributions)
    assert 0 <= (result.index or 0) <= 4
    assert abs((result.exact or 0) - Fraction(result.index or 0)) < Fraction(4, 100)


@given(SEEDS, st.sampled_from([leaf.code for leaf in KPPN.leaves]))
@settings(max_examples=30)
def test_changing_one_answer_equals_computing_all_anew(seed: int, code: str) -> None:
    panels = panels_of(KPPN, seed)
    raised = min(Fraction(4), scoring.panel_mean(panels[code]) + 1)

    changed = scoring.with_change(scoring.score(KPPN, panels), code, raised)

    anew = scoring.score(KPPN, {**panels, code: exact_or_panel(raised)})
    assert changed.index == anew.index
    assert changed.exact == anew.exact


def exact_or_panel(value: Fraction) -> tuple[int, ...]:
    """A panel with exactly this mean: `denominator` assessors whose answers add up to the numerator."""
    low, rest = divmod(value.numerator, value.denominator)
    return tuple([low + 1] * rest + [low] * (value.denominator - rest))


def test_the_order_of_answers_changes_nothing() -> None:
    panels = panels_of(LATER, 7)
    shuffled = dict(Random(8).sample(list(panels.items()), len(panels)))

    assert scoring.score(LATER, shuffled).index == scoring.score(LATER, panels).index
