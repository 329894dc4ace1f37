"""Citations hold: bound to bytes and words, checked by somebody else, counted once, never changed by what comes later."""

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation, Use
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

QUOTE = "Dewan menyepakati analisis risiko Wi-Fi publik."
SPAN = Span(TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
RISK = Target("evaluation.question", "smartcity-2023-kppn/E09", "E09", "Risiko", "Identifikasi risiko", 2023)
COUNCIL = Target("evaluation.question", "smartcity-2023-kppn/B02", "B02", "Dewan", "Fungsi Dewan", 2023)


@pytest.fixture
def minutes(balikpapan, budi):
    return factories.document(balikpapan, by=budi)


@pytest.fixture
def citation(minutes, joko):
    return actions.cite(minutes.latest, unit=1, span=SPAN, wanted=[RISK], by=joko, now=NOW)


def test_citation_keeps_words_hash_and_place(citation, minutes):
    assert citation.quote == QUOTE
    assert citation.sha256 == minutes.latest.content.sha256
    assert (citation.unit, citation.span) == (1, SPAN)
    assert citation.state == Citation.Stage.WAITING


def test_blanks_at_the_ends_are_not_quoted(minutes, joko):
    made = actions.cite(
        minutes.latest, unit=1, span=Span(SPAN.start - 1, SPAN.end), wanted=[RISK], by=joko, now=NOW
    )

    assert made.quote == QUOTE


def test_a_double_click_is_one_citation(citation, minutes, joko):
    again = actions.cite(minutes.latest, unit=1, span=SPAN, wanted=[RISK], by=joko, now=NOW)

    assert again == citation
    assert citation.uses.count() == 1


@pytest.mark.parametrize("span", [Span(0, 9999), Span(len(TEXT), len(TEXT) + 1)])
def test_what_is_not_there_cannot_be_quoted(minutes, joko, span):
    with pytest.raises(Refused):
        actions.cite(minutes.latest, unit=1, span=span, wanted=[RISK], by=joko, now=NOW)


def test_second_person_confirms(citation, rina):
    confirmed = actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)

    assert confirmed.state == Citation.Stage.CONFIRMED
    assert confirmed.reviewed_by == rina


@pytest.mark.parametrize("who", ["joko", "budi"])
def test_neither_citer_nor_uploader_confirms(request, citation, who):
    with pytest.raises(Refused) as refused:
        actions.review(citation, Deed.CONFIRM, by=request.getfixturevalue(who), now=NOW)

    assert refused.value.faults[0].kind == "evidence-own-citation"


def test_the_database_itself_wants_a_second_person(citation, joko):
    with pytest.raises(IntegrityError), transaction.atomic():
        Citation.objects.filter(pk=citation.pk).update(reviewed_by=joko, reviewed_at=NOW)


def test_rejection_needs_a_reason(citation, rina):
    with pytest.raises(Refused):
        actions.review(citation, Deed.REJECT, reason="  ", by=rina, now=NOW)

    citation.refresh_from_db()
    assert citation.state == Citation.Stage.WAITING


def test_what_is_decided_stays_decided(citation, rina, lestari):
    actions.review(citation, Deed.REJECT, reason="Tahun salah", by=rina, now=NOW)

    assert actions.review(citation, Deed.REJECT, reason="Lagi", by=rina, now=NOW).reason == "Tahun salah"
    with pytest.raises(Refused):
        actions.review(citation, Deed.CONFIRM, by=lestari, now=NOW)


def test_one_citation_serves_many_questions(citation, joko):
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)
    actions.end_use(citation, RISK, by=joko, now=NOW)

    assert [use.target_key for use in citation.uses.current()] == [COUNCIL.key]
    with pytest.raises(Refused):
        actions.end_use(citation, COUNCIL, by=joko, now=NOW)


# --- Each use is checked by a second person ----------------------------------------------------------------------


def states(citation):
    return {use.target_key.rpartition("/")[2]: use.state for use in citation.uses.order_by("pk")}


def test_confirmation_holds_for_what_was_confirmed_only(citation, minutes, joko, rina):
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)

    again = actions.cite(minutes.latest, unit=1, span=SPAN, wanted=[RISK, COUNCIL], by=joko, now=NOW)

    assert again == citation
    assert states(citation) == {"E09": "confirmed", "B02": "waiting"}
    assert [use.target_key for use in Use.objects.counting()] == [RISK.key]
    assert list(Citation.objects.reviewable_by(rina)) == [citation]
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    assert states(citation) == {"E09": "confirmed", "B02": "confirmed"}
    assert not Citation.objects.reviewable_by(rina)


@pytest.mark.parametrize("who", ["joko", "budi"])
def test_neither_citer_nor_uploader_confirms_a_new_use(request, citation, rina, who):
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    actions.use_for(citation, COUNCIL, by=rina, now=NOW)

    with pytest.raises(Refused) as refused:
        actions.review(citation, Deed.CONFIRM, by=request.getfixturevalue(who), now=NOW)

    assert refused.value.faults[0].kind == "evidence-own-citation"


