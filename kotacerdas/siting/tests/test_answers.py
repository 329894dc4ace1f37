"""Answers: asked for, kept stage by stage, broken off, refused with the rules that clash; never those of another scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from kotacerdas.common.faults import sentence
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.actions import cancel
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.siting import findings
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.models import Answer, Candidate
from kotacerdas.siting.queries import answers as queries
from kotacerdas.siting.tests.factories import NOW, answered, scenario, wishes

if TYPE_CHECKING:
    from kotacerdas.people.models import City
    from kotacerdas.siting.models import Scenario

pytest.importorskip("numba", reason="the group planning is not installed")
pytestmark = pytest.mark.django_db


def test_a_job_keeps_three_stages_each_with_objective_bound_and_gap(scenario: Scenario) -> None:
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    computing.ask(scenario, by=None, now=NOW)
    run_all("heavy")

    found = queries.shown_of(scenario)
    assert found is not None
    assert found.state == "ready"
    assert [each["method"] for each in found.stages][:2] == ["greedy", "lagrange"]
    last = found.last
    assert last is not None
    assert last["bound"] >= last["objective"] > 0
    assert len(last["chosen"]) == 3
    assert found.inputs


@pytest.mark.parametrize(
    ("share", "told"), [(None, "–"), (0.0, "0.00%"), (4e-7, "< 0.01%"), (0.0064, "0.64%")]
)
def test_a_gap_that_rounds_to_nothing_is_not_told_as_none(share: float | None, told: str) -> None:
    with translation.override("en"):
        assert findings.gap(share) == told


def test_what_is_chosen_is_told_in_the_order_of_what_each_adds(scenario: Scenario) -> None:
    found = answered(scenario)

    adds = [each["people"] for each in found.chosen]
    assert [each["rank"] for each in found.chosen] == [1, 2, 3]
    assert found.chosen[-1]["people_so_far"] == sum(adds) == found.stages[-1]["people"]
    assert found.chosen[-1]["cost_so_far"] == 30_000_000
    assert adds[0] == max(adds)


def test_gains_of_kelurahan_sum_to_the_people_reached(scenario: Scenario) -> None:
    found = answered(scenario)

    areas = found.figures["areas"]
    assert sum(each["gained"] for each in areas) == pytest.approx(found.stages[-1]["people"], abs=len(areas))
    assert sum(each["waiting"] for each in areas) == pytest.approx(4_000, abs=4)
    assert sum(each["chosen"] for each in areas) == 3


def test_an_answer_that_waits_for_the_scenario_as_it_stands_is_that_answer(scenario: Scenario) -> None:
    first = computing.ask(scenario, by=None, now=NOW)

    assert computing.ask(scenario, by=None, now=NOW) == first
    assert Job.objects.filter(task=computing.TASK).count() == 1


def test_a_changed_scenario_stops_the_answer_to_what_it_was(scenario: Scenario) -> None:
    first = computing.ask(scenario, by=None, now=NOW)
    deeds.change(scenario, "Empat titik", wishes(most=4), expected=1, by=None, now=NOW)
    second = computing.ask(scenario, by=None, now=NOW)

    first.refresh_from_db()
    assert queries.phase_of(Answer.objects.select_related("job").get(pk=first.pk)) == "stopped"
    assert second.version == 2


def test_a_cancelled_job_leaves_the_last_stage_marked_as_broken_off(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = computing.ask(scenario, by=None, now=NOW)
    kept = computing.keep_stage

    def keep_and_cancel(answer: Answer, said: dict[str, Any], number: int) -> bool:
        done = kept(answer, said, number)
        cancel(Job.objects.get(pk=row.job_id), by=None, now=NOW)
        return done

    monkeypatch.setattr(computing, "keep_stage", keep_and_cancel)
    run_all("heavy")

    row.refresh_from_db()
    assert row.state == "partial"
    assert [each["method"] for each in row.stages] == ["greedy"]
    assert len(row.chosen) == 3


def test_a_worker_killed_between_two_stages_begins_anew_and_ends_with_the_same_answer(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = computing.ask(scenario, by=None, now=NOW)
    kept = computing.keep_stage

    class Killed(BaseException):
        pass

    def keep_and_die(answer: Answer, said: dict[str, Any], number: int) -> bool:
        kept(answer, said, number)
        raise Killed

    monkeypatch.setattr(computing, "keep_stage", keep_and_die)
    with pytest.raises(Killed):
        run_all("heavy")
    row.refresh_from_db()
    assert (row.state, len(row.stages)) == ("waiting", 1)

    monkeypatch.setattr(computing, "keep_stage", kept)
    Job.objects.filter(task=computing.TASK).update(state="waiting", lease_until=None)
    run_all("heavy")
    row.refresh_from_db()
    assert row.state == "ready"
    assert row.chosen == answered(scenario).chosen


def test_an_earlier_attempts_later_stages_stay_until_they_are_found_again(scenario: Scenario) -> None:
    whole = answered(scenario)
    stages = [*whole.stages]
    Answer.objects.filter(pk=whole.pk).update(state="waiting")
    said = {"stage": stages[0], "chosen": [], "figures": {}, "inputs": "", "is_sample": False}

    computing.keep_stage(whole, said, 0)

    whole.refresh_from_db()
    assert whole.stages == stages
    assert whole.chosen


def test_an_infeasible_scenario_names_the_rules_that_clash_in_words(grounded: City) -> None:
    made = scenario(grounded, most=2)
    Candidate.objects.filter(scenario=made, pk__in=_first(made, 3)).update(is_must=True)
    computing.ask(made, by=None, now=NOW)
    run_all("heavy")

    row = queries.current_of(made)
    assert row is not None
    assert queries.phase_of(row) == "refused"
    with translation.override("en"):
        (words,) = [sentence(each) for each in queries.faults_of(row)]
    assert words == "3 sites must be chosen, but 2 are allowed. Allow more, or demand fewer."


def test_a_clash_that_only_a_search_finds_is_told_with_each_rule_in_it(grounded: City) -> None:
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    kecamatan = f"{grounded.code}.01"
    made = scenario(grounded, most=None, budget=25_000_000, least={kecamatan: 3})
    computing.ask(made, by=None, now=NOW)
    run_all("heavy")

    row = queries.current_of(made)
    assert row is not None
    kinds = [each.kind for each in queries.faults_of(row)]
    assert kinds == ["siting-infeasible", "siting-clash-budget", "siting-clash-least"]


def _first(made: Scenario, count: int) -> list[int]:
    return list(made.candidates.order_by("code").values_list("pk", flat=True)[:count])


def test_a_city_without_ground_is_told_to_bring_one(balikpapan: City) -> None:
    for each in geography.squares(balikpapan):
        geography.count(each.unit, 100)
    geography.place(balikpapan, lon=117.004, lat=-0.596)
    made = scenario(balikpapan, grid_m=0, places=("school",))
    computing.ask(made, by=None, now=NOW)
    run_all("heavy")

    row = queries.current_of(made)
    assert row is not None
    assert [each.kind for each in queries.faults_of(row)] == ["siting-no-ground"]


def test_without_the_solver_there_are_two_stages_and_the_answer_says_so(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: False)
    found = answered(scenario)

    assert [each["method"] for each in found.stages] == ["greedy", "lagrange"]
    assert found.figures["has_solver"] is False


def test_a_click_while_the_answer_is_being_stopped_asks_anew(scenario: Scenario) -> None:
    first = computing.ask(scenario, by=None, now=NOW)
    Job.objects.filter(pk=first.job_id).update(is_cancel_wanted=True)

    second = computing.ask(scenario, by=None, now=NOW)

    assert second.pk != first.pk
    assert second.job_id != first.job_id


def test_candidates_of_a_changed_scenario_do_not_answer_the_question_before(scenario: Scenario) -> None:
    row = computing.ask(scenario, by=None, now=NOW)
    deeds.change(scenario, "Empat titik", wishes(most=4, grid_m=900), expected=1, by=None, now=NOW)
    run_all("heavy")

    row.refresh_from_db()
    assert (row.state, [kind for kind, _values in row.faults]) == ("refused", ["siting-changed-since"])
    assert not row.chosen


def test_a_kecamatan_without_candidates_is_told_by_its_name(grounded: City) -> None:
    made = scenario(grounded, least={f"{grounded.code}.01": 1})
    Candidate.objects.filter(scenario=made).update(unit=None)
    name = made.city.units.get(code=f"{grounded.code}.01").name
    computing.ask(made, by=None, now=NOW)
    run_all("heavy")

    row = queries.current_of(made)
    assert row is not None
    (fault,) = queries.faults_of(row)
    assert (fault.kind, fault.values["kecamatan"]) == ("siting-kecamatan-without", name)


@pytest.mark.parametrize(
    ("state", "phase"),
    [
        ("waiting", "waits"),
        ("running", "runs"),
        ("cancelled", "stopped"),
        ("failed", "failed"),
        ("done", "failed"),
    ],
)
def test_an_answer_that_was_never_told_stands_as_its_job_does(
    scenario: Scenario, state: str, phase: str
) -> None:
    row = computing.ask(scenario, by=None, now=NOW)
    assert row.job is not None
    row.job.state = state

    assert queries.phase_of(row) == phase
    row.job = None
    assert queries.phase_of(row) == "failed"
