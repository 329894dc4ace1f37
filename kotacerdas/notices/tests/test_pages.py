"""One's list, and the deliveries of an office."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kotacerdas.audit.models import Entry
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.notices.tests.factories import tell

State = Delivery.State
_keys = count()


def key() -> dict[str, str]:
    return {"submission_key": f"kunci-formulir-{next(_keys):05}"}


def unsure(*people, **given) -> Delivery:
    tell(*people, **given)
    Delivery.objects.update(state=State.UNSURE, reason=Reason.NO_ANSWER)
    return Delivery.objects.latest("pk")


def test_the_list_shows_ones_own_notices_in_the_language_of_the_page(budi, joko, as_user):
    tell(budi)
    tell(joko, values={"what": "Rahasia Joko", "due": "besok"})

    page = as_user(budi).get("/en/kabar/").content.decode()

    assert "Due today: Peta jaringan serat optik" in page
    assert "Rahasia Joko" not in page


def test_the_bell_counts_what_is_unread(budi, as_user):
    tell(budi, now=timezone.now())
    tell(budi, now=timezone.now())
    browser = as_user(budi)
    assert browser.get("/kabar/").context["unread"] == 2

    first = Notice.objects.first()
    answer = browser.post(reverse("notices:open", args=[first.reference]))

    assert answer.status_code == 302
    assert browser.get("/kabar/").context["unread"] == 1
    browser.post(reverse("notices:read-all"))
    assert browser.get("/kabar/").context["unread"] == 0


def test_opening_leads_where_the_notice_leads_and_never_elsewhere(budi, as_user):
    tell(budi, url="/peran/")
    tell(budi, url="https://jahat.example/")
    browser = as_user(budi)

    places = [
        browser.post(reverse("notices:open", args=[each.reference]))["Location"]
        for each in Notice.objects.order_by("pk")
    ]

    assert places == ["/peran/", "/kabar/"]


def test_nobody_opens_the_notice_of_another(budi, joko, as_user):
    notice = tell(budi)[0]

    assert as_user(joko).post(reverse("notices:open", args=[notice.reference])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_list_costs_the_same_for_many(budi, as_user, balikpapan):
    browser = as_user(budi)
    tell(budi, city=balikpapan, by=budi)
    few = queries_of(browser, "/kabar/")
    for _each in range(20):
        tell(budi, city=balikpapan, by=budi)

    assert queries_of(browser, "/kabar/") == few


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


# --- The office ----------------------------------------------------------------------------------------------


def test_an_office_sees_the_deliveries_of_its_city_but_not_their_words(budi, rina, balikpapan, as_user):
    tell(budi, city=balikpapan)

    page = as_user(rina).get("/en/kantor/kiriman/").content.decode()

    assert "Budi" in page
    assert "Reminders on the day" in page
    assert "serat optik" not in page


def test_a_neighbour_does_not(budi, tetangga, balikpapan, as_user):
    tell(budi, city=balikpapan)
    delivery = Delivery.objects.get()

    assert "Budi" not in as_user(tetangga).get("/kantor/kiriman/").content.decode()
    assert as_user(tetangga).get(delivery.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("decision", "state", "kind"),
    [("lagi", State.WAITING, "notices.sent_again"), ("diterima", State.SENT, "notices.said_received")],
)
def test_an_unsure_one_is_decided_once_with_a_trail(budi, rina, balikpapan, as_user, decision, state, kind):
    delivery = unsure(budi, city=balikpapan)
    address = reverse("notices:decide", args=[delivery.reference])
    browser = as_user(rina)

    browser.post(address, {"putusan": decision, **key()})
    browser.post(address, {"putusan": decision, **key()})

    delivery.refresh_from_db()
    assert delivery.state == state
    assert Entry.objects.filter(kind=kind).count() == 1


def test_what_waits_is_not_decided_about(budi, rina, balikpapan, as_user):
    tell(budi, city=balikpapan)
    delivery = Delivery.objects.get()

    page = as_user(rina).post(
        reverse("notices:decide", args=[delivery.reference]), {"putusan": "diterima", **key()}, follow=True
    )

    delivery.refresh_from_db()
    assert delivery.state == State.WAITING
    assert "Menunggu" in page.content.decode()


def test_whatsapp_is_opened_with_the_text_and_written_down(budi, rina, balikpapan, as_user):
    delivery = unsure(budi, city=balikpapan)
    form = {"phone": "0812-3456-7890", **key()}
    address = reverse("notices:by-hand", args=[delivery.reference])

    first, second = (as_user(rina).post(address, form) for _twice in range(2))

    assert first["Location"].startswith("https://wa.me/6281234567890?text=")
    assert "serat%20optik" in first["Location"]
    assert first["Location"] == second["Location"]
    by_hand = Delivery.objects.get(channel="whatsapp")
    assert (by_hand.by, by_hand.phone) == (rina, "6281234567890")
    assert Entry.objects.filter(kind="notices.sent_by_hand").count() == 1


def test_the_page_of_a_delivery_may_lead_to_whatsapp_and_only_that_page(budi, rina, balikpapan, as_user):
    delivery = unsure(budi, city=balikpapan)
    browser = as_user(rina)

    assert "https://wa.me" in browser.get(delivery.get_absolute_url())["Content-Security-Policy"]
    assert "https://wa.me" not in browser.get("/kantor/kiriman/")["Content-Security-Policy"]


@pytest.mark.parametrize("phone", ["", "halo", "0812"])
def test_no_number_no_whatsapp(budi, rina, balikpapan, as_user, phone):
    delivery = unsure(budi, city=balikpapan)

    answer = as_user(rina).post(
        reverse("notices:by-hand", args=[delivery.reference]), {"phone": phone, **key()}
    )

    assert answer.status_code == 422
    assert not Delivery.objects.filter(channel="whatsapp").exists()


def test_what_is_for_the_receivers_eyes_alone_is_not_passed_on(rina, budi, balikpapan, as_user):
    tell(budi, kind="notices.came_back", city=balikpapan, values={"receiver": "Tamu", "subject": "Undangan"})
    notice = Notice.objects.get()
    delivery = Delivery.objects.create(
        city=balikpapan, channel="email", person=budi, created_at=notice.created_at, due_at=notice.created_at
    )
    delivery.notices.add(notice)

    answer = as_user(rina).post(
        reverse("notices:by-hand", args=[delivery.reference]), {"phone": "081234567890", **key()}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "asked", ["?keadaan=unsure", "?keadaan=halo", "?saluran=email&cari=budi", "?halaman=99", "?cari=%00"]
)
def test_filters_never_break_the_page(budi, rina, balikpapan, as_user, asked):
    unsure(budi, city=balikpapan)

    assert as_user(rina).get(f"/kantor/kiriman/{asked}").status_code in {200, 400}


def test_the_deliveries_cost_the_same_for_many(budi, joko, rina, balikpapan, as_user):
    browser = as_user(rina)
    tell(budi, city=balikpapan)
    few = queries_of(browser, "/kantor/kiriman/")
    for _each in range(15):
        tell(budi, joko, city=balikpapan)

    assert queries_of(browser, "/kantor/kiriman/") == few
