"""Portfolios: what there is to choose from is taken down, a job solves it, what was decided is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.masterplan import gains
from kotacerdas.masterplan.actions import portfolios as deeds
from kotacerdas.masterplan.actions import priorities, relations, ways
from kotacerdas.masterplan.actions.portfolios import ResolutionWords
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.gains import Gains
from kotacerdas.masterplan.models import Portfolio, Programme, Resolution, Scale
from kotacerdas.masterplan.queries import kept_portfolios
from kotacerdas.masterplan.queries.portfolios import offer_of
from kotacerdas.masterplan.tests.factories import NOW, apbd, programme
from kotacerdas.masterplan.tests.priorities import AGREEING, marked, portfolio, scale, way

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(plan: Edition, budi: Any) -> Scale:
    """SG-01 is best and dear, SG-02 and SG-03 fit together."""
    for code, costs in {"SG-01": 900, "SG-02": 500, "SG-03": 450}.items():
        programme(plan, code, budgets=apbd(2026, costs))
    made = scale(plan)
    priorities.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (90, 80, 80), "SG-02": (70, 70, 70), "SG-03": (60, 60, 60)})
    return made


def solved(of: Scale, **limits: Any) -> Portfolio:
    row = portfolio(of, **limits)
    run_all()
    row.refresh_from_db()
    return row


def shown(row: Portfolio, user: Any) -> kept_portfolios.Shown:
    found = Portfolio.objects.select_related("scale__edition__city", "job").get(pk=row.pk)
    return kept_portfolios.shown(found, user)


def test_the_solver_runs_in_a_job_and_not_in_the_deed(ranked: Scale) -> None:
    row = portfolio(ranked)
    assert row.result == {}
    assert Job.objects.get().task == deeds.TASK
    run_all()
    row.refresh_from_db()
    assert [each["code"] for each in row.result["chosen"]] == ["SG-02", "SG-03"]
    assert row.result["proven"]


def test_whoever_is_not_chosen_is_told_why(ranked: Scale, budi: Any) -> None:
    found = shown(solved(ranked), budi)
    (line,) = found.not_chosen
    assert line.code == "SG-01"
    assert "APBD 2026" in findings.why_not(line, {})
    assert found.costs == 950


def test_what_must_be_chosen_and_cannot_be_paid_is_named_as_a_clash(ranked: Scale, budi: Any) -> None:
    row = solved(ranked, must=frozenset({"SG-01", "SG-02"}))
    assert [kind for kind, _values in row.faults] == [
        "portfolio-infeasible",
        "clash-must",
        "clash-must",
        "clash-budget",
    ]
    found = shown(row, budi)
    assert found.phase == "faults"
    assert any("APBD" in words for words in findings.clash(found))


def test_relations_are_kept(ranked: Scale) -> None:
    rows = {each.code: each for each in Programme.objects.all()}
    relations.relate(rows["SG-02"], "excludes", rows["SG-03"], by=None, now=NOW)
    row = solved(ranked)
    assert len(row.result["chosen"]) == 1


def test_capacity_of_an_agency_limits_too(ranked: Scale, diskominfo: Any) -> None:
    Programme.objects.update(lead=diskominfo)
    cells = {(each.pk, 2026): Decimal(10) for each in Programme.objects.all()}
    relations.write_efforts(ranked, cells, expected=ranked.version, by=None, now=NOW)
    row = solved(ranked, capacity={diskominfo.code: {2026: Decimal(15)}})
    assert [each["code"] for each in row.result["chosen"]] == ["SG-01"]


def test_a_programme_without_costs_is_left_out_with_the_reason(
    ranked: Scale, plan: Edition, budi: Any
) -> None:
    programme(plan, "SG-09")
    found = shown(solved(ranked), budi)
    assert [(each.code, each.reason.why) for each in found.never] == [("SG-09", "no-costs")]  # type: ignore[union-attr]  # never chosen


def test_ways_are_chosen_among_and_a_chosen_way_is_the_budget(ranked: Scale, plan: Edition) -> None:
    bridge = programme(plan, "SG-05")
    marked(ranked, {"SG-05": (100, 100, 100)})
    way(bridge, "Mahal", capital={"apbd": {2026: 5000}})
    cheap = way(bridge, "Murah", capital={"apbd": {2026: 100}}, brings=Decimal("0.5"))
    row = solved(ranked)
    assert {"code": "SG-05", "way": "murah"} in row.result["chosen"]
    ways.choose(cheap, "Paling murah", expected=1, by=None, now=NOW)
    (candidate,) = [each for each in offer_of(ranked, AnonymousUser()).candidates if each.code == "SG-05"]
    assert not candidate.ways
    assert candidate.costs == {"apbd": {2026: 100}}


def test_gain_is_what_the_evaluation_tells_of_the_questions(
    ranked: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gains, "_sources", [lambda city, user: Gains({"C31": (Decimal("0.006"), Decimal(2))}, (Fault("gains-no-result", {"city": "X"}),))])  # fmt: skip
    Programme.objects.filter(code="SG-03").update(questions=["C31"])
    row = solved(ranked, objective="gain")
    assert row.result["objective"] == 0.006
    assert {"code": "SG-03"} in row.result["chosen"]
    assert row.limits["basis"] == [["gains-no-result", {"city": "X"}]]


def test_without_weights_or_questions_there_is_nothing_to_want(plan: Edition) -> None:
    programme(plan, budgets=apbd(2026, 5))
    made = scale(plan)
    for objective, kind in (
        ("priority", "portfolio-without-priorities"),
        ("gain", "portfolio-without-gains"),
    ):
        with pytest.raises(Refused) as refused:
            portfolio(made, objective=objective)
        assert [fault.kind for fault in refused.value.faults] == [kind]
    assert not Job.objects.exists()


def test_an_offer_costs_a_constant_number_of_queries(
    ranked: Scale, plan: Edition, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(gains, "_sources", [])
    for at in range(10, 30):
        programme(plan, f"SG-{at}", budgets=apbd(2026, at))
    with django_assert_num_queries(9):
        assert len(offer_of(ranked, AnonymousUser()).candidates) == 23


def test_a_portfolio_costs_a_constant_number_of_queries(
    ranked: Scale, budi: Any, django_assert_num_queries: Any
) -> None:
    row = solved(ranked)
    found = Portfolio.objects.select_related("scale__edition__city", "job").get(pk=row.pk)
    with django_assert_num_queries(3):
        kept_portfolios.shown(found, budi)


def test_solving_twice_is_one_answer(ranked: Scale) -> None:
    row = solved(ranked)
    assert row.version == 2
    assert not run_all()


# --- What was decided --------------------------------------------------------------------------------------


def decided(outcome: str = "taken", **more: Any) -> ResolutionWords:
    return ResolutionWords(
        outcome, more.pop("reason", "Sesuai arahan"), more.pop("on", date(2026, 11, 20)), **more
    )


def test_a_decision_stands_with_those_who_did_not_agree(ranked: Scale, budi: Any) -> None:
    row = solved(ranked)
    deeds.resolve(row, decided(dissents=[("Dewan", "Terlalu mahal")]), by=None, now=NOW)
    (found,) = shown(row, budi).resolutions
    assert [(each.name, each.reason) for each in found.dissents.all()] == [("Dewan", "Terlalu mahal")]


def test_a_later_decision_follows_and_changes_nothing(ranked: Scale, budi: Any) -> None:
    row = solved(ranked)
    deeds.resolve(row, decided(), by=None, now=NOW)
    deeds.resolve(row, decided("rejected", reason="Dana berubah"), by=None, now=NOW)
    assert [each.outcome for each in shown(row, budi).resolutions] == ["rejected", "taken"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (decided(reason=" "), "resolution-without-reason"),
        (decided(on=date(2026, 12, 1)), "resolution-of-the-future"),
        (decided(dissents=[("Dewan", "")]), "dissent-half"),
    ],
)
def test_half_a_decision_is_refused(ranked: Scale, words: ResolutionWords, kind: str) -> None:
    row = solved(ranked)
    with pytest.raises(Refused) as refused:
        deeds.resolve(row, words, by=None, now=NOW)
    assert [fault.kind for fault in refused.value.faults] == [kind]
    assert not Resolution.objects.exists()


def test_what_has_no_answer_can_only_be_rejected(ranked: Scale) -> None:
    row = portfolio(ranked)
    with pytest.raises(Refused):
        deeds.resolve(row, decided(), by=None, now=NOW)
    deeds.resolve(row, decided("rejected"), by=None, now=NOW)
