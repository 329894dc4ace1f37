"""The result letter and the remarks of assessors: who records them, what becomes of recommendations, who reads them."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import actions, followed
from kotacerdas.evaluation.actions import Attached, Head, LetterChanged
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Recommendation, Remark, ResultLetter, Round
from kotacerdas.evaluation.queries.letters import kept_of, shown_to
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import NOW, advices, remark
from kotacerdas.evidence import targets
from kotacerdas.files import actions as files
from kotacerdas.files.models import File
from kotacerdas.followup.tests import factories as followup
from kotacerdas.search import queries as search

STRENGTH, WEAKNESS, ADVICE = Remark.Kind.STRENGTH, Remark.Kind.WEAKNESS, Remark.Kind.ADVICE
DATA, RISK, BUDGET = "Perkuat data terpadu", "Susun peta risiko kota", "Tambah anggaran layanan warga"
HEAD = Head("B-123/AI.01/2026", date(2026, 12, 14), "Direktur Jenderal")


@pytest.fixture
def own(balikpapan):
    return factories.own_round(balikpapan, title_id="Evaluasi sendiri")


@pytest.fixture
def run(balikpapan, nadia):
    """On the day of its result."""
    days = factories.days({Step.INVITATION: (-20, 5), Step.RESULT: (-1, 5)})
    return factories.run_round(cities=(balikpapan,), by=nadia, year=2025, days=days)


def record(round_, city, head=HEAD, remarks=(), *, by, **options):
    actions.record_letter(round_, city, head, remarks, by=by, now=NOW, **options)


def numbers(round_):
    return dict(Recommendation.objects.filter(round=round_).values_list("number", "text_id"))


def refused(deed, *args, **options):
    """The kinds of the faults; their words are whole in both languages, and nothing was done."""
    before = (Entry.objects.count(), Remark.objects.count(), ResultLetter.objects.count())
    with pytest.raises(Refused) as found:
        deed(*args, **options)
    assert (Entry.objects.count(), Remark.objects.count(), ResultLetter.objects.count()) == before
    for language in ("id", "en"):
        with translation.override(language):
            assert all(words and "%(" not in words for words in sentences(found.value))
    return [fault.kind for fault in found.value.faults]


# --- Recording ---------------------------------------------------------------------------------------------


def test_the_programme_office_records_letter_and_remarks_at_once(own, balikpapan, rina):
    remarks = [
        remark(STRENGTH, "Layanan 112", assessor=1),
        remark(WEAKNESS, "Peta risiko belum ada", assessor=2),
        *advices(DATA, RISK, assessor=2),
    ]
    record(own, balikpapan, remarks=remarks, by=rina)

    letter = ResultLetter.objects.get(round=own, city=balikpapan)
    assert (letter.number, letter.dated_on, letter.signed_by) == (HEAD.number, HEAD.dated_on, HEAD.signed_by)
    assert list(Remark.objects.values_list("kind", "assessor", "number", "text_id")) == [
        ("advice", 2, 1, DATA),
        ("advice", 2, 2, RISK),
        ("strength", 1, 1, "Layanan 112"),
        ("weakness", 2, 1, "Peta risiko belum ada"),
    ]
    rows = Recommendation.objects.filter(city=balikpapan)
    assert [(row.label, row.text_id, row.is_public, row.round) for row in rows] == [
        ("2026/–/1", DATA, False, own),
        ("2026/–/2", RISK, False, own),
    ]


def test_numbers_go_on_after_those_of_the_same_year_and_stage(balikpapan, rina):
    for stage, number in (("II", 7), ("I", 3)):
        Recommendation.objects.create(
            city=balikpapan, year=2026, stage=stage, number=number, text_id=f"Lama {stage}"
        )
    own = factories.own_round(balikpapan, stage="II")
    record(own, balikpapan, remarks=advices(DATA, RISK, "Lama II"), by=rina)

    assert numbers(own) == {8: DATA, 9: RISK}, "what the city has been told already is not there twice"


def test_a_rehearsal_gives_remarks_and_no_recommendation(balikpapan, rina):
    trial = factories.own_round(balikpapan, kind=Round.Kind.TRIAL)
    record(trial, balikpapan, remarks=advices(DATA), by=rina)
    actions.tell_first_advice(trial, balikpapan, [RISK], stage="I", by=rina, now=NOW)

    assert Remark.objects.get().text_id == DATA
    assert not Recommendation.objects.exists()


def test_a_letter_that_is_public_makes_its_recommendations_public(own, balikpapan, rina):
    record(own, balikpapan, remarks=advices(DATA), by=rina, is_public=True)
    everybody = Recommendation.objects.readable_by(AnonymousUser())
    assert everybody.get().text_id == DATA

    record(own, balikpapan, remarks=advices(DATA), by=rina)
    assert not everybody.exists()
    assert not Recommendation.objects.visible_to(AnonymousUser()).exists()


def test_the_trail_tells_the_city_what_was_recorded_and_the_words_of_nobody(own, balikpapan, rina):
    record(own, balikpapan, remarks=advices(DATA, RISK), by=rina)

    entry = Entry.objects.select_related("values", "actor", "chain").latest("pk")
    (line,) = trail.lines([entry], seen_by=rina)
    assert entry.chain.code == balikpapan.code
    assert "64.71" in line.sentence
    assert DATA not in str(entry.values.content)


def test_the_same_again_leaves_no_trace(own, balikpapan, rina):
    record(own, balikpapan, remarks=advices(DATA), by=rina)
    before = Entry.objects.count()
    record(own, balikpapan, remarks=advices(DATA), by=rina)

    assert Entry.objects.count() == before


def test_a_letter_that_says_nothing_is_refused(own, balikpapan, rina):
    assert refused(record, own, balikpapan, Head(), by=rina) == ["letter-says-nothing"]


def test_remarks_without_end_are_refused(own, balikpapan, rina):
    assert refused(record, own, balikpapan, remarks=advices("a" * 2001), by=rina) == ["remark-too-long"]


@pytest.mark.parametrize("who", ["budi", "lestari", "hadi", "tetangga", "nadia", "siti"])
def test_nobody_else_records_in_the_round_of_a_city(request, own, balikpapan, who):
    by = request.getfixturevalue(who)

    assert refused(record, own, balikpapan, by=by) == ["round-not-yours"]


def test_in_a_shared_round_the_operator_records_and_the_city_does_not(run, balikpapan, nadia, rina):
    assert refused(record, run, balikpapan, by=rina) == ["round-not-yours"]

    record(run, balikpapan, remarks=advices(DATA), by=nadia)
    assert numbers(run) == {1: DATA}
    assert Entry.objects.select_related("chain").latest("pk").chain.code != balikpapan.code


def test_a_city_that_is_not_in_the_round_gets_no_letter(own, run, samarinda, nadia):
    assert refused(record, run, samarinda, by=nadia) == ["letter-city-not-in-round"]
    assert refused(record, own, samarinda, by=None) == ["letter-city-not-in-round"]


# --- Saving again ------------------------------------------------------------------------------------------


def test_saving_replaces_the_set_and_keeps_the_numbers(own, balikpapan, rina):
    record(own, balikpapan, remarks=advices(DATA, RISK, BUDGET), by=rina)
    keys = dict(Recommendation.objects.values_list("number", "pk"))
    record(own, balikpapan, remarks=advices(BUDGET, f"{DATA} daerah", "Libatkan kampus"), by=rina)

    assert numbers(own) == {1: f"{DATA} daerah", 3: BUDGET, 4: "Libatkan kampus"}
    assert {number: Recommendation.objects.get(number=number).pk for number in (1, 3)} == {
        1: keys[1],
        3: keys[3],
    }


def test_words_that_stay_keep_their_english_ones(own, balikpapan, rina):
    record(own, balikpapan, remarks=[remark(ADVICE, DATA, text_en="Strengthen data")], by=rina)
    record(own, balikpapan, remarks=advices(DATA), by=rina)
    assert Recommendation.objects.get().text_en == Remark.objects.get().text_en == "Strengthen data"

    record(own, balikpapan, remarks=advices(f"{DATA} daerah"), by=rina)
    assert Recommendation.objects.get().text_en == "", "a translation of other words would be wrong"


def test_whoever_saves_an_older_page_is_told_what_is_kept_now(own, balikpapan, rina):
    seen = kept_of(own, balikpapan).mark
    record(own, balikpapan, remarks=advices(DATA), by=rina, expected=seen)

    with pytest.raises(LetterChanged) as changed:
        record(own, balikpapan, remarks=advices(RISK), by=rina, expected=seen)
    assert changed.value.current.typed(ADVICE) == DATA
    assert numbers(own) == {1: DATA}
    record(own, balikpapan, remarks=advices(RISK), by=rina, expected=changed.value.current.mark)


def follow_by_task(row, rina):
    followup.task(city=row.city, about=row, owner=rina)


def follow_by_proof(row, rina):
    from kotacerdas.recommendations.tests.factories import proven

    proven(row, by=rina)


def follow_by_care(row, rina):
    from kotacerdas.recommendations.actions.shared import begin

    begin(row)


def follow_by_comment(row, rina):
    from kotacerdas.discussion import actions as discussion

    discussion.comment(row, text="Siapa yang mengerjakan?", by=rina, now=NOW)


@pytest.mark.parametrize("follow", [follow_by_task, follow_by_proof, follow_by_care, follow_by_comment])
def test_what_is_followed_up_neither_goes_nor_gets_another_number(own, balikpapan, rina, follow):
    record(own, balikpapan, remarks=advices(DATA, RISK), by=rina)
    row = Recommendation.objects.get(number=2)
    follow(row, rina)

    assert followed.followed_up(Recommendation.objects.all()) == {row.pk}
    assert refused(record, own, balikpapan, remarks=advices(DATA), by=rina) == ["advice-followed-up"]
    assert numbers(own) == {1: DATA, 2: RISK}

    record(own, balikpapan, remarks=advices("Susun peta risiko", "Baru sama sekali"), by=rina)
    assert numbers(own) == {2: "Susun peta risiko", 3: "Baru sama sekali"}
    assert Recommendation.objects.get(number=2).pk == row.pk


# --- The panel's deed --------------------------------------------------------------------------------------


def test_remarks_of_a_panel_become_recommendations_that_all_may_read_once_published(run, balikpapan, nadia):
    remarks = [remark(STRENGTH, "Layanan 112", assessor=1), *advices(DATA, assessor=3)]
    actions.write_remarks(run, balikpapan, remarks, by=nadia, now=NOW)

    assert Recommendation.objects.get().is_public
    assert not Recommendation.objects.told().exists()
    actions.publish(run, by=nadia, now=NOW)
    assert Recommendation.objects.readable_by(AnonymousUser()).get().text_id == DATA
    assert [each.assessor for each in shown_to(AnonymousUser(), run, balikpapan).remarks] == [3, 1]


def test_first_advice_is_told_to_the_city_before_the_result_and_stays_apart(
    run, balikpapan, nadia, rina, tetangga
):
    how = {"stage": "I", "by": nadia, "now": NOW}
    actions.tell_first_advice(run, balikpapan, [RISK, BUDGET], **how)
    actions.write_remarks(run, balikpapan, advices(DATA), by=nadia, now=NOW)
    actions.tell_first_advice(run, balikpapan, [BUDGET], **how)

    labels = {row.label: row.text_id for row in Recommendation.objects.filter(round=run)}
    assert labels == {"2025/–/1": DATA, "2025/I/2": BUDGET}
    assert [row.text_id for row in Recommendation.objects.readable_by(rina)] == [BUDGET]
    for user in (tetangga, AnonymousUser()):
        assert not Recommendation.objects.visible_to(user).exists()
    assert Remark.objects.get().text_id == DATA


def test_writing_remarks_leaves_the_letter(run, balikpapan, nadia):
    record(run, balikpapan, by=nadia)
    actions.write_remarks(run, balikpapan, advices(DATA), by=nadia, now=NOW)

    assert ResultLetter.objects.get().number == HEAD.number


def test_remarks_are_written_by_whoever_brings_results(run, balikpapan, rina, hadi):
    for by in (rina, hadi):
        kinds = refused(actions.write_remarks, run, balikpapan, advices(DATA), by=by, now=NOW)
        assert kinds == ["round-not-yours"]


# --- The file ----------------------------------------------------------------------------------------------


def scan(name="surat.pdf", content=b"%PDF-1.4 contoh"):
    return Attached(files.store(content), name, "application/pdf")


def test_the_letter_itself_is_kept_replaced_and_taken_away(own, balikpapan, rina):
    record(own, balikpapan, Head("1", file=scan()), by=rina)
    assert ResultLetter.objects.get().file.name == "surat.pdf"
    record(own, balikpapan, Head("2"), by=rina)
    assert ResultLetter.objects.get().file.name == "surat.pdf"

    record(own, balikpapan, Head("2", file=scan("baru.pdf", b"%PDF-1.4 baru")), by=rina)
    assert [file.name for file in File.objects.all()] == ["baru.pdf"]
    record(own, balikpapan, Head("2", drops_file=True), by=rina)
    assert not File.objects.exists()
    assert ResultLetter.objects.get().file is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("rina", 200), ("budi", 200), ("tetangga", 404), ("hadi", 404), ("siti", 404), ("nadia", 404)],
)
def test_the_file_is_for_those_who_read_the_result(request, as_user, own, balikpapan, rina, who, status):
    record(own, balikpapan, Head("1", file=scan()), by=rina)
    address = File.objects.get().get_absolute_url()

    assert as_user(request.getfixturevalue(who)).get(address).status_code == status


def test_the_file_of_a_shared_round_is_there_for_all_once_published(
    anonymous, as_user, run, balikpapan, nadia, rina
):
    record(run, balikpapan, Head("1", file=scan()), by=nadia)
    address = File.objects.get().get_absolute_url()
    assert [each.get(address).status_code for each in (anonymous, as_user(rina))] == [302, 404]

    actions.publish(run, by=nadia, now=NOW)
    assert [each.get(address).status_code for each in (anonymous, as_user(rina))] == [200, 200]


# --- Who finds them ----------------------------------------------------------------------------------------


def found_by(user, words="terpadu"):
    return search.search(words, user=user, kind="evaluation.recommendation").count


def test_the_search_finds_them_for_the_city_alone(own, balikpapan, rina, budi, tetangga, siti):
    record(own, balikpapan, remarks=advices(DATA), by=rina)
    assert found_by(rina)
    assert found_by(budi)
    for user in (tetangga, siti, AnonymousUser()):
        assert not found_by(user)

    record(own, balikpapan, remarks=[], by=rina)
    assert not found_by(rina)


def test_evidence_can_prove_what_only_the_city_may_read(own, balikpapan, rina):
    record(own, balikpapan, remarks=advices(DATA), by=rina)
    row = Recommendation.objects.get()

    assert targets.find(balikpapan, "evaluation.recommendation", str(row.pk)).title == DATA
