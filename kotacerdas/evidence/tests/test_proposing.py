"""Pages are proposed for a question with what speaks for and against them, and what people decided is remembered."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import actions
from kotacerdas.evidence.commands import judge_report
from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Content, Judgement, Synonyms
from kotacerdas.evidence.queries import proposing
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW

pytestmark = pytest.mark.usefixtures("index")

RISK = Target(
    "evaluation.question", "smartcity-2023-kppn/E09", "E09", "Risiko", "Analisis risiko Wi-Fi publik", 2023
)
TRAM = Target(
    "evaluation.question", "smartcity-2023-kppn/E10", "E10", "Trem", "Kereta gantung dan trem", 2023
)


def refresh():
    indexing.refresh(Content.objects.values_list("pk", flat=True))


@pytest.fixture
def minutes(balikpapan, budi):
    made = factories.document(balikpapan, by=budi, observed_from="2023-05-22", observed_until="2023-05-22")
    refresh()
    return made


@pytest.fixture
def older(balikpapan, budi):
    text = "Analisis risiko Wi-Fi publik telah dibuat pada triwulan pertama."
    made = factories.document(
        balikpapan,
        by=budi,
        text=text,
        name="Dahulu.txt",
        observed_from="2020-01-01",
        observed_until="2020-12-31",
    )
    refresh()
    return made


def titles(target, user, city):
    return [each.hit.document.title for each in proposing.propose(target, user=user, city=city)]


def test_a_fitting_year_stands_before_a_better_worded_older_page(minutes, older, rina, balikpapan):
    first, second = proposing.propose(RISK, user=rina, city=balikpapan)

    assert (first.hit.document, first.freshness) == (minutes, Freshness.FITS)
    assert (second.hit.document, second.freshness) == (older, Freshness.EARLIER)
    assert first.hit.terms


def test_not_found_is_an_answer(minutes, rina, balikpapan):
    assert proposing.propose(TRAM, user=rina, city=balikpapan) == []
    assert proposing.count_all([TRAM, RISK], user=rina, city=balikpapan) == {
        (TRAM.kind, TRAM.key): 0,
        (RISK.kind, RISK.key): 1,
    }


def test_drafts_and_other_cities_are_marked(minutes, rina, balikpapan):
    facts = {"draft": [{"unit": 1}], "cities": [{"unit": 1, "name": "Kota Samarinda", "count": 2}]}
    clean = proposing.propose(RISK, user=rina, city=balikpapan)[0].hit.score
    Content.objects.update(facts=facts, reader="2")
    indexing.catch_up()

    found = proposing.propose(RISK, user=rina, city=balikpapan)

    assert [each.marks for each in found] in ([("draft", "other-city")], [])
    assert all(each.hit.score < clean for each in found)


def test_what_is_remembered_is_what_was_found(minutes, older, rina, balikpapan):
    fresh = proposing.propose_all([RISK, TRAM], user=rina, city=balikpapan)

    assert proposing.propose_all([RISK, TRAM], user=rina, city=balikpapan) == fresh


def test_what_is_remembered_ends_with_a_change(minutes, rina, balikpapan, request):
    assert len(titles(RISK, rina, balikpapan)) == 1
    request.getfixturevalue("older")
    assert len(titles(RISK, rina, balikpapan)) == 2
    minutes.withdrawn_at, minutes.withdrawn_because = NOW, "Salah"
    minutes.save()
    assert len(titles(RISK, rina, balikpapan)) == 1


def test_nobody_is_given_what_another_may_see(minutes, rina, joko, balikpapan):
    from kotacerdas.evidence.models import Document
    from kotacerdas.people.tests import factories as people

    Document.objects.update(
        confidentiality="secret", agency=people.organisation("Inspektorat", city=balikpapan), by=None
    )

    assert titles(RISK, rina, balikpapan)
    assert not titles(RISK, joko, balikpapan)
    assert proposing.count_all([RISK], user=joko, city=balikpapan) == {(RISK.kind, RISK.key): 0}


def test_queries_do_not_grow_with_questions(minutes, older, rina, balikpapan, django_assert_max_num_queries):
    many = [Target("q", f"r/{n}", str(n), "", f"Analisis risiko Wi-Fi kata{n}", 2023) for n in range(30)]
    for _time in range(2):
        with django_assert_max_num_queries(9):
            found = proposing.propose_all(many, user=rina, city=balikpapan)

    assert len(found) == 30
    assert all(found.values())


def test_pages_like_this_one(minutes, older, rina, joko, balikpapan):
    (like,) = proposing.more_like(minutes.latest, 1, user=rina, city=balikpapan)

    assert like.document == older
    assert proposing.more_like(minutes.latest, 7, user=rina, city=balikpapan) == []


# --- Decisions ---------------------------------------------------------------------------------------------


def test_rejected_pages_stand_last_and_count_no_more(minutes, older, rina, balikpapan):
    actions.judge(RISK, minutes.latest, 1, is_relevant=False, reason="too_weak", by=rina, now=NOW)
    actions.judge(RISK, older.latest, 1, is_relevant=True, by=rina, now=NOW)

    found = proposing.propose(RISK, user=rina, city=balikpapan)

    assert [(each.hit.document, each.verdict) for each in found] == [
        (older, "accepted"),
        (minutes, "rejected"),
    ]
    assert proposing.count_all([RISK], user=rina, city=balikpapan)[RISK.kind, RISK.key] == 1


def test_the_newest_decision_counts(minutes, rina, balikpapan):
    actions.judge(RISK, minutes.latest, 1, is_relevant=False, reason="too_weak", by=rina, now=NOW)
    actions.judge(RISK, minutes.latest, 1, is_relevant=True, by=rina, now=NOW)

    assert proposing.propose(RISK, user=rina, city=balikpapan)[0].verdict == "accepted"


def test_a_double_click_is_one_judgement(minutes, rina):
    first = actions.judge(RISK, minutes.latest, 1, is_relevant=True, by=rina, now=NOW)

    assert actions.judge(RISK, minutes.latest, 1, is_relevant=True, by=rina, now=NOW) == first
    assert Judgement.objects.get().query == RISK.words


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_rejection_needs_one_of_the_reasons(minutes, rina, reason):
    with pytest.raises(Refused):
        actions.judge(RISK, minutes.latest, 1, is_relevant=False, reason=reason, by=rina, now=NOW)


def test_the_report_measures_and_says_how_it_moved(minutes, older, rina, balikpapan):
    assert judge_report.report(balikpapan, now=NOW).now.ndcg is None
    actions.judge(RISK, older.latest, 1, is_relevant=True, by=rina, now=NOW)
    first = judge_report.report(balikpapan, now=NOW)
    actions.judge(RISK, older.latest, 1, is_relevant=False, reason="wrong_year", by=rina, now=NOW)
    actions.judge(RISK, minutes.latest, 1, is_relevant=True, by=rina, now=NOW)

    second = judge_report.report(balikpapan, now=NOW)

    assert first.now.ndcg == first.now.recall == 1
    assert second.now.ndcg < 1
    assert second.moved("ndcg") == second.now.ndcg - 1
    assert second.now.rejected_first == 1
    assert any("nDCG@10" in line and "(" in line for line in judge_report.lines(second))


# --- Words that mean the same ------------------------------------------------------------------------------


def test_a_city_s_own_words_find_each_other_there_only(minutes, rina, balikpapan, samarinda):
    from kotacerdas.evidence.queries.finding import search

    assert search("bifi", user=rina, city=balikpapan).total == 0
    actions.add_synonyms(samarinda, ["bifi", "Wi-Fi"], by=None, now=NOW)
    assert search("bifi", user=rina, city=balikpapan).total == 0
    actions.add_synonyms(balikpapan, ["bifi", "Wi-Fi"], by=rina, now=NOW)
    assert search("bifi", user=rina, city=balikpapan).total == 1


@pytest.mark.parametrize(
    "words", [[], ["rapat"], ["rapat", "Rapat "], ["rapat", "…"], [f"kata{n}" for n in range(13)]]
)
def test_groups_without_two_words_or_with_too_many_are_refused(balikpapan, rina, words):
    with pytest.raises(Refused):
        actions.add_synonyms(balikpapan, words, by=rina, now=NOW)


def test_shipped_words_are_not_changed(balikpapan, rina):
    shipped = Synonyms.objects.create(city=None, key="pokja", words=["pokja", "kelompok kerja"])

    with pytest.raises(Refused):
        actions.change_synonyms(shipped, ["pokja", "lain"], by=rina, now=NOW)
    actions.remove_synonyms(shipped, by=rina, now=NOW)
    assert Synonyms.objects.filter(pk=shipped.pk).exists()
