"""Indices computed from their parts, and whether a published index agrees with its published parts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.indicators.domain import computing, figures
from kotacerdas.indicators.domain.computing import Formula
from kotacerdas.instruments import catalogue

IPM = Formula(
    "instrument", {"UHH": "a", "HLS": "b", "RLS": "c", "PPP": "d"}, edition="ipm/2014",
    factors={"PPP": Decimal(1000)},
)  # fmt: skip
EDITION = catalogue.edition("ipm/2014")


def parts(**printed: str) -> dict[str, figures.Figure]:
    return {name: figures.written(Decimal(value)) for name, value in printed.items()}


def agreement_of(published: str, **printed: str) -> computing.Agreement:
    computed = computing.compute(IPM, parts(**printed), places=2, edition=EDITION)
    assert computed is not None
    return computing.agreement(IPM, computed, figures.written(Decimal(published)), edition=EDITION)


@pytest.mark.parametrize(
    ("published", "printed", "agrees"),
    [
        ("76.61", {"UHH": "74.22", "HLS": "13.69", "RLS": "9.70", "PPP": "12.36"}, True),
        ("78.79", {"UHH": "74.94", "HLS": "14.03", "RLS": "10.02", "PPP": "13.79"}, True),
        ("79.01", {"UHH": "73.97", "HLS": "13.75", "RLS": "10.55", "PPP": "14.25"}, True),
        ("79.81", {"UHH": "74.18", "HLS": "14.12", "RLS": "10.85", "PPP": "14.557"}, False),
        ("79.81", {"UHH": "74.18", "HLS": "14.12", "RLS": "10.65", "PPP": "14.557"}, True),
        ("80.06", {"UHH": "72.55", "HLS": "12.86", "RLS": "11.02", "PPP": "17.7"}, True),
    ],
    ids=["Kaltim 2019", "Kaltim 2024", "Balikpapan 2017", "Balikpapan 2018 as printed", "with RLS 10.65", "DKI 2017"],
)  # fmt: skip
def test_published_parts_and_index_are_compared_beyond_rounding(published, printed, agrees):
    assert agreement_of(published, **printed).agrees is agrees


def test_the_disagreement_says_between_what_the_parts_allow():
    found = agreement_of("79.81", UHH="74.18", HLS="14.12", RLS="10.85", PPP="14.557")

    assert (found.low, found.computed, found.high) == (
        Decimal("80.0298"),
        Decimal("80.04"),
        Decimal("80.0571"),
    )


def test_a_part_with_one_decimal_allows_more():
    """Adjusted spending of Jakarta in 2017 is printed as 17.7 million: the index may be anything from 80.01 to 80.10."""
    found = agreement_of("80.06", UHH="72.55", HLS="12.86", RLS="11.02", PPP="17.7")

    assert found.high - found.low > Decimal("0.05")


@given(
    st.decimals(20, 85, places=2), st.decimals(1, 18, places=2), st.decimals(1, 15, places=2),
    st.decimals(2, 26, places=3),
)  # fmt: skip
def test_a_whole_rounded_from_its_parts_always_agrees(life, expected, schooling, spending):
    printed = {"UHH": str(life), "HLS": str(expected), "RLS": str(schooling), "PPP": str(spending)}
    computed = computing.compute(IPM, parts(**printed), places=2, edition=EDITION)

    assert computed is not None
    assert agreement_of(str(computed.shown), **printed).agrees


def test_half_a_digit_beyond_the_end_of_a_scale_is_no_value():
    found = agreement_of("100.00", UHH="85.00", HLS="18.00", RLS="15.00", PPP="26.572")

    assert found.high <= 100


def test_an_expression_is_exact_and_rounded_once():
    density = Formula("expression", {"people": "penduduk", "area": "luas"}, text="people / area")
    computed = computing.compute(density, parts(people="746804", area="503.3"), places=0)

    assert computed is not None
    assert computed.value == Fraction(7468040, 5033)
    assert computed.shown == 1484


@pytest.mark.parametrize("given", [{"people": "1"}, {"people": "1", "area": "0"}])
def test_without_a_part_or_a_value_there_is_nothing(given):
    density = Formula("expression", {"people": "penduduk", "area": "luas"}, text="people / area")

    assert computing.compute(density, parts(**given), places=0) is None


def test_a_part_off_its_scale_gives_no_index():
    assert (
        computing.compute(IPM, parts(UHH="120", HLS="1", RLS="1", PPP="9"), places=2, edition=EDITION) is None
    )


OPINIONS = {2019: Decimal(3), 2020: Decimal(5), 2021: Decimal(4), 2022: Decimal(5), 2024: Decimal(5)}


@pytest.mark.parametrize(("year", "count"), [(2019, 0), (2020, 1), (2022, 3), (2023, 0), (2024, 1)])
def test_a_streak_counts_back_until_a_lesser_or_unknown_year(year, count):
    """An unknown year ends it: nobody knows what the opinion was."""
    assert computing.streak(OPINIONS, year, least=Decimal(4)) == count


@pytest.mark.parametrize(
    "stored", [{"kind": "guess", "inputs": {"a": "b"}}, {"kind": "expression"}, {"text": "a"}]
)
def test_what_is_no_formula_is_not_read(stored):
    with pytest.raises(ValueError, match="no formula"):
        computing.read(stored)
