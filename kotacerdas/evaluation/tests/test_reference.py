"""The shipped results: everything loads, reproduces the published figures, and may be loaded again."""

from decimal import Decimal

import pytest

from kotacerdas.common.reference import REGISTRIES, Report
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.models import Milestone, Recommendation, Result, Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.people.models import City

pytestmark = pytest.mark.usefixtures("official_results", "db")


def test_the_whole_table_of_2022_is_here():
    rows = Result.objects.filter(round__code="smartcity-2022-kppn")

    assert (rows.filter(participated=True).count(), rows.filter(participated=False).count()) == (38, 4)
    assert rows.filter(is_computed=True).count() == 38


def test_every_computed_index_is_the_published_one():
    differing = [
        f"{row.round.code} {row.city}: {row.index} and not {row.published_final}"
        for row in Result.objects.filter(is_computed=True).select_related("round", "city")
        if row.published_final is not None and row.index != row.published_final
    ]

    assert differing == []


def test_malangs_improvement_follows_from_unrounded_figures():
    before, after = Result.objects.filter(city__code="35.07").order_by("round__year")

    assert (round(after.exact - before.exact, 2), after.index - before.index) == (
        Decimal("0.44"),
        Decimal("0.43"),
    )
    assert after.published_improvement == Decimal("0.44")


def test_balikpapan_has_a_rank_and_no_score():
    (result,) = Result.objects.filter(city__code="64.71")

    assert (result.index, result.parts, result.scores.count()) == (None, {}, 0)
    assert (result.published_rank, result.published_rank_of) == (40, 100)


def test_texts_that_are_not_public_are_empty():
    hidden = Recommendation.objects.filter(is_public=False)

    assert hidden.count() == 4
    assert {(each.text_id, each.text_en) for each in hidden} == {("", "")}


def test_every_figure_names_its_source():
    assert not Result.objects.filter(source=None).exists()
    assert not Recommendation.objects.filter(source=None).exists()
    assert not Milestone.objects.filter(source=None).exists()
    assert not Round.objects.filter(sources=None).exists()


def test_loading_again_changes_nothing():
    report = REGISTRIES["reference"].run(Report())

    changed = [kind for kind, count in report.counts.items() if count["added"] or count["changed"]]
    assert changed == []


def test_what_was_changed_by_hand_is_set_right_again():
    Recommendation.objects.filter(year=2022, number=1).update(text_id="salah")

    report = REGISTRIES["reference"].run(Report())

    assert report.counts["recommendations"]["changed"] == 1
    assert not Recommendation.objects.filter(text_id="salah").exists()


def test_a_number_that_came_with_a_round_is_not_overwritten():
    city = City.objects.get(code="64.71")
    own = factories.own_round(city)
    Recommendation.objects.filter(city=city, year=2022, number=1).update(round=own, text_id="Dari surat kota")

    REGISTRIES["reference"].run(Report())

    kept = Recommendation.objects.get(city=city, year=2022, number=1)
    assert (kept.round, kept.text_id) == (own, "Dari surat kota")


def test_loading_keeps_a_round_unpublished_that_an_operator_holds_back():
    Round.objects.filter(code="smartcity-2020").update(is_published=False)

    REGISTRIES["reference"].run(Report())

    assert not Round.objects.get(code="smartcity-2020").is_published


def test_a_reworded_event_stays_one_row():
    before = Milestone.objects.count()
    Milestone.objects.filter(code="2019-1").update(title_id="Judul lama")

    REGISTRIES["reference"].run(Report())

    assert Milestone.objects.count() == before
    assert not Milestone.objects.filter(title_id="Judul lama").exists()


def test_what_an_operator_loaded_is_not_undone():
    result = Result.objects.get(round__code="smartcity-2022-kppn", city__code="35.78")
    row = factories.row(result.city, {"A": "4", "B": "4", "C": "4", "D": "4", "E": "4"})
    actions.load_results(result.round, [row], by=None, now=factories.NOW, replace_all=True)

    REGISTRIES["reference"].run(Report())

    result.refresh_from_db()
    assert (result.index, result.origin) == (Decimal(4), Result.Origin.LOADED)
