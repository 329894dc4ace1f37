"""The trail in the database: append-only, one chain a city, whole after erasing, broken after anything else."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kotacerdas.audit import actions, heads, queries
from kotacerdas.audit.domain.chain import Finding
from kotacerdas.audit.models import AppendOnly, Chain, Entry, Values
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tests.running import run_all

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.STATE = tmp_path


@pytest.fixture
def three(balikpapan, rina):
    """Three deeds in the city's chain."""
    return [did(rina, balikpapan, hour) for hour in range(3)]


def did(who, city, hour=0):
    return actions.record(
        "instruments.level_written",
        on=city,
        by=who,
        city=city,
        now=NOW + timedelta(hours=hour),
        changes={"text_id": (None, f"tulisan {hour}")},
    )


def tamper(statement, *values):
    """As somebody who owns the database could: past the guard of the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_is_final")
        else:
            # No check may wait for the end of the transaction while the table is altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_final")
        cursor.execute(statement, values)


def finding():
    return {verdict.code: verdict.finding for verdict in queries.verify()}["64.71"]


def test_a_chain_is_whole(three):
    assert [entry.number for entry in three] == [1, 2, 3]
    assert finding() is None


def test_each_city_has_its_own_chain(three, tetangga, samarinda, nadia):
    assert did(tetangga, samarinda).number == 1
    assert did(nadia, None).number == 1
    assert {chain.code: chain.number for chain in Chain.objects.all()} == {"64.71": 3, "64.72": 1, "-": 1}


def test_the_guard_refuses_an_update(three):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_entry SET kind = 'x' WHERE number = 2")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.update(kind="x"),
    ],
)
def test_nothing_of_ours_changes_an_entry(three, attempt):
    with pytest.raises(AppendOnly):
        attempt(three[1])


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_entry SET kind = 'x' WHERE number = 2", Finding("changed", 2)),
        ("UPDATE audit_entry SET actor_id = NULL WHERE number = 2", Finding("changed", 2)),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE number = 3", Finding("changed", 3)),
        ("DELETE FROM audit_entry WHERE number = 3", Finding("cut-off", 3)),
        ("UPDATE audit_chain SET digest = '00'", Finding("head-changed", 3)),
    ],
)
def test_what_somebody_does_to_the_tables_is_named(three, statement, found):
    Values.objects.all().delete()
    tamper(statement)

    assert finding() == found


def test_another_value_is_named(three):
    Values.objects.filter(entry=three[0]).update(content={"text_id": [None, "lain"], "what": [None, "x"]})

    assert finding() == Finding("values-changed", 1)


def test_erasing_forgets_the_words_and_keeps_the_deed(three, rina):
    erased = actions.erase_values(Entry.objects.filter(number=2), because="permintaan", now=NOW)

    line = queries.lines(list(queries.found(seen_by=rina)), seen_by=rina)[1]
    assert erased == 1
    assert finding() is None
    assert line.is_erased
    assert "tulisan 1" not in json.dumps(list(Values.objects.values_list("content", flat=True)))
    assert not Values.objects.filter(entry__number=2).exclude(salt="").exists()


def test_a_deed_that_fails_leaves_no_trace(three, rina, balikpapan):
    with transaction.atomic():
        did(rina, balikpapan)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 3
    assert finding() is None


def test_a_deed_without_a_sentence_is_a_mistake(rina, balikpapan):
    with pytest.raises(KeyError):
        actions.record("nobody.registered", on=None, by=rina, city=balikpapan, now=NOW)


def test_a_neighbour_sees_nothing(three, tetangga, budi, rina):
    seen = {reader.email: queries.found(seen_by=reader).count() for reader in (rina, budi, tetangga)}

    assert seen == {"rina@contoh.go.id": 3, "budi@contoh.go.id": 0, "tetangga@contoh.go.id": 0}


def test_a_line_is_a_sentence(three, rina):
    line = queries.lines(list(queries.found(seen_by=rina))[:1], seen_by=rina)[0]

    assert line.sentence == "Rina menulis syarat sebuah tingkat: Kota Balikpapan."
    assert [(change.field, change.before, change.after) for change in line.changes] == [
        ("text_id", "–", "tulisan 2")
    ]


def test_lines_cost_the_same_however_many(rina, balikpapan, django_assert_num_queries):
    for hour in range(30):
        did(rina, balikpapan, hour)
    rows = list(queries.found(seen_by=rina))

    with django_assert_num_queries(1):
        assert len(queries.lines(rows, seen_by=rina)) == 30


# --- Heads and the command ---------------------------------------------------------------------------------


def test_exported_heads_find_a_tail_that_was_cut_off_with_its_head(three, command, tmp_path):
    exported = tmp_path / "heads.json"
    command("audit", "head", "--to", exported)
    tamper("DELETE FROM audit_values WHERE entry_id = %s", three[2].pk)
    tamper_on("DELETE FROM audit_entry WHERE number = 3")
    Chain.objects.filter(code="64.71").update(number=2, digest=three[1].digest)

    alone = command("audit", "verify")
    against = command("audit", "verify", "--against", exported, lang="en")

    assert alone.code == 0
    assert against.code == 1
    assert against.err == "64.71: The end was cut off: entry 3 and all after it are gone.\n"


def tamper_on(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_command_says_that_all_is_whole(three, command):
    said = command("audit", "verify", "--city", "64.71", lang="en")

    assert (said.code, said.out) == (0, "64.71: 3 entries, whole\n")


def test_a_city_without_a_trail_is_told(three, command):
    said = command("audit", "verify", "--city", "99.99", lang="en")

    assert (said.code, said.err) == (2, "There is no trail of “99.99”. Known: 64.71.\n")


def test_heads_that_were_changed_are_refused(three, command, tmp_path):
    forged = tmp_path / "heads.json"
    forged.write_text(heads.export(queries.heads(), now=NOW).replace('"number": 3', '"number": 2'))

    said = command("audit", "verify", "--against", forged, lang="en")

    assert said.code == 2
    assert "its signature does not fit" in said.err


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"at": 1}', "\x00", '{"at":1,"heads":1,"signature":"!","public_key":""}']
)
def test_what_is_no_file_of_heads_is_refused(three, command, tmp_path, text):
    odd = tmp_path / "odd.json"
    odd.write_text(text)

    assert command("audit", "verify", "--against", odd).code == 2


def test_heads_of_another_installation_are_refused(three, command, tmp_path):
    elsewhere = tmp_path / "heads.json"
    elsewhere.write_text(heads.export(queries.heads(), now=NOW))
    heads.key_file().unlink()
    heads.export([], now=NOW)

    said = command("audit", "verify", "--against", elsewhere, lang="en")

    assert (said.code, "another installation" in said.err) == (2, True)


def test_the_key_is_for_its_owner_alone(three):
    heads.export(queries.heads(), now=NOW)

    assert heads.key_file().stat().st_mode & 0o077 == 0


# --- Each night --------------------------------------------------------------------------------------------


def seal():
    enqueue("office.seal-trail")
    return run_all(may_fail=True)[-1].state


def test_each_night_the_heads_are_kept_and_the_chain_is_walked(three):
    assert seal() == "done"
    assert [head.number for head in heads.kept()] == [3]


def test_a_broken_chain_fails_the_job_of_the_night(three):
    seal()
    Values.objects.filter(entry=three[0]).update(content={"text_id": [None, "lain"], "what": [None, "x"]})

    assert seal() == "failed"
