"""The trace: complete, in order, and true."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.trace import Rule, Step, steps

KPPN = catalogue.edition("smartcity/2022-kppn")
IPM = catalogue.edition("ipm/2014")


def test_steps_come_in_the_order_of_computing() -> None:
    answers = {code: Decimal(2) for code in "BCDE"} | {
        f"A{number}": Decimal(number - 1) for number in range(1, 6)
    }

    found = [(step.rule, step.node) for step in steps(scoring.score(KPPN, answers))]

    assert found[:7] == [
        *((Rule.GIVEN, f"A{number}") for number in range(1, 6)),
        (Rule.MEAN, "A"),
        (Rule.ROUND, "A"),
    ]
    assert found[11:13] == [(Rule.CONTRIBUTION, "A"), (Rule.ROUND, "A")]
    assert found[-1] == (Rule.SUM, "INDEX")


def test_a_published_part_is_one_step() -> None:
    found = steps(scoring.score(KPPN, {code: Decimal(2) for code in "ABCDE"}))

    assert [step.node for step in found if step.rule is Rule.GIVEN] == list("ABCDE")
    assert not [step for step in found if step.rule is Rule.MEAN]


def test_a_formula_step_names_its_parameters_and_the_class_ends_the_way() -> None:
    answers = {
        "UHH": Decimal("74.22"),
        "HLS": Decimal("13.69"),
        "RLS": Decimal("9.70"),
        "PPP": Decimal(12360),
    }

    found = steps(scoring.score(IPM, answers))

    formula = next(step for step in found if step.node == "IUHH")
    assert {operand.code for operand in formula.operands} == {"UHH", "uhh_min", "uhh_max"}
    assert not formula.is_exact
    assert (found[-1].rule, found[-1].text, str(found[-1].value)) == (Rule.BAND, "Tinggi", "76.61")


@given(st.integers(0, 2**32))
@settings(max_examples=30)
def test_every_step_follows_from_its_operands(seed: int) -> None:
    draw = Random(seed)
    panels = {leaf.code: tuple(draw.randint(0, 4) for _ in range(draw.randint(1, 5))) for leaf in KPPN.leaves}

    for step in steps(scoring.score(KPPN, panels)):
        if step.is_exact and step.operands and all(_is_exact(operand.value) for operand in step.operands):
            assert _again(step) == Fraction(step.value)


def _is_exact(value: Decimal) -> bool:
    """Cut at the twelfth decimal or not: who wants to add up again needs the whole number."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent > -12


def _again(step: Step) -> Fraction:
    numbers = [Fraction(operand.value) for operand in step.operands]
    if step.rule in {Rule.PANEL_MEAN, Rule.MEAN}:
        return sum(numbers, Fraction(0)) / len(numbers)
    if step.rule is Rule.CONTRIBUTION:
        return numbers[0] * Fraction(step.operands[0].weight or 0) / 100
    if step.rule is Rule.ROUND:
        scaled = numbers[0] * 10 ** (step.places or 0)
        return Fraction((scaled * 2 + 1).__floor__() // 2, 10 ** (step.places or 0))
    return sum(numbers, Fraction(0))
