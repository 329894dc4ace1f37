"""Drafts, attachments, the signed copy, sending and voiding."""

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.events.models import Event
from kotacerdas.files import guards
from kotacerdas.letters import actions, links, queries
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.models import Letter, Recipient
from kotacerdas.letters.tests import factories
from kotacerdas.letters.tests.factories import NOW
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people


def fault_of(refused) -> str:
    return refused.value.faults[0].kind


def test_draft_keeps_its_addressees_in_order(balikpapan, rina, budi):
    to = [Addressee("Camat"), Addressee("Lurah", "", budi.email)]

    letter = factories.draft(balikpapan, rina, to=to, copies=[Addressee("Arsip")])

    rows = list(letter.recipients.filter(role=Recipient.Role.TO))
    assert [row.name for row in rows] == ["Camat", "Lurah"]
    assert rows[1].user == budi
    assert letter.recipients.get(role=Recipient.Role.COPY).name == "Arsip"


def test_edit_writes_what_changed_into_the_trail(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    new = factories.content(balikpapan, subject="Rapat kedua", to=[Addressee("Camat")])

    actions.edit(letter, new, expected=letter.version, by=rina, now=NOW)

    entry = Entry.objects.get(kind="letters.edited")
    assert entry.values.content["subject"] == ["Undangan rapat", "Rapat kedua"]
    assert [row.name for row in letter.recipients.all()] == ["Camat"]


def test_issued_letter_is_neither_edited_nor_discarded_nor_given_files(balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    new = factories.content(balikpapan)

    for deed in (
        lambda: actions.edit(letter, new, expected=letter.version, by=rina, now=NOW),
        lambda: actions.discard(letter, by=rina, now=NOW),
        lambda: actions.attach(letter, factories.upload(), title="x", by=rina, now=NOW),
    ):
        with pytest.raises(Refused):
            deed()


def test_discarded_draft_is_gone_but_the_trail_tells(balikpapan, rina):
    actions.discard(factories.draft(balikpapan, rina), by=rina, now=NOW)

    assert not Letter.objects.exists()
    assert Entry.objects.filter(kind="letters.discarded").exists()


def test_attachments_are_counted_on_the_letter(balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    actions.attach(letter, factories.upload(), title="Daftar hadir", by=rina, now=NOW)
    letter.refresh_from_db()

    issued = actions.issue(letter, expected=letter.version, by=rina, now=NOW, setter=factories.plain_setter)

    assert dict(issued.snapshot["facts"])["Lampiran"] == "1 berkas"


def test_signed_copy_comes_back_and_is_replaced_only_with_a_reason(balikpapan, rina):
    letter = factories.signed(balikpapan, rina)

    with pytest.raises(Refused) as refused:
        actions.bring_back(letter, factories.upload(), by=rina, now=NOW)
    better = factories.upload(factories.SCAN + b"\n%%EOF")
    actions.bring_back(letter, better, reason="Halaman 2 kurang", by=rina, now=NOW)

    assert fault_of(refused) == "copy-without-reason"
    assert letter.signed_copies.count() == 2
    assert queries.best_file(letter) == letter.signed_copies.first().file
    assert Event.objects.filter(kind="letters.signed").count() == 1


def test_only_the_signed_copy_is_sent(balikpapan, rina):
    letter = factories.issued(balikpapan, rina)

    with pytest.raises(Refused) as refused:
        actions.send(letter, list(letter.recipients.all()), by=rina, now=NOW)

    assert fault_of(refused) == "letter-not-to-send"


def test_accounts_get_a_notice_and_others_an_email_of_their_own(balikpapan, rina, budi):
    letter = factories.signed(
        balikpapan,
        rina,
        to=[Addressee("Kepala Diskominfo", "", budi.email), Addressee("PT X", "", "x@contoh.id")],
    )

    sent = actions.send(letter, list(letter.recipients.all()), by=rina, now=NOW)

    assert [each.way for each in sent] == ["account", "email"]
    inside, outside = Notice.objects.get(person=budi), Notice.objects.get(address="x@contoh.id")
    assert inside.url == letter.get_absolute_url()
    recipient = letter.recipients.get(email="x@contoh.id")
    assert links.address_in(outside) == f"/surat/terima/{links.token_of(recipient)}/"
    assert links.token_of(recipient) not in str(list(Notice.objects.values()))


def test_account_that_opens_no_letters_gets_the_link(balikpapan, rina):
    partner = people.officeholder("mitra@contoh.ac.id", Role.OUTSIDE_MEMBER, city=balikpapan)
    letter = factories.signed(balikpapan, rina, to=[Addressee("Rektor", "", partner.email)])

    sent = actions.send(letter, list(letter.recipients.all()), by=rina, now=NOW)

    assert [each.way for each in sent] == ["email"]
    assert queries.received(links.token_of(letter.recipients.get())) is not None


def test_nobody_who_cannot_be_reached_is_sent_to(balikpapan, rina):
    letter = factories.signed(balikpapan, rina, to=[Addressee("Camat")])

    with pytest.raises(Refused) as refused:
        actions.send(letter, list(letter.recipients.all()), by=rina, now=NOW)

    assert fault_of(refused) == "send-to-nobody"


def test_signatory_hears_that_a_letter_waits(balikpapan, rina, lestari):
    signatory = factories.signatory(balikpapan, user=lestari)
    assert signatory.user == lestari

    factories.issued(balikpapan, rina)

    assert Notice.objects.get(person=lestari).kind == "letters.to_sign"


def test_void_needs_a_reason_and_ends_everything(balikpapan, rina):
    letter = factories.signed(balikpapan, rina)
    with pytest.raises(Refused):
        actions.void(letter, reason=" ", by=rina, now=NOW)

    voided = actions.void(letter, reason="Salah nomor", by=rina, now=NOW)

    assert voided.state == "void"
    with pytest.raises(Refused):
        actions.bring_back(letter, factories.upload(), by=rina, now=NOW)


def test_drafts_and_confidential_letters_are_for_writers_and_recipients(
    balikpapan, rina, budi, joko, tetangga
):
    draft = factories.draft(balikpapan, rina)
    plain = factories.issued(balikpapan, rina)
    secret = factories.issued(
        balikpapan, rina, is_confidential=True, to=[Addressee("Diskominfo", "", budi.email)]
    )

    def seen(user):
        return set(Letter.objects.visible_to(user))

    assert seen(rina) == {draft, plain, secret}
    assert seen(budi) == {plain, secret}
    assert seen(joko) == {plain}
    assert seen(tetangga) == set()


def test_files_of_a_letter_are_for_whoever_sees_it(balikpapan, rina, joko, tetangga, anonymous):
    letter = factories.issued(balikpapan, rina, is_confidential=True)

    assert guards.may_have(rina, letter.pdf)
    assert not guards.may_have(joko, letter.pdf)
    assert not guards.may_have(tetangga, letter.pdf)


def test_link_of_a_recipient_opens_only_what_was_sent_to_it(balikpapan, rina):
    recipient = factories.sent(balikpapan, rina)
    unsent = factories.signed(balikpapan, rina).recipients.get()

    token = links.token_of(recipient)
    assert queries.received(token) == recipient
    assert queries.received(links.token_of(unsent)) is None
    for forged in ("", "x", token[:-1], token[:-1] + "g", token.replace("-to-1-", "-to-2-")):
        assert queries.received(forged) is None
    actions.void(recipient.letter, reason="Salah", by=rina, now=NOW)
    assert queries.received(token) is None


def test_opening_is_noted_once(balikpapan, rina):
    recipient = factories.sent(balikpapan, rina)

    actions.note_opened(recipient, now=NOW)
    actions.note_opened(recipient, now=NOW)

    assert recipient.dispatches.get().opened_at == NOW
    assert Entry.objects.filter(kind="letters.opened").count() == 1
