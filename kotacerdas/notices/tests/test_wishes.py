"""When and how somebody is told: digests, quiet hours, kinds that are not wanted, the way out by a link."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from kotacerdas.audit.models import Entry
from kotacerdas.notices import unsubscribing
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice, Preferences, Unsubscribed
from kotacerdas.notices.tests.factories import NOW, tell, tell_address

State = Delivery.State
# The next morning at seven in Balikpapan.
MORNING = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)


@pytest.fixture
def wishing():
    def save(person, **fields):
        return Preferences.objects.update_or_create(person=person, defaults={"updated_at": NOW, **fields})[0]

    return save


def test_a_digest_carries_a_day_in_one_mail(budi, balikpapan, post, send, wishing):
    wishing(budi, digest="daily")
    for what in ("Peta", "Jalan", "Taman"):
        tell(budi, kind="reminder.before", city=balikpapan, values={"what": what, "due": NOW.date()})

    assert send() == {}
    assert send(now=MORNING) == {"sent": 1}

    text = post.last().get_body(("plain",)).get_content()
    assert all(what in text for what in ("Peta", "Jalan", "Taman"))
    assert "3" in post.last()["Subject"]


def test_what_was_read_on_the_site_is_not_mailed_again(budi, balikpapan, post, send, wishing):
    wishing(budi, digest="daily")
    tell(budi, kind="reminder.before", city=balikpapan)
    Notice.objects.update(read_at=NOW)

    assert send(now=MORNING) == {"suppressed": 1}
    assert Delivery.objects.get().reason == Reason.ALREADY_READ


def test_digests_of_one_hour_are_one(budi, joko, wishing, balikpapan):
    wishing(budi, digest="daily")
    tell(budi, joko, kind="reminder.before", city=balikpapan)
    tell(budi, kind="reminder.before", city=balikpapan)

    assert Delivery.objects.filter(person=budi).count() == 1
    assert Delivery.objects.get(person=budi).notices.count() == 2


def test_at_night_nothing_goes_out(budi, balikpapan, post, send):
    night = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
    tell(budi, city=balikpapan, now=night)

    assert send(now=night) == {}
    assert send(now=night + timedelta(hours=9)) == {"sent": 1}


def test_without_mails_the_list_is_still_complete(budi, wishing):
    wishing(budi, by_email=False)
    tell(budi)

    assert not Delivery.objects.exists()
    assert Notice.objects.visible_to(budi).unread().count() == 1


def test_what_somebody_does_not_want_meanwhile_is_held_back(budi, post, send):
    tell(budi, kind="reminder.before")
    Unsubscribed.objects.create(person=budi, kind="reminder.before", at=NOW)

    assert send() == {"suppressed": 1}
    assert Delivery.objects.get().reason == Reason.UNSUBSCRIBED


def test_a_closed_account_gets_no_mail(budi, post, send):
    tell(budi)
    budi.is_active = False
    budi.save()

    assert send() == {"suppressed": 1}


# --- The way out by a link -----------------------------------------------------------------------------------


def test_one_click_of_the_mail_program_ends_mails_of_the_kind(budi, post, send):
    tell(budi, kind="reminder.before")
    send()
    head = post.last()["List-Unsubscribe"]
    assert post.last()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(re.fullmatch("<(.+)>", head)[1]).path

    # As RFC 8058 says: no cookies, no token of a form.
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Unsubscribed.objects.filter(person=budi, kind="reminder.before").exists()
    tell(budi, kind="reminder.before")
    assert Delivery.objects.count() == 1
    assert Entry.objects.filter(kind="notices.unsubscribed").count() == 1


def test_opening_the_link_changes_nothing(budi, client):
    tell(budi, kind="reminder.before")
    address = reverse("notices:unsubscribe", args=[unsubscribing.token(Delivery.objects.get())])

    page = client.get(address)

    assert page.status_code == 200
    assert not Unsubscribed.objects.exists()


def test_an_address_without_account_can_end_mails_too(client, db):
    tell_address("tamu@contoh.id", kind="reminder.before")
    client.post(reverse("notices:unsubscribe", args=[unsubscribing.token(Delivery.objects.get())]))
    tell_address("TAMU@contoh.id", kind="reminder.before")

    assert Delivery.objects.count() == 1


def test_mails_that_always_come_have_no_way_out(budi, post, send, client):
    tell(budi, kind="reminder.late")
    send()

    assert post.last()["List-Unsubscribe"] is None


@pytest.mark.parametrize("token", ["palsu", "0123456789abcdef~palsu", "0123456789abcdef"])
def test_a_link_that_we_did_not_make_is_unknown(client, db, token):
    assert client.post(reverse("notices:unsubscribe", args=[token])).status_code == 404


# --- The page ------------------------------------------------------------------------------------------------


def sent(client, **changes):
    page = client.get(reverse("notices:wishes"))
    form = page.context["form"]
    data = {
        "language": "en", "by_email": "on", "digest": "daily", "digest_hour": "8", "digest_weekday": "0",
        "quiet_from": "19:00", "quiet_until": "07:00", "working_days_only": "on", "phone": "0812-3456-7890",
        "wanted": [], "version": form.instance.version, "submission_key": "k" * 20 + str(len(changes)),
    }  # fmt: skip
    return client.post(reverse("notices:wishes"), data | changes)


def test_wishes_are_saved_with_a_trail(budi, as_user):
    answer = sent(as_user(budi))

    row = Preferences.objects.get(person=budi)
    budi.refresh_from_db()
    assert answer.status_code == 302
    assert (row.digest, row.digest_hour, row.phone, budi.language) == ("daily", 8, "6281234567890", "en")
    assert Unsubscribed.objects.filter(person=budi, kind="reminder.before").exists()
    assert Entry.objects.filter(kind="notices.wishes_changed").count() == 1


@pytest.mark.parametrize(
    ("name", "value"), [("phone", "halo"), ("digest_hour", "24"), ("quiet_from", "besok"), ("language", "xx")]
)
def test_what_makes_no_sense_is_said_beside_the_field(budi, as_user, name, value):
    answer = sent(as_user(budi), **{name: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[name]
    assert not Preferences.objects.exists()


def test_two_windows_do_not_overwrite_each_other(budi, as_user):
    first, second = as_user(budi), as_user(budi)
    assert sent(first).status_code == 302

    answer = sent(second, version="1", digest_hour="9", submission_key="x" * 24)

    assert answer.status_code == 409
    assert Preferences.objects.get().digest_hour == 8
