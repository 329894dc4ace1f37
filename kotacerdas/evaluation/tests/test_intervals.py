"""Between which places a city lies: computed from whole sheets alone, gone with the results, told with its caveat."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.reading import rows, words
from kotacerdas.evaluation import actions, intakes
from kotacerdas.evaluation.models import RankInterval, Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, NOW, scored_round, sheets
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

PAGE, BUTTON = "/putaran/panel-2026/", "/putaran/panel-2026/rentang/"
CARD = "/k/64.71/rapor/panel-2026/"
KEY = {"submission_key": "k" * 20}
LATER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def panel(balikpapan, samarinda, malang_kab):
    """One far ahead, two who may change places: one of Samarinda's three assessors is strict, one generous."""
    return scored_round({balikpapan: (2, 2, 2), samarinda: (1, 1, 3), malang_kab: (4, 4, 4)})


@pytest.fixture
def computed(panel):
    actions.compute_intervals(panel, by=None, now=NOW)
    return panel


def ends(round_):
    """By city: the places, the figures."""
    found = RankInterval.objects.filter(result__round=round_).select_related("result__city")
    return {
        each.result.city.code: (each.rank_low, each.rank_high, each.index_low, each.index_high)
        for each in found
    }


def faults(round_, by=None):
    with pytest.raises(Refused) as refused:
        actions.compute_intervals(round_, by=by, now=NOW)
    return [fault.kind for fault in refused.value.faults]


# --- the deed ----------------------------------------------------------------------------------------------


def test_each_city_lies_between_what_nine_of_ten_draws_give(computed):
    assert ends(computed) == {
        "35.07": (1, 1, Decimal(4), Decimal(4)),
        "64.71": (2, 3, Decimal(2), Decimal(2)),
        "64.72": (2, 3, Decimal(1), Decimal("2.34")),
    }


def test_what_they_were_computed_from_is_kept(computed):
    kept = RankInterval.objects.get(result__city__code="64.72")

    assert (kept.assessors, kept.draws, kept.seed, kept.at) == (3, 2000, 2026, NOW)


def test_computing_again_gives_the_same_and_replaces(computed):
    before = ends(computed)

    actions.compute_intervals(computed, by=None, now=LATER)

    assert ends(computed) == before
    assert set(RankInterval.objects.values_list("at", flat=True)) == {LATER}


def test_the_trail_says_who_had_them_computed(panel, nadia, rina):
    actions.compute_intervals(panel, by=nadia, now=NOW)

    entry = Entry.objects.get(kind="evaluation.intervals_computed")
    assert entry.values.content["count"] == [None, 3]
    assert not Entry.objects.visible_to(rina).filter(pk=entry.pk).exists()


def test_whoever_loads_the_results_of_all_its_cities_may_compute(panel, balikpapan):
    operator = officeholder("prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    of_province = scored_round(
        {balikpapan: (1, 2)}, code="panel-kaltim", province=balikpapan.province, year=2025
    )

    assert faults(panel, by=operator) == ["round-not-yours"]
    assert actions.compute_intervals(of_province, by=operator, now=NOW) == 1


@pytest.mark.parametrize("who", ["siti", "rina", "tetangga", "hadi"])
def test_nobody_else_computes(request, panel, who):
    assert faults(panel, by=request.getfixturevalue(who)) == ["round-not-yours"]
    assert not RankInterval.objects.exists()


def test_published_means_give_none(balikpapan):
    round_ = factories.round_()
    factories.result(round_, balikpapan, MALANG_2022)

    assert faults(round_) == ["intervals-not-computable"]


def test_one_city_without_sheets_keeps_all_without_intervals(panel, malang_kota):
    factories.result(panel, malang_kota, dict.fromkeys("ABCDE", "2"))

    with pytest.raises(Refused) as refused:
        actions.compute_intervals(panel, by=None, now=NOW)

    assert refused.value.faults[0].values == {"cities": ["Kota Malang"], "count": 1}


def test_who_did_not_take_part_is_left_out(panel, malang_kota):
    actions.load_results(panel, [factories.row(malang_kota, participated=False)], by=None, now=NOW)

    assert actions.compute_intervals(panel, by=None, now=NOW) == 3


