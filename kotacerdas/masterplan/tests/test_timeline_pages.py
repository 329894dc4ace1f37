"""The timeline of a great plan: page by page, light enough for a phone, at a constant cost; whole where it is printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.masterplan.models import Milestone, Programme, Report
from kotacerdas.masterplan.queries.timeline import AT_ONCE
from kotacerdas.masterplan.tests.factories import NOW
from kotacerdas.people.tests.factories import organisation

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db
PAGE = "/en/rencana/64.71/masterplan-berlaku/waktu/"
DIMENSIONS = ("gov", "brand", "eco", "liv")
MOST_BYTES = 400_000


def fill(edition: Edition, count: int, *, days: bool = True) -> list[Programme]:
    """Named at length, carried by four agencies, reported on for two years, with two milestones of which one is late."""
    leads = [organisation(f"Dinas {at} {edition.programmes.count()}", city=edition.city) for at in range(4)]
    first = edition.programmes.count()
    span: dict[str, Any] = {"starts_on": date(2022, 1, 1), "ends_on": date(2026, 12, 31)} if days else {}
    rows = Programme.objects.bulk_create(
        Programme(
            edition=edition, code=f"P-{at:04}", title=f"Peningkatan layanan kesehatan terpadu bagi warga kelurahan {at}",
            dimension=DIMENSIONS[at % 4], lead=leads[at % 4], state="running", **span,
        )
        for at in range(first, first + count)
    )  # fmt: skip
    Report.objects.bulk_create(
        Report(programme=row, year=year, month=6, physical="35.25", at=NOW)
        for row in rows
        for year in (2024, 2025)
    )
    Milestone.objects.bulk_create(
        Milestone(programme=row, position=at, title=title, due_on=date(2024 + at, 6, 1))
        for row in rows
        for at, title in enumerate(("Pengadaan perangkat selesai", "Diserahterimakan"))
    )
    return rows


def seen(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def drawn(page: str) -> int:
    """Each programme is drawn for wide pages and for narrow ones."""
    return page.count('class="balok balok--') // 2


@pytest.fixture
def great(adopted: Edition) -> Edition:
    fill(adopted, 1_000)
    return adopted


def test_a_page_of_a_thousand_programmes_is_light(great: Edition, office: Client) -> None:
    for rest in ("", "?menurut=opd&halaman=3", "?keadaan=late&tahun=2025", "?keadaan=late&halaman=10"):
        answer = office.get(f"{PAGE}{rest}")
        assert len(answer.content) < MOST_BYTES, rest
        assert AT_ONCE <= drawn(answer.content.decode()) <= AT_ONCE + 3, rest  # and the key below it


def test_it_is_whole_where_it_is_printed(great: Edition, office: Client) -> None:
    page = seen(office, f"{PAGE}?semua=1")

    assert drawn(page) >= 1_000
    assert "Page by page" in page


def test_a_greater_plan_costs_no_more_queries(adopted: Edition, office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            seen(office)
        return len(counted)

    fill(adopted, 8)
    seen(office)
    few = queries()
    fill(adopted, 250)
    assert queries() == few
    own = 5  # programmes, who sees their reports, reports, milestones, risks
    assert few <= own + 8  # the session, the user and the frame of the page


def test_pages_hold_every_programme_once(adopted: Edition, office: Client) -> None:
    rows = [*fill(adopted, 130), *fill(adopted, 30, days=False)]

    pages = [seen(office, f"{PAGE}?halaman={number}") for number in (1, 2)]

    assert [page.count("1–100 of 160") + page.count("101–160 of 160") for page in pages] == [1, 1]
    for row in rows:
        assert sum(f"{row.code} {row.title}" in page for page in pages) >= 1, row.code
    assert drawn(pages[0]) + drawn(pages[1]) - 2 * 3 <= 130
    assert "Without days" not in pages[0]
    assert 'Without days <span class="sunyi n">30</span>' in pages[1]


def test_a_group_that_goes_on_says_how_much_of_it_stands_here(adopted: Edition, office: Client) -> None:
    fill(adopted, 160)

    page = seen(office)

    assert "20 of 40 stand on this page." in page


def test_one_dimension_or_one_agency_by_itself(adopted: Edition, office: Client, anonymous: Client) -> None:
    rows = fill(adopted, 12)
    lead = rows[0].lead
    assert lead is not None

    for client in (office, anonymous):
        by_dimension = seen(client, f"{PAGE}?kelompok=eco")
        assert "Smart Economy <span" in by_dimension
        assert "Smart Governance <span" not in by_dimension
    by_agency = seen(office, f"{PAGE}?menurut=opd&kelompok={lead.code}")
    assert f"{lead.name} <span" in by_agency
    assert by_agency.count('<h2 id="g-') == 1


def test_who_is_late_is_listed_in_part_and_wholly_a_click_away(adopted: Edition, office: Client) -> None:
    fill(adopted, 45)

    assert "All 45 with their reasons" in seen(office)
    page = seen(office, f"{PAGE}?keadaan=late")
    assert page.count("was due on 1 June 2024") == 45
    assert "with their reasons" not in page


def test_those_who_see_no_reports_cannot_ask_who_is_late(adopted: Edition, anonymous: Client) -> None:
    fill(adopted, 4)

    page = seen(anonymous, f"{PAGE}?keadaan=late")

    assert drawn(page) >= 4
    assert 'name="keadaan"' not in page


@pytest.mark.parametrize("rest", ["?halaman=99", "?halaman=x", "?kelompok=x&keadaan=y", "?semua=2", "?tahun=2023&kelompok=-"])  # fmt: skip
def test_whatever_stands_in_the_address_is_answered(rest: str, adopted: Edition, office: Client) -> None:
    fill(adopted, 4)
    assert "<h1" in seen(office, f"{PAGE}{rest}")


def test_a_programme_outside_the_year_is_not_drawn_in_it(
    adopted: Edition, office: Client, balikpapan: City
) -> None:
    row = fill(adopted, 1)[0]
    Programme.objects.filter(pk=row.pk).update(ends_on=date(2024, 12, 31))

    assert row.title in seen(office, f"{PAGE}?tahun=2024")
    assert "No programme matches this" in seen(office, f"{PAGE}?tahun=2025")
