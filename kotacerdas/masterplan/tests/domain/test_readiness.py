"""Gaps of readiness: what nobody judged stays unknown."""

from fractions import Fraction

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain.readiness import Level, by_dimension, require


def test_a_gap_is_what_is_wanted_less_what_is() -> None:
    assert Level(1, 3).gap == 2
    assert Level(4, 3).gap == -1
    assert Level(None, 3).gap is None
    assert Level(0, None).gap is None


def test_means_are_over_what_is_known_and_say_how_much_is_not() -> None:
    gov, env = by_dimension(
        ["gov", "env"],
        {("gov", "structure"): Level(2, 3), ("gov", "infrastructure"): Level(1, 4), ("gov", "superstructure"): Level(2)},
    )  # fmt: skip

    assert (gov.now, gov.goal, gov.gap, gov.unknown) == (Fraction(5, 3), Fraction(7, 2), Fraction(2), 1)
    assert gov.widest == "infrastructure"
    assert (env.now, env.goal, env.gap, env.unknown, env.widest) == (None, None, None, 3, None)


def test_a_dimension_that_has_all_it_wants_lacks_nothing() -> None:
    (gov,) = by_dimension(
        ["gov"], {("gov", "structure"): Level(3, 3), ("gov", "infrastructure"): Level(4, 3)}
    )

    assert gov.widest is None


@pytest.mark.parametrize("level", [Level(5, 2), Level(0, -1)])
def test_what_is_not_on_the_scale_is_refused(level: Level) -> None:
    with pytest.raises(Refused):
        require(level)
    require(Level(0, 4))
    require(Level())
