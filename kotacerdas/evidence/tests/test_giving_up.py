"""Deliveries that were begun and never finished: after a fortnight they let their bytes go, and the sender hears of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import actions, findings
from kotacerdas.evidence.actions import deliveries, uploading
from kotacerdas.evidence.domain.deliveries import LEFT_AFTER
from kotacerdas.evidence.models import Intake, Item, Upload
from kotacerdas.evidence.sending import parts
from kotacerdas.evidence.tests.deliveries import LETTER, MINUTES, became, sent
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import actions as files
from kotacerdas.files import keeping
from kotacerdas.jobs import registry, schedules
from kotacerdas.notices.models import Notice

LATER = NOW + LEFT_AFTER
MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.STATE = tmp_path


@pytest.fixture
def left(balikpapan, budi):
    return sent(balikpapan, budi, {"surat.txt": LETTER})


def test_what_nobody_has_touched_for_a_fortnight_is_given_up_and_its_bytes_are_swept(left):
    sha256 = left.items.get().sha256
    assert deliveries.give_up_left(now=LATER) == 0
    assert keeping.named({sha256}) == {sha256}

    assert deliveries.give_up_left(now=LATER + MOMENT) == 1

    left.refresh_from_db()
    assert (left.state, became(left)) == ("given_up", {"surat.txt": "cancelled"})
    assert left.items.get().why == [Fault("evidence-delivery-left", {"days": 14})]
    assert keeping.named({sha256}) == set()
    assert Entry.objects.filter(kind="evidence.intake-given-up", actor=None).count() == 1


def test_it_is_done_and_told_once(left, budi):
    for _night in range(2):
        deliveries.give_up_left(now=LATER + MOMENT)

    told = Notice.objects.get(kind="evidence.intake_given_up")
    assert (told.person, told.url) == (budi, left.get_absolute_url())


def test_bytes_that_a_document_keeps_stay(balikpapan, budi, left):
    made = files.keep(
        LETTER, name="surat.txt", media_type="text/plain", about=left, by=budi, city=balikpapan, now=NOW
    )

    deliveries.give_up_left(now=LATER + MOMENT)

    assert keeping.named({made.sha256}) == {made.sha256}


@pytest.mark.django_db(transaction=True)
def test_parts_of_files_go_with_it(left, budi):
    upload = uploading.begin(left, path="peta.pdf", size=10, mark="", by=budi, now=NOW)
    with parts.writing(upload.code) as part:
        part.write(b"%PDF")

    deliveries.give_up_left(now=LATER + MOMENT)

    assert (Upload.objects.count(), list(parts.each())) == (0, [])


def _adds(intake, by, now):
    actions.add_item(intake, files.store(MINUTES), path="notulen.txt", by=by, now=now)


def _begins_a_file(intake, by, now):
    uploading.begin(intake, path="peta.pdf", size=10, mark="", by=by, now=now)


def _sends_too_much(intake, by, now):
    with pytest.raises(Refused):
        uploading.begin(intake, path="besar.pdf", size=10**12, mark="", by=by, now=now)


def _sends_a_piece(intake, by, now):
    upload = uploading.begin(intake, path="peta.pdf", size=10, mark="", by=by, now=NOW)
    Upload.objects.filter(pk=upload.pk).update(touched_at=now)


@pytest.mark.parametrize("touch", [_adds, _begins_a_file, _sends_too_much, _sends_a_piece])
def test_each_file_and_piece_counts_as_a_touch(left, budi, touch):
    touch(left, budi, NOW + timedelta(days=5))

    assert deliveries.give_up_left(now=LATER + timedelta(days=5)) == 0
    assert deliveries.give_up_left(now=LATER + timedelta(days=5) + MOMENT) == 1


def test_a_piece_is_remembered_when_its_file_was_given_up_before(left, budi):
    _sends_a_piece(left, budi, NOW + timedelta(days=5))
    assert uploading.sweep(now=NOW + timedelta(days=9)) == 1

    assert deliveries.give_up_left(now=LATER + timedelta(days=5)) == 0
    assert deliveries.give_up_left(now=LATER + timedelta(days=5) + MOMENT) == 1


def test_only_open_deliveries_are_given_up(balikpapan, budi):
    done = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER}), by=budi, now=NOW, waits=True)
    stopped = actions.cancel(sent(balikpapan, budi, {"b.txt": MINUTES}), by=budi, now=NOW)

    assert deliveries.give_up_left(now=LATER + timedelta(days=300)) == 0
    assert {done.items.get().state, stopped.items.get().state} == {"waiting", "cancelled"}


def test_what_was_given_up_takes_no_more_files_and_is_not_finished(left, budi):
    deliveries.give_up_left(now=LATER + MOMENT)

    with pytest.raises(Refused, match="evidence-intake-closed"):
        _adds(left, budi, LATER)
    assert actions.finish(left, by=budi, now=LATER).state == Intake.State.GIVEN_UP
    assert actions.cancel(left, by=budi, now=LATER).state == Intake.State.GIVEN_UP


def test_whoever_began_it_reads_why_in_the_list_and_on_its_page(as_user, left, budi):
    client, address, listing = as_user(budi), f"/en{left.get_absolute_url()}", reverse("evidence:intakes")
    assert "14 days" in client.get(address).content.decode()

    deliveries.give_up_left(now=LATER + MOMENT)

    assert "Given up" in client.get(f"/en{listing}").content.decode()
    page = client.get(address).content.decode()
    assert "Given up: nobody added or finished anything" in page
    assert "not finished within 14 days" in page


def test_the_number_of_queries_grows_by_the_delivery_not_by_its_files(
    balikpapan, budi, django_assert_max_num_queries
):
    sent(balikpapan, budi, {"a.txt": LETTER})
    with django_assert_max_num_queries(40) as few:
        deliveries.give_up_left(now=LATER + MOMENT)

    sent(balikpapan, budi, {f"{number}.txt": LETTER for number in range(12)})
    with django_assert_max_num_queries(len(few)):
        assert deliveries.give_up_left(now=LATER + MOMENT) == 1


def test_every_state_of_a_delivery_and_of_its_files_has_words(left):
    for each in Intake.State:
        left.state = each
        words, _tone = findings.intakes.state(left)
        assert words
        assert findings.intakes.finding(left, dict.fromkeys(Item.State, 0))


def test_it_is_looked_for_every_night():
    assert "evidence.give-up-deliveries" in schedules.plans()
    assert registry.find("evidence.give-up-deliveries") is not None
