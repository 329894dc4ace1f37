"""Deeds on scenarios: made, changed by two people, marked, brought, taken away; each leaves its line in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.geography.models import Place
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.models import Job
from kotacerdas.siting.actions import candidates as marks
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.actions.candidates import Mark
from kotacerdas.siting.candidate_files import Row
from kotacerdas.siting.models import Answer, Candidate, Scenario
from kotacerdas.siting.tests.factories import NOW, SIDE, SOUTH, WEST, scenario, wishes

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
MIDDLE = (WEST + SIDE / 2, SOUTH + SIDE / 2)


def place(city: City, code: str = "sdn-1", **fields: str) -> Place:
    return geography.place(city, code, *MIDDLE, **fields)


def row(code: str = "u1", lon: float = MIDDLE[0], lat: float = MIDDLE[1], cost: int | None = None) -> Row:
    return Row(2, code, f"Usulan {code}", lon, lat, cost)


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.kind for each in refused.value.faults]


def test_candidates_come_from_places_and_from_a_grid_on_settled_land(grounded: City) -> None:
    place(grounded)
    place(grounded, "pasar-1", kind="market")
    made = scenario(grounded, places=("school",), costs={"school": 5, "": 9})

    rows = {each.code: each for each in made.candidates.select_related("unit")}
    assert rows["sdn-1"].cost == 5
    assert "pasar-1" not in rows
    grid = [each for each in rows.values() if each.source == "grid"]
    assert 20 <= len(grid) <= 30
    assert all(each.unit is not None and each.cost == 9 for each in grid)


def test_the_same_grid_is_laid_again_at_the_same_places(grounded: City) -> None:
    first, second = (scenario(grounded) for _each in range(2))

    def places(of: Scenario) -> list[tuple[str, object, object]]:
        return list(of.candidates.order_by("code").values_list("code", "lon", "lat"))

    assert places(first) == places(second)


def test_a_grid_needs_ground_to_stand_on(balikpapan: City) -> None:
    for each in geography.squares(balikpapan):
        geography.count(each.unit, 100)
    with pytest.raises(Refused) as refused:
        scenario(balikpapan)
    assert kinds(refused) == ["siting-no-ground"]


def test_a_grid_too_narrow_for_the_city_is_refused_before_it_is_laid(
    grounded: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.siting.gathering.MOST", 10)
    with pytest.raises(Refused) as refused:
        scenario(grounded, grid_m=100)
    assert kinds(refused) == ["siting-grid-narrow"]
    assert not Scenario.objects.exists()


def test_everything_wrong_with_the_wishes_is_told_at_once(grounded: City) -> None:
    with pytest.raises(Refused) as refused:
        scenario(grounded, " ", most=None, radius_m=0.0, mast_m=float("nan"), grid_m=7)
    assert kinds(refused) == [
        "siting-without-title", "siting-grid", "siting-without-limit", "siting-radius", "siting-mast-height"
    ]  # fmt: skip


def test_who_saves_second_is_told_and_overwrites_nothing(grounded: City, rina: User) -> None:
    made = scenario(grounded)
    other = Scenario.objects.get(pk=made.pk)
    deeds.change(made, "Punya Rina", wishes(most=5), expected=1, by=rina, now=NOW)

    with pytest.raises(StaleSave) as stale:
        deeds.change(other, "Punya Budi", wishes(most=7), expected=1, by=None, now=NOW)

    made.refresh_from_db()
    assert (made.title, made.settings["most"], made.version) == ("Punya Rina", 5, 2)
    assert stale.value.typed["title"] == "Punya Budi"


def test_what_was_marked_survives_a_change_of_the_settings(grounded: City) -> None:
    place(grounded)
    made = scenario(grounded, places=("school",))
    marks.mark(made, {"sdn-1": Mark(True, False, "", 77)}, expected=1, by=None, now=NOW)
    deeds.change(
        made, "Lain", wishes(places=("school",), grid_m=900, costs={"": 1}), expected=2, by=None, now=NOW
    )

    kept = made.candidates.get(code="sdn-1")
    assert (kept.is_must, kept.cost, kept.cost_is_default) == (True, 77, False)
    assert {each.cost for each in made.candidates.filter(source="grid")} == {1}


def test_a_candidate_cannot_be_a_must_and_left_out(scenario: Scenario) -> None:
    code = scenario.candidates.order_by("code")[0].code
    with pytest.raises(Refused) as refused:
        marks.mark(scenario, {code: Mark(True, True)}, expected=1, by=None, now=NOW)
    assert kinds(refused) == ["siting-must-and-left-out"]


def test_marks_that_change_nothing_leave_the_answer_valid(scenario: Scenario) -> None:
    row = scenario.candidates.order_by("code")[0]

    assert marks.mark(scenario, {row.code: Mark(False, False)}, expected=1, by=None, now=NOW) == 0
    scenario.refresh_from_db()
    assert scenario.version == 1
    assert not Entry.objects.filter(kind="siting.mark").exists()


def test_marks_made_from_an_old_page_are_refused(scenario: Scenario) -> None:
    code = scenario.candidates.order_by("code")[0].code
    other = Scenario.objects.get(pk=scenario.pk)
    marks.mark(scenario, {code: Mark(True, False)}, expected=1, by=None, now=NOW)
    with pytest.raises(StaleSave):
        marks.mark(other, {code: Mark(False, True)}, expected=1, by=None, now=NOW)
    assert scenario.candidates.get(code=code).is_must


def test_a_file_takes_the_place_of_the_file_before_and_keeps_its_marks(scenario: Scenario) -> None:
    marks.bring(scenario, [row("u1"), row("u2", cost=3)], expected=1, by=None, now=NOW)
    marks.mark(scenario, {"u1": Mark(True, False)}, expected=2, by=None, now=NOW)
    marks.bring(scenario, [row("u1"), row("u3")], expected=3, by=None, now=NOW)

    rows = {each.code: each for each in scenario.candidates.filter(source="upload").select_related("unit")}
    assert set(rows) == {"u1", "u3"}
    assert rows["u1"].is_must
    assert rows["u3"].cost == 10_000_000
    assert rows["u1"].unit is not None


def test_a_file_with_one_row_outside_the_city_brings_nothing(scenario: Scenario) -> None:
    taken = scenario.candidates.order_by("code")[0].code
    rows = [row("u1"), row("u2", lon=100.0), row(taken)]
    with pytest.raises(Refused) as refused:
        marks.bring(scenario, rows, expected=1, by=None, now=NOW)
    assert sorted(kinds(refused)) == ["siting-code-taken", "siting-outside"]
    assert not scenario.candidates.filter(source="upload").exists()
    scenario.refresh_from_db()
    assert scenario.version == 1


def test_a_variant_begins_with_the_files_and_marks_of_its_pattern(scenario: Scenario) -> None:
    marks.bring(scenario, [row("u1")], expected=1, by=None, now=NOW)
    marks.mark(scenario, {"u1": Mark(False, True)}, expected=2, by=None, now=NOW)
    made = deeds.make(scenario.city, "Varian", wishes(), like=scenario, by=None, now=NOW)

    assert made.candidates.get(code="u1").is_excluded
    assert scenario.candidates.filter(code="u1").exists()


def test_taking_a_scenario_away_stops_its_job_and_leaves_a_line(scenario: Scenario, rina: User) -> None:
    answer = computing.ask(scenario, by=rina, now=NOW)
    deeds.remove(scenario, expected=1, by=rina, now=NOW)

    assert not Scenario.objects.exists()
    assert not Answer.objects.exists()
    assert not Candidate.objects.exists()
    assert Job.objects.get(pk=answer.job_id).state == "cancelled"
    assert Entry.objects.filter(kind="siting.remove", actor=rina).exists()


def test_each_deed_leaves_its_line_in_the_trail(scenario: Scenario, rina: User) -> None:
    code = scenario.candidates.order_by("code")[0].code
    marks.mark(scenario, {code: Mark(True, False)}, expected=1, by=rina, now=NOW)
    deeds.change(scenario, "Lain", wishes(), expected=2, by=rina, now=NOW)
    computing.ask(scenario, by=rina, now=NOW)

    found = Entry.objects.filter(kind__startswith="siting.", actor=rina).order_by("pk")
    assert [each.kind for each in found] == ["siting.mark", "siting.change", "siting.ask"]
