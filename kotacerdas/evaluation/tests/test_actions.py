"""Loading results: all or nothing, joined across depths, and never a figure that does not follow from its parts."""

from decimal import Decimal

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions, planning
from kotacerdas.evaluation.models import Result, Score
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, NOW, row
from kotacerdas.instruments.domain.answers import CityAnswers


@pytest.fixture
def trial(db):
    return factories.round_()


def load(trial, *rows, **options):
    return actions.load_results(trial, rows, by=None, now=NOW, **options)


def faults(trial, *rows, **options):
    with pytest.raises(Refused) as refused:
        load(trial, *rows, **options)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def test_scores_give_the_index_and_its_parts(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022, final=Decimal("2.51")))

    result = trial.results.get()
    assert (result.index, result.exact) == (Decimal("2.51"), Decimal("2.504"))
    assert result.parts["A"] == ["1.40", "0.14"]
    assert result.published == {"INDEX": "2.51"}


def test_the_same_file_twice_changes_nothing(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022))
    before = list(Score.objects.values())

    plan = load(trial, row(malang_kab, MALANG_2022))

    assert (plan.count("unchanged"), list(Score.objects.values())) == (1, before)


def test_a_corrected_score_is_a_change(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022))

    plan = load(trial, row(malang_kab, {**MALANG_2022, "A": "2.40"}))

    assert plan.count("changed") == 1
    assert trial.results.get().index == Decimal("2.61")


def test_one_bad_row_keeps_all_rows_out(trial, malang_kab, malang_kota):
    found = faults(trial, row(malang_kab, MALANG_2022), row(malang_kota, {**MALANG_2022, "B": "9"}, line=3))

    assert found == [("off-scale", 3)]
    assert not Result.objects.exists()


def test_a_final_that_does_not_follow_is_refused(trial, malang_kab):
    assert faults(trial, row(malang_kab, MALANG_2022, final=Decimal("2.50"))) == [("final-differs", 2)]


def test_questions_refine_the_component_that_they_reproduce(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022))

    load(trial, row(malang_kab, {"A1": "2", "A2": "1", "A3": "2", "A4": "1", "A5": "1"}))

    result = trial.results.get()
    assert result.index == Decimal("2.51")
    assert result.published["A"] == "1.40"
    assert set(result.scores.values_list("code", flat=True)) == {
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "B",
        "C",
        "D",
        "E",
    }


def test_questions_that_contradict_the_letter_are_refused(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022))

    found = faults(trial, row(malang_kab, {f"A{number}": "2" for number in range(1, 6)}))

    assert found == [("part-differs", 2)]
    assert trial.results.get().scores.count() == 5


def test_replacing_forgets_what_was_there(trial, malang_kab):
    load(trial, row(malang_kab, MALANG_2022))

    load(
        trial,
        row(malang_kab, {**{f"A{n}": "2" for n in range(1, 6)}, "B": "1", "C": "1", "D": "1", "E": "1"}),
        replace_all=True,
    )

    assert trial.results.get().published == {}


def test_a_panel_keeps_its_single_answers(trial, malang_kab):
    answers = {**row(malang_kab, {code: MALANG_2022[code] for code in "BCDE"}).answers}
    panels = {f"A{number}": (1, 2, 1) for number in range(1, 6)}

    load(trial, CityAnswers(malang_kab.name, malang_kab.code, 2, {**answers, **panels}))

    score = Score.objects.get(code="A1")
    assert (score.panel, round(score.value, 4)) == ([1, 2, 1], Decimal("1.3333"))
    assert trial.results.get().parts["A"][0] == "1.33"


def test_who_did_not_take_part_has_no_index(trial, malang_kab):
    load(trial, row(malang_kab, dict.fromkeys("ABCDE", "0"), participated=False, final=Decimal(0)))

    result = trial.results.get()
    assert (result.participated, result.index, result.is_computed) == (False, None, False)


def test_a_rank_alone_makes_no_score(trial, balikpapan):
    load(trial, row(balikpapan, rank=40, rank_of=100))

    result = trial.results.get()
    assert (result.index, result.published_rank, result.published_rank_of) == (None, 40, 100)


def test_one_city_under_two_names_is_refused(trial, malang_kab):
    twice = CityAnswers("Kabupaten Malang", "", 3, row(malang_kab, MALANG_2022).answers)

    assert faults(trial, row(malang_kab, MALANG_2022), twice) == [("city-twice", 3)]


def test_a_name_that_two_cities_bear_is_refused(trial, malang_kab, malang_kota):
    either = CityAnswers("Malang", "", 2, row(malang_kab, MALANG_2022).answers)

    with pytest.raises(Refused) as refused:
        load(trial, either)

    (fault,) = refused.value.faults
    assert fault.kind == "city-ambiguous"
    assert "35.07" in str(fault.values["cities"])
    assert "35.73" in str(fault.values["cities"])


def test_an_unknown_city_is_refused_with_what_is_close(trial, malang_kab):
    with pytest.raises(Refused) as refused:
        load(trial, CityAnswers("Kab. Malangg", "", 2, {}))

    assert refused.value.faults[0].kind == "city-unknown"
    assert "Kab. Malang" in str(refused.value.faults[0].values["near"])


def test_scores_need_a_known_instrument(db, malang_kab):
    unknown = factories.round_("uji-2020", instrument="", year=2020)

    assert faults(unknown, row(malang_kab, MALANG_2022)) == [("round-without-instrument", 2)]


def test_planning_writes_nothing(trial, malang_kab):
    plan = planning.plan_results(trial, [row(malang_kab, MALANG_2022)])

    assert (plan.count("added"), Result.objects.count()) == (1, 0)


def test_publishing_shows_a_round(nadia, db):
    draft = factories.round_(is_published=False)

    actions.publish(draft, by=nadia, now=NOW)

    draft.refresh_from_db()
    assert draft.is_published


def test_a_final_that_no_table_holds_is_refused_and_the_pages_stand(trial, malang_kab, client):
    found = faults(trial, row(malang_kab, final=Decimal(9_999_999_999)))

    assert found == [("off-scale", 2)]
    assert client.get(trial.get_absolute_url()).status_code == 200


def test_what_is_loaded_is_what_is_kept_to_the_last_digit(trial, malang_kab):
    fine = {**MALANG_2022, "A": "1.12345678"}
    load(trial, row(malang_kab, fine))

    assert load(trial, row(malang_kab, fine)).count("unchanged") == 1
    assert faults(trial, row(malang_kab, {**MALANG_2022, "A": "1.123456789"})) == [("too-many-decimals", 2)]
