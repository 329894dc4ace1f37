"""Pages of blank spots: who sees and does what, what they say, how many questions they ask the database."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from kotacerdas.common import submissions
from kotacerdas.connectivity.tests import factories as evidence
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.models import BlankSpot, Survey
from kotacerdas.coverage.tests.factories import NOW, SIDE, WEST, grid, picture, spot, squares, survey
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.masterplan.tests import factories as masterplan

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
LIST = "/blank-spot/?kota=64.71"


@pytest.fixture
def surveyed(balikpapan: City) -> City:
    squares(balikpapan)
    grid(
        balikpapan, picture((2, 2, 3, 3), (1, 10, 9, 9), (12, 1, 5, 5)) | picture((14, 12, 4, 4), letter="?")
    )
    survey(balikpapan)
    return balikpapan


@pytest.fixture
def told(balikpapan: City) -> BlankSpot:
    squares(balikpapan)
    return spot(balikpapan, people=40)


def text(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return str(page.content.decode())


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {submissions.FIELD: submissions.new_key(), **fields})


def test_the_list_says_how_many_people_are_left_out_and_what_is_not_known(
    surveyed: City, anonymous: Client
) -> None:
    words = text(anonymous, f"/en{LIST}")

    assert "neither signal, line nor public Wi-Fi" in words
    assert "they are no blank spots, but to be checked" in words
    assert "by distance, without terrain" in words
    assert words.count("bs-kelurahan-") >= 3


def test_the_numbers_of_the_map_are_those_of_the_list_however_it_is_narrowed(
    surveyed: City, anonymous: Client
) -> None:
    page = anonymous.get(f"{LIST}&kelurahan=64.71.01.1001")

    assert [row["spot"].unit.code for row in page.context["rows"]] == ["64.71.01.1001"]
    assert page.context["rows"][0]["number"] == 2
    assert [each.spot.people for each in page.context["everything"]] == sorted(
        (each.people for each in BlankSpot.objects.all()), reverse=True
    )


def test_the_pages_ask_the_same_number_of_questions_however_many_spots(
    surveyed: City, anonymous: Client, django_assert_max_num_queries: Any
) -> None:
    for at in range(6):
        spot(surveyed, lon=Decimal(str(WEST + SIDE * (0.2 + at / 10))))
    one = BlankSpot.objects.order_by("code")[0]
    with django_assert_max_num_queries(7):
        text(anonymous, LIST)
    with django_assert_max_num_queries(9):
        text(anonymous, reverse("coverage:spot", args=["64.71", one.code]))
    with django_assert_max_num_queries(5):
        text(anonymous, "/blank-spot/diperiksa/?kota=64.71")
    with django_assert_max_num_queries(5):
        text(anonymous, "/blank-spot/unduh.csv?kota=64.71")


def test_without_a_survey_the_list_teaches_what_belongs_there(balikpapan: City, anonymous: Client) -> None:
    assert "Nobody has looked for blank spots" in text(anonymous, f"/en{LIST}")
    assert "that is no good news" in text(anonymous, f"/en{LIST}")
    assert "No survey yet" in text(anonymous, "/en/blank-spot/diperiksa/?kota=64.71")


def test_the_list_is_given_away_as_table_and_as_shapes(surveyed: City, anonymous: Client) -> None:
    table = text(anonymous, "/en/blank-spot/unduh.csv?kota=64.71")
    assert table.splitlines()[0].startswith("\ufeffNumber") or "Number" in table.splitlines()[0]
    assert len(table.splitlines()) == 4
    assert anonymous.get("/blank-spot/unduh.xlsx?kota=64.71").status_code == 200
    shapes = json.loads(text(anonymous, "/blank-spot/unduh.geojson?kota=64.71&kelurahan=64.71.01.1001"))
    assert [each["properties"]["number"] for each in shapes["features"]] == [2]
    assert shapes["features"][0]["geometry"]["type"] == "Polygon"
    assert anonymous.get("/blank-spot/unduh.pdf?kota=64.71").status_code == 404


def test_one_page_for_assessors(surveyed: City, anonymous: Client) -> None:
    page = anonymous.get("/blank-spot/daftar.pdf?kota=64.71")

    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    assert page.content.count(b"/Type /Page\n") + page.content.count(b"/Type/Page/") <= 1


def test_the_page_of_a_spot_says_why_we_think_so(surveyed: City, anonymous: Client) -> None:
    words = text(anonymous, "/en/blank-spot/64.71/bs-kelurahan-1003-1/")

    assert "Every operator and fixed lines are known to be absent here" in words
    assert "The cause is not yet known" in words
    assert "found by a survey" in words.lower()
    assert "Verify" not in words


def test_what_is_unknown_is_listed_with_what_nobody_looked_at(surveyed: City, anonymous: Client) -> None:
    words = text(anonymous, "/en/blank-spot/diperiksa/?kota=64.71")

    assert "it is not known whether anything serves them" in words
    assert "fixed lines" in words


def test_the_programme_office_carries_a_spot_from_reported_to_planned(
    told: BlankSpot, as_user: Callable[[User], Client], rina: User
) -> None:
    plan = masterplan.edition(told.city, "masterplan-berlaku", status="adopted")
    masterplan.programme(plan, "SG-01")
    office, at = as_user(rina), f"/blank-spot/64.71/{told.code}/"
    assert sent(office, f"{at}periksa/", reason="Diukur", version=1).status_code == 302
    planned = sent(
        office,
        f"{at}rencana/",
        remedy="wifi",
        programme="masterplan-berlaku/SG-01",
        reason="Tahun depan",
        version=2,
    )
    assert planned.status_code == 302
    told.refresh_from_db()
    assert (told.state, told.programme.code) == ("planned", "SG-01")
    assert "SG-01" in text(office, at)


def test_solving_without_proof_is_refused_beside_the_form(
    told: BlankSpot, as_user: Callable[[User], Client], rina: User
) -> None:
    deeds.verify(told, reason="Diukur", expected=1, by=None, now=NOW)
    office, at = as_user(rina), f"/en/blank-spot/64.71/{told.code}/selesai/"
    assert "Nothing proves yet that people are served" in text(office, at)
    refused = sent(office, at, remedy="wifi", reason="Titik baru", version=2)
    assert refused.status_code == 422
    assert "Nothing proves yet that people are served" in refused.content.decode()

    grid(told.city, {}, newest=NOW.date() + timedelta(days=2))
    assert "served in its middle" in text(office, at)
    assert sent(office, at, remedy="wifi", reason="Titik baru", version=2).status_code == 302


def test_a_rejected_spot_is_gone_for_everybody_but_the_office(
    told: BlankSpot, as_user: Callable[[User], Client], rina: User, anonymous: Client
) -> None:
    office, at = as_user(rina), f"/blank-spot/64.71/{told.code}/"
    assert sent(office, f"{at}tolak/", reason="Hutan", version=1).status_code == 302
    text(anonymous, at, 404)
    assert told.code in text(office, LIST)
    assert sent(office, f"{at}buka/", reason="Ada warga", version=2).status_code == 302
    text(anonymous, at)


def test_two_who_decide_see_both_versions(
    told: BlankSpot, as_user: Callable[[User], Client], rina: User
) -> None:
    office, at = as_user(rina), f"/blank-spot/64.71/{told.code}/"
    sent(office, f"{at}periksa/", reason="Diukur", version=1)
    assert sent(office, f"{at}tolak/", reason="Hutan", version=1).status_code == 409


def test_a_spot_is_written_down_by_hand(
    balikpapan: City, as_user: Callable[[User], Client], rina: User
) -> None:
    squares(balikpapan)
    office = as_user(rina)
    page = sent(
        office,
        "/blank-spot/tambah/?kota=64.71",
        told_by="RT 12",
        lon="117,0045",
        lat="-0,5955",
        radius="200",
        people="40",
    )
    made = BlankSpot.objects.get()
    assert page.status_code == 302
    assert (made.people, made.people_is_estimate, made.told_by) == (40, False, "RT 12")
    wrong = sent(
        office, "/en/blank-spot/tambah/?kota=64.71", told_by="RT 12", lon="-0.5955", lat="17", radius="200"
    )
    assert wrong.status_code == 422
    assert "were swapped" in wrong.content.decode()


def test_a_place_that_another_page_names_stands_in_the_form(
    balikpapan: City, as_user: Callable[[User], Client], rina: User
) -> None:
    page = (
        as_user(rina)
        .get(
            reverse("coverage:add-spot"),
            {"kota": balikpapan.code, "lon": "116.85", "lat": "-1.25", "radius": "90", "note": "<b>Contoh"},
        )
        .content.decode()
    )

    assert 'value="116.85"' in page
    assert 'value="-1.25"' in page
    assert 'value="90"' in page
    assert "&lt;b&gt;Contoh" in page


@pytest.mark.parametrize("deed", ["periksa", "rencana", "selesai", "tolak", "buka"])
def test_nobody_else_decides(
    told: BlankSpot,
    deed: str,
    as_user: Callable[[User], Client],
    budi: User,
    tetangga: User,
    anonymous: Client,
) -> None:
    at = f"/blank-spot/64.71/{told.code}/{deed}/"
    assert as_user(budi).get(at).status_code == 403
    assert as_user(tetangga).get(at).status_code == 404
    assert anonymous.get(at).status_code == 302


def test_the_survey_is_asked_for_and_watched(
    balikpapan: City, as_user: Callable[[User], Client], rina: User, budi: User
) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)))
    office, at = as_user(rina), "/en/blank-spot/survei/?kota=64.71"
    assert "a proposal that nobody has decided yet" in text(office, at)
    assert sent(office, at).status_code == 302
    assert "It waits for its turn." in text(office, at)
    part = office.get(at, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    run_all("heavy")
    assert "new 1" in text(office, at)
    assert Survey.objects.get().asked_by == rina
    assert as_user(budi).get(at).status_code == 403


def test_why_a_survey_was_not_possible_is_said(
    balikpapan: City, as_user: Callable[[User], Client], rina: User
) -> None:
    squares(balikpapan)
    office, at = as_user(rina), "/en/blank-spot/survei/?kota=64.71"
    sent(office, at)
    run_all("heavy")

    assert "Who has a signal where was not computed yet" in text(office, at)


def test_samples_say_that_they_are_samples(balikpapan: City, anonymous: Client) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)), has_samples=True)
    survey(balikpapan)

    assert 'class="contoh' in text(anonymous, LIST)
    assert 'class="contoh' in text(anonymous, "/blank-spot/64.71/bs-kelurahan-1003-1/")


def test_a_programme_of_a_plan_that_is_followed_by_another_stays_chosen(
    told: BlankSpot, as_user: Callable[[User], Client], rina: User
) -> None:
    plan = masterplan.edition(told.city, "masterplan-berlaku", status="adopted")
    programme = masterplan.programme(plan, "SG-01")
    deeds.verify(told, reason="Dilihat", expected=1, by=None, now=NOW)
    deeds.plan(told, remedy="wifi", programme=programme, reason="", expected=2, by=None, now=NOW)
    type(plan).objects.filter(pk=plan.pk).update(status="superseded")

    page = as_user(rina).get(reverse("coverage:plan-spot", args=[told.city.code, told.code]))

    assert '<option value="masterplan-berlaku/SG-01" selected>' in page.content.decode()


def test_the_list_tells_the_remedy_and_how_many_reports_stand_behind_each(
    told: BlankSpot, anonymous: Client
) -> None:
    deeds.verify(told, reason="Dilihat", expected=1, by=None, now=NOW)
    assert "report of signal" not in text(anonymous, f"/en{LIST}")
    deeds.plan(told, remedy="fibre", programme=None, reason="", expected=2, by=None, now=NOW)
    BlankSpot.objects.update(behind={"reports": 1, "checked": 0})

    words = text(anonymous, f"/en{LIST}")

    assert "<small>fibre line</small>" in words
    assert "1 report of signal" in words


def test_where_a_person_stood_is_narrowed_down_by_no_page_of_blank_spots(
    surveyed: City, anonymous: Client, as_user: Callable[[User], Client], rina: User
) -> None:
    """A circle of 20 m around the very place would tell it as well as its degrees; the one around the rounded place may be known."""
    unit = evidence.units_by_code(surveyed)["64.71.01.1001"]
    row = evidence.report(unit, lon=Decimal("117.004467"), lat=Decimal("-0.595412"), rt="", role="citizen")
    there = spot(surveyed, lon=row.lon, lat=row.lat, radius=20)
    about = spot(surveyed, lon=Decimal("117.004"), lat=Decimal("-0.595"), radius=20)
    link = row.get_absolute_url()
    office = as_user(rina)

    assert link not in text(anonymous, there.get_absolute_url())
    assert link in text(anonymous, about.get_absolute_url())
    assert link in text(office, there.get_absolute_url())
    BlankSpot.objects.all().delete()
    survey(surveyed)
    files = ("blank-spot/unduh.csv", "blank-spot/unduh.geojson", "blank-spot/", "blank-spot/diperiksa/")
    pages = [anonymous.get(f"/{each}?kota=64.71") for each in files]
    assert all("117.00446" not in page.content.decode() for page in pages if page.status_code == 200)
    assert sum(page.status_code == 200 for page in pages) >= 3


def test_counted_people_stand_and_the_estimate_stands_beside_them(
    balikpapan: City, anonymous: Client
) -> None:
    squares(balikpapan)
    counted = spot(balikpapan, radius=300, people=4_321)
    grid(balikpapan, picture((12, 2, 6, 6)))
    survey(balikpapan)

    words = text(anonymous, f"/en{counted.get_absolute_url()}")

    assert "4,321 people on" in words
    assert "By the share of its area it would be about" in words
