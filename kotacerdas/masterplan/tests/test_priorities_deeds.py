"""Scales of priorities, comparisons, marks and relations: written whole or refused with reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.common.versions import StaleSave
from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.actions import relations
from kotacerdas.masterplan.actions.priorities import CriterionWords, ScaleWords
from kotacerdas.masterplan.models import Effort, Mark, Opinion, Relation, Scale
from kotacerdas.masterplan.queries.priorities import standing_of
from kotacerdas.masterplan.tests.factories import NOW, edition, programme
from kotacerdas.masterplan.tests.priorities import AGREEING, CONTRADICTING, marked, scale

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def weights(of: Scale) -> dict[str, float]:
    return {code: round(float(weight), 3) for code, weight in standing_of(of).weights.items()}


# --- The scale ---------------------------------------------------------------------------------------------


def test_a_scale_has_its_criteria_in_their_order(plan: Edition) -> None:
    made = scale(plan)
    assert [each.code for each in made.criteria.all()] == ["manfaat", "biaya", "siap"]
    assert Entry.objects.filter(kind="masterplan.add-scale").count() == 1


def test_two_scales_of_one_title_get_two_codes(plan: Edition) -> None:
    assert [scale(plan).code, scale(plan).code] == ["skala", "skala-2"]


def test_one_criterion_is_no_scale(plan: Edition) -> None:
    with pytest.raises(Refused) as refused:
        scale(plan, criteria=("Manfaat",))
    assert kinds(refused) == ["pairwise-few-criteria"]


def test_weights_given_directly_count_by_their_share(plan: Edition) -> None:
    words = [CriterionWords("Manfaat", weight=Decimal(30)), CriterionWords("Biaya", weight=Decimal(10))]
    made = deeds.make_scale(plan, ScaleWords("Langsung", "direct", words), by=None, now=NOW)
    assert weights(made) == {"manfaat": 0.75, "biaya": 0.25}


def test_direct_weights_without_any_weight_are_refused(plan: Edition) -> None:
    words = [CriterionWords("Manfaat"), CriterionWords("Biaya")]
    with pytest.raises(Refused) as refused:
        deeds.make_scale(plan, ScaleWords("Langsung", "direct", words), by=None, now=NOW)
    assert kinds(refused) == ["weights-not-positive"]


def test_criteria_stay_once_somebody_has_compared(plan: Edition, budi: Any) -> None:
    made = scale(plan)
    deeds.compare(made, AGREEING, by=budi, now=NOW)
    words = ScaleWords("Skala", "pairs", [CriterionWords(each.title, code=each.code) for each in made.criteria.all()][:2])  # fmt: skip
    with pytest.raises(Refused) as refused:
        deeds.change_scale(made, words, expected=1, by=None, now=NOW)
    assert kinds(refused) == ["scale-in-use"]
    assert made.criteria.count() == 3


def test_of_two_who_change_a_scale_the_second_sees_the_first(plan: Edition) -> None:
    made = scale(plan)
    same = [CriterionWords(each.title, code=each.code) for each in made.criteria.all()]
    deeds.change_scale(made, ScaleWords("Pertama", "pairs", same), expected=1, by=None, now=NOW)
    with pytest.raises(StaleSave):
        deeds.change_scale(made, ScaleWords("Kedua", "pairs", same), expected=1, by=None, now=NOW)
    assert Scale.objects.get().title == "Pertama"


# --- Comparisons -------------------------------------------------------------------------------------------


def test_several_people_are_joined_by_their_geometric_mean(plan: Edition, budi: Any, joko: Any) -> None:
    made = scale(plan, criteria=("Manfaat", "Biaya"))
    deeds.compare(made, [["manfaat", "biaya", "9"]], by=budi, now=NOW)
    deeds.compare(made, [["manfaat", "biaya", "1/9"]], by=joko, now=NOW)
    assert weights(made) == {"manfaat": 0.5, "biaya": 0.5}


def test_comparisons_that_contradict_each_other_are_refused_naming_the_pair(plan: Edition, budi: Any) -> None:
    made = scale(plan)
    with pytest.raises(Refused) as refused:
        deeds.compare(made, CONTRADICTING, by=budi, now=NOW)
    assert kinds(refused) == ["pairwise-inconsistent"]
    assert "“Biaya”" in sentence(refused.value.faults[0])
    assert not Opinion.objects.exists()


def test_kept_all_the_same_they_count_only_once_overruled_with_a_reason(
    plan: Edition, budi: Any, rina: Any
) -> None:
    made = scale(plan)
    opinion = deeds.compare(made, CONTRADICTING, by=budi, now=NOW, keep_contradicting=True)
    assert weights(made) == {}

    deeds.overrule(opinion, "Ahli bidangnya", expected=1, by=rina, now=NOW)
    assert set(weights(made)) == {"manfaat", "biaya", "siap"}

    again = [*CONTRADICTING[:2], ["biaya", "siap", "1/8"]]
    deeds.compare(made, again, by=budi, now=NOW, keep_contradicting=True)
    assert weights(made) == {}


def test_whoever_overrules_saw_these_comparisons(plan: Edition, budi: Any, rina: Any) -> None:
    made = scale(plan)
    seen = deeds.compare(made, CONTRADICTING, by=budi, now=NOW, keep_contradicting=True)
    again = [*CONTRADICTING[:2], ["biaya", "siap", "1/8"]]
    deeds.compare(made, again, by=budi, now=NOW, keep_contradicting=True)
    with pytest.raises(StaleSave):
        deeds.overrule(seen, "Ahli", expected=1, by=rina, now=NOW)


def test_consistent_comparisons_need_no_overruling(plan: Edition, budi: Any, rina: Any) -> None:
    opinion = deeds.compare(scale(plan), AGREEING, by=budi, now=NOW)
    with pytest.raises(Refused) as refused:
        deeds.overrule(opinion, "Ahli", expected=1, by=rina, now=NOW)
    assert kinds(refused) == ["opinion-consistent"]


def test_a_closed_scale_hears_nobody(plan: Edition, budi: Any) -> None:
    made = deeds.set_open(scale(plan), False, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        deeds.compare(made, AGREEING, by=budi, now=NOW)
    assert kinds(refused) == ["scale-closed"]


def test_closing_twice_leaves_one_line(plan: Edition) -> None:
    made = scale(plan)
    for _time in range(2):
        deeds.set_open(made, False, by=None, now=NOW)
    assert Entry.objects.filter(kind="masterplan.close-scale").count() == 1


def test_a_pair_that_is_missing_is_told(plan: Edition, budi: Any) -> None:
    with pytest.raises(Refused) as refused:
        deeds.compare(scale(plan), AGREEING[:2], by=budi, now=NOW)
    assert kinds(refused) == ["pairwise-size"]


# --- Marks and the order -----------------------------------------------------------------------------------


def test_programmes_stand_in_the_order_of_their_marks_times_weights(plan: Edition, budi: Any) -> None:
    made = scale(plan)
    deeds.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (100, 0, 0), "SG-02": (0, 100, 100), "SG-03": (100, 0, 0)})
    found = standing_of(made)
    assert [(each.place, each.programme.code) for each in found.ranked] == [
        (1, "SG-01"),
        (1, "SG-03"),
        (3, "SG-02"),
    ]
    assert found.ranked[0].score == 100 * found.weights["manfaat"]


def test_every_interval_holds_its_weight_and_ends_where_two_change_places(plan: Edition, budi: Any) -> None:
    made = scale(plan)
    deeds.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {"SG-01": (90, 20, 50), "SG-02": (60, 70, 50)})
    for each in standing_of(made).ranges(None):
        assert each.low <= each.weight <= each.high
    benefit = standing_of(made).ranges(None)[0]
    assert benefit.below == ("SG-01", "SG-02")


def test_an_empty_cell_takes_the_mark_away(plan: Edition) -> None:
    made = scale(plan)
    marked(made, {"SG-01": (90, 20, 50)})
    (cell,) = Mark.objects.filter(criterion__code="biaya").values_list("programme_id", "criterion_id")
    deeds.mark(made, {cell: None}, expected=made.version, by=None, now=NOW)
    assert sorted(Mark.objects.values_list("criterion__code", flat=True)) == ["manfaat", "siap"]


def test_of_two_who_fill_the_same_sheet_the_second_is_told(plan: Edition) -> None:
    made = scale(plan)
    marked(made, {"SG-01": (90, 20, 50)})
    cell = Mark.objects.values_list("programme_id", "criterion_id").first()
    with pytest.raises(StaleSave):
        deeds.mark(made, {cell: Decimal(1)}, expected=1, by=None, now=NOW)  # type: ignore[dict-item]  # there is one


def test_marks_off_the_scale_are_refused_together(plan: Edition) -> None:
    made, one = scale(plan), programme(plan)
    first, second, _third = made.criteria.all()
    with pytest.raises(Refused) as refused:
        deeds.mark(made, {(one.pk, first.pk): Decimal(101), (one.pk, second.pk): Decimal(-1)}, expected=1, by=None, now=NOW)  # fmt: skip
    assert kinds(refused) == ["programme-mark-off-scale", "programme-mark-off-scale"]


def test_a_standing_costs_four_queries(plan: Edition, budi: Any, django_assert_num_queries: Any) -> None:
    made = scale(plan)
    deeds.compare(made, AGREEING, by=budi, now=NOW)
    marked(made, {f"SG-{at:02}": (at, 100 - at, 50) for at in range(1, 20)})
    with django_assert_num_queries(4):
        assert len(standing_of(made).ranked) == 19


# --- Relations and work ------------------------------------------------------------------------------------


def test_a_circle_is_refused_and_named(plan: Edition) -> None:
    one, two, three = (programme(plan, f"SG-0{at}") for at in (1, 2, 3))
    relations.relate(one, "requires", two, by=None, now=NOW)
    relations.relate(two, "requires", three, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        relations.relate(three, "requires", one, by=None, now=NOW)
    assert kinds(refused) == ["programmes-in-a-circle"]
    assert {"SG-01", "SG-02", "SG-03"} <= set(str(refused.value.faults[0].values["circle"]).split(" → "))


def test_what_requires_another_does_not_exclude_it(plan: Edition) -> None:
    one, two = programme(plan, "SG-01"), programme(plan, "SG-02")
    relations.relate(one, "requires", two, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        relations.relate(two, "excludes", one, by=None, now=NOW)
    assert kinds(refused) == ["programme-requires-and-excludes"]


def test_a_relation_said_twice_is_one(plan: Edition) -> None:
    one, two = programme(plan, "SG-01"), programme(plan, "SG-02")
    for _time in range(2):
        relations.relate(one, "requires", two, by=None, now=NOW)
    assert Relation.objects.count() == Entry.objects.filter(kind="masterplan.relate").count() == 1


def test_taking_a_relation_away_twice_does_nothing_more(plan: Edition) -> None:
    one, two = programme(plan, "SG-01"), programme(plan, "SG-02")
    row = relations.relate(one, "requires", two, by=None, now=NOW)
    for _time in range(2):
        relations.unrelate(row, by=None, now=NOW)
    assert Entry.objects.filter(kind="masterplan.unrelate").count() == 1


def test_programmes_of_two_editions_have_no_relation(plan: Edition, balikpapan: City) -> None:
    one = programme(plan, "SG-01")
    two = programme(edition(balikpapan, "lain"), "SG-02")
    with pytest.raises(Refused) as refused:
        relations.relate(one, "requires", two, by=None, now=NOW)
    assert kinds(refused) == ["relation-across-editions"]


def test_work_is_written_by_programme_and_year(plan: Edition) -> None:
    made, one = scale(plan), programme(plan)
    relations.write_efforts(made, {(one.pk, 2024): Decimal("12.5")}, expected=1, by=None, now=NOW)
    relations.write_efforts(
        made, {(one.pk, 2024): None, (one.pk, 2025): Decimal(6)}, expected=2, by=None, now=NOW
    )
    assert list(Effort.objects.values_list("year", "months")) == [(2025, Decimal(6))]
