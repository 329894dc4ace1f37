"""Reporting in the browser: who may, what is said, that nothing is lost; the timeline and the absorption."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.common.submissions import new_key
from kotacerdas.masterplan.domain.record import Money
from kotacerdas.masterplan.models import Milestone, Programme, Report, Risk, Spent
from kotacerdas.masterplan.tests.factories import programme, running
from kotacerdas.masterplan.tests.reported import milestone, report, risk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import Organisation, User

pytestmark = pytest.mark.django_db
PLAN = "/en/rencana/64.71/masterplan-berlaku/"
ONE = f"{PLAN}program/SG-07/"
MONTH, MILESTONES, RISKS = f"{ONE}laporan/?bulan=2025-03", f"{ONE}tonggak/", f"{ONE}risiko/"
BUDGETS = {(2025, "apbd"): Money(1_000_000, plan=(250_000, 250_000, 250_000, 250_000)), (2025, "csr"): Money(500_000)}  # fmt: skip
A_RISK = {"what": "Kebocoran data", "likelihood": "4", "impact": "3", "treatment": "mitigate", "mitigation": "Enkripsi"}  # fmt: skip


@pytest.fixture
def wifi(adopted: Edition, diskominfo: Organisation) -> Programme:
    """Led by the agency of the desk."""
    return running(adopted, "SG-07", title="Wi-Fi publik", budgets=BUDGETS, lead=diskominfo)


@pytest.fixture
def other_desk(as_user: Callable[[User], Client], joko: User) -> Client:
    return as_user(joko)


def words_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def send(client: Client, where: str, *, version: int = 0, key: str = "", **fields: Any) -> HttpResponse:
    return client.post(where, {"submission_key": key or new_key(), "version": version, **fields})  # type: ignore[return-value]  # a response of the test client


# --- Who ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [MONTH, MILESTONES, RISKS])
def test_only_the_leading_agency_and_the_programme_office_report(
    where: str, wifi: Programme, desk: Client, office: Client, other_desk: Client, elsewhere: Client, anonymous: Client
) -> None:  # fmt: skip
    assert desk.get(where).status_code == 200
    assert office.get(where).status_code == 200
    assert other_desk.get(where).status_code == 404
    assert elsewhere.get(where).status_code == 404
    assert anonymous.get(where).status_code == 302


def test_a_desk_cannot_write_over_the_programme_of_another_agency(
    wifi: Programme, other_desk: Client
) -> None:
    assert send(other_desk, MONTH, physical="10").status_code == 404
    assert send(other_desk, RISKS, **A_RISK).status_code == 404
    assert not Report.objects.exists()
    assert not Risk.objects.exists()


# --- Months ------------------------------------------------------------------------------------------------


def test_the_form_shows_what_the_month_goes_on_from(wifi: Programme, desk: Client) -> None:
    report(wifi, 2, "20.5", year=2025, spent={"apbd": 400_000})

    shown = words_of(desk.get(MONTH))

    assert "February 2025 ended with 20.5%" in shown
    assert "Left besides it: Rp 600,000 of Rp 1,000,000" in shown


def test_a_month_is_reported_and_its_increment_is_computed(wifi: Programme, desk: Client, budi: User) -> None:
    report(wifi, 2, "20.5", year=2025)

    sent = send(desk, MONTH, physical="35,25", spent_apbd="250.000", note="Tiang berdiri.")

    assert sent["Location"] == MONTH
    assert Report.objects.get(month=3).by == budi
    assert Spent.objects.get().amount == 250_000
    assert "+14.75" in words_of(desk.get(MONTH))


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    wifi: Programme, desk: Client
) -> None:
    report(wifi, 2, "40", year=2025)

    sent = send(desk, MONTH, physical="30", spent_apbd="1200000", note="Kata yang panjang")
    shown = words_of(sent)

    assert sent.status_code == 422
    assert "30% is less than the 40% reported for month 2" in shown
    assert "200,000 above the ceiling of 1,000,000" in shown
    assert "Kata yang panjang" in shown
    assert not Report.objects.filter(month=3).exists()


def test_the_same_form_sent_twice_is_one_report(wifi: Programme, desk: Client) -> None:
    for _ in range(2):
        send(desk, MONTH, key="a" * 32, physical="30")

    assert Report.objects.get().version == 1


def test_two_who_report_the_same_month_see_both_versions(
    wifi: Programme, desk: Client, office: Client
) -> None:
    send(desk, MONTH, physical="30", spent_apbd="100")

    late = send(office, MONTH, physical="35", spent_apbd="200")
    shown = words_of(late)

    assert late.status_code == 409
    assert "Rp 100" in shown
    assert "Rp 200" in shown
    assert Report.objects.get().physical == 30


@pytest.mark.parametrize("asked", ["", "?bulan=2025", "?bulan=2025-13", "?bulan=9999-01", "?bulan=x", "?bulan=2024-07"])  # fmt: skip
def test_any_month_asked_for_gives_a_form(asked: str, wifi: Programme, desk: Client) -> None:
    assert desk.get(f"{ONE}laporan/{asked}").status_code == 200


def test_the_next_month_to_report_is_offered(wifi: Programme, desk: Client) -> None:
    report(wifi, 4, "20", year=2025)

    assert "Report of May 2025" in words_of(desk.get(f"{ONE}laporan/?bulan=2025"))


def test_a_plan_of_the_future_has_a_page(balikpapan: Any, diskominfo: Organisation, desk: Client) -> None:
    from kotacerdas.masterplan.tests.factories import edition

    later = edition(balikpapan, "masterplan-nanti", status="adopted", first_year=2140, last_year=2145)
    programme(later, "SG-07", lead=diskominfo)

    assert desk.get("/en/rencana/64.71/masterplan-nanti/program/SG-07/laporan/").status_code == 200


# --- Milestones --------------------------------------------------------------------------------------------


def test_a_milestone_is_set_reached_and_taken_away(wifi: Programme, desk: Client) -> None:
    send(desk, MILESTONES, title="Kontrak", weight="3", due_on="2025-02-01")
    send(desk, MILESTONES, title="Uji coba", weight="1")
    first = Milestone.objects.get(title="Kontrak")
    assert "0 of 2 milestones reached" in words_of(desk.get(MILESTONES))

    one = f"{MILESTONES}{first.code}/"
    send(desk, one, version=1, title="Kontrak", weight="3", due_on="2025-02-01", done_on="2025-02-03")
    assert "1 of 2 milestones reached: 75% by their weights" in words_of(desk.get(MILESTONES))

    assert send(desk, one, version=1, title="Lain", weight="3").status_code == 409
    assert send(desk, f"{one}hapus/", version=2).status_code == 302
    assert Milestone.objects.get().title == "Uji coba"
    assert desk.get(one).status_code == 404


def test_a_milestone_outside_the_plan_is_said_beside_its_field(wifi: Programme, desk: Client) -> None:
    sent = send(desk, MILESTONES, title="Kontrak", weight="0", due_on="2031-02-01")

    assert sent.status_code == 422
    assert set(sent.context["form"].errors) == {"weight", "due_on"}  # type: ignore[attr-defined]  # a response of the test client


# --- Risks -------------------------------------------------------------------------------------------------


def test_a_risk_is_written_in_words_and_sized_by_the_matrix(wifi: Programme, desk: Client) -> None:
    send(
        desk,
        RISKS,
        **{**A_RISK, "likelihood": "1", "impact": "5"},
        residual_likelihood="1",
        residual_impact="3",
    )
    shown = words_of(desk.get(RISKS))

    assert "1 risk, 1 of them above the appetite of 10" in shown
    assert "20 (high) → 5 (very low)" in shown


def test_a_risk_above_the_appetite_needs_its_treatment(wifi: Programme, desk: Client) -> None:
    sent = send(desk, RISKS, **{**A_RISK, "treatment": "", "mitigation": ""})

    assert sent.status_code == 422
    assert "must be treated" in words_of(sent)


def test_a_risk_is_changed_and_taken_away(wifi: Programme, desk: Client) -> None:
    kept = risk(wifi)
    one = f"{RISKS}{kept.code}/"

    assert send(desk, one, version=1, **{**A_RISK, "what": "Banjir"}).status_code == 302
    assert send(desk, one, version=1, **A_RISK).status_code == 409
    assert send(desk, f"{one}hapus/", version=1).status_code == 302
    assert Risk.objects.get().what == "Banjir"
    assert send(desk, f"{one}hapus/", version=2).status_code == 302
    assert not Risk.objects.exists()


@pytest.mark.parametrize("made", [(milestone, MILESTONES), (risk, RISKS)])
def test_addresses_name_no_row_by_its_number(wifi: Programme, desk: Client, made: Any) -> None:
    create, page = made
    kept = create(wifi)
    shown = desk.get(page).content.decode()

    assert f"{page}{kept.code}/" in shown
    for rest in ("", "hapus/"):
        assert f"{page}{kept.pk}/{rest}" not in shown
        send(desk, f"{page}{kept.pk}/{rest}", version=1)
    assert desk.get(f"{page}{kept.pk}/").status_code == 404
    assert type(kept).objects.filter(pk=kept.pk).exists()


# --- Timeline ----------------------------------------------------------------------------------------------


def test_the_timeline_says_who_is_late_and_why(wifi: Programme, office: Client) -> None:
    milestone(wifi, "Kontrak", due_on=date(2025, 2, 1))

    shown = words_of(office.get(f"{PLAN}waktu/"))

    assert "1 late, 0 at risk, 1 without a report, of 1 programmes" in shown
    assert "The milestone “Kontrak” was due on 1 February 2025" in shown


def test_the_public_sees_the_plan_and_not_the_reports(wifi: Programme, anonymous: Client) -> None:
    report(wifi, 2, "20.5", year=2025, spent={"apbd": 123_456})
    milestone(wifi, "Kontrak rahasia", due_on=date(2025, 2, 1))

    timeline = words_of(anonymous.get(f"{PLAN}waktu/"))
    absorbed = words_of(anonymous.get(f"{PLAN}serapan/?tahun=2025"))

    assert "1 programme from 2022–2026" in timeline
    assert "Kontrak rahasia" not in timeline
    assert "20.5%" not in timeline
    assert "Rp 1,500,000" in absorbed
    assert "123,456" not in absorbed


@pytest.mark.parametrize("asked", ["", "?menurut=opd", "?menurut=opd&tahun=2025", "?tahun=1999", "?menurut=x&tahun=y"])  # fmt: skip
def test_the_timeline_is_drawn_for_whatever_is_asked(asked: str, adopted: Edition, wifi: Programme, office: Client) -> None:  # fmt: skip
    report(wifi, 2, "20.5", year=2025)
    programme(adopted, "SG-08", title="Tanpa hari")
    programme(adopted, "SG-09", title="Tanpa akhir", starts_on=date(2024, 1, 1), dimension="liv")

    answer = office.get(f"{PLAN}waktu/{asked}")

    assert answer.status_code == 200
    assert "<svg" in words_of(answer)
    assert "Without days" in words_of(answer)


def test_an_edition_without_programmes_has_both_pages(adopted: Edition, office: Client) -> None:
    assert "no programme yet" in words_of(office.get(f"{PLAN}waktu/"))
    assert "No budget is written for 2025" in words_of(office.get(f"{PLAN}serapan/?tahun=2025"))


def test_a_programme_of_one_day_is_drawn(adopted: Edition, office: Client) -> None:
    day = date(2026, 12, 31)
    running(adopted, "SG-08", starts_on=day, ends_on=day)

    assert office.get(f"{PLAN}waktu/").status_code == 200


# --- Absorption --------------------------------------------------------------------------------------------


def test_the_absorption_compares_the_last_quarter_that_is_over(wifi: Programme, office: Client) -> None:
    report(wifi, 2, "20", year=2025, spent={"apbd": 100_000})
    report(wifi, 4, "30", year=2025, spent={"apbd": 200_000})

    shown = words_of(office.get(f"{PLAN}serapan/?tahun=2025"))

    assert "Until April 2025 20% of Rp 1,500,000 is spent" in shown
    assert "Only 1 of 2 budgets are planned by quarter" in shown
    assert "All programmes with a budget have reported." in shown


def test_a_draft_has_no_pages_for_the_public(plan: Edition, anonymous: Client) -> None:
    assert anonymous.get("/rencana/64.71/masterplan-2022/waktu/").status_code == 404
    assert anonymous.get("/rencana/64.71/masterplan-2022/serapan/").status_code == 404
