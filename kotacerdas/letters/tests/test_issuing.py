"""The number, the frozen letter and its PDF: together or not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files.queries import files_of
from kotacerdas.letters import actions, planning
from kotacerdas.letters.models import BookYear, Letter
from kotacerdas.letters.tests import factories
from kotacerdas.letters.tests.factories import NOW


def refuse(letter, logo):
    raise Refused(Fault("letter-not-set"))


def test_letter_gets_number_date_and_hash(balikpapan, rina):
    letter = factories.issued(balikpapan, rina)

    letter.refresh_from_db()
    assert letter.number_text == "005/001/Bappeda/XI/2026"
    assert letter.dated_on.isoformat() == "2026-11-22"
    assert letter.sha256 == letter.pdf.sha256 == files_of(letter).get().sha256


def test_numbers_follow_each_other_and_begin_again_in_a_new_year(balikpapan, rina):
    for day, expected in [(0, 1), (1, 2), (41, 1), (42, 2)]:
        letter = factories.issued(balikpapan, rina, now=NOW + timedelta(days=day))
        assert letter.number == expected


def test_year_begins_by_the_clock_of_the_city(balikpapan, rina):
    late = NOW.replace(
        month=12, day=31, hour=16
    )  # midnight in Balikpapan, eight hours before that of Greenwich

    assert factories.issued(balikpapan, rina, now=late).year == 2027
    assert factories.issued(balikpapan, rina, now=late - timedelta(seconds=1)).year == 2026


def test_books_count_apart(balikpapan, samarinda, rina):
    other = factories.book(balikpapan, name="Agenda undangan")

    assert factories.issued(balikpapan, rina).number == 1
    assert factories.issued(balikpapan, rina, book=other).number == 1
    assert factories.issued(samarinda).number == 1


def test_letter_that_cannot_be_set_takes_no_number(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)

    with pytest.raises(Refused):
        actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=refuse)

    assert factories.issued(balikpapan, rina).number == 1
    assert Letter.objects.get(pk=letter.pk).is_draft


def test_whoever_loses_the_race_gets_the_next_number(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    seen = []

    def overtaken(made, logo):
        seen.append(made["number"])
        if len(seen) == 1:
            factories.issued(balikpapan, rina)
        return factories.plain_setter(made, logo)

    issued = actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=overtaken)

    assert issued.number == 2
    assert issued.snapshot["number"] == issued.number_text == seen[-1]
    assert len(seen) == 2


def test_whoever_always_loses_is_served_while_the_book_waits(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    races = []

    def overtaken(made, logo):
        races.append(made["number"])
        if len(races) <= 4:
            factories.issued(balikpapan, rina)
        return factories.plain_setter(made, logo)

    issued = actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=overtaken)

    assert (issued.number, len(races)) == (5, 5)


def test_draft_changed_meanwhile_is_not_issued(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    before = letter.version
    actions.edit(letter, factories.content(balikpapan, subject="Lain"), expected=before, by=rina, now=NOW)

    with pytest.raises(versions.StaleSave):
        actions.issue(letter, expected=before, by=rina, now=NOW, setter=factories.plain_setter)

    assert not BookYear.objects.filter(last_number__gt=0).exists()


def test_letter_is_issued_once(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    again = Letter.objects.get(pk=letter.pk)
    actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=factories.plain_setter)

    with pytest.raises(versions.StaleSave):
        actions.issue(again, expected=again.version, by=rina, now=NOW, setter=factories.plain_setter)
    with pytest.raises(Refused):
        actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=factories.plain_setter)

    assert BookYear.objects.get().last_number == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"to": []}, "letter-without-addressee"),
        ({"body": "Hari {{hari}}"}, "template-place-open"),
        ({"body": "**tebal"}, "body-bold-open"),
        ({"capacity": "a.n."}, "signature-behalf"),
    ],
)
def test_unfinished_letter_is_refused_with_the_reason(balikpapan, rina, fields, fault):
    letter = factories.draft(balikpapan, rina, **fields)

    with pytest.raises(Refused) as refused:
        actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=factories.plain_setter)

    assert fault in {each.kind for each in refused.value.faults}


def test_void_letter_keeps_its_number(balikpapan, rina):
    first = factories.issued(balikpapan, rina)
    actions.void(first, reason="Salah alamat", by=rina, now=NOW)

    assert factories.issued(balikpapan, rina).number == 2
    assert Letter.objects.get(pk=first.pk).number == 1


def test_paper_book_goes_on_where_it_ended(balikpapan, rina):
    book = factories.book(balikpapan)
    actions.start_at(book, year=2026, last_number=317, by=rina, now=NOW)

    assert factories.issued(balikpapan, rina).number == 318
    with pytest.raises(Refused):
        actions.start_at(book, year=2026, last_number=5, by=rina, now=NOW)


def test_book_dated_after_today_gives_no_number(balikpapan, rina):
    factories.issued(balikpapan, rina, now=NOW + timedelta(days=3))

    with pytest.raises(Refused) as refused:
        factories.issued(balikpapan, rina)

    assert refused.value.faults[0].kind == "book-ahead-of-clock"


def test_snapshot_holds_everything_that_was_set(balikpapan, rina):
    letter = factories.issued(balikpapan, rina, capacity="a.n.", on_behalf_of="Wali Kota Balikpapan")

    assert letter.snapshot["signature"]["heading"] == ["a.n. Wali Kota Balikpapan", "Sekretaris Daerah,"]
    assert letter.snapshot["to"] == [{"name": "Kepala Dinas Perhubungan", "place": "di Balikpapan"}]
    noted = Entry.objects.get(kind="letters.issued").values.content
    assert noted["sha256"][1] == letter.sha256
    assert noted["content"][1] == planning.fingerprint(letter.snapshot)


def test_no_letter_on_the_paper_of_another_city(balikpapan, samarinda, rina):
    with pytest.raises(Refused):
        actions.draft(factories.content(samarinda), city=balikpapan, by=rina, now=NOW)


def test_database_itself_refuses_a_number_twice(balikpapan, rina):
    first, second = factories.issued(balikpapan, rina), factories.issued(balikpapan, rina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=second.pk).update(number=first.number)


def test_database_itself_refuses_a_draft_with_a_number(balikpapan, rina):
    draft = factories.draft(balikpapan, rina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=draft.pk).update(number=7)