def test_a_citys_own_round_has_no_places(balikpapan):
    own = factories.own_round(balikpapan, instrument="smartcity/2024")
    actions.load_results(own, [sheets(own, balikpapan, (1, 2))], by=None, now=NOW)

    assert faults(own) == ["intervals-not-computable"]


def test_results_that_change_meanwhile_refuse_what_was_reckoned(panel, balikpapan):
    def somebody_loads(done, of):
        if done == 1:
            actions.load_results(panel, [sheets(panel, balikpapan, (3, 3, 3))], by=None, now=NOW)

    with pytest.raises(Refused) as refused:
        actions.compute_intervals(panel, by=None, now=NOW, tell=somebody_loads)

    assert refused.value.faults[0].kind == "intervals-overtaken"
    assert not RankInterval.objects.exists()


# --- they never outlive their results ----------------------------------------------------------------------


def test_new_results_of_one_city_take_all_intervals_away(computed, balikpapan):
    actions.load_results(computed, [sheets(computed, balikpapan, (3, 3, 3))], by=None, now=NOW)

    assert not RankInterval.objects.exists()


def test_the_same_results_once_more_change_nothing(computed, balikpapan):
    actions.load_results(computed, [sheets(computed, balikpapan, (2, 2, 2))], by=None, now=NOW)

    assert RankInterval.objects.count() == 3


def test_those_of_other_rounds_stay(computed, balikpapan):
    other = scored_round({balikpapan: (1, 2)}, code="panel-2025", year=2025)
    actions.load_results(other, [sheets(other, balikpapan, (3, 3))], by=None, now=NOW)

    assert RankInterval.objects.filter(result__round=computed).count() == 3


def test_an_undone_import_takes_them_away(computed):
    kept = [actions.snapshot(each) for each in computed.results.filter(city__code="64.71")]
    actions.put_back(computed, kept, by=None, now=NOW)
    assert not RankInterval.objects.exists()

    actions.compute_intervals(computed, by=None, now=NOW)
    # An interval is a part of its result, so it does not keep an import from being undone.
    stays = intakes.ResultStore(computed, None, False).remove(["35.07"], by=None, now=NOW)
    assert stays == {}
    assert not RankInterval.objects.exists()


# --- pages -------------------------------------------------------------------------------------------------


def test_an_operator_has_them_computed_in_the_background(as_user, nadia, panel):
    browser = as_user(nadia)
    assert "That has not been done yet." in words(browser.get(f"/en{PAGE}"))

    answers = [browser.post(BUTTON, KEY) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"{PAGE}#rentang"}
    assert Job.objects.count() == 1
    assert Entry.objects.filter(kind="evaluation.intervals_ordered").count() == 1
    section = (
        browser.get(f"/en{PAGE}").content.decode().partition('id="rentang"')[2].partition("</section>")[0]
    )
    assert "being computed" in section
    assert "<button" not in section
    (job,) = run_all()
    assert (job.state, job.result, RankInterval.objects.count()) == (State.DONE, {"cities": 3}, 3)


def test_what_cannot_be_computed_is_refused_with_the_reason(as_user, nadia, panel, malang_kota):
    factories.result(panel, malang_kota, dict.fromkeys("ABCDE", "2"))

    page = as_user(nadia).post("/en" + BUTTON, KEY, follow=True)

    assert "Kota Malang" in page.content.decode()
    assert "Load theirs, too" in page.content.decode()
    assert not Job.objects.exists()


def test_a_job_that_is_overtaken_says_so_on_the_page(as_user, nadia, panel, monkeypatch):
    actions.order_intervals(panel, by=nadia, now=NOW)
    monkeypatch.setattr(
        "kotacerdas.evaluation.actions.intervals._version",
        lambda _round, turns=[]: turns.append(1) or len(turns),
    )

    (job,) = run_all(may_fail=True)

    assert job.state == State.FAILED
    assert "given up" in words(as_user(nadia).get(f"/en{PAGE}"))


@pytest.mark.parametrize("who", ["siti", "rina", "tetangga"])
def test_nobody_else_orders_them(request, as_user, panel, who):
    assert as_user(request.getfixturevalue(who)).post(BUTTON, KEY).status_code == 403


