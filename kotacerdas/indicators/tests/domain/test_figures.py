"""What may stand as a figure, and what the series refuses."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kotacerdas.indicators.domain import figures, periods
from kotacerdas.indicators.domain.figures import Figure, Rules, Typed

FACTS = Rules("year", is_sample=False, unit=("jiwa", "people"), least=Decimal(0), most=Decimal(1000))


def kinds(
    value: str = "5", rules: Rules = FACTS, *, period: str = "2024", status: str = "fact",
    source: bool = True, unit: str | None = None,
) -> list[str]:  # fmt: skip
    typed = Typed(periods.read(period), figures.written(Decimal(value)), status, source, unit)
    return [fault.kind for fault in figures.faults(typed, rules, this_year=2026)]


def test_an_ordinary_fact_stands():
    assert kinds("746.25", unit=" JIWA ") == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"period": "2024-S1"}, "period-of-another-kind"),
        ({"value": "-1"}, "figure-too-small-for-indicator"),
        ({"value": "1001"}, "figure-too-large-for-indicator"),
        ({"value": "1e30"}, "figure-too-large"),
        ({"value": "NaN"}, "figure-too-large"),
        ({"value": "Infinity"}, "figure-too-large"),
        ({"value": "0.1234567"}, "figure-too-fine"),
        ({"unit": "orang"}, "unit-differs"),
        ({"unit": ""}, "unit-differs"),
        ({"status": "sample"}, "sample-among-facts"),
        ({"source": False}, "fact-without-source"),
        ({"period": "2027"}, "fact-of-the-future"),
    ],
)
def test_what_does_not_belong_is_refused(given, fault):
    assert kinds(**given) == [fault]


def test_what_is_to_come_is_an_estimate():
    assert kinds(period="2030", status="estimate", source=False) == []


def test_samples_stand_among_samples_alone():
    among = Rules("year", is_sample=True)

    assert kinds(rules=among, status="sample", source=False) == []
    assert kinds(rules=among) == ["fact-among-samples"]


def test_an_opinion_is_one_of_its_words():
    opinions = Rules("year", is_sample=False, labels=("1", "3", "5"))

    assert kinds("5.00", opinions) == []
    assert kinds("4", opinions) == ["figure-no-opinion"]


def test_a_printed_figure_lies_within_half_of_its_last_digit():
    printed = figures.written(Decimal("76.60"))

    assert printed == Figure(Decimal("76.60"), 2)
    assert (printed.low, printed.high) == (Fraction("76.595"), Fraction("76.605"))
    assert figures.written(Decimal("1E+3")).places == 0
