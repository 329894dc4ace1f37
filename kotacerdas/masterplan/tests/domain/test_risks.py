"""The matrix of PermenPANRB 5/2020 is looked up, cell by cell."""

from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import risks
from kotacerdas.masterplan.domain.risks import Judged

DOCUMENT = yaml.safe_load(
    (Path(__file__).parents[4] / "data" / "masterplan" / "risks.yaml").read_text(encoding="utf-8")
)
SCALE = risks.read(DOCUMENT)
# The table as printed, from "hampir pasti" down to "hampir tidak terjadi".
PRINTED = """
     9 15 18 23 25
     6 12 16 19 24
     4 10 14 17 22
     2  7 11 13 21
     1  3  5  8 20
"""
CELLS = {
    (5 - row, column): int(cell)
    for row, line in enumerate(PRINTED.split("\n")[1:-1])
    for column, cell in enumerate(line.split(), start=1)
}
STEPS = st.integers(1, 5)


@pytest.mark.parametrize(("likelihood", "impact"), [*product(range(1, 6), range(1, 6))])
def test_each_cell_is_the_one_printed(likelihood, impact):
    assert SCALE.size(likelihood, impact) == CELLS[likelihood, impact]


def test_each_size_from_1_to_25_stands_once():
    assert sorted(CELLS.values()) == [*range(1, 26)]
    assert sorted(SCALE.size(*cell) for cell in CELLS) == [*range(1, 26)]


@pytest.mark.parametrize(
    ("likelihood", "impact", "size", "level"),
    [(1, 5, 20, "Tinggi"), (5, 1, 9, "Rendah"), (3, 3, 14, "Sedang"), (2, 5, 21, "Sangat Tinggi"), (4, 3, 16, "Tinggi")],
)  # fmt: skip
def test_named_cells(likelihood, impact, size, level):
    assert SCALE.size(likelihood, impact) == size
    assert SCALE.level(likelihood, impact).label["id"] == level


def test_most_cells_are_not_the_product():
    assert sum(size == likelihood * impact for (likelihood, impact), size in CELLS.items()) == 3


@given(STEPS, STEPS)
def test_more_of_either_is_never_smaller(likelihood, impact):
    for other in (min(likelihood + 1, 5), impact), (likelihood, min(impact + 1, 5)):
        assert SCALE.size(*other) >= SCALE.size(likelihood, impact)


def test_what_is_above_the_appetite_must_be_treated_and_the_two_upper_levels_alarm():
    assert [size for size in range(1, 26) if SCALE.must_treat(size)] == [*range(11, 26)]
    assert [size for size in range(1, 26) if SCALE.alarms(size)] == [*range(16, 26)]


@pytest.mark.parametrize("cell", [(0, 1), (6, 1), (1, 0), (1, 6)])
def test_there_is_nothing_beside_the_matrix(cell):
    with pytest.raises(Refused):
        SCALE.size(*cell)


@pytest.mark.parametrize(
    "change",
    [
        {"matrix": {**DOCUMENT["matrix"], 1: [1, 2, 3, 4, 5]}},
        {"matrix": {at: row[:4] for at, row in DOCUMENT["matrix"].items()}},
        {"levels": DOCUMENT["levels"][1:]},
        {"levels": [*DOCUMENT["levels"][:3], DOCUMENT["levels"][4]]},
        {"impacts": DOCUMENT["impacts"][:4]},
    ],
)
def test_a_file_that_is_no_matrix_is_refused(change):
    with pytest.raises(ValueError, match=r"risks|impact"):
        risks.read({**DOCUMENT, **change})


def kinds(**judged):
    whole = {"what": "Leak of registration data", "likelihood": 2, "impact": 2} | judged
    return [each.kind for each in risks.faults(Judged(**whole), SCALE)]


@pytest.mark.parametrize(
    ("judged", "kind"),
    [
        ({"what": " "}, "risk-without-words"),
        ({"impact": 6}, "risk-off-scale"),
        ({"residual_likelihood": 1}, "risk-half-residual"),
        ({"residual_likelihood": 0, "residual_impact": 1}, "risk-off-scale"),
        ({"residual_likelihood": 5, "residual_impact": 1}, "risk-grows-by-treatment"),
        ({"treatment": "hope"}, "risk-treatment-unknown"),
        ({"impact": 5}, "risk-untreated"),
        ({"impact": 5, "treatment": "mitigate"}, "risk-untreated"),
    ],
)
def test_what_may_be_wrong_with_a_risk(judged, kind):
    assert kinds(**judged) == [kind]


def test_a_risk_above_the_appetite_is_fine_with_a_treatment_and_what_it_is():
    treated = {"impact": 5, "treatment": "accept", "mitigation": "The council accepted it."}

    assert kinds() == []
    assert kinds(**treated, residual_likelihood=2, residual_impact=5) == []


def test_what_stands_is_the_risk_after_treatment_where_it_was_judged():
    plain = Judged("Leak", 2, 5)

    assert risks.now(plain, SCALE) == (21, False)
    assert risks.now(Judged("Leak", 2, 5, residual_likelihood=1, residual_impact=3), SCALE) == (5, True)


def test_a_size_from_elsewhere_is_compared_with_its_cell():
    assert risks.size_fault(1, 5, 20, SCALE) is None
    assert risks.size_fault(1, 5, 5, SCALE).kind == "risk-multiplied"
    assert risks.size_fault(1, 5, 7, SCALE).kind == "risk-size"
