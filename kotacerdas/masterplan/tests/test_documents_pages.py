"""The pages of planning documents: who sees what, what is said, what a form refuses, and how many queries they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common import submissions
from kotacerdas.masterplan.actions import analysis, documents
from kotacerdas.masterplan.actions.analysis import Judged, Wording
from kotacerdas.masterplan.domain.readiness import Level
from kotacerdas.masterplan.models import Edition, Issue
from kotacerdas.masterplan.tests.factories import NOW, edition, node, programme, running

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db
HERE = "/en/rencana/64.71/masterplan-2022/"
LIST = "/en/rencana/"
ISSUES = "/en/rencana/isu/"
HOW: dict[str, Any] = {"by": None, "now": NOW}


def text_of(client: Client, address: str, **asked: Any) -> str:
    page = client.get(address, asked)
    assert page.status_code == 200, address
    return page.content.decode()


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    return client.post(address, {**typed, submissions.FIELD: submissions.new_key()})


@pytest.fixture
def medium(balikpapan: City) -> Edition:
    made = edition(balikpapan, "rpjmd-2025", kind="rpjmd", title_id="RPJMD", first_year=2025, last_year=2029)
    vision = node(made, "V", "vision", text_id="Kota global")
    node(made, "M1", "mission", parent=vision, text_id="Bersih", position=1)
    node(made, "M2", "mission", parent=vision, text_id="Merata", position=2)
    Edition.objects.filter(pk=made.pk).update(status="adopted")
    made.refresh_from_db()
    return made


def test_the_list_says_what_is_not_known_and_hides_drafts(
    medium: Edition, plan: Edition, anonymous: Client, office: Client
) -> None:
    page = text_of(anonymous, LIST)
    assert "Kota global" in page
    assert "not known" in page
    assert "Masterplan Kota Cerdas" not in page
    assert "Masterplan Kota Cerdas" in text_of(office, LIST)


def test_the_list_says_that_a_masterplan_is_older_than_the_rpjmd(
    medium: Edition, adopted: Edition, anonymous: Client
) -> None:
    page = text_of(anonymous, LIST)

    assert "The masterplan 2022–2026 stands beside the RPJMD 2025–2029" in page
    assert "The RPJMD in force began in 2025, the masterplan in 2022" in page


def test_a_tree_shows_what_serves_a_goal_and_what_is_left_alone(
    plan: Edition, medium: Edition, office: Client
) -> None:
    goal, alone = node(plan, "T1"), node(plan, "T2", text_id="Sendirian")
    documents.set_serves(goal, [medium.nodes.get(code="M1")], expected=1, **HOW)
    serving, idle = programme(plan, "SG-01"), programme(plan, "SG-02")
    documents.set_serves(serving, [goal], expected=1, **HOW)

    page = office.get(HERE)
    tree = page.context["tree"]

    assert page.context["finding"] == "Nothing works towards 1 of 2 goals"
    assert page.context["beside"] == "1 of its 2 programmes serves no goal."
    assert [each.pk for each in tree.unserved] == [alone.pk]
    assert [each.code for each in tree.serving_nothing] == ["T2", idle.code]
    assert "RPJMD 2025–2029, M1" in page.content.decode()


def test_nobody_learns_from_a_public_plan_what_a_draft_says(
    plan: Edition, medium: Edition, anonymous: Client, office: Client
) -> None:
    secret = programme(plan, "RAHASIA-1")
    documents.set_serves(secret, [medium.nodes.get(code="M1")], expected=1, **HOW)
    issue = analysis.add_issue(plan.city, Wording("air", "Air baku"), **HOW)
    analysis.answer_issue(issue, plan, [secret], expected=1, **HOW)

    for address in ("/en/rencana/64.71/rpjmd-2025/", ISSUES):
        assert "RAHASIA-1" not in text_of(anonymous, address)
        assert "RAHASIA-1" in text_of(office, address)
    assert anonymous.get(HERE).status_code == 404
    assert anonymous.get(f"{HERE}silang/").status_code == 404


def test_the_crosswalk_counts_programmes_by_way_of_goals(
    plan: Edition, medium: Edition, office: Client
) -> None:
    mission = node(plan, "M1", "mission")
    goal = node(plan, "T1", parent=mission, position=1)
    documents.set_serves(mission, [medium.nodes.get(code="M1")], expected=1, **HOW)
    for code in ("SG-01", "SG-02"):
        documents.set_serves(programme(plan, code), [goal], expected=1, **HOW)
    programme(plan, "SG-03")

    page = office.get(f"{HERE}silang/")
    walk = page.context["walk"]

    assert page.context["finding"] == "1 of 2 missions of the RPJMD 2025–2029 is served by nothing"
    assert {line.thing.code: list(line.counts) for line in walk.lines} == {"M1": [2, None], "T1": [2, None]}
    assert [each.code for each in walk.alone] == ["SG-03"]


def test_a_crosswalk_without_another_plan_says_so(plan: Edition, office: Client) -> None:
    assert "No other plan with goals is known here" in text_of(office, f"{HERE}silang/", dengan="'")


def test_readiness_says_the_widest_gap_and_what_is_missing(plan: Edition, office: Client) -> None:
    judged = {("gov", "structure"): Judged(Level(1, 4)), ("env", "structure"): Judged(Level(2, 3))}
    analysis.judge_readiness(plan, judged, expected=1, **HOW)

    page = text_of(office, HERE)

    assert "Smart Governance lacks most: 3.0 levels on average. 16 judgements are missing." in page


FORMS = (
    (f"{HERE}tujuan/baru/", {"kind": "goal", "code": "T9", "text_id": "Tujuan baru"}),
    (f"{HERE}tujuan/T1/ubah/", {"kind": "goal", "code": "T1", "text_id": "Lain", "version": 1}),
    (f"{HERE}tujuan/T1/hapus/", {"version": 1}),
    (f"{HERE}tujuan/T1/pindah/", {"ke": "atas"}),
    (f"{HERE}tujuan/T1/dukung/", {"version": 1}),
    (f"{HERE}program/SG-01/dukung/", {"version": 1}),
    (f"{HERE}swot/?dimensi=gov", {"version": 1, "s": "Kuat\nSekali"}),
    (f"{HERE}kesiapan/gov/", {"version": 1, "structure_now": "1", "structure_goal": "3"}),
    (f"{ISSUES}baru/?kota=64.71", {"code": "banjir", "title_id": "Banjir"}),
    (f"{ISSUES}air/ubah/?kota=64.71", {"title_id": "Air", "version": 1}),
    (f"{ISSUES}air/hapus/?kota=64.71", {"version": 1}),
    (f"{ISSUES}air/pindah/?kota=64.71", {"ke": "bawah"}),
    (f"{ISSUES}air/jawab/masterplan-2022/?kota=64.71", {"version": 1, "programmes": ["SG-01"]}),
)


@pytest.fixture
def written(plan: Edition) -> Edition:
    node(plan, "T1")
    programme(plan)
    analysis.add_issue(plan.city, Wording("air", "Air baku"), **HOW)
    return plan


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_every_form_is_for_the_office_of_the_city(
    written: Edition, office: Client, desk: Client, elsewhere: Client, address: str, typed: dict[str, Any]
) -> None:
    if "pindah" not in address:
        assert office.get(address).status_code == 200
    for other in (desk, elsewhere):
        assert send(other, address, typed).status_code in (403, 404)
    assert send(office, address, typed).status_code == 302


def test_what_was_typed_is_there(written: Edition, office: Client) -> None:
    for address, typed in FORMS[6:8]:
        send(office, address, {**typed, "version": Edition.objects.get(pk=written.pk).version})
    send(office, *FORMS[8])

    page = text_of(office, HERE)
    assert "Kuat" in page
    assert "1 → 3" in page
    assert Issue.objects.filter(code="banjir").exists()


def test_a_fault_stands_beside_its_field(written: Edition, office: Client) -> None:
    page = send(office, f"{HERE}tujuan/baru/", {"kind": "goal", "code": "T1", "text_id": "x"})

    assert page.status_code == 422
    assert "has a goal with the code T1 already" in page.context["form"].errors["code"][0]


def test_a_sheet_that_somebody_else_wrote_meanwhile_is_not_overwritten(
    written: Edition, office: Client
) -> None:
    send(office, f"{HERE}swot/", {"version": 1, "s": "Satu"})
    page = send(office, f"{HERE}swot/", {"version": 1, "s": "Dua"})

    assert page.status_code == 409
    assert "Somebody wrote in this edition meanwhile" in page.content.decode()
    assert list(written.swot.values_list("text", flat=True)) == ["Satu"]


def test_an_unknown_dimension_is_no_page(written: Edition, office: Client) -> None:
    assert office.get(f"{HERE}swot/?dimensi=x").status_code == 404
    assert office.get(f"{HERE}kesiapan/x/").status_code == 404


@pytest.mark.parametrize("address", [LIST, HERE, f"{HERE}silang/", ISSUES])
def test_pages_ask_as_many_queries_for_few_as_for_many(
    plan: Edition, medium: Edition, office: Client, address: str
) -> None:
    def fill(some: range) -> None:
        for n in some:
            goal = node(plan, f"T{n}", position=n)
            documents.set_serves(goal, [medium.nodes.get(code="M1")], expected=1, **HOW)
            mine = running(plan, f"SG-{n:02}")
            documents.set_serves(mine, [goal], expected=1, **HOW)
            issue = analysis.add_issue(plan.city, Wording(f"isu-{n}", "Isu"), **HOW)
            analysis.answer_issue(issue, plan, [mine], expected=1, **HOW)
            edition(plan.city, f"lain-{n}")

    fill(range(2))
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        assert office.get(address).status_code == 200
    fill(range(2, 12))
    with CaptureQueriesContext(connection) as many:
        assert office.get(address).status_code == 200
    assert len(many) <= len(few)
