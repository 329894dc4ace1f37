"""What the pages promise to those who write letters, to those who read them, and to whoever holds the paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotacerdas.common.submissions import new_key
from kotacerdas.letters import actions, links
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.models import Book, Letter, Letterhead, Template
from kotacerdas.letters.tests import factories
from kotacerdas.letters.tests.factories import NOW, SCAN
from kotacerdas.letters.tests.test_press import PNG

HTMX = {"HX-Request": "true"}


@pytest.fixture
def hers(as_user, rina):
    return as_user(rina)


def typed(letter: Letter, **changes):
    fields = {
        "submission_key": new_key(),
        "version": letter.version,
        "subject": letter.subject,
        "to": "Kepala Dinas Perhubungan",
        "body": letter.body,
        "copies": "",
        "signatory": letter.signatory_id,
        "book": letter.book_id,
        "letterhead": letter.letterhead_id,
        "kind": letter.kind,
        "language": letter.language,
        "nature": letter.nature,
        "capacity": "",
    }
    return fields | changes


def test_template_answers_become_a_draft(hers, balikpapan):
    factories.content(balikpapan)
    template = factories.template(balikpapan)
    url = reverse("letters:compose", args=[template.code])
    answers = {"language": "id", "isi_acara": "rapat {{kota}}", "isi_hari": "2026-12-07"}

    response = hers.post(url, {"submission_key": new_key(), **answers})

    letter = Letter.objects.get()
    assert response["Location"] == reverse("letters:edit", args=[letter.code])
    assert letter.subject == "Undangan rapat {{kota}}"
    assert letter.body.startswith("Hari :: Senin, 7 Desember 2026")
    assert "Saudara di Kota Balikpapan." in letter.body


def test_missing_answers_are_told_and_kept(hers, balikpapan):
    factories.content(balikpapan)
    url = reverse("letters:compose", args=[factories.template(balikpapan).code])

    response = hers.post(url, {"submission_key": new_key(), "language": "id", "isi_acara": "rapat"})

    assert response.status_code == 422
    assert 'value="rapat"' in response.content.decode()
    assert not Letter.objects.exists()


def test_desk_that_lacks_something_says_so(hers, balikpapan):
    response = hers.get(reverse("letters:begin"))

    assert reverse("letters:desk") in response.content.decode()


def test_draft_is_shown_beside_its_preview(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)

    page = hers.get(reverse("letters:edit", args=[letter.code])).content.decode()

    assert 'src="data:image/png;base64,' in page
    assert "Kepala Dinas Perhubungan; di Balikpapan; luar@contoh.id" in page


def test_preview_button_saves_nothing(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    url = reverse("letters:edit", args=[letter.code])

    response = hers.post(url, typed(letter, subject="Lain", lihat="1"))

    assert response.status_code == 200
    assert 'value="Lain"' in response.content.decode()
    assert Letter.objects.get().subject == "Undangan rapat"


def test_htmx_gets_only_the_preview(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    url = reverse("letters:edit", args=[letter.code])

    page = hers.post(url, typed(letter, body="**tebal", lihat="1"), headers=HTMX).content.decode()

    assert page.strip().startswith('<section id="pratinjau"')
    assert "<form" not in page
    assert "Baris 1" in page


def test_draft_is_saved(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)

    response = hers.post(reverse("letters:edit", args=[letter.code]), typed(letter, subject="Baru"))

    assert response["Location"] == letter.get_absolute_url()
    assert Letter.objects.get().subject == "Baru"


def test_stale_save_shows_both_and_keeps_what_was_typed(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    old = typed(letter, subject="Punya saya")
    actions.edit(letter, factories.content(balikpapan, subject="Punya lain"), expected=1, by=rina, now=NOW)

    response = hers.post(reverse("letters:edit", args=[letter.code]), old)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Punya lain" in page
    assert 'value="Punya saya"' in page
    assert Letter.objects.get().subject == "Punya lain"


def test_addressee_fault_is_told_with_its_line(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)

    response = hers.post(
        reverse("letters:edit", args=[letter.code]), typed(letter, to="Camat\nLurah; lurah@")
    )

    assert response.status_code == 422
    assert "Baris 2" in response.content.decode()


def test_issuing_gives_number_and_pdf(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    url = reverse("letters:issue", args=[letter.code])

    asked = hers.get(url).content.decode()
    response = hers.post(url, {"version": letter.version})
    again = hers.post(url, {"version": letter.version})

    letter.refresh_from_db()
    assert letter.book.pattern in asked
    assert response["Location"] == again["Location"] == letter.get_absolute_url()
    assert letter.number == 1
    assert b"".join(hers.get(letter.pdf.get_absolute_url()))[:5] == b"%PDF-"


def test_draft_changed_meanwhile_is_looked_at_again(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    actions.edit(letter, factories.content(balikpapan), expected=1, by=rina, now=NOW)

    hers.post(reverse("letters:issue", args=[letter.code]), {"version": 1})

    assert Letter.objects.get().is_draft


def test_signed_copy_is_uploaded_and_the_letter_sent(hers, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    scan = SimpleUploadedFile("surat.pdf", SCAN, "application/pdf")
    code = [letter.code]

    hers.post(reverse("letters:bring-back", args=code), {"submission_key": new_key(), "file": scan})
    recipients = [each.pk for each in letter.recipients.all()]
    hers.post(
        reverse("letters:send", args=code), {"submission_key": new_key(), "recipients": recipients, "way": ""}
    )

    letter.refresh_from_db()
    assert letter.state == "signed"
    assert letter.dispatches.get().way == "email"


def test_file_that_is_no_scan_is_refused(hers, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    page = SimpleUploadedFile("surat.pdf", b"<html>" * 50, "application/pdf")
    url = reverse("letters:bring-back", args=[letter.code])

    response = hers.post(url, {"submission_key": new_key(), "file": page})

    assert response.status_code == 422
    assert Letter.objects.get().state == "issued"


def test_carried_letter_is_only_noted(hers, balikpapan, rina):
    letter = factories.signed(balikpapan, rina, to=[Addressee("Camat")])
    fields = {"recipients": [letter.recipients.get().pk], "way": "courier", "submission_key": new_key()}

    hers.post(reverse("letters:send", args=[letter.code]), fields)

    assert letter.dispatches.get().way == "courier"


def test_letter_is_made_void_with_its_reason(hers, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    url = reverse("letters:void", args=[letter.code])

    assert hers.post(url, {"submission_key": new_key(), "reason": ""}).status_code == 422
    hers.post(url, {"submission_key": new_key(), "reason": "Salah alamat"})

    assert "Salah alamat" in hers.get(letter.get_absolute_url()).content.decode()


def test_attachments_come_and_go(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)
    file = SimpleUploadedFile("daftar.pdf", SCAN, "application/pdf")
    url = reverse("letters:attach", args=[letter.code])

    hers.post(url, {"submission_key": new_key(), "title": "Daftar hadir", "file": file})
    attachment = letter.attachments.get()
    assert "Daftar hadir" in hers.get(url).content.decode()
    hers.post(reverse("letters:detach", args=[letter.code, attachment.pk]))

    assert not letter.attachments.exists()


def test_draft_is_thrown_away(hers, balikpapan, rina):
    letter = factories.draft(balikpapan, rina)

    hers.post(reverse("letters:discard", args=[letter.code]))

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Rapat satu", "Rapat dua"}),
        ("?keadaan=draft", {"Rapat dua"}),
        ("?q=satu", {"Rapat satu"}),
        ("?q=Perhubungan&tahun=2026", {"Rapat satu"}),
        ("?keadaan=void", set()),
        ("?keadaan=bohong&tahun=x&buku=-1", {"Rapat satu", "Rapat dua"}),
    ],
)
def test_list_is_filtered_by_the_address(hers, balikpapan, rina, query, expected):
    factories.issued(balikpapan, rina, subject="Rapat satu")
    factories.draft(balikpapan, rina, subject="Rapat dua", to=[Addressee("Camat")])

    page = hers.get(reverse("letters:letters") + query).content.decode()

    assert {name for name in ("Rapat satu", "Rapat dua") if name in page} == expected


def test_list_costs_the_same_however_long(hers, balikpapan, rina, django_assert_max_num_queries):
    factories.issued(balikpapan, rina)
    url = reverse("letters:letters")
    hers.get(url)
    with django_assert_max_num_queries(40) as few:
        hers.get(url)
    for _each in range(8):
        factories.issued(balikpapan, rina)

    with django_assert_max_num_queries(len(few)):
        hers.get(url)


def test_officer_reads_but_does_not_write(as_user, budi, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    draft = factories.draft(balikpapan, rina)
    his = as_user(budi)

    page = his.get(letter.get_absolute_url()).content.decode()

    assert letter.number_text in page
    assert reverse("letters:void", args=[letter.code]) not in page
    assert "luar@contoh.id" not in page
    assert his.get(draft.get_absolute_url()).status_code == 404


def test_issued_letter_shows_who_signed_it_then(hers, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    head = letter.signatory
    actions.write(head, changes={"name": "Pejabat Baru"}, expected=head.version, by=rina, now=NOW)

    page = hers.get(letter.get_absolute_url()).content.decode()

    assert "Nama Pejabat" in page
    assert "Pejabat Baru" not in page


# --- Whoever holds the paper -------------------------------------------------------------------------------


def test_check_page_tells_number_and_date_and_nothing_of_the_text(anonymous, balikpapan, rina):
    letter = factories.signed(balikpapan, rina)

    page = anonymous.get(reverse("letters:check", args=[letter.code])).content.decode()

    assert letter.number_text in page
    assert letter.sha256 in page
    for secret in (letter.subject, "Kepala Dinas Perhubungan", "Nama Pejabat", "Rina"):
        assert secret not in page


def test_check_page_shows_the_subject_only_where_the_writer_said_so(anonymous, balikpapan, rina):
    shown = factories.issued(balikpapan, rina, shows_subject=True)
    hidden = factories.issued(balikpapan, rina, shows_subject=True, is_confidential=True)

    assert shown.subject in anonymous.get(reverse("letters:check", args=[shown.code])).content.decode()
    assert hidden.subject not in anonymous.get(reverse("letters:check", args=[hidden.code])).content.decode()


def test_check_page_compares_fingerprints(anonymous, balikpapan, rina):
    letter = factories.signed(balikpapan, rina)
    copy = letter.signed_copies.get().file.sha256
    url = reverse("letters:check", args=[letter.code])

    def said(fingerprint: str) -> str:
        return anonymous.get(url, {"sidik": fingerprint}).content.decode()

    assert "PDF surat ini, tidak berubah" in said(letter.sha256.upper())
    assert "salinan bertanda tangan surat ini, tidak berubah" in said(copy)
    assert "telah diubah" in said("0" * 64)
    assert "bukan sidik SHA-256" in said("abc")


def test_void_letter_is_told_to_whoever_checks(anonymous, balikpapan, rina):
    letter = factories.issued(balikpapan, rina)
    actions.void(letter, reason="Rahasia dalam", by=rina, now=NOW)

    page = anonymous.get(reverse("letters:check", args=[letter.code])).content.decode()

    assert "batal" in page
    assert "Rahasia dalam" not in page


@pytest.mark.parametrize("code", ["0000000000000000", "x"])
def test_unknown_code_and_draft_have_no_check_page(anonymous, balikpapan, rina, code):
    draft = factories.draft(balikpapan, rina)

    assert anonymous.get(reverse("letters:check", args=[code])).status_code == 404
    assert anonymous.get(reverse("letters:check", args=[draft.code])).status_code == 404


def test_recipient_without_account_downloads_by_the_link(anonymous, balikpapan, rina):
    recipient = factories.sent(balikpapan, rina)
    page = anonymous.get(reverse("letters:received", args=[links.token_of(recipient)])).content.decode()
    code = recipient.letter.signed_copies.get().file.code

    response = anonymous.get(reverse("letters:received-file", args=[links.token_of(recipient), code]))

    assert code in page
    assert response.content == SCAN
    assert response["Content-Disposition"].startswith("attachment")
    assert recipient.dispatches.get().opened_at is not None


def test_link_gives_no_other_file(anonymous, balikpapan, rina):
    recipient = factories.sent(balikpapan, rina)
    other = factories.issued(balikpapan, rina)

    assert (
        anonymous.get(
            reverse("letters:received-file", args=[links.token_of(recipient), other.pdf.code])
        ).status_code
        == 404
    )


# --- The desk ----------------------------------------------------------------------------------------------


def test_book_is_made_and_goes_on_after_the_paper_book(hers, balikpapan):
    fields = {"name": "Agenda", "pattern": "{nomor}/{unit}/{tahun}", "unit": "SC", "start": "41"}

    hers.post(reverse("letters:new-book"), {"submission_key": new_key(), "version": 0, **fields})

    assert Book.objects.get().years.get().last_number == 41


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pattern": "{nomor}/{bulan}"}, "{tahun}"),
        ({"pattern": "{nomer}/{tahun}"}, "{nomer}"),
        ({"pattern": "{nomor}/{unit}/{tahun}", "unit": ""}, "unit"),
        ({"unit": "A#B"}, "huruf"),
    ],
)
def test_bad_book_is_refused_with_the_reason(hers, balikpapan, fields, words):
    good = {"name": "Agenda", "pattern": "{nomor}/{unit}/{tahun}", "unit": "SC"}

    response = hers.post(
        reverse("letters:new-book"), {"submission_key": new_key(), "version": 0, **good, **fields}
    )

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Book.objects.exists()


def test_letterhead_takes_a_picture_as_mark(hers, balikpapan):
    fields = {"name": "Setda", "lines": "PEMERINTAH KOTA\nSETDA", "place": "Balikpapan", "version": 0}
    mark = SimpleUploadedFile("lambang.png", PNG, "image/png")

    hers.post(reverse("letters:new-letterhead"), {"submission_key": new_key(), "mark": mark, **fields})

    assert Letterhead.objects.get().logo.media_type == "image/png"


def test_stale_letterhead_is_refused_with_both_versions(hers, balikpapan):
    head = factories.letterhead(balikpapan)
    fields = {"name": head.name, "lines": head.lines, "address": "Jalan Baru", "place": head.place}
    url = reverse("letters:letterhead", args=[head.pk])

    hers.post(url, {"submission_key": new_key(), "version": 1, **fields})
    response = hers.post(url, {"submission_key": new_key(), "version": 1, **fields, "address": "Jalan Lain"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Jalan Baru" in page
    assert "Jalan Lain" in page


def test_template_faults_are_told_with_their_lines(hers, balikpapan):
    factories.content(balikpapan)
    fields = {
        "kind": "invitation",
        "name_id": "Undangan",
        "name_en": "Invitation",
        "subject_id": "Undangan",
        "fields": "acara | Acara",
        "body_id": "Baik\n\n{{acra}}",
    }

    response = hers.post(
        reverse("letters:new-template"), {"submission_key": new_key(), "version": 0, **fields}
    )

    assert response.status_code == 422
    assert "Baris 3" in response.content.decode()
    assert not Template.objects.exists()


def test_template_preview_shows_labels_in_their_places(hers, balikpapan):
    factories.content(balikpapan)
    template = factories.template(balikpapan)

    page = hers.get(template.get_absolute_url()).content.decode()

    assert 'src="data:image/png;base64,' in page


def test_shipped_sample_is_copied_and_not_changed(hers, balikpapan):
    factories.content(balikpapan)
    shipped = factories.template(None, is_sample=True)

    page = hers.get(shipped.get_absolute_url()).content.decode()
    hers.post(reverse("letters:copy-template", args=[shipped.code]), {"submission_key": new_key()})

    assert "<textarea" not in page
    own = Template.objects.get(city=balikpapan)
    assert own.body_id == shipped.body_id
    assert not own.is_sample


def test_stale_template_is_refused_with_both_versions(hers, balikpapan, rina):
    factories.content(balikpapan)
    template = factories.template(balikpapan)
    names = ("kind", "name_id", "name_en", "subject_id", "fields", "body_id")
    fields = {name: getattr(template, name) for name in names} | {"version": 1}
    url = template.get_absolute_url()

    hers.post(url, {"submission_key": new_key(), **fields, "name_id": "Pertama"})
    response = hers.post(url, {"submission_key": new_key(), **fields, "name_id": "Kedua"})

    assert response.status_code == 409
    assert "Pertama" in response.content.decode()
    assert Template.objects.get().name_id == "Pertama"
