"""The board, the page of a programme, its record on screen and as PDF."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.masterplan.models import Edition, Programme, Spent
from kotacerdas.masterplan.tests.factories import apbd, edition, programme, running, targets

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City, Organisation

pytestmark = pytest.mark.django_db
BOARD = "/rencana/64.71/masterplan-2022/program/"
IN_FORCE = "/rencana/64.71/masterplan-berlaku/program/"


def text_of(client: Client, address: str, **asked: Any) -> str:
    page = client.get(address, asked)
    assert page.status_code == 200
    return page.content.decode()


def test_an_adopted_edition_is_open_to_all_and_a_draft_to_the_citys_offices(
    adopted: Edition, plan: Edition, anonymous: Client, office: Client, elsewhere: Client
) -> None:
    running(adopted)
    programme(plan)

    assert "Program SG-01" in text_of(anonymous, IN_FORCE)
    assert anonymous.get(BOARD).status_code == 404
    assert elsewhere.get(BOARD).status_code == 404
    assert "Program SG-01" in text_of(office, BOARD)


def test_the_board_says_how_much_money_comes_from_where(adopted: Edition, anonymous: Client) -> None:
    running(adopted, budgets=apbd(2026, 750_000_000))
    running(adopted, "SG-02", budgets={(2026, "csr"): apbd(2026, 250_000_000)[2026, "apbd"]})

    page = text_of(anonymous, "/en" + IN_FORCE, tahun="2026")

    assert "2 programmes for 2022–2026, 2 of them running" in page
    assert "25.0% of it does not come from the APBD." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"dimensi": "brand"}, ["SB-01"]),
        ({"jenis": "quick_win"}, ["QW-01"]),
        ({"keadaan": "planned"}, ["QW-01"]),
        ({"dana": "apbd"}, ["SG-01"]),
        ({"rencana": "rkpd", "tahun": "2026"}, ["SB-01"]),
        ({"rencana": "rkpd", "tahun": "2025"}, ["SG-01"]),
        ({"rencana": "tanpa-rkpd", "tahun": "2026"}, ["QW-01", "SG-01"]),
        ({"rencana": "renja", "tahun": "2026"}, []),
        ({"rencana": "entah"}, ["QW-01", "SB-01", "SG-01"]),
        ({"cari": "kabel udara"}, ["SB-01"]),
        ({"urut": "dana"}, ["SG-01", "QW-01", "SB-01"]),
        ({"dimensi": "nowhere", "opd": "x", "tahun": "'"}, ["QW-01", "SB-01", "SG-01"]),
    ],
)
def test_the_board_is_narrowed(
    adopted: Edition, anonymous: Client, asked: dict[str, str], found: list[str]
) -> None:
    running(adopted, "SG-01", budgets=apbd(2026, 5), workplans={"rkpd": (2025,)})
    running(
        adopted,
        "SB-01",
        dimension="brand",
        title="Kabel udara masuk tanah",
        workplans={"rkpd": (2026,)},
    )
    programme(adopted, "QW-01", kind="quick_win", dimension="")

    page = anonymous.get(IN_FORCE, asked)

    assert [row.programme.code for row in page.context["board"].rows] == found


def test_the_board_asks_the_same_number_of_queries_for_two_and_two_thousand(
    adopted: Edition, office: Client, django_assert_max_num_queries: Any
) -> None:
    running(adopted, budgets=apbd(2026, 5))
    office.get(IN_FORCE)
    with django_assert_max_num_queries(12):
        office.get(IN_FORCE)

    for at in range(120):
        running(adopted, f"P-{at}", budgets=apbd(2026, 5))

    with django_assert_max_num_queries(12):
        office.get(IN_FORCE)


def test_money_that_was_spent_is_for_the_citys_offices(
    adopted: Edition, anonymous: Client, office: Client
) -> None:
    made = running(adopted, budgets=apbd(2026, 1000))
    Spent.objects.create(programme=made, year=2026, month=1, source="apbd", amount=432)

    for page in (IN_FORCE, f"{IN_FORCE}SG-01/"):
        assert "43" in text_of(office, page)
        assert "43,2" not in text_of(anonymous, page)


def test_the_page_of_a_programme_says_whether_its_target_was_met(adopted: Edition, anonymous: Client) -> None:
    running(
        adopted,
        unit="persen",
        targets=targets(y2024="50", y2025="60"),
        realised=targets(y2024="55", y2025="58"),
    )

    page = text_of(anonymous, f"/en{IN_FORCE}SG-01/")

    assert "Target of 2025 not met: 58 persen, wanted were 60 persen" in page


def test_the_page_asks_the_same_number_of_queries_whatever_it_shows(
    adopted: Edition, office: Client, django_assert_max_num_queries: Any
) -> None:
    running(adopted, budgets=apbd(2026, 5))
    office.get(f"{IN_FORCE}SG-01/")
    with django_assert_max_num_queries(26):
        office.get(f"{IN_FORCE}SG-01/")
    money = {
        (year, source): apbd(2026, 5)[2026, "apbd"]
        for year in range(2022, 2027)
        for source in ("apbd", "csr")
    }
    running(adopted, "SG-02", budgets=money, targets=targets(y2022="1", y2023="2", y2024="3"),
            partners=tuple((f"Mitra {at}", "company") for at in range(9)))  # fmt: skip
    with django_assert_max_num_queries(26):
        office.get(f"{IN_FORCE}SG-02/")


def test_an_office_writes_a_programme_and_changes_it(
    plan: Edition, office: Client, diskominfo: Organisation
) -> None:
    typed = {
        "code": "SG-01", "title": "Satu pintu", "kind": "dimension", "dimension": "gov", "subdimension": "service",
        "direction": "up", "state": "planned", "lead": diskominfo.pk, "target_2024": "12,5",
        "money_2024_apbd": "1.250.000.000", "partners": "ITS; Universitas\nPT Contoh; perusahaan",
        "questions": "c01, C31", "sipd_kegiatan": "2.16.02.2.01", "submission_key": "a" * 32,
    }  # fmt: skip

    sent = office.post(f"{BOARD}baru/", typed)

    assert sent.status_code == 302, sent.context["form"].errors
    made = Programme.objects.get()
    assert (made.lead, made.questions, made.sipd) == (
        diskominfo,
        ["C01", "C31"],
        {"kegiatan": "2.16.02.2.01"},
    )
    assert made.budgets.get().ceiling == 1_250_000_000
    assert str(made.figures.get(year=2024).target.normalize()) == "12.5"  # type: ignore[union-attr]  # it was typed
    assert {each.name: each.kind for each in made.partners.all()} == {
        "ITS": "university",
        "PT Contoh": "company",
    }

    again = {**typed, "title": "Satu pintu, satu jam", "version": 1, "submission_key": "b" * 32}
    assert office.post(f"{BOARD}SG-01/ubah/", again).status_code == 302
    assert Programme.objects.get().title == "Satu pintu, satu jam"

    stale = office.post(f"{BOARD}SG-01/ubah/", {**again, "title": "Lain", "submission_key": "c" * 32})
    assert stale.status_code == 409
    assert "Lain" in stale.content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(plan: Edition, office: Client) -> None:
    typed = {
        "code": "SG 01", "title": "Satu pintu", "kind": "dimension", "direction": "up", "state": "stopped",
        "starts_on": "2024-05-01", "ends_on": "2024-04-01", "money_2024_apbd": "1,5", "submission_key": "a" * 32,
    }  # fmt: skip

    first = office.post(f"/en{BOARD}baru/", typed)
    second = office.post(f"/en{BOARD}baru/", {**typed, "money_2024_apbd": "1500000"})

    assert (first.status_code, second.status_code) == (422, 422)
    assert "Write whole rupiah" in first.content.decode()
    errors = second.context["form"].errors
    assert {"code", "dimension", "stop_reason", "ends_on"} <= set(errors)
    assert "Satu pintu" in second.content.decode()
    assert not Programme.objects.exists()


def test_after_adoption_only_what_lives_is_asked(adopted: Edition, office: Client) -> None:
    running(adopted, budgets=apbd(2026, 1000))

    page = text_of(office, f"{IN_FORCE}SG-01/ubah/")
    assert 'name="state"' in page
    assert 'name="title"' not in page

    typed = {
        "version": 1,
        "realised": "7",
        "changed_apbd": "900",
        "q1_apbd": "100",
        "submission_key": "a" * 32,
    }
    assert office.post(f"{IN_FORCE}SG-01/dana/2026/", typed).status_code == 302
    assert Programme.objects.get().budgets.get().effective == 900

    above = {**typed, "version": 2, "q2_apbd": "801", "submission_key": "b" * 32}
    refused = office.post(f"/en{IN_FORCE}SG-01/dana/2026/", above)
    assert refused.status_code == 422
    assert "the ceiling is" in refused.content.decode()


def test_an_agencys_desk_does_not_write_the_plan(plan: Edition, adopted: Edition, desk: Client) -> None:
    programme(plan)
    running(adopted)

    for address in (f"{BOARD}baru/", f"{BOARD}SG-01/ubah/", f"{IN_FORCE}SG-01/dana/2026/"):
        assert desk.get(address).status_code in (403, 404)


def test_the_board_goes_away_as_a_file(adopted: Edition, anonymous: Client) -> None:
    running(adopted, budgets=apbd(2026, 5))
    running(adopted, "SB-01", dimension="brand")

    page = anonymous.get(f"{IN_FORCE}unduh.csv", {"dimensi": "gov"})

    lines = page.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "SG-01" in lines[1]
    assert anonymous.get(f"{IN_FORCE}unduh.exe").status_code == 404


def test_the_sheet_is_one_page(adopted: Edition, anonymous: Client) -> None:
    import pypdfium2

    money = {
        (year, source): apbd(2026, 5)[2026, "apbd"]
        for year in range(2022, 2027)
        for source in ("apbd", "csr", "apbn", "kpbu")
    }
    running(adopted, title="Kabel udara masuk tanah di enam kecamatan " * 4, goal="Tujuan yang panjang. " * 40,
            budgets=money, targets=targets(y2022="1", y2026="9"))  # fmt: skip

    page = anonymous.get(f"{IN_FORCE}SG-01/lembar.pdf")

    assert page["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(page.content)
    assert len(document) == 1
    assert "Kabel udara" in document[0].get_textpage().get_text_bounded()


def test_another_citys_edition_of_the_same_code_is_another_one(
    balikpapan: City, samarinda: City, anonymous: Client
) -> None:
    running(edition(balikpapan, status="adopted"), title="Di Balikpapan")
    running(edition(samarinda, status="adopted"), title="Di Samarinda")

    assert "Di Samarinda" not in text_of(anonymous, BOARD)


def test_an_agency_that_no_longer_exists_is_chosen_nowhere_and_stays_where_it_stands(
    plan: Edition, office: Client, balikpapan: City
) -> None:
    from kotacerdas.people.tests import factories as people

    ended = people.organisation("Dinas Lama", city=balikpapan, valid_to=date(2020, 12, 31))
    programme(plan, lead=ended)

    assert "Dinas Lama" not in text_of(office, f"{BOARD}baru/")
    assert "Dinas Lama" in text_of(office, f"{BOARD}SG-01/ubah/")


def test_years_of_renja_and_rkpd_are_chosen_also_after_adoption_and_stand_on_the_page(
    adopted: Edition, office: Client, anonymous: Client
) -> None:
    made = running(adopted, workplans={"renja": (2023, 2024, 2026), "rkpd": (2023,)})
    form = office.get(f"{IN_FORCE}SG-01/ubah/").context["form"]
    assert form["renja_years"].value() == ["2023", "2024", "2026"]

    office.post(
        f"{IN_FORCE}SG-01/ubah/",
        {"submission_key": "k" * 32, "version": 1, "state": "running", "renja_years": ["2025", "2026"]},
    )

    assert list(made.workplan_years.values_list("document", "year")) == [("renja", 2025), ("renja", 2026)]
    page = text_of(anonymous, f"/en{IN_FORCE}SG-01/")
    assert "Years in the agency’s Renja" in page
    assert "2025–2026" in page
    assert "Years in the city’s RKPD" not in page


def test_the_board_as_a_file_holds_them(adopted: Edition, anonymous: Client) -> None:
    running(adopted, workplans={"renja": (2023, 2024, 2026), "rkpd": (2023,)})

    csv = anonymous.get(f"/en{IN_FORCE}unduh.csv").content.decode()

    assert "2023–2024, 2026" in csv
