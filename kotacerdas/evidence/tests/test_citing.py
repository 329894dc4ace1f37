"""Citations hold: bound to bytes and words, checked by somebody else, counted once, never changed by what comes later."""

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds

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
