"""Eight processes number two hundred letters at once, two of them are killed outright: 1 to 200, no gap, no double."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kotacerdas.files import blobs
from kotacerdas.jobs.tests.conftest import ROOT, kill, shared_database
from kotacerdas.letters.models import BookYear, Letter
from kotacerdas.letters.tests import factories

__all__ = ["shared_database"]  # a fixture

PROCESSES, LETTERS = 8, 200
CLERK = """
import sys, time
import django
django.setup()
from kotacerdas.letters import actions
from kotacerdas.letters.models import Letter
from kotacerdas.letters.tests.factories import NOW, plain_setter

def slowly(letter, logo):
    time.sleep(0.005)
    return plain_setter(letter, logo)

mine, of = int(sys.argv[1]), int(sys.argv[2])
for letter in [each for each in Letter.objects.filter(state="draft").order_by("pk") if each.pk % of == mine]:
    done = actions.issue(letter, expected=letter.version, by=None, now=NOW, setter=slowly)
    print(done.pk, done.number, flush=True)
"""


def start(clerk: int, variables: dict[str, str], folder: Path, of: int = PROCESSES) -> subprocess.Popen:
    """What a clerk has been told is written to a file, which stays when the process is killed."""
    with (folder / f"clerk-{clerk}").open("a") as said, (folder / "faults").open("a") as faults:
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", CLERK, str(clerk), str(of)],
            cwd=ROOT,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=faults,
        )


def told(folder: Path) -> dict[int, int]:
    """Letter and number as the clerks saw them; a line cut by the kill was never said to anybody."""
    lines = [line for path in folder.glob("clerk-*") for line in path.read_text().splitlines(keepends=True)]
    pairs = [line.split() for line in lines if line.endswith("\n")]
    return {int(letter): int(number) for letter, number in pairs}


@pytest.mark.usefixtures("transactional_db")
def test_two_hundred_letters_of_eight_processes_have_the_numbers_one_to_two_hundred(
    shared_database, tmp_path, settings
):
    settings.STATE = tmp_path
    city = factories.people.city(is_member=True)
    for _each in range(LETTERS):
        factories.draft(city)
    clerks = [start(clerk, shared_database, tmp_path) for clerk in range(PROCESSES)]
    while len(told(tmp_path)) <= LETTERS // 4 and any(clerk.poll() is None for clerk in clerks):
        time.sleep(0.02)
    for victim in clerks[:2]:
        kill(victim)
    codes = [clerk.wait(300) for clerk in clerks[2:]]
    rest = start(0, shared_database, tmp_path, of=1).wait(300)

    assert {*codes, rest} == {0}, (tmp_path / "faults").read_text()[-2000:]
    letters = list(Letter.objects.order_by("number").select_related("pdf"))
    assert [letter.number for letter in letters] == list(range(1, LETTERS + 1))
    assert BookYear.objects.get().last_number == LETTERS
    assert told(tmp_path).items() <= {letter.pk: letter.number for letter in letters}.items()
    for letter in letters:
        with blobs.store().open(letter.sha256) as content:
            assert letter.number_text.encode() in content.read()
        assert letter.snapshot["number"] == letter.number_text


def test_what_is_compared_is_the_hash_of_the_kept_file(balikpapan):
    letter = factories.issued(balikpapan)

    with letter.pdf.open() as content:
        assert hashlib.sha256(content.read()).hexdigest() == letter.sha256
