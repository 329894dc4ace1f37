"""Agencies report months, milestones and risks: whole, once, never above a ceiling, never over somebody else's save."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import TYPE_CHECKING

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.versions import StaleSave
from kotacerdas.masterplan.actions import progress, risks, steps
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.domain.record import Money
from kotacerdas.masterplan.models import Milestone, Programme, Report, Risk, Spent
from kotacerdas.masterplan.queries.progress import judged
from kotacerdas.masterplan.tests.factories import programme, running
from kotacerdas.masterplan.tests.reported import NOW, milestone, report, risk

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import User

pytestmark = pytest.mark.django_db
BUDGETS = {(2026, "apbd"): Money(1000), (2026, "csr"): Money(500, changed=300)}


@pytest.fixture
def wifi(adopted: Edition) -> Programme:
    return running(adopted, "SG-07", budgets=BUDGETS)


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def money(of: Programme) -> dict[tuple[int, str], int]:
    return {(each.month, each.source): each.amount for each in Spent.objects.filter(programme=of)}


# --- Months ------------------------------------------------------------------------------------------------


def test_a_month_is_reported_with_its_money_also_after_adoption(wifi: Programme, budi: User) -> None:
    made = report(wifi, 3, "25.5", spent={"apbd": 400, "csr": 0}, note=" Tiang berdiri. ", by=budi)

    assert (made.physical, made.note, made.by, made.at, made.version) == (
        D("25.5"),
        "Tiang berdiri.",
        budi,
        NOW,
        1,
    )
    assert money(wifi) == {(3, "apbd"): 400}
    entry = Entry.objects.latest("number")
    assert entry.kind == "masterplan.report"


def test_the_same_report_again_changes_nothing(wifi: Programme) -> None:
    first = report(wifi, 3, "25.5", spent={"apbd": 400}, expected=0)
    deeds = Entry.objects.count()

    again = report(wifi, 3, "25.50", spent={"apbd": 400}, expected=0)

    assert (again.pk, again.version, Entry.objects.count()) == (first.pk, 1, deeds)


def test_who_wrote_second_hears_of_it_and_nothing_is_overwritten(wifi: Programme) -> None:
    report(wifi, 3, "25", spent={"apbd": 400}, expected=0)

    with pytest.raises(StaleSave) as stale:
        report(wifi, 3, "30", spent={"apbd": 500}, expected=0)

    assert stale.value.current.version == 1
    assert stale.value.typed["physical"] == 30
    assert Report.objects.get().physical == 25
    assert money(wifi) == {(3, "apbd"): 400}


def test_a_report_is_corrected_with_its_money(wifi: Programme) -> None:
    report(wifi, 3, "25", spent={"apbd": 400, "csr": 100})
    report(wifi, 3, "20", spent={"apbd": 300}, expected=1)

    assert (Report.objects.get().physical, Report.objects.get().version) == (20, 2)
    assert money(wifi) == {(3, "apbd"): 300}


def test_money_that_is_not_said_stays(wifi: Programme) -> None:
    report(wifi, 3, "25", spent={"apbd": 400})
    report(wifi, 3, "30")

    assert money(wifi) == {(3, "apbd"): 400}


def test_nothing_is_saved_of_a_report_with_a_mistake(wifi: Programme) -> None:
    report(wifi, 2, "40", spent={"apbd": 700})

    with pytest.raises(Refused) as refused:
        report(wifi, 3, "30", spent={"apbd": 301, "csr": 301, "loan": 1})

    assert kinds(refused) == ["physical-falls", "spent-above-ceiling", "spent-above-ceiling", "spent-without-ceiling"]  # fmt: skip
    assert Report.objects.count() == 1
    assert "301" not in str(money(wifi))


def test_faults_name_the_source_as_people_do(wifi: Programme) -> None:
    with pytest.raises(Refused) as refused:
        report(wifi, 3, "30", spent={"apbd": 1200})

    (said,) = sentences(refused.value)
    assert said.startswith("APBD")
    assert "200" in said


def test_a_report_lies_within_the_years_of_its_plan(wifi: Programme) -> None:
    with pytest.raises(Refused) as refused:
        report(wifi, 3, "30", year=2027)

    assert kinds(refused) == ["year-outside-edition"]


def test_the_month_is_the_one_that_the_city_has(wifi: Programme) -> None:
    """On the evening of 30 November in UTC, December has begun in Balikpapan."""
    evening = NOW.replace(day=30, hour=17)
    with pytest.raises(Refused) as refused:
        report(wifi, 12, "90", now=evening.replace(hour=15))

    assert kinds(refused) == ["report-of-the-future"]
    assert report(wifi, 12, "90", now=evening).month == 12


def test_the_first_work_sets_a_planned_programme_running(adopted: Edition) -> None:
    planned = programme(adopted, "SG-08")
    report(planned, 1, "0")
    assert Programme.objects.get(pk=planned.pk).state == "planned"

    report(planned, 2, "5")

    kept = Programme.objects.get(pk=planned.pk)
    assert (kept.state, kept.version) == ("running", planned.version + 1)


def test_what_a_year_reached_is_written_after_adoption(wifi: Programme) -> None:
    progress.reached(wifi, year=2025, value=D(12), by=None, now=NOW, expected=wifi.version)

    assert wifi.figures.get(year=2025).realised == 12


# --- Milestones --------------------------------------------------------------------------------------------


def test_milestones_come_one_after_the_other(wifi: Programme) -> None:
    milestone(wifi, "Kontrak")
    milestone(wifi, "Uji coba", weight=D("2.5"), due_on=date(2026, 12, 1))

    assert [(each.position, each.title, each.weight) for each in wifi.milestones.all()] == [
        (1, "Kontrak", 1),
        (2, "Uji coba", D("2.5")),
    ]


def test_a_milestone_is_done_once(wifi: Programme) -> None:
    made = milestone(wifi)
    done = Step(made.title, made.weight, None, date(2026, 11, 20))

    steps.change_milestone(made, done, expected=1, by=None, now=NOW)
    steps.change_milestone(made, done, expected=1, by=None, now=NOW)

    kept = Milestone.objects.get()
    assert (kept.done_on, kept.version) == (date(2026, 11, 20), 2)


def test_two_who_change_a_milestone_do_not_overwrite_each_other(wifi: Programme) -> None:
    made = milestone(wifi)
    steps.change_milestone(made, Step("Kontrak diteken"), expected=1, by=None, now=NOW)

    with pytest.raises(StaleSave):
        steps.change_milestone(made, Step("Kontrak kedua"), expected=1, by=None, now=NOW)
    with pytest.raises(StaleSave):
        steps.drop_milestone(made, expected=1, by=None, now=NOW)


def test_a_milestone_outside_the_plan_is_refused(wifi: Programme) -> None:
    with pytest.raises(Refused) as refused:
        milestone(wifi, " ", weight=D(0), due_on=date(2027, 1, 1), done_on=date(2026, 11, 23))

    assert kinds(refused) == ["milestone-without-title", "milestone-weight", "milestone-outside-edition", "milestone-done-in-future"]  # fmt: skip


def test_a_milestone_is_taken_away_once(wifi: Programme) -> None:
    made = milestone(wifi)

    steps.drop_milestone(made, expected=1, by=None, now=NOW)
    steps.drop_milestone(made, expected=1, by=None, now=NOW)

    assert not wifi.milestones.exists()
    assert Entry.objects.filter(kind="masterplan.drop-milestone").count() == 1


# --- Risks -------------------------------------------------------------------------------------------------


def test_a_risk_is_written_changed_and_taken_away(wifi: Programme) -> None:
    made = risk(wifi, 2, 5, owner=wifi.lead)
    after = replace(judged(made), residual_likelihood=1, residual_impact=3)

    risks.change_risk(made, after, expected=1, by=None, now=NOW)
    risks.change_risk(made, after, expected=1, by=None, now=NOW)

    kept = Risk.objects.get()
    assert (kept.residual_likelihood, kept.residual_impact, kept.version) == (1, 3, 2)
    with pytest.raises(StaleSave):
        risks.change_risk(made, replace(after, what="Lain"), expected=1, by=None, now=NOW)
    risks.drop_risk(kept, expected=2, by=None, now=NOW)
    risks.drop_risk(kept, expected=2, by=None, now=NOW)
    assert not Risk.objects.exists()


def test_a_risk_above_the_appetite_is_not_kept_untreated(wifi: Programme) -> None:
    with pytest.raises(Refused) as refused:
        risk(wifi, 3, 3, treatment="", mitigation="")

    assert kinds(refused) == ["risk-untreated"]
    assert refused.value.faults[0].values["size"] == 14
