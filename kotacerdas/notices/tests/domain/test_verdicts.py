"""What an answer of a mail server means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.notices.domain.verdicts import WAITS, Answer, Outcome, Stage, verdict

TABLE = [
    (Stage.RECEIVER, 550, b"5.1.1 no such user", Outcome.BOUNCED, True),
    (Stage.RECEIVER, 550, b"no such user", Outcome.BOUNCED, True),
    (Stage.RECEIVER, 550, b"5.2.1 mailbox disabled", Outcome.BOUNCED, True),
    (Stage.RECEIVER, 550, b"5.7.1 rejected by policy", Outcome.FAILED, False),
    (Stage.RECEIVER, 554, b"spam", Outcome.FAILED, False),
    (Stage.RECEIVER, 552, b"5.2.2 over quota", Outcome.AGAIN, False),
    (Stage.RECEIVER, 450, b"4.2.1 greylisted", Outcome.AGAIN, False),
    (Stage.RECEIVER, 421, b"closing", Outcome.AGAIN, False),
    (Stage.CONTENT, 550, b"5.1.1 odd, but about the mail", Outcome.FAILED, False),
    (Stage.CONTENT, 451, b"", Outcome.AGAIN, False),
    (Stage.SENDER, 550, b"5.7.1 not you", Outcome.AGAIN, False),
    (Stage.SIGN_IN, 535, b"5.7.8 bad password", Outcome.AGAIN, False),
    (Stage.CONNECT, 0, b"", Outcome.AGAIN, False),
    (Stage.CUT_OFF, 0, b"", Outcome.AGAIN, False),
    (Stage.AFTER_END, 0, b"", Outcome.UNSURE, False),
]


@pytest.mark.parametrize(("stage", "code", "words", "outcome", "blocks"), TABLE)
def test_each_answer_has_its_meaning(stage, code, words, outcome, blocks):
    found = verdict(Answer.read(stage, code, words), attempts=1)

    assert (found.outcome, found.blocks_address) == (outcome, blocks)


@given(st.sampled_from(Stage), st.integers(0, 599), st.binary(max_size=40), st.integers(1, 50))
def test_only_what_was_certainly_not_delivered_is_tried_again(stage, code, words, attempts):
    found = verdict(Answer.read(stage, code, words), attempts=attempts)

    if found.outcome is Outcome.AGAIN:
        assert stage is not Stage.AFTER_END
        assert found.wait is not None
    assert found.blocks_address <= (found.outcome is Outcome.BOUNCED)


def test_waits_grow_and_end():
    answer = Answer.read(Stage.RECEIVER, 451)
    outcomes = [verdict(answer, attempts=each).outcome for each in range(1, len(WAITS) + 2)]

    assert list(WAITS) == sorted(WAITS)
    assert outcomes == [Outcome.AGAIN] * len(WAITS) + [Outcome.FAILED]


def test_words_of_the_server_are_dropped():
    assert Answer.read(Stage.RECEIVER, 550, b"5.1.1 <siti@contoh.id> unknown").written == "550 5.1.1"
