"""Real processes beside the test: two that save the same answer at once, and one that is killed outright in the middle.
Every acknowledged save is there, what was not finished never began, and the trail is whole."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.events.models import Event
from kotacerdas.files import blobs, keeping
from kotacerdas.files.models import File
from kotacerdas.followup.models import Progress
from kotacerdas.jobs.tests.conftest import kill, wait_for
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.content import EMPTY
from kotacerdas.selfassessment.models import Answer, Snapshot, Step
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW, SIGNED, WORDS

# Does what the test says: saves without end, saves when it is told, or hangs in the middle of a deed until it is killed.
WORKER = """
import json, os, sys, time
from dataclasses import replace
from pathlib import Path
import django
django.setup()
from kotacerdas.common import versions
from kotacerdas.selfassessment import actions, freezing, tasking, telling
from kotacerdas.selfassessment.actions import answering, shared, submitting
from kotacerdas.selfassessment.models import Answer, Assessment
from kotacerdas.selfassessment.tests.factories import NOW, SIGNED, WORDS
place, what, arg = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def save(code, words):
    answer = Answer.objects.get(code=code)
    return actions.write(answer, replace(WORDS, statement=words), expected=answer.version, by=None, now=NOW)
def hang_in(module, name):
    function = getattr(module, name)
    def hanging(*given, **more):
        done = function(*given, **more)
        (place / "hangs").touch()
        time.sleep(60)
        return done
    setattr(module, name, hanging)
if what == "without end":
    with (place / "acknowledged").open("a") as log:
        for number in range(1_000_000):
            code = f"A{number % 4 + 1}"
            save(code, str(number))
            log.write(f"{code} {number}\\n")
            log.flush()
if what == "at once":
    seen = Answer.objects.get(code="A1")
    (place / f"ready-{arg}").touch()
    while not (place / "go").exists():
        time.sleep(0.001)
    try:
        actions.write(seen, replace(WORDS, statement=arg), expected=seen.version, by=None, now=NOW)
        told = {"kept": arg}
    except versions.StaleSave as stale:
        told = {"stored": stale.current.statement, "typed": stale.typed["statement"]}
    (place / f"half-{arg}").write_text(json.dumps(told))
    (place / f"half-{arg}").rename(place / f"told-{arg}")
MODULES = {"versions": versions, "answering": answering, "submitting": submitting, "freezing": freezing,
           "files": submitting.files, "tasking": tasking, "telling": telling, "audit": shared.audit}
if what in {"write", "hand_in", "submit"}:
    module, name = arg.split(".")
    hang_in(MODULES[module], name)
    answer = Answer.objects.get(code="A1")
    if what == "submit":
        actions.submit(answer.assessment, SIGNED, by=None, now=NOW, gaps="Masa pengisian berakhir")
    else:
        getattr(actions, what)(answer, WORDS, expected=answer.version, by=None, now=NOW)
"""


@pytest.fixture
def running(start, balikpapan, diskominfo) -> Any:
    """The assessment, in the database that the processes share, with one question given to an agency."""
    made = factories.assessment(balikpapan)
    factories.given(made.answers.get(code="A1"), diskominfo)
    return made


def everything() -> list[Any]:
    counted = (Step, Snapshot, Entry, Event, File, Progress)
    return [
        list(Answer.objects.order_by("pk").values()),
        *(model.objects.count() for model in counted),
    ]


def assert_whole() -> None:
    assert all(verdict.finding is None for verdict in trail.verify())


def test_of_two_who_save_the_same_answer_at_once_one_wins_and_the_other_gets_both_versions(
    running, start, tmp_path
):
    names = ["budi", "rina"]
    for name in names:
        start("at once", name)
    wait_for(lambda: all((tmp_path / f"ready-{name}").exists() for name in names))

    (tmp_path / "go").touch()
    wait_for(lambda: all((tmp_path / f"told-{name}").exists() for name in names))

    told = [json.loads((tmp_path / f"told-{name}").read_text()) for name in names]
    (winner,) = [each["kept"] for each in told if "kept" in each]
    (loser,) = set(names) - {winner}
    assert {"stored": winner, "typed": loser} in told
    answer = running.answers.get(code="A1")
    assert (answer.statement, answer.version) == (winner, 2)
    assert answer.steps.filter(deed="save").count() == 1


def test_of_a_process_killed_while_it_saves_every_acknowledged_save_is_there(running, start, tmp_path):
    log = tmp_path / "acknowledged"
    process = start("without end")
    wait_for(lambda: log.exists() and log.read_text().count("\n") > 40)

    kill(process)

    said = [line.split() for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    last = {code: int(number) for code, number in said}
    for answer in running.answers.filter(code__in=last):
        steps = list(answer.steps.filter(deed="save").order_by("pk"))
        kept = [int(step.changes["statement"][1]) for step in steps]
        # The last save may have been kept without anybody having been told.
        assert kept == sorted(kept)
        assert int(answer.statement) == kept[-1] >= last[answer.code]
        assert kept[-1] - last[answer.code] in {0, 4}
        assert answer.version == 1 + len(kept)
        assert len(kept) >= sum(code == answer.code for code, _number in said)
    assert (
        Entry.objects.filter(kind="selfassessment.save").count() == Step.objects.filter(deed="save").count()
    )
    assert_whole()


@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ("write", "versions.save"),
        ("write", "audit.record"),
        ("hand_in", "tasking.follow"),
        ("hand_in", "audit.record"),
        ("submit", "freezing.freeze"),
        ("submit", "files.keep"),
        ("submit", "audit.record"),
    ],
)
def test_a_deed_that_was_killed_in_the_middle_never_began_and_can_be_done_again(
    running, start, tmp_path, deed, place
):
    before = everything()
    process = start(deed, place)
    wait_for((tmp_path / "hangs").exists)

    kill(process)

    assert everything() == before
    answer = running.answers.get(code="A1")
    assert answer.content == EMPTY
    assert_whole()
    if deed == "submit":
        made = actions.submit(running, SIGNED, by=None, now=NOW, gaps="Masa pengisian berakhir")
        assert made.number == 1
        keeping.sweep(now=timezone.now() + timedelta(days=2))
        assert {name for name, _at in blobs.store().each()} == {made.sha256}
    else:
        getattr(actions, deed)(answer, WORDS, expected=answer.version, by=None, now=NOW)
        assert running.answers.get(code="A1").content == WORDS
    assert_whole()
