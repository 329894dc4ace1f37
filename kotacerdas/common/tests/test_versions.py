"""A save names the version it was made from; of two people one wins and the other loses nothing."""

import pytest
from django.db import connection, models

from kotacerdas.common import versions
from kotacerdas.common.tests.conftest import together


class Note(versions.Versioned):
    title = models.CharField("title", max_length=40)
    text = models.TextField("text", blank=True)

    class Meta:
        app_label = "common_tests"

    def __str__(self):
        return self.title


@pytest.fixture
def note(shared_database):
    shared_database(Note)
    [made] = together([lambda: Note.objects.create(title="Wi-Fi", text="one")])
    assert isinstance(made, Note)
    return made


def in_thread(work):
    [result] = together([work])
    return result


def test_save_counts_the_version(note):
    saved = in_thread(lambda: versions.save(note, expected=1, changes={"text": "two"}))
    stored = in_thread(lambda: Note.objects.get(pk=note.pk))

    assert (saved.version, stored.version, stored.text) == (2, 2, "two")


def test_stale_save_keeps_both_versions(note):
    in_thread(lambda: versions.save(note, expected=1, changes={"text": "hers"}))

    stale = in_thread(lambda: versions.save(note, expected=1, changes={"title": "Wi-Fi", "text": "his"}))

    assert isinstance(stale, versions.StaleSave)
    assert stale.differences() == [versions.Difference("text", "hers", "his")]
    assert in_thread(lambda: Note.objects.get(pk=note.pk)).text == "hers"


def test_deleted_row_gives_back_what_was_typed(note):
    in_thread(lambda: Note.objects.all().delete())

    gone = in_thread(lambda: versions.save(note, expected=1, changes={"text": "his"}))

    assert isinstance(gone, versions.Gone)
    assert gone.typed == {"text": "his"}


def test_of_four_saves_at_the_same_moment_one_wins(note):
    def save(text):
        return lambda: versions.save(Note.objects.get(pk=note.pk), expected=1, changes={"text": text})

    results = together([save(text) for text in "abcd"])

    assert sorted(type(result).__name__ for result in results) == [
        "Note",
        "StaleSave",
        "StaleSave",
        "StaleSave",
    ]
    assert in_thread(lambda: Note.objects.get(pk=note.pk)).version == 2
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.parametrize(
    ("typed", "version"), [("3", 3), ("", 0), ("x", 0), ("-1", 0), ("٣", 0), ("9" * 30, 0)]
)
def test_version_of_the_form_is_read_strictly(rf, typed, version):
    assert versions.expected(rf.post("/", {"version": typed})) == version
