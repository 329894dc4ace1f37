"""Proposals for the questions of an evaluation: from the plan that was in force, in both languages, at a constant cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from kotacerdas.indicators.tests import factories as indicators
from kotacerdas.instruments import catalogue
from kotacerdas.masterplan import answer_rules, findings, indicator_sources
from kotacerdas.masterplan.domain.answering import RULES
from kotacerdas.masterplan.domain.record import Money
from kotacerdas.masterplan.models import Edition, Issue, Report, Risk, Spent
from kotacerdas.masterplan.queries import answers, plan_years
from kotacerdas.masterplan.queries.plan_years import NEEDS
from kotacerdas.masterplan.tests import factories
from kotacerdas.people.tests.factories import organisation

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Programme
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db

FORM = "smartcity/2023-kppn"
TODAY = date(2026, 11, 22)


@pytest.fixture
def plan_(balikpapan: City) -> Edition:
    return factories.edition(
        balikpapan, "masterplan-2022", status="adopted", title_en="Smart City masterplan"
    )


def of(code: str, city: City, user: Any, year: int = 2026) -> answers.Proposal:
    found = answers.of_question(city, FORM, code, year, user, today=TODAY)
    assert found is not None
    return found


def said(code: str, city: City, user: Any, year: int = 2026) -> str:
    with translation.override("en"):
        return findings.answers.sentence(of(code, city, user, year))


def reported(programme: Programme, year: int, physical: str) -> None:
    Report.objects.create(
        programme=programme, year=year, month=6, physical=Decimal(physical), at=factories.NOW
    )


# --- The rules as data -------------------------------------------------------------------------------------


def test_every_question_with_a_rule_is_one_of_its_form() -> None:
    for key, form in answer_rules.forms().items():
        assert set(form.questions) <= {node.code for node in catalogue.edition(key).leaves}
        assert {asked.rule for asked in form.questions.values()} <= set(RULES)


def test_a_rule_about_a_dimension_is_asked_where_the_form_names_that_dimension() -> None:
    for key, form in answer_rules.forms().items():
        nodes = {node.code: node for node in catalogue.edition(key).leaves}
        for code, asked in form.questions.items():
            if asked.dimension:
                assert nodes[code].dimension == asked.dimension, code


def test_it_is_said_for_every_rule_what_it_reads_and_how_it_is_told() -> None:
    assert set(NEEDS) == set(RULES) == set(findings.answers._SENTENCES)


# --- Which plan --------------------------------------------------------------------------------------------


def test_the_plan_in_force_in_the_evaluated_year_answers(balikpapan: City, rina: User) -> None:
    old = factories.edition(balikpapan, "lama", status="superseded", first_year=2020, last_year=2025)
    new = factories.edition(
        balikpapan, "baru", status="adopted", first_year=2025, last_year=2029, predecessor=old
    )
    factories.edition(balikpapan, "rancangan", first_year=2025, last_year=2029)

    assert plan_years.in_force(balikpapan, 2024, rina) == old
    assert plan_years.in_force(balikpapan, 2025, rina) == new
    assert plan_years.in_force(balikpapan, 2031, rina) is None


def test_no_plan_and_no_rule_give_no_proposal(balikpapan: City, rina: User) -> None:
    assert answers.of_question(balikpapan, FORM, "C01", 2026, rina, today=TODAY) is None
    factories.edition(balikpapan, status="adopted")
    assert answers.of_question(balikpapan, FORM, "C02", 2026, rina, today=TODAY) is None
    assert answers.of_question(balikpapan, "smartcity/2024", "C01", 2026, rina, today=TODAY) is None


def test_the_year_before_the_plan_began_is_asked_of_the_plan_before(balikpapan: City, rina: User) -> None:
    old = factories.edition(balikpapan, "lama", status="superseded", first_year=2020, last_year=2024)
    new = factories.edition(
        balikpapan, "baru", status="adopted", first_year=2025, last_year=2029, predecessor=old
    )
    quick = {"kind": "quick_win", "dimension": ""}
    was = factories.running(old, "QW-1", **quick)
    reported(was, 2024, "80")
    factories.running(new, "QW-A", **quick, continues=was)
    factories.running(new, "QW-B", **quick)

    before = of("A4", balikpapan, rina, 2025)
    assert [line.code for line in before.behind] == ["QW-1"]
    assert of("E11", balikpapan, rina, 2025).found.count == 1
    assert [line.code for line in of("E12", balikpapan, rina, 2025).behind] == ["QW-B"]


# --- Sentences ---------------------------------------------------------------------------------------------


def test_programmes_of_a_dimension_are_told_with_how_they_were_judged(
    plan_: Edition, balikpapan: City, rina: User
) -> None:
    first = factories.running(plan_, "SG-01")
    factories.running(plan_, "SG-02")
    factories.programme(plan_, "SG-03")
    reported(first, 2026, "60")

    assert said("C01", balikpapan, rina) == (
        "Of 3 programmes of Smart Governance that Smart City masterplan has for 2026, 2 are running. Judged by reports of work "
        "or spending in 2026 (1) and, without reports, by state and dates alone (1)."
    )
    proposal = of("C01", balikpapan, rina)
    with translation.override("en"):
        assert [findings.answers.why(line.row) for line in proposal.lines] == [
            "reported: 60% of the work",
            "by state and dates, without a report",
            "still planned",
        ]
        assert findings.answers.figure(proposal) == "2 of 3"
    assert proposal.lines[0].url.endswith("/program/SG-01/")


def test_money_spent_is_a_report_too(plan_: Edition, balikpapan: City, rina: User) -> None:
    made = factories.programme(plan_, "SG-01")
    Spent.objects.create(programme=made, year=2026, month=3, source="apbd", amount=1_500_000)

    assert of("C01", balikpapan, rina).found.count == 1
    assert "by reports of work or spending" in said("C01", balikpapan, rina)


def test_the_share_of_the_apbd_says_what_is_missing(plan_: Edition, balikpapan: City, rina: User) -> None:
    factories.running(plan_, "SG-01", budgets=factories.apbd(2026, 2_000_000_000, changed=2_500_000_000))

    words = said("B6", balikpapan, rina)
    assert "2,500,000,000 of APBD in 2026, by the budgets of 1 of 1 programmes" in words
    assert "The whole APBD of 2026 is not kept (indicator apbd-belanja)" in words
    assert findings.answers.figure(of("B6", balikpapan, rina)) == "–"


def test_the_share_of_the_apbd_is_told_once_the_whole_is_kept(
    plan_: Edition, balikpapan: City, rina: User
) -> None:
    factories.running(plan_, "SG-01", budgets=factories.apbd(2026, 2_500_000_000))
    indicator = indicators.indicator("apbd-belanja", kind="money")
    indicators.wrote(indicators.series(indicator, balikpapan), ("2026", "4000000000000"))

    assert "That is 0.06% of the whole APBD" in said("B6", balikpapan, rina)
    assert not of("B6", balikpapan, rina).found.missing


def test_money_from_elsewhere_is_told_by_source(plan_: Edition, balikpapan: City, rina: User) -> None:
    money = {(2026, "csr"): Money(300_000_000), (2026, "apbn"): Money(900_000_000)}
    factories.running(plan_, "SG-01", budgets=money)
    factories.running(plan_, "SG-02", budgets=factories.apbd(2026, 1))

    words = said("B7", balikpapan, rina)
    assert (
        "Of 2 programmes of Smart City masterplan with a budget for 2026, 1 have money from outside" in words
    )
    assert words.index("APBN") < words.index("CSR")


def test_agencies_risks_and_issues_come_from_the_tables(plan_: Edition, balikpapan: City, rina: User) -> None:
    dishub = organisation("Dinas Perhubungan", city=balikpapan)
    dlh = organisation("Dinas Lingkungan Hidup", city=balikpapan)
    organisation("Dinas Sosial", city=balikpapan)
    quick = factories.running(
        plan_, "QW-1", kind="quick_win", lead=dishub, supporting=(dlh.pk,), renstra_ref="IKU 3",
        partners=(("ITS", "university"),),
    )  # fmt: skip
    issue = Issue.objects.create(city=balikpapan, code="banjir", title_id="Banjir")
    issue.programmes.add(quick)
    Risk.objects.create(programme=quick, what="Listrik padam", likelihood=3, impact=4, mitigation="Genset")
    Risk.objects.create(programme=quick, what="Data bocor", likelihood=2, impact=5)

    carrying = of("B4", balikpapan, rina)
    counted = {line.title for line in carrying.behind}
    assert counted == {"Dinas Perhubungan", "Dinas Lingkungan Hidup"}
    assert "Dinas Sosial" in {line.title for line in carrying.others}
    assert carrying.found.values["renstra"] == 1
    assert of("E01", balikpapan, rina).found.count == 1
    assert "2 risks in all" in said("E09", balikpapan, rina)
    assert "Of 2 risks written down for quick wins, 1 have a written mitigation." in said(
        "E10", balikpapan, rina
    )


def test_every_question_has_a_sentence_in_both_languages(
    plan_: Edition, balikpapan: City, rina: User
) -> None:
    for each in answers.of(plan_, FORM, 2026, rina, today=TODAY):
        found = findings.answers.sentences(each)
        assert set(found) == {"id", "en"}
        assert all(words and "%(" not in words for words in found.values()), each.code
    factories.running(plan_, "SG-01")
    for form in answer_rules.forms():
        assert answers.of(plan_, form, 2026, rina, today=TODAY)


def test_what_rests_on_samples_says_so(plan_: Edition, balikpapan: City, rina: User) -> None:
    factories.running(plan_, "SG-01", is_sample=True)

    assert said("C01", balikpapan, rina).endswith("(An example with invented rows, no official figure.)")
    assert of("C01", balikpapan, rina).is_sample


# --- Sight and cost ----------------------------------------------------------------------------------------


def test_reports_of_a_city_change_nothing_for_its_neighbour(
    plan_: Edition, balikpapan: City, tetangga: User
) -> None:
    made = factories.programme(plan_, "SG-01")
    reported(made, 2026, "60")

    assert of("C01", balikpapan, tetangga).found.count == 0


def test_the_number_of_running_ones_is_a_figure_for_the_citys_offices(
    plan_: Edition, balikpapan: City, rina: User, tetangga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicator_sources.timezone, "now", lambda: factories.NOW)
    factories.running(plan_, "SG-01")
    factories.running(plan_, "SG-02", starts_on=date(2025, 1, 1))

    found = indicator_sources.running(balikpapan, rina)
    assert {year: int(each.value) for year, each in found.items()} == {
        "2022": 1, "2023": 1, "2024": 1, "2025": 2, "2026": 2,
    }  # fmt: skip
    assert indicator_sources.running(balikpapan, tetangga) == {}
    assert indicator_sources.running(balikpapan, AnonymousUser()) == {}


def test_all_proposals_cost_the_same_however_many_programmes_there_are(
    plan_: Edition, rina: User, django_assert_num_queries: Any
) -> None:
    def count(expected: int) -> None:
        with django_assert_num_queries(expected):
            found = answers.of(plan_, FORM, 2026, rina, today=TODAY)
            for each in found:
                findings.answers.sentences(each)
                assert all(line.url for line in each.lines)

    factories.running(plan_, "SG-01")
    answers.of(plan_, FORM, 2026, rina, today=TODAY)
    count(QUERIES)
    for number in range(2, 40):
        factories.running(plan_, f"SG-{number:02}", kind="quick_win", partners=(("ITS", "university"),))
    count(QUERIES)


QUERIES = 10


# --- The page ----------------------------------------------------------------------------------------------


def test_the_page_lists_every_question_of_the_chosen_form(plan_: Edition, as_user: Any, rina: User) -> None:
    factories.running(plan_, "SG-01")
    client: Client = as_user(rina)
    html = client.get(f"/en/rencana/{plan_.city.code}/{plan_.code}/jawaban/?tahun=2025").content.decode()

    assert "What the plan answers" in html or "The plan speaks to" in html
    assert 'id="C01"' in html
    assert "ran in that year" in html
    assert 'id="D22-4"' not in html
    older = client.get(f"/en/rencana/{plan_.city.code}/{plan_.code}/jawaban/?borang=smartcity/2022-kppn")
    assert 'id="D22-4"' in older.content.decode()


@pytest.mark.parametrize(
    "asked", ["tahun=1200&borang=x", "tahun=abc", "borang=smartcity/2024", "tahun=99999999999"]
)
def test_what_cannot_be_asked_is_not(plan_: Edition, as_user: Any, rina: User, asked: str) -> None:
    address = f"/en/rencana/{plan_.city.code}/{plan_.code}/jawaban/?{asked}"

    assert as_user(rina).get(address).status_code == 200


def test_the_page_is_for_the_citys_offices(plan_: Edition, as_user: Any, tetangga: User, siti: User) -> None:
    address = f"/en/rencana/{plan_.city.code}/{plan_.code}/jawaban/"

    assert as_user(tetangga).get(address).status_code == 404
    assert as_user(siti).get(address).status_code in {403, 404}
