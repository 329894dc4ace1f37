"""Pages of priorities, portfolios and ways to build, as each reader sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common import submissions
from kotacerdas.evidence.tests import factories as evidence
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.actions import ways as way_deeds
from kotacerdas.masterplan.models import (
    Budget,
    Effort,
    Mark,
    Opinion,
    Portfolio,
    Relation,
    Resolution,
    Scale,
    Way,
)
from kotacerdas.masterplan.tests.factories import NOW, apbd, programme
from kotacerdas.masterplan.tests.priorities import AGREEING, CONTRADICTING, marked, portfolio, scale, way

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Edition

pytestmark = pytest.mark.django_db
ROOT = "/en/rencana/64.71/masterplan-2022/"
SCALE = f"{ROOT}prioritas/skala/"


@pytest.fixture
def ranked(plan: Edition, budi: Any) -> Scale:
    for code, costs in {"SG-01": 900, "SG-02": 500, "SG-03": 450}.items():
        programme(plan, code, budgets=apbd(2026, costs))
    made = scale(plan)
    deeds.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (90, 80, 80), "SG-02": (70, 70, 70), "SG-03": (60, 60, 60)})
    return made


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {**fields, submissions.FIELD: submissions.new_key()})


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def steps(*given: str, version: int = 0) -> dict[str, Any]:
    return {**{f"p-{at}": step for at, step in enumerate(given)}, "version": version}


# --- Who may ------------------------------------------------------------------------------------------------


def test_whoever_takes_part_reads_and_nobody_else(
    ranked: Scale, client: Client, desk: Client, elsewhere: Client
) -> None:
    for address in (f"{ROOT}prioritas/", SCALE, f"{SCALE}banding/"):
        assert client.get(address).status_code == 302
        seen(desk, address)
        seen(elsewhere, address, 404)


def test_only_who_keeps_plans_marks_and_asks(ranked: Scale, desk: Client, elsewhere: Client) -> None:
    for rest in ("ubah/", "nilai/", "kerja/", "hubungan/", "portofolio/baru/"):
        assert desk.get(f"{SCALE}{rest}").status_code == 403
        seen(elsewhere, f"{SCALE}{rest}", 404)


# --- The scale ----------------------------------------------------------------------------------------------


def test_a_scale_shows_weights_people_order_and_intervals(ranked: Scale, office: Client) -> None:
    page = seen(office, SCALE)
    assert "Program SG-01 comes first; “Manfaat” weighs most, 67%." in page
    assert "From the comparisons of 1 person" in page
    assert "Budi" in page
    assert page.count('class="selang"') == 6
    assert "passes SG-" in page or "Whatever it weighs, the order stays." in page


def test_an_empty_scale_says_what_is_missing(plan: Edition, office: Client) -> None:
    scale(plan)
    page = seen(office, SCALE)
    assert "Nobody has compared the criteria yet" in page
    assert "The order stands here once there are weights and marks." in page


def test_more_programmes_cost_no_more_queries(ranked: Scale, office: Client) -> None:
    seen(office, SCALE)
    with CaptureQueriesContext(connection) as few:
        seen(office, SCALE)
    ranked.refresh_from_db()
    marked(ranked, {f"SG-{at}": (at, at, at) for at in range(10, 30)})
    with CaptureQueriesContext(connection) as many:
        seen(office, SCALE)
    assert len(many) == len(few)


def test_a_scale_is_made_on_screen_once(plan: Edition, office: Client) -> None:
    key = submissions.new_key()
    fields = {
        "title": "Prioritas 2026",
        "method": "pairs",
        "kriteria-0-title": "Manfaat",
        "kriteria-1-title": "Biaya",
    }
    for _time in range(2):
        answer = office.post(f"{ROOT}prioritas/baru/", {**fields, submissions.FIELD: key})
        assert answer.status_code == 302
    assert Scale.objects.get().criteria.count() == 2


def test_a_scale_with_one_criterion_keeps_what_was_typed(plan: Edition, office: Client) -> None:
    fields = {"title": "Prioritas", "method": "pairs", "kriteria-0-title": "Manfaat warga"}
    answer = sent(office, f"{ROOT}prioritas/baru/", **fields)
    assert answer.status_code == 422
    assert "Manfaat warga" in answer.content.decode()


def test_a_stale_change_shows_both_titles(ranked: Scale, office: Client) -> None:
    criteria = {}
    for at, each in enumerate(ranked.criteria.all()):
        criteria |= {f"kriteria-{at}-code": each.code, f"kriteria-{at}-title": each.title}
    answer = sent(office, f"{SCALE}ubah/", title="Judul saya", method="pairs", version=99, **criteria)
    assert answer.status_code == 409
    assert "Judul saya" in answer.content.decode()


def test_the_office_closes_and_opens_the_comparing(ranked: Scale, office: Client, desk: Client) -> None:
    sent(office, f"{SCALE}tutup/")
    assert "This scale is closed" in seen(desk, f"{SCALE}banding/")
    sent(office, f"{SCALE}tutup/", buka="1")
    assert "Save my comparisons" in seen(desk, f"{SCALE}banding/")


# --- Comparing ----------------------------------------------------------------------------------------------


def test_a_person_compares_and_reads_the_ratio(plan: Edition, desk: Client) -> None:
    scale(plan)
    answer = sent(desk, f"{SCALE}banding/", **steps("3", "6", "2"))
    assert answer.status_code == 302
    assert "Your consistency ratio is 0.00" in seen(desk, f"{SCALE}banding/")
    assert Opinion.objects.get().pairs == AGREEING


def test_contradicting_comparisons_name_the_pair_and_what_would_fit(plan: Edition, desk: Client) -> None:
    scale(plan)
    answer = sent(desk, f"{SCALE}banding/", **steps(*(each[2] for each in CONTRADICTING)))
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "pasangan--tegang" in page
    assert "This pair contradicts the others most." in page
    assert not Opinion.objects.exists()


def test_kept_all_the_same_they_wait_for_who_keeps_the_plans(
    plan: Edition, desk: Client, office: Client, budi: Any
) -> None:
    scale(plan)
    fields = steps(*(each[2] for each in CONTRADICTING)) | {"keep_contradicting": "on"}
    sent(desk, f"{SCALE}banding/", **fields)
    assert "so your comparisons do not count yet" in seen(desk, f"{SCALE}banding/")
    address = f"{SCALE}pendapat/{budi.code}/"
    assert address in seen(office, SCALE)
    assert desk.get(address).status_code == 403
    sent(office, address, reason="Ahli jalan", version=1)
    assert "Ahli jalan" in seen(desk, SCALE)


def test_a_pair_left_out_is_told_beside_it(plan: Edition, desk: Client) -> None:
    scale(plan)
    answer = sent(desk, f"{SCALE}banding/", **steps("3", "6"))
    assert answer.status_code == 422
    assert "Choose a step for this pair." in answer.content.decode()


# --- Sheets -------------------------------------------------------------------------------------------------


def test_marks_are_written_many_at_once(ranked: Scale, office: Client) -> None:
    ranked.refresh_from_db()
    cells = {f"n-{each.programme_id}-{each.criterion_id}": "50,5" for each in Mark.objects.all()}
    assert sent(office, f"{SCALE}nilai/", version=ranked.version, **cells).status_code == 302
    assert {str(each.value) for each in Mark.objects.all()} == {"50.50"}


def test_a_stale_sheet_shows_both_figures(ranked: Scale, office: Client) -> None:
    cells = {f"n-{each.programme_id}-{each.criterion_id}": "11" for each in Mark.objects.all()}
    answer = sent(office, f"{SCALE}nilai/", version=1, **cells)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Program SG-01: Manfaat" in page
    assert "<dd>90</dd>" in page
    assert "<dd>11</dd>" in page


def test_work_is_written_by_year(ranked: Scale, office: Client) -> None:
    ranked.refresh_from_db()
    key = Mark.objects.values_list("programme_id", flat=True)[0]
    sent(office, f"{SCALE}kerja/", version=ranked.version, **{f"n-{key}-2026": "12"})
    assert Effort.objects.get().months == 12


def test_a_circle_is_told_on_the_page(ranked: Scale, office: Client) -> None:
    address = f"{SCALE}hubungan/"
    sent(office, address, programme="SG-01", kind="requires", other="SG-02")
    answer = sent(office, address, programme="SG-02", kind="requires", other="SG-01")
    assert answer.status_code == 422
    assert "in a circle" in answer.content.decode()
    sent(office, f"{address}SG-01/SG-02/hapus/")
    assert not Relation.objects.exists()


# --- Portfolios ---------------------------------------------------------------------------------------------


def at(row: Portfolio) -> str:
    return f"{SCALE}portofolio/{row.code}/"


def test_a_portfolio_is_asked_for_in_millions_and_computed_apart(ranked: Scale, office: Client) -> None:
    page = seen(office, f"{SCALE}portofolio/baru/?mulai=2026")
    assert 'name="b-apbd-2026" value="0.00185"' in page
    answer = sent(
        office,
        f"{SCALE}portofolio/baru/?mulai=2026",
        title="Tipis",
        objective="priority",
        **{"b-apbd-2026": "0.001"},
    )
    row = Portfolio.objects.get()
    assert answer.headers["Location"] == at(row)
    assert row.limits["budget"] == {"apbd": {"2026": 1000}}
    assert "It is being computed" in seen(office, at(row))
    run_all()
    page = seen(office, at(row))
    assert "2 of 3 programmes are chosen" in page
    assert "Proven: no other choice that keeps these limits brings more." in page
    assert "What the last rupiah buys" in page


def test_two_portfolios_stand_side_by_side(ranked: Scale, desk: Client) -> None:
    first, second = portfolio(ranked), portfolio(ranked, budget={"apbd": {2026: 5000}})
    run_all()
    page = seen(desk, f"{at(first)}?banding={second.code}")
    assert "Only here" in page
    assert "SG-01 Program SG-01" in page


def test_a_clash_is_told_with_its_demands(ranked: Scale, desk: Client) -> None:
    row = portfolio(ranked, must=frozenset({"SG-01", "SG-02"}))
    run_all()
    page = seen(desk, at(row))
    assert "that SG-01 must be chosen" in page
    assert "the budget of APBD in 2026" in page


def test_a_failed_job_says_so(ranked: Scale, desk: Client) -> None:
    row = portfolio(ranked)
    row.job.delete()
    assert "It could not be computed" in seen(desk, at(row))


def test_a_decision_is_recorded_with_its_dissent(ranked: Scale, office: Client, desk: Client) -> None:
    row = portfolio(ranked)
    run_all()
    fields = {"outcome": "changed", "reason": "Ditambah satu", "decided_on": "2026-11-20", "keberatan-0-name": "Dewan", "keberatan-0-reason": "Mahal"}  # fmt: skip
    assert desk.get(f"{at(row)}keputusan/").status_code == 403
    assert sent(office, f"{at(row)}keputusan/", **fields).status_code == 302
    page = seen(desk, at(row))
    assert "taken with changes" in page
    assert "Ditambah satu" in page
    assert "Mahal" in page
    assert Resolution.objects.count() == 1


# --- Ways to build ------------------------------------------------------------------------------------------


WAYS = f"{ROOT}program/SG-01/cara/"
LINE = {"biaya-0-source": "apbd", "biaya-0-year": "2024", "biaya-0-amount": "185000"}
TYPED = {
    "title": "Jalan layang",
    "delivery": "own",
    "stage": "idea",
    "brings": "100",
    "life_years": "50",
    "yearly_cost": "1800",
}


def test_a_way_is_written_in_millions_and_stands_beside_the_others(plan: Edition, office: Client) -> None:
    programme(plan)
    assert sent(office, f"{WAYS}baru/", **TYPED, **LINE).status_code == 302
    made = Way.objects.get()
    assert made.capital == {"apbd": {"2024": 185_000_000_000}}
    page = seen(office, WAYS)
    assert "Rp 275 billion" in page
    assert "Jalan layang" in page


def test_choosing_shows_the_budget_before_and_after(plan: Edition, office: Client) -> None:
    made = way(programme(plan, budgets=apbd(2023, 7)), capital={"kpbu": {2024: 800}})
    page = seen(office, f"{WAYS}{made.code}/pilih/")
    assert "APBD 2023: Rp 7" in page
    assert "KPBU 2024: Rp 800" in page
    assert sent(office, f"{WAYS}{made.code}/pilih/", reason="Ada mitra", version=1).status_code == 302
    assert [(each.source, each.ceiling) for each in Budget.objects.all()] == [("kpbu", 800)]
    assert "“Sendiri” is chosen: Ada mitra" in seen(office, WAYS)


def test_a_stale_choice_is_asked_again(plan: Edition, office: Client) -> None:
    made = way(programme(plan))
    assert sent(office, f"{WAYS}{made.code}/pilih/", reason="Ada mitra", version=7).status_code == 409
    assert not Way.objects.filter(is_chosen=True).exists()


def test_an_adopted_edition_says_that_nothing_is_chosen_there(
    adopted: Edition, office: Client, client: Client
) -> None:
    made = way(programme(adopted))
    root = "/en/rencana/64.71/masterplan-berlaku/program/SG-01/cara/"
    assert "The edition is adopted" in seen(office, root)
    assert "The edition is adopted" in seen(office, f"{root}{made.code}/pilih/")
    assert sent(office, f"{root}{made.code}/pilih/", reason="Ada", version=1).status_code == 422
    assert "Sendiri" not in seen(client, root)


def test_a_way_is_taken_away_unless_it_is_chosen(plan: Edition, office: Client) -> None:
    made = way(programme(plan))
    sent(office, f"{WAYS}{made.code}/hapus/", version=1)
    assert not Way.objects.exists()


def test_the_neighbour_sees_no_ways_and_changes_none(plan: Edition, elsewhere: Client) -> None:
    made = way(programme(plan))
    for rest in ("", "baru/", f"{made.code}/", f"{made.code}/pilih/"):
        seen(elsewhere, f"{WAYS}{rest}", 404)


def test_a_change_of_the_chosen_way_keeps_its_money(plan: Edition, office: Client) -> None:
    made = way_deeds.choose(way(programme(plan)), "Siap", expected=1, by=None, now=NOW)
    answer = sent(office, f"{WAYS}{made.code}/", **TYPED, **LINE, version=2)
    assert answer.status_code == 422
    assert "Change it there." in answer.content.decode()


def test_a_way_that_changed_meanwhile_or_was_chosen_stays(plan: Edition, office: Client) -> None:
    made = way(programme(plan))
    answer = office.post(
        f"{WAYS}{made.code}/hapus/", {"version": 9, submissions.FIELD: submissions.new_key()}, follow=True
    )
    assert "Somebody changed this way meanwhile" in answer.content.decode()
    way_deeds.choose(made, "Siap", expected=1, by=None, now=NOW)
    answer = office.post(
        f"{WAYS}{made.code}/hapus/", {"version": 2, submissions.FIELD: submissions.new_key()}, follow=True
    )
    assert "Choose another one first." in answer.content.decode()
    assert Way.objects.exists()


def test_a_portfolio_without_an_answer_is_compared_with_nothing(ranked: Scale, desk: Client) -> None:
    first = portfolio(ranked)
    run_all()
    waiting = portfolio(ranked)
    seen(desk, f"{at(first)}?banding={waiting.code}")
    seen(desk, f"{at(waiting)}?banding={first.code}")
    seen(desk, f"{at(first)}?banding=tidak-ada", 404)


def test_the_sample_scale_loads_once(balikpapan: Any, django_user_model: Any) -> None:
    """As the demo does; its people are accounts of the demo."""
    from kotacerdas.common.reference import Report
    from kotacerdas.masterplan.demo_priorities import load_priorities

    for name in ("program", "dewan", "mitra"):
        django_user_model.objects.create(email=f"{name}@balikpapan.example", display_name=name, is_demo=True)
    for _time in range(2):
        load_priorities(Report())
    made = Scale.objects.get()
    assert made.is_sample
    assert made.opinions.count() == 3
    assert Way.objects.count() == 4
    run_all()
    assert [each.result["proven"] for each in Portfolio.objects.all()] == [True, True]


def test_documents_of_a_way_are_named_by_their_codes(plan: Edition, office: Client, balikpapan: Any) -> None:
    """How many documents a city keeps is nobody's business, so no row number stands in the page."""
    kept = evidence.document(balikpapan)
    made = way(programme(plan))
    address = f"{WAYS}{made.code}/"
    page = seen(office, address)
    assert f'value="{kept.code}"' in page
    assert f'name="documents" value="{kept.pk}"' not in page

    assert sent(office, address, **TYPED, documents=kept.pk, version=1).status_code == 422
    assert sent(office, address, **TYPED, documents=kept.code, version=1).status_code == 302
    assert list(made.documents.all()) == [kept]
    assert "checked" in seen(office, address)
