"""How passages are weighed, what speaks against them, and how rankings are joined and measured."""

from datetime import date

import pytest

from kotacerdas.evidence.domain import fusing, measures, standing
from kotacerdas.evidence.domain.asking import ask
from kotacerdas.evidence.domain.freshness import Freshness, Times
from kotacerdas.evidence.domain.passages import cut
from kotacerdas.evidence.domain.ranking import Question, weigh
from kotacerdas.evidence.domain.standing import Mark
from kotacerdas.evidence.domain.synonyms import of_texts


def score(asked, text, counts=None, title=""):
    concepts = ask(asked).concepts
    question = Question(weigh(concepts, counts or [5] * len(concepts), 1000))
    (passage,) = cut(text)
    named = question.in_title(title.lower(), title.lower().split())
    return question.look(passage.raw, passage.stems.split(" "), in_title=named).score


def test_more_of_the_question_is_better():
    asked = "analisis risiko internet publik"

    assert score(asked, "analisis risiko internet publik") > score(asked, "analisis risiko saja")
    assert score(asked, "analisis risiko saja") > score(asked, "analisis lain")
    assert score(asked, "tiada apa pun") == 0


def test_rare_concepts_count_more():
    asked, counts = "pagelaran kantor", [2, 400]

    assert score(asked, "pagelaran seni", counts) > score(asked, "kantor baru", counts)


def test_side_by_side_is_better_than_far_apart():
    far = "sampah " + "kata lain di sini " * 10 + "plastik"

    assert score("sampah plastik", "sampah plastik") > score("sampah plastik", far)


def test_the_words_themselves_are_better_than_others_of_their_stem():
    assert score("pelatihan guru", "pelatihan guru") > score("pelatihan guru", "melatih guru")


def test_the_title_helps_but_less_than_the_text():
    without = score("risiko jaringan", "jaringan kota")
    with_title = score("risiko jaringan", "jaringan kota", title="Risiko")

    assert without < with_title < score("risiko jaringan", "risiko jaringan kota")


def test_words_of_a_phrase_are_worth_something_without_the_rest():
    synonyms = of_texts([["analisis risiko", "mitigasi risiko"]])
    (concept,) = ask("analisis risiko", synonyms).concepts
    question = Question(weigh([concept], [5], 1000))

    def coverage(text):
        (passage,) = cut(text)
        return question.look(passage.raw, passage.stems.split(" "), in_title={}).coverage

    assert coverage("tanpa hubungan") == 0
    assert 0 < coverage("risiko saja") < coverage("mitigasi risiko") < coverage("analisis risiko")


def test_scores_stay_between_nothing_and_one():
    assert 0.8 < score("smart city", "smart city " * 30, title="smart city") <= 1


FACTS = {
    "draft": [{"unit": 1, "mark": "RANCANGAN"}],
    "cities": [
        {"unit": 2, "name": "Kota Samarinda", "count": 6},
        {"unit": 2, "name": "Kota Balikpapan", "count": 1},
    ],
    "dates": [{"unit": 2, "first": "2021-01-01", "last": "2021-12-31"}],
}


UNSAID = Times()


def of_page(facts, *, unit=2, times=UNSAID, names=(), year=2023):
    return standing.of_page(facts, unit, times=times, names=names, year=year, city="Balikpapan")


def test_drafts_other_cities_and_other_years_are_marked_and_ranked_down():
    found = of_page(FACTS)

    assert found.marks == (Mark.DRAFT, Mark.OTHER_CITY, Mark.OTHER_YEAR)
    assert found.factor < of_page({}).factor <= 1


def test_a_city_in_the_title_is_not_another_city():
    assert Mark.OTHER_CITY not in of_page(FACTS, names=["Laporan Balikpapan"]).marks


def test_what_a_person_said_about_the_time_counts_before_what_was_recognised():
    facts = {"proposed": {"observed_from": "2021-01-01", "observed_until": "2021-12-31"}}
    said = Times(observed_from=date(2023, 1, 1), observed_until=date(2023, 6, 30))

    assert of_page(facts).freshness is Freshness.EARLIER
    assert of_page(facts).is_recognised
    assert of_page(facts, times=said).freshness is Freshness.FITS
    assert not of_page(facts, times=said).is_recognised


@pytest.mark.parametrize(
    "facts", [{"proposed": {"observed_from": "kemarin"}}, {"dates": [{"unit": 2}]}, {"proposed": None}]
)
def test_facts_that_say_nothing_are_no_fault(facts):
    assert of_page(facts).freshness is Freshness.UNKNOWN


def test_what_stands_high_in_both_rankings_comes_first():
    assert fusing.fuse([["a", "b", "c"], ["b", "d", "a"]])[0] == "b"
    assert set(fusing.fuse([["a"], ["b"]])) == {"a", "b"}


def test_measures_of_a_perfect_and_of_a_reversed_ranking():
    gains = {"a": 1.0, "b": 1.0}

    assert measures.ndcg(["a", "b", "c"], gains) == 1
    assert 0 < measures.ndcg(["c", "d", "a"], gains) < 1
    assert measures.ndcg(["c"], {}) == 0
    assert measures.recall(["c", "a"], {"a", "b"}) == 0.5
