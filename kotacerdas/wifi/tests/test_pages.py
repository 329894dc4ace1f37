"""Pages of the public Wi-Fi: what everybody sees, what only the office does, and how many queries a list costs."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.wifi import actions
from kotacerdas.wifi.models import Contract, Inspection, OffReason, Photo, Point
from kotacerdas.wifi.queries import gaps
from kotacerdas.wifi.tests import factories
from kotacerdas.wifi.tests.domain.test_patterns import msi
from kotacerdas.wifi.tests.factories import HOW, TODAY, switch

pytestmark = pytest.mark.django_db
LIST = "/wifi/"
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages of this app ask the day in one place."""
    from kotacerdas.wifi.views import contracts, gaps, listing, points, switching

    for module in (contracts, gaps, listing, points, switching):
        monkeypatch.setattr(module, "today_in", lambda _city: TODAY)


@pytest.fixture
def some(outlined):
    """Two on, one off since January for want of a contract, one of which nothing is known."""
    on = [
        factories.point(outlined, f"ON-{at}", lon=Decimal("116.936"), lat=Decimal("-1.215"))
        for at in range(2)
    ]
    off, unknown = factories.point(outlined, "OFF-1", kind="park"), factories.point(outlined, "UNKNOWN-1")
    factories.paid(outlined, *on, off)
    factories.paid(outlined, *on, code="wifi-2026", first=date(2026, 3, 1), last=date(2026, 12, 31))
    switch(*on, is_on=True, since=date(2025, 1, 1))
    switch(off, is_on=True, since=date(2025, 1, 1))
    switch(*on, off, is_on=False, since=date(2026, 1, 1), reason=OffReason.CONTRACT)
    switch(*on, is_on=True, since=date(2026, 3, 1))
    return {"on": on, "off": off, "unknown": unknown}


