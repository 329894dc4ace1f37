"""The command that lets files be read anew."""

import pytest

from kotacerdas.config import cli
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.models import Content, Reading
from kotacerdas.evidence.tests import factories
from kotacerdas.jobs.models import Job


@pytest.fixture
def minutes(balikpapan):
    return factories.document(balikpapan)


def run(capsys, *codes):
    code = cli.main(["evidence", "read", "--again", *codes, "--lang", "en"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_file_that_was_set_aside_waits_again(capsys, minutes):
    Content.objects.update(reading=Reading.UNREADABLE, tries=2)
    Job.objects.all().delete()

    assert run(capsys, minutes.code) == (0, "1 file waits to be read anew.\n", "")

    content = Content.objects.get()
    assert (content.reading, content.tries) == ("waiting", 0)
    assert Job.objects.get().task == keeping.READ_TASK


def test_codes_that_are_not_there_are_named_and_nothing_is_done(capsys, minutes, samarinda):
    there = factories.document(samarinda, text="Surat lain.")
    Content.objects.update(reading=Reading.READ)

    assert run(capsys, minutes.code, there.code) == (
        2, "", f"There is no document “{there.code}” in this city.\n",
    )  # fmt: skip
    assert set(Content.objects.values_list("reading", flat=True)) == {"read"}