def test_nobody_confirms_a_use_of_ones_own(citation, rina):
    actions.use_for(citation, COUNCIL, by=rina, now=NOW)

    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)

    assert states(citation) == {"E09": "confirmed", "B02": "waiting"}
    assert not Citation.objects.reviewable_by(rina)
    with pytest.raises(IntegrityError), transaction.atomic():
        citation.uses.filter(target_key=COUNCIL.key).update(reviewed_by=rina, reviewed_at=NOW)


def test_rejected_use_leaves_the_confirmed_quote(citation, joko, rina):
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)

    actions.review(citation, Deed.REJECT, reason="Bukan fungsi Dewan", by=rina, now=NOW)

    citation.refresh_from_db()
    assert citation.state == Citation.Stage.CONFIRMED
    assert states(citation) == {"E09": "confirmed", "B02": "rejected"}
    assert [use.target_key for use in citation.uses.current()] == [RISK.key]


def test_confirmed_quote_stays_confirmed_for_something(citation, joko, rina):
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)

    with pytest.raises(Refused) as refused:
        actions.end_use(citation, RISK, by=joko, now=NOW)

    assert refused.value.faults[0].kind == "evidence-last-use"


def test_same_words_with_another_claim_are_refused(minutes, joko):
    quoted = {"unit": 1, "span": SPAN, "wanted": [RISK], "by": joko, "now": NOW}
    first = actions.cite(minutes.latest, **quoted, claim="Risiko dibahas")

    assert actions.cite(minutes.latest, **quoted, claim=" Risiko dibahas ") == first
    assert actions.cite(minutes.latest, **quoted) == first
    with pytest.raises(Refused) as refused:
        actions.cite(minutes.latest, **quoted, claim="Risiko ditangani")
    assert refused.value.faults[0].kind == "evidence-claimed-otherwise"


def test_uses_and_citations_of_others_are_not_ended(citation, joko, budi, rina):
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)

    for deed in (
        lambda: actions.end_use(citation, COUNCIL, by=budi, now=NOW),
        lambda: actions.withdraw(citation, by=budi, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.faults[0].kind == "evidence-not-yours"
    actions.end_use(citation, COUNCIL, by=rina, now=NOW)
    assert [use.target_key for use in citation.uses.current()] == [RISK.key]


# --- Documents that were withdrawn -------------------------------------------------------------------------------


def test_nothing_happens_to_a_document_that_was_withdrawn(citation, minutes, budi, joko, rina):
    actions.withdraw(citation, by=joko, now=NOW)
    stale = minutes.latest
    actions.withdraw_document(minutes, reason="Salah unggah", by=rina, now=NOW)
    Citation.objects.filter(pk=citation.pk).update(state="waiting")
    blob = files.store(b"Isi baru")

    for deed in (
        lambda: actions.cite(stale, unit=1, span=SPAN, wanted=[RISK], by=joko, now=NOW),
        lambda: actions.use_for(citation, COUNCIL, by=joko, now=NOW),
        lambda: actions.review(citation, Deed.CONFIRM, by=rina, now=NOW),
        lambda: actions.judge(RISK, stale, 1, is_relevant=True, by=joko, now=NOW),
        lambda: actions.add_revision(minutes, blob, kinds.TXT, name="baru.txt", by=budi, now=NOW),
        lambda: actions.describe(minutes, {"title": "Lain"}, expected=minutes.version, by=budi, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.faults[0].kind == "evidence-withdrawn"
    assert not Citation.objects.reviewable_by(rina)


def test_a_later_revision_changes_no_citation(citation, minutes, budi):
    blob = files.store(b"Rapat Dewan Smart City: isi baru")
    actions.add_revision(minutes, blob, kinds.TXT, name="baru.txt", by=budi, now=NOW)

    citation.refresh_from_db()
    minutes.refresh_from_db()
    assert minutes.latest.number == 2
    assert citation.revision.number == 1
    assert citation.quote == QUOTE


def test_cited_documents_are_not_withdrawn(citation, minutes, rina):
    with pytest.raises(Refused):
        actions.withdraw_document(minutes, reason="Salah unggah", by=rina, now=NOW)
    actions.withdraw(citation, by=rina, now=NOW)

    assert actions.withdraw_document(minutes, reason="Salah unggah", by=rina, now=NOW).withdrawn_at == NOW


def test_outside_only_confirmed_uses_are_seen(citation, balikpapan, minutes, joko, rina):
    outsider = people.officeholder("mitra@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)
    type(minutes).objects.filter(pk=minutes.pk).update(confidentiality="public")
    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    actions.use_for(citation, COUNCIL, by=joko, now=NOW)

    assert Use.objects.visible_to(rina).count() == 2
    assert [use.target_key for use in Use.objects.visible_to(outsider)] == [RISK.key]
