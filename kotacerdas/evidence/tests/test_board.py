"""The question board: what is proven, found and missing, who owes it, and what the reader may not see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence import actions, findings, targets
from kotacerdas.evidence.domain.board import Standing
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation, Content, EvidenceRequest, Judgement
from kotacerdas.evidence.queries import board, proposing
from kotacerdas.evidence.queries.finding import Hit
from kotacerdas.evidence.queries.proposing import Proposal
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.people import access

SCOPE = "smartcity-2023-kppn"
QUOTE = "Dewan menyepakati analisis risiko Wi-Fi publik."
SPAN = Span(TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
BOARD = f"/bukti/papan/{SCOPE}/"

pytestmark = pytest.mark.usefixtures("official_results")


@pytest.fixture
def scope(rina, balikpapan):
    return targets.scope(rina, balikpapan, SCOPE)


@pytest.fixture
def questions(balikpapan, scope):
    return {each.code: each for each in targets.of_scope(balikpapan, scope)}


@pytest.fixture
def minutes(balikpapan, budi):
    return factories.document(balikpapan, by=budi)


def cite(document, target, by):
    return actions.cite(document.latest, unit=1, span=SPAN, wanted=[target], by=by, now=NOW)


def standing(user, city, scope, code):
    found = board.of_scope(user, city, scope)
    return next(each for each in found.questions if each.target.code == code)


def words(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


# --- Where a question stands -------------------------------------------------------------------------------


def test_question_goes_from_missing_to_waiting_to_confirmed(
    rina, joko, balikpapan, scope, questions, minutes
):
    assert standing(rina, balikpapan, scope, "E09").standing is Standing.MISSING

    citation = cite(minutes, questions["E09"], joko)
    assert standing(rina, balikpapan, scope, "E09").standing is Standing.WAITING

    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    assert standing(rina, balikpapan, scope, "E09").standing is Standing.CONFIRMED


def test_confirmed_quote_proves_nothing_new_by_itself(rina, joko, balikpapan, scope, questions, minutes):
    citation = cite(minutes, questions["E09"], joko)
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)

    actions.use_for(citation, questions["D54"], by=joko, now=NOW)

    assert standing(rina, balikpapan, scope, "E09").standing is Standing.CONFIRMED
    assert standing(rina, balikpapan, scope, "D54").standing is Standing.WAITING


def test_rejected_citations_prove_nothing(rina, joko, balikpapan, scope, questions, minutes):
    citation = cite(minutes, questions["E09"], joko)
    actions.review(citation, Deed.REJECT, reason="Tahun salah", by=rina, now=NOW)

    assert standing(rina, balikpapan, scope, "E09").standing is Standing.MISSING


@pytest.fixture
def proven(minutes, questions, joko, rina):
    """The question E09, by a confirmed citation."""
    return actions.review(cite(minutes, questions["E09"], joko), Deed.CONFIRM, by=rina, now=NOW)


def infect(document):
    Content.objects.filter(pk=document.latest.content_id).update(scan="infected")


def withdraw(document):
    type(document).objects.filter(pk=document.pk).update(withdrawn_at=NOW, withdrawn_because="Salah berkas")


@pytest.mark.parametrize("fall", [infect, withdraw])
def test_what_was_found_infected_or_was_withdrawn_proves_nothing_any_more(
    rina, balikpapan, scope, minutes, proven, fall
):
    assert standing(rina, balikpapan, scope, "E09").confirmed == 1

    fall(minutes)

    found = standing(rina, balikpapan, scope, "E09")
    assert (found.standing, found.confirmed) == (Standing.MISSING, 0)
    assert board.of_target(rina, balikpapan, found.target).standing is Standing.MISSING


@pytest.mark.parametrize("fall", [infect, withdraw])
def test_a_request_does_not_count_such_proof_either(
    rina, balikpapan, questions, diskominfo, minutes, proven, fall
):
    made = ask(balikpapan, diskominfo, [questions["E09"]], rina)
    assert [each.is_confirmed for each in findings.requests.as_they_stand(rina, made)] == [True]

    fall(minutes)

    assert [each.is_confirmed for each in findings.requests.as_they_stand(rina, made)] == [False]


@pytest.mark.parametrize(
    ("fall", "why"), [(infect, "a virus was found in the file"), (withdraw, "the document was withdrawn")]
)
def test_a_question_says_which_quote_proves_nothing_any_more(as_user, rina, minutes, proven, fall, why):
    address = f"/en/bukti/usulan/{SCOPE}/E09/"
    assert why not in words(as_user(rina), address)

    fall(minutes)

    assert f"counts no more: {why}" in words(as_user(rina), address)


def test_proposals_are_counted(monkeypatch, rina, balikpapan, scope, questions):
    key = (questions["E09"].kind, questions["E09"].key)
    monkeypatch.setattr(proposing, "count_all", lambda some, *, user, city: {key: 3})

    found = standing(rina, balikpapan, scope, "E09")

    assert (found.standing, found.proposed) == (Standing.PROPOSED, 3)


def test_secret_proof_is_not_hinted_at(rina, joko, lestari, balikpapan, scope, questions, minutes):
    cite(minutes, questions["E09"], joko)
    type(minutes).objects.filter(pk=minutes.pk).update(confidentiality="secret")

    assert standing(rina, balikpapan, scope, "E09").waiting == 1
    assert standing(lestari, balikpapan, scope, "E09").standing is Standing.MISSING


def test_citations_of_a_neighbour_do_not_count(rina, tetangga, samarinda, balikpapan, scope, questions, joko):
    theirs = factories.document(samarinda, by=tetangga)
    actions.cite(theirs.latest, unit=1, span=SPAN, wanted=[questions["E09"]], by=tetangga, now=NOW)

    assert standing(rina, balikpapan, scope, "E09").standing is Standing.MISSING


# --- Who owes what -----------------------------------------------------------------------------------------


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


def ask(city, agency, some, by):
    due = timezone.now().date() + timedelta(days=10)
    return actions.ask(
        city=city, agency=agency, what="Data dukung", due_on=due, wanted=some, by=by, now=timezone.now()
    )


def test_question_belongs_to_the_agency_that_was_asked(rina, balikpapan, scope, questions, diskominfo):
    made = ask(balikpapan, diskominfo, [questions["D54"]], rina)

    table = board.matrix(board.of_scope(rina, balikpapan, scope), today=NOW.date())

    first, last = table.lines[0], table.lines[-1]
    assert (first.agency, first.total, first.due) == (diskominfo, 1, made.day)
    assert last.agency is None
    assert first.total + last.total == table.total == len(questions)
    assert sum(table.sums) == table.total


def test_closed_request_leaves_the_question_to_nobody(rina, balikpapan, scope, questions, diskominfo):
    made = ask(balikpapan, diskominfo, [questions["D54"]], rina)
    actions.drop(made, reason="Salah alamat", by=rina, now=timezone.now())

    assert standing(rina, balikpapan, scope, "D54").request is None


def test_dimension_is_asked_for_in_one_request_without_what_was_asked_before(
    as_user, rina, balikpapan, scope, questions, diskominfo
):
    of_environment = [each for each in questions.values() if each.dimension == "env"]
    ask(balikpapan, diskominfo, [of_environment[0]], rina)
    address = f"/bukti/permintaan/baru/?lingkup={SCOPE}&dimensi=env"
    browser = as_user(rina)
    form = browser.get(address).context["form"]
    chosen = [key for key, _words in form.fields["questions"].choices]
    assert len(chosen) == len(of_environment) - 1

    sent = {
        "submission_key": new_key(),
        "what": "Data dukung lingkungan",
        "agency": diskominfo.pk,
        "due_on": timezone.now().date() + timedelta(days=10),
        "questions": chosen,
    }
    first, second = (browser.post(address, sent)["Location"] for _each in range(2))

    assert first == second
    made = EvidenceRequest.objects.get(what="Data dukung lingkungan")
    assert made.asked_for.count() == len(chosen)
    assert not findings.requests.wanted(rina, balikpapan, browser.get(address).wsgi_request.GET)


def test_day_that_is_past_is_refused(as_user, rina, balikpapan, diskominfo):
    sent = {"submission_key": new_key(), "what": "SK", "agency": diskominfo.pk, "due_on": "2020-01-01"}

    assert as_user(rina).post("/bukti/permintaan/baru/", sent).status_code == 422
    assert not EvidenceRequest.objects.exists()


# --- The page ----------------------------------------------------------------------------------------------


def test_board_tells_what_is_missing(as_user, rina, questions):
    assert f"{len(questions)} of {len(questions)} questions are not dug up yet" in words(
        as_user(rina), f"/en{BOARD}"
    )


def test_newest_round_is_the_default(as_user, rina, balikpapan):
    newest = targets.scopes(rina, balikpapan)[0]

    assert newest.title in words(as_user(rina), "/bukti/papan/")


def test_unknown_round_does_not_exist(as_user, rina):
    words(as_user(rina), "/bukti/papan/tidak-ada/", 404)


def test_filters_are_in_the_address(as_user, rina, joko, questions, minutes):
    cite(minutes, questions["E09"], joko)
    browser = as_user(rina)

    waiting = browser.get(f"{BOARD}?status=waiting").context["groups"]
    environment = browser.get(f"{BOARD}?dimensi=env").context["groups"]

    assert [each.target.code for _title, some in waiting for each in some] == ["E09"]
    assert {each.target.dimension for _title, some in environment for each in some} == {"env"}


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_downloads_hold_the_rows_of_the_page(as_user, rina, joko, questions, minutes, file_type):
    cite(minutes, questions["E09"], joko)

    answer = as_user(rina).get(f"{BOARD}unduh.{file_type}?status=waiting")

    assert answer.status_code == 200
    if file_type == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("E09,")


def test_board_costs_the_same_however_much_there_is(
    as_user, rina, joko, balikpapan, questions, minutes, diskominfo, django_assert_max_num_queries
):
    browser = as_user(rina)
    browser.get(BOARD)
    with django_assert_max_num_queries(12) as asked:
        browser.get(BOARD)
    few = len(asked)
    for target in list(questions.values())[:40]:
        cite(minutes, target, joko)
    ask(balikpapan, diskominfo, list(questions.values())[40:80], rina)
    ask(balikpapan, diskominfo, list(questions.values())[80:], rina)
    browser.get(BOARD)

    with django_assert_max_num_queries(few):
        browser.get(BOARD)


def test_requests_cost_the_same_however_many(
    as_user, rina, balikpapan, questions, diskominfo, django_assert_max_num_queries
):
    browser, some = as_user(rina), list(questions.values())
    ask(balikpapan, diskominfo, some[:3], rina)
    browser.get("/bukti/permintaan/")
    with django_assert_max_num_queries(20) as asked:
        browser.get("/bukti/permintaan/")
    few = len(asked)
    for target in some[3:15]:
        ask(balikpapan, diskominfo, [target], rina)

    with django_assert_max_num_queries(few):
        browser.get("/bukti/permintaan/")


# --- Proposals ---------------------------------------------------------------------------------------------


@pytest.fixture
def proposed(monkeypatch, minutes, questions):
    """What the search would find for E09: the one document, the one sentence."""
    hit = Hit(
        document=minutes,
        revision=minutes.latest,
        unit=1,
        unit_kind="paragraphs",
        unit_label="1",
        score=0.91,
        snippet=TEXT,
        snippet_marks=(Span(SPAN.start, SPAN.start + 5),),
        spans=(Span(SPAN.start, SPAN.start + 5),),
        quote=SPAN,
        terms=("risiko",),
    )
    wanted = (questions["E09"].kind, questions["E09"].key)

    def found(some, *, user, city, limit=10):
        verdict = {True: "accepted", False: "rejected"}
        last = Judgement.objects.order_by("pk").last()
        proposal = Proposal(hit, minutes.freshness(2023), verdict[last.is_relevant] if last else "")
        return {(each.kind, each.key): [proposal] if (each.kind, each.key) == wanted else [] for each in some}

    monkeypatch.setattr(proposing, "propose_all", found)
    monkeypatch.setattr(proposing, "count_all", lambda some, *, user, city: {wanted: 1})
    return hit


DECIDE = f"/bukti/usulan/{SCOPE}/E09/putusan/"


def decision(hit, verdict, **fields):
    fields.setdefault("submission_key", new_key())
    span = {"dari": hit.quote.start, "sampai": hit.quote.end}
    return {"putusan": verdict, "revisi": hit.revision.pk, "satuan": hit.unit, **span, **fields}


def test_proposals_show_passage_reason_and_year(as_user, joko, proposed):
    html = words(as_user(joko), f"/en/bukti/usulan/?lingkup={SCOPE}")

    assert "<mark>Dewan</mark>" in html
    assert "Matches: risiko" in html
    assert "0.91" in html


def test_a_period_that_nobody_has_confirmed_is_said_to_be_recognised(as_user, joko, proposed, monkeypatch):
    confirmed = proposing.propose_all
    said = "as recognised, not confirmed"
    assert said not in words(as_user(joko), f"/en/bukti/usulan/?lingkup={SCOPE}")

    def recognised(some, **options):
        return {
            key: [replace(each, is_recognised=True) for each in found]
            for key, found in confirmed(some, **options).items()
        }

    monkeypatch.setattr(proposing, "propose_all", recognised)
    html = words(as_user(joko), f"/en/bukti/usulan/?lingkup={SCOPE}")
    # Under a finger and for a screen reader too, so not in a title.
    assert f"<summary>{said}</summary> The system recognised the period" in html


def test_beside_a_proposal_stands_its_page_or_its_kind_of_file(as_user, joko, proposed, settings):
    browser, path = as_user(joko), f"/en/bukti/usulan/?lingkup={SCOPE}"
    picture = f"/bukti/{proposed.document.code}/r1/1.png?kecil=1"
    assert ">TXT</span>" in words(browser, path)

    proposed.revision.content.kind = "pdf"
    html = words(browser, path)
    assert picture in html
    assert f'alt="{proposed.document.title}, paragraph 1" loading="lazy"' in html

    settings.EVIDENCE_NEEDS_SCAN = True
    assert picture not in words(browser, path)


def test_accepting_cites_the_sentence_once(as_user, joko, proposed, questions):
    sent = decision(proposed, "terima")
    browser = as_user(joko)

    for _twice in range(2):
        assert browser.post(DECIDE, sent).status_code == 302

    citation = Citation.objects.get()
    assert (citation.quote, citation.by) == (QUOTE, joko)
    assert citation.uses.get().target_key == questions["E09"].key
    assert Judgement.objects.get().is_relevant


def test_rejecting_needs_a_reason_and_is_a_judgement(as_user, joko, proposed):
    browser = as_user(joko)
    browser.post(DECIDE, decision(proposed, "tolak"))
    assert not Judgement.objects.exists()

    browser.post(DECIDE, decision(proposed, "tolak", alasan="wrong_year"))

    judged = Judgement.objects.get()
    assert (judged.is_relevant, judged.reason) == (False, "wrong_year")
    assert not Citation.objects.exists()
    context = browser.get(f"/bukti/usulan/{SCOPE}/E09/").context["question"]
    assert not context.proposals
    assert len(context.rejected) == 1


def test_nobody_decides_on_what_he_may_not_see(as_user, joko, tetangga, lestari, proposed):
    type(proposed.document).objects.update(confidentiality="secret")

    assert as_user(joko).post(DECIDE, decision(proposed, "terima")).status_code == 404
    assert as_user(tetangga).post(DECIDE, decision(proposed, "terima")).status_code == 404
    assert as_user(lestari).post(DECIDE, decision(proposed, "terima")).status_code == 403


@pytest.mark.parametrize("changed", [{"satuan": "7"}, {"sampai": "99999"}, {"dari": "x"}, {"revisi": "abc"}])
def test_nonsense_is_refused(as_user, joko, proposed, changed):
    answer = as_user(joko).post(DECIDE, decision(proposed, "terima", **changed))

    assert answer.status_code in {302, 404}
    assert not Citation.objects.exists()


def test_not_found_teaches_and_offers_the_request(as_user, rina, joko):
    address = f"/en/bukti/usulan/{SCOPE}/E06/"

    assert "soal=E06" in words(as_user(rina), address)
    html = words(as_user(joko), address)
    assert "No page is close enough" in html
    assert "soal=E06" not in html


def test_recommendations_have_a_board_and_pages_too(as_user, rina):
    browser = as_user(rina)

    groups = browser.get("/bukti/papan/rekomendasi/").context["groups"]

    first = groups[0][1][0].target
    assert (
        first.title
        in browser.get(f"/bukti/usulan/rekomendasi/{first.code}/").context["question"].target.title
    )
