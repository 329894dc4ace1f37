"""What was published at several depths."""

from decimal import Decimal

from kotacerdas.evaluation.domain.merging import differences, finest
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring

KPPN = catalogue.edition("smartcity/2022-kppn")
FIVE = {f"A{number}": Decimal(2) for number in range(1, 6)}


def test_a_group_with_figures_below_is_one_to_be_reproduced() -> None:
    depths = finest(KPPN, {"A": Decimal("2.00"), "B": Decimal(1), "INDEX": Decimal(2), **FIVE})

    assert depths.answers == {**FIVE, "B": Decimal(1)}
    assert depths.published == {"A": Decimal("2.00"), "INDEX": Decimal(2)}


def test_only_figures_that_do_not_come_out_differ() -> None:
    result = scoring.score(KPPN, {**FIVE, **dict.fromkeys("BCDE", Decimal(2))})

    found = differences(result, {"A": Decimal("2.0"), "INDEX": Decimal("2.01")})

    assert [(fault.kind, fault.column) for fault in found] == [("final-differs", "INDEX")]