class Ids(HTMLParser):
    """The ids of a page, and those that its labels and fields mean."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.meant: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            elif name in {"for", "aria-describedby"}:
                self.meant.update((value or "").split())


def text(client: Any, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return str(page.content.decode())


def sent(client: Any, address: str, **values: Any) -> Any:
    return client.post(address, {FIELD: new_key(), **values})


# --- the list ------------------------------------------------------------------------------------------------


def test_the_headline_says_how_many_are_on_today(some, anonymous):
    page = text(anonymous, "/en/wifi/")

    assert "2 of 4 Wi-Fi points are on today, 1 off, 1 not known" in page
    assert "no contract" in page
    assert "nothing follows for 2 points" in page


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("cari=off-1", ["OFF-1"]),
        ("jenis=park", ["OFF-1"]),
        ("keadaan=on", ["ON-0", "ON-1"]),
        ("keadaan=unknown", ["UNKNOWN-1"]),
        ("keadaan=contract", ["OFF-1"]),
        ("kontrak=ending", ["ON-0", "ON-1"]),
        ("kontrak=none", ["OFF-1", "UNKNOWN-1"]),
        ("penyedia=PT+Penyedia", ["ON-0", "ON-1"]),
        ("kelurahan=64.71.01.1001", ["ON-0", "ON-1"]),
        ("kecamatan=64.71.01", ["ON-0", "ON-1"]),
        ("keadaan=apa-saja", ["OFF-1", "ON-0", "ON-1", "UNKNOWN-1"]),
        ("urut=-kode", ["UNKNOWN-1", "ON-1", "ON-0", "OFF-1"]),
        ("urut=keadaan", ["OFF-1", "UNKNOWN-1", "ON-0", "ON-1"]),
        ("urut=tidak-ada", ["OFF-1", "ON-0", "ON-1", "UNKNOWN-1"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(some, anonymous, asked, codes):
    page = anonymous.get(f"{LIST}?{asked}")

    assert [row.point.code for row in page.context["page"]] == codes


def test_the_list_costs_the_same_queries_however_long_it_is(
    some, outlined, anonymous, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    text(anonymous, LIST)
    with CaptureQueriesContext(connection) as few:
        text(anonymous, LIST)
    for at in range(20):
        made = factories.point(outlined, f"X-{at}")
        switch(made, is_on=True, since=date(2026, 3, 1))
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        text(anonymous, LIST)

    assert len(many) == len(few)


def test_without_points_the_office_is_shown_the_way(balikpapan, rina, as_user, anonymous):
    assert reverse("wifi:bring") in text(as_user(rina), LIST)
    assert reverse("wifi:bring") not in text(anonymous, LIST)


def test_a_kecamatan_is_chosen_also_after_a_kelurahan_was(some, anonymous):
    """Both stand in the form, so that neither overrules the other unseen."""
    page = anonymous.get(f"{LIST}?kelurahan=64.71.01.1001")
    elsewhere = some["off"].unit.code[:8]
    other = anonymous.get(f"{LIST}?kelurahan=64.71.01.1001&kecamatan={elsewhere}")

    assert 'name="kelurahan"' in page.content.decode()
    assert 'type="hidden" name="kelurahan"' not in page.content.decode()
    assert elsewhere != "64.71.01"
    assert [row.point.code for row in other.context["page"]] == []


def test_files_of_the_list_come_in_again_unchanged(some, outlined, anonymous, rina):
    from kotacerdas.imports.tests.factories import run

    for file_type in ("csv", "xlsx"):
        content = io.BytesIO(anonymous.get(f"/en/wifi/unduh.{file_type}").content)
        with translation.override("en"):
            found = run(outlined, content, intake="wifi.points", by=rina, name=f"x.{file_type}", numbers="en")
        assert (found.count("unchanged"), found.count("changed"), found.count("faulty")) == (4, 0, 0)


def test_a_contract_without_an_end_or_of_a_mistyped_year_breaks_no_page(some, outlined, anonymous):
    factories.paid(outlined, some["on"][1], code="dulu", first=date(205, 1, 1), last=date(205, 12, 31))
    factories.paid(outlined, some["on"][0], code="selamanya", first=date(2026, 1, 1), last=date.max)
    factories.paid(outlined, some["on"][0], code="lagi", first=date(2026, 6, 1), last=date(2026, 12, 31))

    for address in (LIST, "/wifi/jeda/", "/wifi/kontrak/", "/wifi/titik/64.71/ON-0/"):
        assert anonymous.get(address).status_code == 200
    period = anonymous.get("/wifi/jeda/").context["report"].period
    assert TODAY - period.first <= gaps.FAR


@pytest.mark.parametrize("file_type", ["csv", "xlsx", "geojson"])
def test_files_hold_exactly_what_the_list_shows(some, anonymous, file_type):
    answer = anonymous.get(f"/wifi/unduh.{file_type}?keadaan=on")

    assert answer.status_code == 200
    if file_type == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert [line.partition(",")[0] for line in lines[1:]] == ["ON-0", "ON-1"]
    if file_type == "geojson":
        features = json.loads(answer.content)["features"]
        assert [each["id"] for each in features] == ["ON-0", "ON-1"]
        assert features[0]["geometry"]["coordinates"] == [116.936, -1.215]
        assert features[0]["properties"]["state"] == "on"


def test_another_kind_of_file_is_not_there(some, anonymous):
    assert anonymous.get("/wifi/unduh.pdf").status_code == 404
    assert anonymous.get("/wifi/jeda/unduh.geojson").status_code == 404
    assert anonymous.get("/wifi/kontrak/unduh.geojson").status_code == 404


# --- a point -------------------------------------------------------------------------------------------------


def test_the_page_of_a_point_says_since_when_it_is_off_and_why(some, anonymous):
    page = text(anonymous, "/en/wifi/titik/64.71/OFF-1/")

    assert "Off since 1 January 2026: no contract" in page
    assert "it was on 365 of 698 days" in page
    assert "not counted" in page


def test_what_nobody_knows_stands_as_not_known(some, anonymous):
    page = text(anonymous, "/en/wifi/titik/64.71/UNKNOWN-1/")

    assert "Whether it is on is not known" in page


def test_a_point_that_was_removed_long_ago_still_has_its_page(outlined, anonymous):
    factories.point(outlined, "LAMA", installed_on=date(2015, 1, 1), removed_on=date(2019, 5, 1))

    assert "Removed on 1 May 2019" in text(anonymous, "/en/wifi/titik/64.71/LAMA/")


def test_a_point_that_is_still_to_come_says_so(outlined, anonymous):
    factories.point(outlined, "NANTI", installed_on=date(2027, 1, 1))

    assert "Will be installed on 1 January 2027" in text(anonymous, "/en/wifi/titik/64.71/NANTI/")


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_place_of_a_point_is_written_so_that_it_can_be_copied(some, anonymous, language):
    assert "-1.265400, 116.831200" in text(anonymous, f"{language}/wifi/titik/64.71/OFF-1/")


def test_inspections_and_photos_are_for_the_office_unless_published(some, anonymous, rina, as_user):
    point = some["off"]
    actions.inspect(point, actions.Found(TODAY, "Kabel lepas rahasia"), **HOW)
    hidden = factories.photo(point, caption="Foto rahasia")
    address = reverse("wifi:point", args=["64.71", point.code])

    assert "rahasia" not in text(anonymous, address)
    assert anonymous.get(hidden.get_absolute_url()).status_code == 404
    page = text(as_user(rina), address)
    assert "Kabel lepas rahasia" in page
    assert "Foto rahasia" in page
    assert as_user(rina).get(hidden.get_absolute_url())["Content-Type"] == "image/jpeg"


def test_the_page_of_a_point_costs_the_same_queries_with_more_on_it(
    some, rina, as_user, django_assert_max_num_queries
):
    client = as_user(rina)
    address = reverse("wifi:point", args=["64.71", "ON-0"])
    text(client, address)
    for day in range(1, 9):
        switch(some["on"][0], is_on=day % 2 == 0, since=date(2026, 10, day))
        actions.inspect(some["on"][0], actions.Found(TODAY, f"Baik {day}"), **HOW)
        factories.photo(some["on"][0])

    with django_assert_max_num_queries(24):
        text(client, address)


def test_a_neighbour_keeps_nothing_here(some, tetangga, budi, as_user):
    for user in (tetangga, budi):
        for name in ("change", "switch", "inspect", "add-photo"):
            address = reverse(f"wifi:{name}", args=["64.71", "OFF-1"])
            assert as_user(user).get(address).status_code in (403, 404)


# --- forms ---------------------------------------------------------------------------------------------------


def test_the_office_adds_a_point(outlined, rina, as_user):
    client = as_user(rina)
    answer = sent(
        client,
        "/wifi/baru/",
        code="WIFI-363",
        name="Taman Baru",
        kind="park",
        lon="116,936",
        lat="-1,215",
        mast_height_m="7,5",
    )

    assert answer.status_code == 302
    row = Point.objects.get()
    assert (row.code, row.mast_height_m, row.unit and row.unit.code) == (
        "WIFI-363",
        Decimal("7.5"),
        "64.71.01.1001",
    )


def test_swapped_numbers_stand_beside_their_field(outlined, rina, as_user):
    with translation.override("id"):
        answer = sent(
            as_user(rina), "/wifi/baru/", code="W", name="X", kind="park", lon="-1.215", lat="116.936"
        )

    assert answer.status_code == 422
    assert "lon" in answer.context["form"].errors
    assert not Point.objects.exists()


def test_the_office_changes_a_point_and_a_stale_form_shows_both(some, rina, as_user):
    client = as_user(rina)
    address = reverse("wifi:change", args=["64.71", "OFF-1"])
    values = {"name": "Baru", "kind": "park", "lon": "116.8312", "lat": "-1.2654", "version": "1"}

    assert sent(client, address, **values).status_code == 302
    answer = sent(client, address, **values | {"name": "Lain"})
    assert answer.status_code == 409
    assert Point.objects.get(code="OFF-1").name == "Baru"


@pytest.mark.parametrize("about", ["point", "contract"])
def test_a_stale_form_says_who_saved_and_when_by_the_clock_of_the_city(some, rina, as_user, about):
    early, now = datetime(2026, 11, 29, 3, 5, tzinfo=UTC), {"by": rina}
    if about == "point":
        actions.change(some["off"], {"name": "Baru"}, expected=1, now=early, **now)
        address, values = "wifi:change", {"kind": "park", "lon": "116.8312", "lat": "-1.2654"}
    else:
        contract = Contract.objects.get(code="wifi-2026")
        actions.pay(contract, {"ON-0": None}, expected=contract.version, now=early, **now)
        address, values = "wifi:pay", {"points": "ON-1"}
    where = reverse(address, args=["64.71", "OFF-1" if about == "point" else "wifi-2026"])

    answer = sent(as_user(rina), f"/en{where}", name="Lain", version="1", **values)

    assert answer.status_code == 409
    assert f"{rina} saved this on 29 November 2026 11:05 WITA" in " ".join(answer.content.decode().split())


def test_a_stale_form_blames_nobody_for_what_a_workbook_may_have_done(some, rina, as_user, monkeypatch):
    monkeypatch.setattr(actions.points, "SINGLY", 0)
    actions.change(
        some["off"], {"name": "Baru"}, expected=1, by=rina, now=datetime(2026, 11, 29, 3, tzinfo=UTC)
    )
    values = {"name": "Lain", "kind": "park", "lon": "116.8312", "lat": "-1.2654", "version": "1"}

    page = sent(as_user(rina), f"/en{reverse('wifi:change', args=['64.71', 'OFF-1'])}", **values)

    assert "Somebody saved this on just now" in " ".join(page.content.decode().split())


def test_many_points_are_switched_from_the_list(some, rina, as_user):
    client = as_user(rina)
    address = "/wifi/nyala/?keadaan=on"
    page = text(client, address)
    assert "ON-0\nON-1" in page
    assert "ON-0" not in text(client, "/wifi/nyala/?kota=64.71")

    answer = sent(client, "/wifi/nyala/", codes="ON-0, ON-1", state="off", since="2026-11-20", reason="power")
    assert answer.status_code == 302
    assert [each.states.latest("since").reason for each in some["on"]] == ["power", "power"]


def test_an_empty_filter_never_chooses_all_points(some, rina, as_user):
    page = text(as_user(rina), "/wifi/nyala/?kota=64.71&cari=&jenis=&kecamatan=&keadaan=&penyedia=&kontrak=")

    assert "ON-0" not in page


def test_an_unknown_code_among_many_is_told(some, rina, as_user):
    answer = sent(as_user(rina), "/wifi/nyala/", codes="ON-0 ON-9", state="on", since="2026-11-20")

    assert answer.status_code == 422
    assert "ON-9" in str(answer.context["form"].errors["codes"])


def test_off_needs_a_reason(some, rina, as_user):
    answer = sent(
        as_user(rina), reverse("wifi:switch", args=["64.71", "ON-0"]), state="off", since="2026-11-20"
    )

    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors


def test_a_contract_is_written_and_told_its_points(some, rina, as_user):
    client = as_user(rina)
    answer = sent(
        client, "/wifi/kontrak/baru/", code="wifi-2027", number="K/2027", provider="PT", starts_on="2027-01-01",
        ends_on="2027-12-31", monthly_cost="550.000",
    )  # fmt: skip
    assert answer.status_code == 302
    row = Contract.objects.get(code="wifi-2027")
    assert row.monthly_cost == 550_000

    answer = sent(
        client, reverse("wifi:pay", args=["64.71", "wifi-2027"]), points="ON-0\nON-1: 600.000", version="1"
    )
    assert answer.status_code == 302
    assert sorted(each.monthly for each in row.payments.all()) == [550_000, 600_000]


@pytest.mark.parametrize("line", ["ON-0: 550.000,00", "ON-0: 550000.50", "ON-0 dan ON-1"])
def test_a_line_that_could_be_misread_is_told(some, rina, as_user, line):
    address = reverse("wifi:pay", args=["64.71", "wifi-2026"])

    assert sent(as_user(rina), address, points=line, version="2").status_code == 422


def test_an_inspection_is_written_and_published(some, rina, as_user):
    client = as_user(rina)
    address = reverse("wifi:inspect", args=["64.71", "ON-0"])
    assert sent(client, address, on="2026-11-20", findings="Baik", measured_mbps="27,4").status_code == 302
    row = Inspection.objects.get()
    assert row.measured_mbps == Decimal("27.4")

    sent(client, reverse("wifi:publish", args=["64.71", "ON-0", 1]), terbit="ya")
    row.refresh_from_db()
    assert row.is_published


def test_a_button_means_the_inspection_that_was_seen(some, rina, as_user):
    """Also where another one was written down meanwhile."""
    client, point = as_user(rina), some["on"][0]
    seen = actions.inspect(point, actions.Found(TODAY, "Baik"), **HOW)
    (address,) = re.findall(r'action="([^"]+/terbit/)"', text(client, point.get_absolute_url()))
    secret = actions.inspect(point, actions.Found(TODAY, "Rahasia"), **HOW)

    assert sent(client, address, terbit="ya").status_code == 302
    seen.refresh_from_db()
    secret.refresh_from_db()
    assert (seen.is_published, secret.is_published) == (True, False)


def test_a_measured_speed_that_rounds_too_high_is_told(some, rina, as_user):
    address = reverse("wifi:inspect", args=["64.71", "ON-0"])

    page = sent(as_user(rina), address, on="2026-11-20", findings="Baik", measured_mbps="99999,999")
    assert page.status_code == 422
    assert "measured_mbps" in page.context["form"].errors


def test_an_inspection_brings_its_photo_along(some, rina, as_user):
    office, point = as_user(rina), some["off"]
    address = reverse("wifi:inspect", args=[point.city.code, point.code])
    taken = SimpleUploadedFile("tiang.jpg", factories.picture(), content_type="image/jpeg")

    page = sent(
        office, address, on="2026-11-20", findings="Kabel putus", photo=taken, caption="Kabel di tiang"
    )

    photo = Photo.objects.get()
    assert page.status_code == 302
    assert (photo.inspection, photo.caption, photo.is_published) == (
        Inspection.objects.get(), "Kabel di tiang", False
    )  # fmt: skip
    assert "Kabel di tiang" in text(office, point.get_absolute_url())


@pytest.mark.parametrize(
    ("content", "caption", "told"),
    [(b"bukan gambar", "Tiang", "id_photo_error"), (factories.picture(), "", "Say what the photo shows")],
)
def test_an_inspection_with_a_wrong_photo_is_not_written_at_all(some, rina, as_user, content, caption, told):
    address = "/en" + reverse("wifi:inspect", args=["64.71", some["off"].code])
    taken = SimpleUploadedFile("tiang.jpg", content, content_type="image/jpeg")

    page = sent(as_user(rina), address, on="2026-11-20", findings="Kabel putus", photo=taken, caption=caption)

    assert page.status_code == 422
    assert told in page.content.decode()
    assert not Inspection.objects.exists()


def test_the_two_forms_of_the_gap_report_do_not_share_an_id(some, anonymous):
    """Both carry the city, and a label must lead to the field of its own form."""
    page = Ids(text(anonymous, "/wifi/jeda/?kota=64.71&dari=2026-05-01&sampai=2026-04-01"))

    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.meant <= page.ids.keys()


def test_a_photo_comes_in_and_a_text_does_not(some, rina, as_user):
    client = as_user(rina)
    address = reverse("wifi:add-photo", args=["64.71", "ON-0"])
    good = SimpleUploadedFile("tiang.jpg", factories.picture(), "image/jpeg")
    bad = SimpleUploadedFile("tiang.jpg", b"bukan gambar", "image/jpeg")

    assert sent(client, address, photo=bad, caption="Tiang").status_code == 422
    assert sent(client, address, photo=good, caption="Tiang").status_code == 302
    assert Photo.objects.get().caption == "Tiang"


def test_a_geojson_leads_to_its_dry_run(outlined, rina, as_user):
    feature = {"geometry": {"type": "Point", "coordinates": [116.936, -1.215]}, "id": "W-1",
               "properties": {"name": "Taman", "kind": "park"}}  # fmt: skip
    content = json.dumps({"features": [feature]}).encode()
    answer = sent(as_user(rina), "/wifi/masuk/", file=SimpleUploadedFile("titik.geojson", content))

    assert answer.status_code == 302
    assert "/kantor/impor/berkas/" in answer["Location"]
    assert not Point.objects.exists()


def test_an_antenna_pattern_comes_in(balikpapan, rina, as_user):
    client = as_user(rina)
    good = SimpleUploadedFile("sektor.msi", msi())
    bad = SimpleUploadedFile("sektor.msi", b"bukan antena")

    assert sent(client, "/wifi/pola-antena/", code="a", file=bad).status_code == 422
    assert sent(client, "/wifi/pola-antena/", code="a", file=good).status_code == 302
    assert "Sektor 90" in text(client, "/wifi/pola-antena/")


# --- contracts and gaps --------------------------------------------------------------------------------------


def test_contracts_tell_points_and_money(some, anonymous):
    page = text(anonymous, "/en/wifi/kontrak/")

    assert "One contract pays for 2 points, Rp1,100,000 a month" in page or "Rp 1,100,000" in page
    assert "ON-0" in text(anonymous, "/en/wifi/kontrak/64.71/wifi-2026/")


def test_the_gap_of_january_is_told_in_points_days_and_money(some, anonymous):
    page = anonymous.get("/en/wifi/jeda/?dari=2026-01-01&sampai=2026-02-28")
    total = page.context["report"].total

    assert (total.points, total.days, total.cost) == (3, 3 * 59, 3 * 2 * 550_000)
    assert "3 points lost 177 days for want of a contract" in page.content.decode()
    assert "nobody counted them" in page.content.decode()


def test_the_calculator_answers_for_the_day_in_the_address(some, anonymous):
    page = anonymous.get("/en/wifi/jeda/?mulai=2027-02-01")
    ahead = page.context["ahead"]

    assert ahead.total.days == 2 * 31 + (date(2027, 2, 1) - date(2026, 1, 1)).days
    assert "If the next contract starts on 1 February 2027, 3 points lose" in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["mulai=0001-01-01", "mulai=9999-12-31", "mulai=besok", "dari=0001-01-01", "sampai=9999-12-31"]
)
def test_a_day_that_cannot_be_reckoned_with_is_told(some, anonymous, asked):
    page = anonymous.get(f"/en/wifi/jeda/?{asked}")

    assert page.status_code == 200
    assert 'class="galat"' in page.content.decode() or "invalid-feedback" in page.content.decode()


def test_points_that_two_contracts_pay_are_counted_once(some, outlined, anonymous):
    factories.paid(
        outlined, *some["on"], code="csr", first=date(2026, 3, 1), last=date(2026, 12, 31), cost=None
    )

    assert "2 contracts pay for 2 points" in text(anonymous, "/en/wifi/kontrak/")


def test_reversed_days_are_told_and_the_usual_period_is_shown(some, anonymous):
    page = anonymous.get("/en/wifi/jeda/?dari=2026-05-01&sampai=2026-04-01")

    assert page.status_code == 200
    assert "reversed" in page.content.decode()


def test_gaps_cost_the_same_queries_however_many_points(
    some, outlined, anonymous, django_assert_max_num_queries
):
    address = "/wifi/jeda/?dari=2026-01-01&sampai=2026-02-28"
    text(anonymous, address)
    for at in range(15):
        factories.point(outlined, f"X-{at}")
    with django_assert_max_num_queries(14):
        text(anonymous, address)


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_the_gap_report_is_given_away(some, anonymous, file_type):
    answer = anonymous.get(f"/wifi/jeda/unduh.{file_type}?dari=2026-01-01&sampai=2026-02-28")

    assert answer.status_code == 200
    if file_type == "csv":
        assert len(answer.content.decode("utf-8-sig").splitlines()) == 1 + 3


def test_a_circle_of_points_is_told_beside_the_field_that_closes_it(outlined, rina, as_user):
    first = factories.point(outlined, "WIFI-001")
    factories.point(outlined, "WIFI-002", hub_words="WIFI-001")
    address = "/en" + reverse("wifi:change", args=[outlined.code, first.code])
    values = {"name": "Baru", "kind": "park", "lon": "116.8312", "lat": "-1.2654", "version": "1"}

    page = sent(as_user(rina), address, **values, hub_words="WIFI-002")

    assert page.status_code == 422
    assert "WIFI-001 ← WIFI-002 ← WIFI-001" in str(page.context["form"].errors["hub_words"])


def test_a_city_without_points_or_contracts_is_not_told_that_it_has_no_gaps(outlined, anonymous):
    page = text(anonymous, f"/en/wifi/jeda/?kota={outlined.code}")
    assert "No public Wi-Fi point has been written down yet" in page
    assert "Gaps are not known yet" in page
    assert "no point loses a day" not in page

    made = factories.point(outlined, "WIFI-001")
    page = text(anonymous, f"/en/wifi/jeda/?kota={outlined.code}")
    assert "No contract has been written down yet" in page
    assert "No point lost a day" not in page

    factories.paid(outlined, made, last=date(2027, 12, 31))
    page = text(anonymous, f"/en/wifi/jeda/?kota={outlined.code}")
    assert "No point lost a day for want of a contract" in page
    assert "Gaps are not known yet" not in page


def test_without_a_pattern_the_page_says_what_is_taken_instead(outlined, rina, as_user):
    assert "No antenna pattern yet" in text(as_user(rina), f"/en/wifi/pola-antena/?kota={outlined.code}")
