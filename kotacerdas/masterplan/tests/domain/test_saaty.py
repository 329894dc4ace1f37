"""The steps from 9 to 1/9, as rows keep them."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import pairwise, saaty


def test_the_scale_reads_the_same_from_both_ends():
    assert len(saaty.STEPS) == 17
    assert saaty.STEPS[8] == "1"
    assert (saaty.STEPS[0], saaty.STEPS[-1]) == ("9", "1/9")


def test_what_is_kept_is_read_back_as_times():
    assert saaty.read([["a", "b", "3"], ["a", "c", "1/5"]]) == {("a", "b"): 3.0, ("a", "c"): 0.2}


@pytest.mark.parametrize("step", ["0", "10", "1/10", "-3", "3/1", "", "1/0"])
def test_other_steps_are_refused(step):
    with pytest.raises(Refused):
        saaty.read([["a", "b", step]])


@pytest.mark.parametrize(
    ("times", "step"), [(3.1, "3"), (0.21, "1/5"), (1.0, "1"), (40, "9"), (0.001, "1/9")]
)
def test_a_ratio_is_said_by_the_nearest_step(times, step):
    assert saaty.nearest(times) == step


def test_the_fitting_step_is_what_the_other_comparisons_lead_to():
    said = {("a", "b"): 3.0, ("b", "c"): 2.0, ("a", "c"): 1 / 6}
    found = pairwise.weights(["a", "b", "c"], said)
    assert found.worst == ("a", "c")
    assert saaty.fitting(found, ("a", "c")) in {"1", "1/2", "2"}
