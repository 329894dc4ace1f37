"""How many programmes stand, the timeline and the absorption: in a constant number of queries, and only for offices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.masterplan.domain.record import Money
from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.queries import progress, timeline
from kotacerdas.masterplan.tests.factories import running
from kotacerdas.masterplan.tests.reported import milestone, report, risk

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
PLAN = (100, 200, 300, 400)


def filled(edition: Edition, code: str, **given: object) -> Programme:
    budgets = {(2026, "apbd"): Money(1000, plan=PLAN), (2025, "apbd"): Money(500)}
    made = running(edition, code, budgets=budgets, **given)
    report(made, 12, "60", year=2025)
    report(made, 9, "70", spent={"apbd": 300})
    report(made, 10, "85", spent={"apbd": 200})
    milestone(made, "Kontrak", done_on=date(2026, 3, 1))
    milestone(made, "Uji coba", weight=D(3), due_on=date(2026, 11, 1))
    risk(made)
    return made


@pytest.fixture
def wifi(adopted: Edition) -> Programme:
    return filled(adopted, "SG-07")


def programmes(edition: Edition) -> list[Programme]:
    return list(edition.programmes.select_related("edition__city"))


# --- Standings ---------------------------------------------------------------------------------------------


def test_a_standing_is_made_of_reports_milestones_and_risks(wifi: Programme, rina: User) -> None:
    state = progress.standings([wifi], TODAY, user=rina)[wifi.pk]

    assert state.standing.kind == "late"
    assert [each.kind for each in state.standing.reasons] == ["milestone-passed", "risk"]
    assert (state.last.month, state.last.physical, state.years) == (10, 85, {2025: 60, 2026: 85})
    assert state.milestones == 25


def test_whom_the_reports_are_not_for_learns_no_standing(
    wifi: Programme, siti: User, tetangga: User, budi: User
) -> None:
    assert progress.standings([wifi], TODAY, user=AnonymousUser()) == {}
    assert progress.standings([wifi], TODAY, user=siti) == {}
    assert progress.standings([wifi], TODAY, user=tetangga) == {}
    assert wifi.pk in progress.standings([wifi], TODAY, user=budi)


def test_many_standings_cost_as_many_queries_as_one(
    adopted: Edition, rina: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        filled(adopted, f"SG-{number:02}")
    every = programmes(adopted)
    progress.standings(every[:1], TODAY, user=rina)

    for chosen in (every[:1], every):
        with django_assert_num_queries(4):
            assert len(progress.standings(chosen, TODAY, user=rina)) == len(chosen)


# --- The year of one programme -------------------------------------------------------------------------------


def test_a_year_keeps_cumulative_and_increment_apart(wifi: Programme, budi: User) -> None:
    year = progress.year_of(wifi, 2026, user=budi)

    assert [
        (each.report.month, each.report.physical, each.increment, each.total) for each in year.months
    ] == [
        (9, 70, 70, 300),
        (10, 85, 15, 200),
    ]
    assert (year.physical, year.spent, year.ceiling, year.financial) == (85, 500, 1000, 50)
    assert (year.purses[0].left, year.before(10).report.month, year.before(9)) == (500, 9, None)


def test_a_year_shows_nothing_of_it_to_the_public(wifi: Programme) -> None:
    year = progress.year_of(wifi, 2026, user=AnonymousUser())

    assert (year.months, year.physical, year.financial, year.ceiling) == ((), None, None, 1000)


# --- Timeline ----------------------------------------------------------------------------------------------


def test_the_timeline_is_grouped_by_dimension_or_by_agency(
    adopted: Edition, wifi: Programme, budi: User
) -> None:
    lead = budi.assignments.get().organisation
    running(adopted, "SL-01", dimension="liv", lead=lead)
    running(adopted, "RA-01", kind="people", dimension="")

    by_dimension = timeline.gantt(adopted, budi, by="dimension", today=TODAY)
    by_agency = timeline.gantt(adopted, budi, by="agency", today=TODAY)

    assert [each.name for each in by_dimension.groups] == ["Smart Governance", "Smart Living", ""]
    assert [(each.name, len(each.bars)) for each in by_agency.groups] == [(lead.name, 1), ("", 2)]
    assert [each.programme.code for each in by_dimension.of("late")] == ["SG-07"]
    assert by_dimension.counts["silent"] == 2


def test_the_public_sees_the_plan_without_what_was_reported(adopted: Edition, wifi: Programme) -> None:
    found = timeline.gantt(adopted, AnonymousUser(), today=TODAY)

    assert [(each.programme.code, each.state) for each in found.bars] == [("SG-07", None)]
    assert not found.is_reported
    assert set(found.counts.values()) == {0}


def test_the_timeline_costs_as_many_queries_for_one_as_for_many(
    adopted: Edition, wifi: Programme, rina: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    timeline.gantt(adopted, rina, today=TODAY)
    with django_assert_num_queries(5):
        timeline.gantt(adopted, rina, by="agency", today=TODAY)
    for number in range(10, 20):
        filled(adopted, f"SG-{number:02}")
    with django_assert_num_queries(5):
        assert len(timeline.gantt(adopted, rina, by="agency", today=TODAY).bars) == 11


# --- Absorption --------------------------------------------------------------------------------------------


def test_the_absorption_adds_up_what_programmes_spent(adopted: Edition, wifi: Programme, rina: User) -> None:
    filled(adopted, "SG-08")
    running(adopted, "SG-09", budgets={(2026, "apbd"): Money(500, plan=(500, 0, 0, 0)), (2026, "csr"): Money(100)})  # fmt: skip
    running(adopted, "SG-10", budgets={(2026, "apbd"): Money(9999)}, is_budget_tagged=False)

    year = timeline.absorption(adopted, rina, 2026)
    apbd, csr = year.found.sources

    assert (apbd.ceiling, apbd.planned, apbd.latest, apbd.share) == (2500, (700, 1100, 1700, 2500), 1000, 40)
    assert (csr.ceiling, csr.has_plan, csr.latest) == (100, False, 0)
    assert (year.found.total.ceiling, year.found.total.has_plan) == (2600, False)
    assert (year.programmes, year.reporting, year.left_out, year.found.through) == (3, 2, 1, 10)


def test_the_public_sees_ceilings_and_not_what_was_spent(adopted: Edition, wifi: Programme) -> None:
    year = timeline.absorption(adopted, AnonymousUser(), 2026)

    assert (year.found.total.ceiling, year.found.total.latest, year.is_reported) == (1000, None, False)


def test_the_absorption_costs_as_many_queries_for_one_as_for_many(
    adopted: Edition, wifi: Programme, rina: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    timeline.absorption(adopted, rina, 2026)
    with django_assert_num_queries(3):
        timeline.absorption(adopted, rina, 2026)
    for number in range(10, 20):
        filled(adopted, f"SG-{number:02}")
    with django_assert_num_queries(3):
        timeline.absorption(adopted, rina, 2026)
