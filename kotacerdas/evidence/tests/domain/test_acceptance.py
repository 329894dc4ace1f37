"""What may come in as evidence: sound files of each kind, and nothing that is two things, swells, hides or pretends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence.domain import acceptance
from kotacerdas.evidence.tests import honest, hostile

# Archives, empty and system files are judged by `checking`, which these rules do not know.
ELSEWHERE = {"evidence-empty", "evidence-of-nobody"}
REFUSED = {
    name: case
    for name, case in hostile.CASES.items()
    if case[1] not in ELSEWHERE and not name.endswith(".zip")
}


@contextmanager
def written(content: bytes) -> Iterator[Path]:
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        yield Path(file.name)


def inspect(content: bytes, name: str) -> dict:
    with written(content) as path:
        return acceptance.inspect(str(path), name)


@pytest.mark.parametrize("name", honest.CASES)
def test_sound_files_are_taken(name):
    content, kind = honest.CASES[name]

    assert inspect(content, name)["kind"] == kind


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_and_broken_files_are_refused_with_the_reason_and_the_name(name):
    content, fault = REFUSED[name]

    with pytest.raises(Refused) as refused:
        inspect(content, name)

    assert [each.kind for each in refused.value.faults] == [fault]
    assert all(each.values["name"] for each in refused.value.faults)


@pytest.mark.parametrize("name", hostile.NOTED)
def test_what_else_is_in_a_file_is_noted(name):
    content, notes = hostile.NOTED[name]

    assert inspect(content, name)["notes"] == notes


ENDINGS = sorted({ending for kind in acceptance.TAKEN for ending in kind.endings if ending != "zip"})
SOUND = sorted((content for content, _kind in honest.CASES.values()), key=len)


@settings(max_examples=300)
@given(st.binary(max_size=600), st.sampled_from(ENDINGS))
def test_any_bytes_are_taken_or_refused(content, ending):
    _taken_or_refused(content, ending)


@settings(max_examples=600)
@given(st.sampled_from(SOUND), st.sampled_from(ENDINGS), st.data())
def test_sound_files_that_were_changed_are_taken_or_refused(content, ending, data):
    """A byte changed, a part cut out, the end lost: what happens to files on the way, and what attackers try."""
    at = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.sampled_from(["byte", "cut", "end", "twice"]))
    length = data.draw(st.integers(1, 400))
    changed = {
        "byte": content[:at] + data.draw(st.binary(min_size=1, max_size=4)) + content[at + 1 :],
        "cut": content[:at] + content[at + length :],
        "end": content[:at],
        "twice": content[:at] + content[at : at + length] * 2 + content[at + length :],
    }[change]
    own = next(kind for sound, kind in honest.CASES.values() if sound == content).lower()
    _taken_or_refused(changed, ending if data.draw(st.booleans()) else own)


def _taken_or_refused(content: bytes, ending: str) -> None:
    with suppress(Refused):
        assert inspect(content, f"berkas.{ending}")["kind"]


@given(st.text(max_size=80))
def test_any_name_is_taken_or_refused(name):
    with suppress(Refused):
        assert acceptance.of_name(name) in acceptance.TAKEN
