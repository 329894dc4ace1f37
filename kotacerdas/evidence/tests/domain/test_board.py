"""The board's rules: the furthest proof counts, who owes what by when, and where a request stands."""

from datetime import date

import pytest

from kotacerdas.evidence.domain import board, requests
from kotacerdas.evidence.domain.board import Owed, Standing


@pytest.mark.parametrize(
    ("confirmed", "waiting", "proposed", "stands"),
    [
        (0, 0, 0, Standing.MISSING),
        (0, 0, 3, Standing.PROPOSED),
        (0, 2, 3, Standing.WAITING),
        (1, 2, 3, Standing.CONFIRMED),
        (1, 0, 0, Standing.CONFIRMED),
    ],
)
def test_the_furthest_proof_counts(confirmed, waiting, proposed, stands):
    assert board.standing(confirmed=confirmed, waiting=waiting, proposed=proposed) is stands


def test_earliest_day_stands_first_and_nobody_last():
    owed = [
        Owed("gov", None),
        Owed("gov", 1, date(2026, 12, 20)),
        Owed("liv", 2, date(2026, 12, 10)),
        Owed("liv", 2, date(2026, 12, 30)),
    ]

    lines = board.matrix(owed)

    assert [(line.agency, line.total, line.due) for line in lines] == [
        (2, 2, date(2026, 12, 10)),
        (1, 1, date(2026, 12, 20)),
        (None, 1, None),
    ]
    assert lines[0].counts == {"liv": 2}


def test_only_dimensions_that_occur_are_columns_in_their_order():
    assert board.columns([Owed("env", None), Owed("gov", None)]) == ["gov", "env"]
    assert board.columns([Owed("env", None), Owed("", None)]) == ["", "env"]
    assert board.columns([]) == []


def test_shades_stop_at_four():
    assert [board.shade(count) for count in (0, 1, 4, 40)] == [0, 1, 4, 4]


TODAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("outcome", "task_state", "day", "stands"),
    [
        ("", "open", TODAY, requests.Standing.WAITS),
        ("", "open", date(2026, 12, 9), requests.Standing.LATE),
        ("", "returned", date(2026, 12, 9), requests.Standing.LATE),
        ("", "reported", date(2026, 12, 9), requests.Standing.CAME),
        ("", "", TODAY, requests.Standing.WAITS),
        ("enough", "accepted", date(2026, 12, 9), requests.Standing.ENOUGH),
        ("dropped", "cancelled", TODAY, requests.Standing.DROPPED),
    ],
)
def test_request_stands_by_outcome_then_task_then_day(outcome, task_state, day, stands):
    found = requests.standing(outcome=outcome, task_state=task_state, day=day, today=TODAY)

    assert found is stands