def test_a_provincial_operator_is_refused_for_the_whole_country(as_user, panel, balikpapan):
    operator = officeholder("prov@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    Round.objects.filter(pk=panel.pk).update(is_published=True)
    browser = as_user(operator)

    assert "rentang/" not in browser.get(PAGE).content.decode()
    browser.post(BUTTON, KEY)
    assert not Job.objects.exists()


def test_the_ranking_shows_them_with_what_they_mean(as_user, nadia, computed):
    page = as_user(nadia).get(f"/en{PAGE}")

    assert [(row[1], row[-2]) for row in rows(page, "tb-peringkat")] == [
        ("Kab. Malang", "1"),
        ("Kota Balikpapan", "2–3"),
        ("Kota Samarinda", "2–3"),
    ]
    said = words(page)
    assert "Each city was scored by 3 assessors." in said
    assert "drawn anew 2,000 times" in said
    assert "rough guide" in said
    assert "the seed 2026" in said


def test_boards_of_different_size_are_told(as_user, nadia, balikpapan, samarinda):
    actions.compute_intervals(
        scored_round({balikpapan: (1, 2, 3), samarinda: (1, 1, 2, 2, 3)}), by=None, now=NOW
    )

    assert "scored by 3 to 5 assessors" in words(as_user(nadia).get(f"/en{PAGE}"))


@pytest.mark.usefixtures("official_results")
def test_published_means_say_that_nothing_can_be_computed(anonymous):
    page = anonymous.get("/en/putaran/smartcity-2022-kppn/")
    card = anonymous.get("/en/k/35.07/rapor/smartcity-2022-kppn/")

    assert "Not computable from published means" in words(page)
    assert "not computable from published means" in words(card)
    assert "Place between (90 percent)" not in words(page)


def test_the_scorecard_shows_its_own(as_user, nadia, computed):
    said = words(as_user(nadia).get("/en/k/64.72/rapor/panel-2026/"))

    assert "Place (90 percent) between 2 and 3 · final score between 1.00 and 2.34" in said
    assert "This city was scored by 3 assessors." in said
    assert "rough guide" in said


def test_the_scorecard_says_what_is_not_computed_yet(as_user, nadia, panel):
    assert "Place (90 percent) not computed yet" in words(as_user(nadia).get(f"/en{CARD}"))


def test_they_are_taken_home_with_the_ranking(as_user, nadia, computed):
    browser = as_user(nadia)
    head, *taken = csv.reader(io.StringIO(browser.get(f"/en{PAGE}unduh.csv").content.decode("utf-8-sig")))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/en{PAGE}unduh.xlsx").content))

    assert head[-6:] == [
        "Final score",
        "Place, from (90 percent)",
        "Place, to (90 percent)",
        "Final score, from (90 percent)",
        "Final score, to (90 percent)",
        "Assessors",
    ]
    assert taken[2][-6:] == ["1.66", "2", "3", "1.00", "2.34", "3"]
    assert [cell.value for cell in book.worksheets[0][4]][-6:] == [1.66, 2, 3, 1, 2.34, 3]
    notes = " ".join(str(cell.value) for cell in book.worksheets[1]["B"])
    assert "rough guide" in notes


# --- nothing is seen before its day ------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rina", "lestari", "tetangga", "hadi", "siti"])
def test_before_publication_operators_alone_see_them(request, as_user, computed, who):
    reader = request.getfixturevalue(who)
    browser = as_user(reader)

    assert not RankInterval.objects.visible_to(reader).exists()
    for address in (PAGE, f"{PAGE}unduh.csv", CARD):
        answer = browser.get(address)
        assert answer.status_code == 404 or "2–3" not in answer.content.decode()
    assert browser.get(CARD).status_code == 404


def test_after_publication_everybody_sees_them(anonymous, siti, computed):
    Round.objects.filter(pk=computed.pk).update(is_published=True)

    assert RankInterval.objects.visible_to(siti).count() == 3
    assert [row[-2] for row in rows(anonymous.get(PAGE), "tb-peringkat")] == ["1", "2–3", "2–3"]
    assert "rentang/" not in anonymous.get(PAGE).content.decode()


def test_intervals_cost_no_query_of_their_own(anonymous, panel):
    Round.objects.filter(pk=panel.pk).update(is_published=True)
    addresses = (PAGE, f"{PAGE}unduh.csv", CARD)
    before = [_queries(anonymous, address) for address in addresses]

    actions.compute_intervals(panel, by=None, now=NOW)

    assert [_queries(anonymous, address) for address in addresses] == before


def _queries(browser, address):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
