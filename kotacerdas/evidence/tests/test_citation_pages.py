"""Citing from the page of a document, the page of a citation, the queue of the second person, what is outdated."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence import actions, telling
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.files.domain import kinds
from kotacerdas.notices.models import Notice

QUOTE = "Dewan menyepakati analisis risiko Wi-Fi publik."
START = TEXT.index(QUOTE)
READING = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
ROUND = "smartcity-2023-kppn"


@pytest.fixture
def round_(db):
    from kotacerdas.evaluation.models import Round

    return Round.objects.create(
        code=ROUND,
        instrument="smartcity/2023-kppn",
        year=2023,
        title_id="Putaran 2023",
        title_en="Round 2023",
        is_published=True,
    )


@pytest.fixture
def minutes(balikpapan, budi):
    return factories.document(balikpapan, by=budi)


@pytest.fixture
def citation(round_, minutes, joko):
    return factories.citation(
        minutes, quote=QUOTE, targets=[factories.target()], by=joko, claim="Risiko dibahas"
    )


def page(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), "bacaan": READING, **fields})


def shown(citation):
    """What the form of the second person carries."""
    return [use.pk for use in citation.uses.current().filter(state="waiting")]


# --- Citing ------------------------------------------------------------------------------------------------


def test_without_scripts_one_chooses_a_sentence_and_a_question(as_user, round_, minutes, joko):
    address = f"/en/bukti/{minutes.code}/kutip/?satuan=1"
    html = page(as_user(joko), address)
    assert f'value="{START}-{len(TEXT)}"' in html
    assert f'<option value="{ROUND}" selected>' in html
    assert "Identifikasi risiko dilakukan" in html or "Risks have been identified" in html

    sent = {
        "kalimat": f"{START}-{len(TEXT)}",
        "lingkup": ROUND,
        "sasaran": [f"evaluation.question:{ROUND}/E09", f"evaluation.question:{ROUND}/B2"],
        "klaim": "Risiko sudah dikenali.",
    }
    assert send(as_user(joko), address, **sent).status_code == 302

    made = Citation.objects.get()
    assert (made.quote, made.claim, made.by) == (QUOTE, "Risiko sudah dikenali.", joko)
    assert {use.target_key for use in made.uses.all()} == {f"{ROUND}/E09", f"{ROUND}/B2"}


def test_marked_words_are_cited_exactly(as_user, round_, minutes, joko):
    address = f"/bukti/{minutes.code}/kutip/?satuan=1&dari={START}&sampai={START + 17}"
    assert "<mark>Dewan menyepakati</mark>" in page(as_user(joko), address)

    sent = {"dari": START, "sampai": START + 17, "sasaran": [f"evaluation.question:{ROUND}/E09"]}
    send(as_user(joko), address, **sent)

    assert Citation.objects.get().quote == "Dewan menyepakati"


def test_looking_for_questions_keeps_what_was_chosen_and_judges_nothing(as_user, round_, minutes, joko):
    chosen = f"evaluation.question:{ROUND}/B2"
    sent = {
        "kalimat": f"{START}-{len(TEXT)}", "lingkup": ROUND, "cari": "mitigasi", "sasaran": chosen, "klaim": "Setengah",
        "lihat": "1",
    }  # fmt: skip

    answer = as_user(joko).post(f"/bukti/{minutes.code}/kutip/?satuan=1", sent)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="{chosen}"' in html
    assert f"{ROUND}/E10" in html
    assert f"{ROUND}/A1" not in html
    assert "Setengah" in html
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sasaran": [f"evaluation.question:{ROUND}/E09"]}, "Mark some words"),
        ({"kalimat": f"{START}-{len(TEXT)}"}, "choose a question"),
        ({"kalimat": "0-99999", "sasaran": [f"evaluation.question:{ROUND}/E09"]}, "kalimat"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_cited(as_user, round_, minutes, joko, fields, words):
    refused = send(as_user(joko), f"/en/bukti/{minutes.code}/kutip/?satuan=1", **fields)

    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert not Citation.objects.exists()


def test_a_long_page_without_points_offers_some_of_its_lines_and_leads_on(
    as_user, round_, balikpapan, budi, joko
):
    text = "\n".join(f"KEPUTUSAN WALI KOTA NOMOR {number}" for number in range(1000))
    minutes = factories.document(balikpapan, text=text, by=budi)
    address = f"/en/bukti/{minutes.code}/kutip/?satuan=1"

    html = page(as_user(joko), address)

    assert html.count('name="kalimat"') == 200
    assert "only 200 of its sentences stand here" in html
    assert "Sentences before these" not in html
    end = text.index("\nKEPUTUSAN WALI KOTA NOMOR 200")
    assert f'href="?revisi=1&amp;satuan=1&amp;dekat={end}">Sentences after these' in html
    later = page(as_user(joko), f"{address}&dekat={end}")
    assert "NOMOR 250" in later
    assert "Sentences before these" in later
    start = text.index("KEPUTUSAN WALI KOTA NOMOR 700")
    sent = {
        "bacaan": hashlib.sha256(text.encode()).hexdigest()[:16],
        "kalimat": f"{start}-{start + 29}",
        "sasaran": [f"evaluation.question:{ROUND}/E09"],
    }
    assert send(as_user(joko), address, **sent).status_code == 302
    assert Citation.objects.get().quote == "KEPUTUSAN WALI KOTA NOMOR 700"
    for place in ("x", "-5", "9" * 5000):
        page(as_user(joko), f"{address}&dekat={place}")


def test_form_that_was_opened_on_one_revision_quotes_no_other(as_user, round_, minutes, budi, joko):
    client = as_user(joko)
    address = f"/en/bukti/{minutes.code}/kutip/"
    assert 'action="?revisi=1&amp;satuan=1"' in page(client, address)
    newer = actions.add_revision(
        minutes, files.store(b"Lain sama sekali."), kinds.TXT, name="b.txt", by=budi, now=NOW
    )
    factories.unit(newer.content, "Lain sama sekali.")

    sent = {"kalimat": f"{START}-{len(TEXT)}", "sasaran": [f"evaluation.question:{ROUND}/E09"]}
    assert send(client, f"{address}?revisi=1&satuan=1", **sent).status_code == 302

    assert Citation.objects.get().revision.number == 1


def test_form_that_was_opened_before_the_file_was_read_anew_is_refused(as_user, round_, minutes, joko):
    minutes.latest.content.units.update(text=f"Baru. {TEXT}")
    sent = {"dari": START, "sampai": len(TEXT), "sasaran": [f"evaluation.question:{ROUND}/E09"]}

    refused = send(as_user(joko), f"/en/bukti/{minutes.code}/kutip/?satuan=1", **sent)

    assert refused.status_code == 422
    assert "read anew meanwhile" in refused.content.decode()


def test_double_click_cites_once(as_user, round_, minutes, joko):
    form = {
        "submission_key": new_key(),
        "bacaan": READING,
        "kalimat": f"{START}-{len(TEXT)}",
        "sasaran": [f"evaluation.question:{ROUND}/E09"],
    }

    answers = [as_user(joko).post(f"/bukti/{minutes.code}/kutip/?satuan=1", form) for _click in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/bukti/kutipan/{Citation.objects.get().code}/"}


def test_readers_do_not_cite(as_user, round_, minutes, lestari, tetangga):
    assert as_user(lestari).get(f"/bukti/{minutes.code}/kutip/").status_code == 403
    assert as_user(tetangga).get(f"/bukti/{minutes.code}/kutip/").status_code == 404


# --- One citation ------------------------------------------------------------------------------------------


def test_page_says_that_the_bytes_are_what_was_cited(as_user, citation, joko):
    html = page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")

    assert "exactly what was cited" in html
    assert f"<mark>{QUOTE}</mark>" in html
    assert "Risks have been identified" in html


def test_page_says_that_the_bytes_are_damaged(as_user, citation, joko):
    path = blobs.local().path(citation.sha256)
    path.chmod(0o600)
    path.write_bytes(b"lain")

    assert "damaged since it was cited" in page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")
    path.unlink()
    assert "no longer there" in page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")


def test_page_tells_of_a_newer_revision_and_keeps_the_old_quote(as_user, citation, minutes, budi, joko):
    actions.add_revision(minutes, files.store(b"Isi lain"), kinds.TXT, name="baru.txt", by=budi, now=NOW)

    html = page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")

    assert "This quotes revision 1 and stays so" in html
    assert QUOTE in html


def test_page_shows_the_quote_where_the_file_reads_differently_now(as_user, citation, joko):
    citation.revision.content.units.update(text="Teks yang dibaca ulang.")

    html = page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")

    assert f"<mark>{QUOTE}</mark>" in html
    assert "The file was read anew since" in html


def test_one_citation_serves_another_question_and_stops(as_user, citation, joko):
    address = f"/bukti/kutipan/{citation.code}/"
    client = as_user(joko)

    assert send(client, f"{address}pakai/", lingkup=ROUND, sasaran="b2").status_code == 302
    assert send(client, f"/en{address}pakai/", lingkup=ROUND, sasaran="tidak ada").status_code == 422
    assert (
        "Several fit"
        in send(client, f"/en{address}pakai/", lingkup=ROUND, sasaran="Smart City").content.decode()
    )
    assert citation.uses.current().count() == 2

    named = f"evaluation.question:{ROUND}/E09"
    assert send(client, f"{address}lepas/", sasaran=named).status_code == 302
    assert [use.target_key for use in citation.uses.current()] == [f"{ROUND}/B2"]


def test_only_the_citer_and_the_office_withdraw(as_user, citation, joko, budi, rina):
    address = f"/bukti/kutipan/{citation.code}/tarik/"

    assert send(as_user(budi), address).status_code == 404
    assert send(as_user(rina), address, alasan="Ganda").status_code == 302

    citation.refresh_from_db()
    assert citation.state == Citation.Stage.WITHDRAWN


def test_citation_of_another_city_does_not_exist(as_user, citation, tetangga):
    assert as_user(tetangga).get(f"/bukti/kutipan/{citation.code}/").status_code == 404
    assert (
        send(as_user(tetangga), f"/bukti/kutipan/{citation.code}/periksa/", putusan="terima").status_code
        == 404
    )


# --- The second person -------------------------------------------------------------------------------------


def test_queue_shows_what_others_have_cited_and_never_the_own(as_user, citation, minutes, rina, lestari):
    own = factories.citation(minutes, quote="Rapat Dewan", targets=[factories.target("B2")], by=rina)

    html = page(as_user(rina), "/en/bukti/periksa/")

    assert "One citation waits for your check" in html
    assert citation.code in html
    assert own.code not in html
    assert as_user(lestari).get("/bukti/periksa/").status_code == 403


def test_second_person_confirms_from_the_queue_and_the_citer_hears_of_it(as_user, citation, rina, joko):
    address, pakai = f"/bukti/kutipan/{citation.code}/periksa/", shown(citation)
    answer = send(as_user(rina), address, putusan="terima", antrean="1", pakai=pakai)

    assert answer["Location"] == "/bukti/periksa/"
    citation.refresh_from_db()
    assert citation.state == Citation.Stage.CONFIRMED
    assert Notice.objects.get(kind="evidence.confirmed").person == joko


def test_rejection_without_a_reason_is_refused_and_with_one_is_told(as_user, citation, rina, joko):
    address = f"/en/bukti/kutipan/{citation.code}/periksa/"
    form = {"putusan": "tolak", "pakai": shown(citation)}
    assert send(as_user(rina), address, **form, alasan=" ").status_code == 422

    assert send(as_user(rina), address, **form, alasan="Tahun salah").status_code == 302

    assert "Tahun salah" in page(as_user(joko), f"/en/bukti/kutipan/{citation.code}/")
    assert Notice.objects.get(kind="evidence.rejected").person == joko


def test_uploader_and_citer_cannot_judge_even_by_hand(as_user, minutes, round_, rina):
    own = factories.citation(minutes, quote="Rapat Dewan", targets=[factories.target()], by=rina)

    address = f"/en/bukti/kutipan/{own.code}/periksa/"
    refused = send(as_user(rina), address, putusan="terima", pakai=shown(own))

    assert refused.status_code == 422
    assert "Somebody else must check this" in refused.content.decode()


def test_double_click_confirms_once(as_user, citation, rina):
    form = {"submission_key": new_key(), "putusan": "terima", "antrean": "1", "pakai": shown(citation)}

    for _click in range(2):
        assert as_user(rina).post(f"/bukti/kutipan/{citation.code}/periksa/", form).status_code == 302

    assert Notice.objects.filter(kind="evidence.confirmed").count() == 1


def test_confirmed_quote_waits_again_with_what_is_new(as_user, citation, rina, joko):
    address, queue = f"/bukti/kutipan/{citation.code}/", "/en/bukti/periksa/"
    send(as_user(rina), f"{address}periksa/", putusan="terima", pakai=shown(citation))
    assert citation.code not in page(as_user(rina), queue)

    send(as_user(joko), f"{address}pakai/", lingkup=ROUND, sasaran="B2")
    html = page(as_user(rina), queue)
    assert citation.code in html
    assert "confirmed already" in html
    assert html.count(">new<") == 1

    send(as_user(rina), f"{address}periksa/", putusan="terima", pakai=shown(citation))
    assert citation.code not in page(as_user(rina), queue)
    assert {use.state for use in citation.uses.all()} == {"confirmed"}


def test_what_came_after_the_page_was_shown_is_not_confirmed(as_user, citation, rina, joko):
    address, seen = f"/en/bukti/kutipan/{citation.code}/periksa/", shown(citation)
    actions.use_for(citation, factories.target("B2"), by=joko, now=NOW)

    assert send(as_user(rina), address, putusan="terima", pakai=seen).status_code == 302
    assert [use.state for use in citation.uses.current()] == ["confirmed", "waiting"]

    refused = send(as_user(rina), address, putusan="terima", pakai=[0])
    assert "Look at it again" in refused.content.decode()


def test_same_words_with_another_claim_are_told_and_not_dropped(as_user, citation, minutes, joko):
    sent = {"dari": START, "sampai": len(TEXT), "sasaran": f"evaluation.question:{ROUND}/E09"}
    answer = send(
        as_user(joko), f"/en/bukti/{minutes.code}/kutip/", **sent, lingkup=ROUND, klaim="Risiko ditangani"
    )

    assert answer.status_code == 422
    assert "with another claim: “Risiko dibahas”" in answer.content.decode()


def test_only_citer_user_and_office_end_a_use(as_user, citation, budi, joko, rina):
    address = f"/bukti/kutipan/{citation.code}/"
    actions.use_for(citation, factories.target("B2"), by=joko, now=NOW)
    actions.use_for(citation, factories.target("C19"), by=budi, now=NOW)
    of_joko = f"evaluation.question:{ROUND}/B2"

    html = page(as_user(budi), address)
    assert f'value="{of_joko}"' not in html
    assert f'value="evaluation.question:{ROUND}/C19"' in html
    assert send(as_user(budi), f"{address}lepas/", sasaran=of_joko).status_code == 404
    assert send(as_user(rina), f"{address}lepas/", sasaran=of_joko).status_code == 302


def test_queue_costs_the_same_however_much_waits(as_user, citation, balikpapan, budi, joko, rina):
    client = as_user(rina)
    client.get("/bukti/periksa/")
    with CaptureQueriesContext(connection) as few:
        client.get("/bukti/periksa/")
    for number in range(10):
        made = factories.document(balikpapan, text=f"Kalimat nomor {number}.", name=f"{number}.txt", by=budi)
        factories.citation(made, quote="Kalimat", targets=[factories.target(f"A{number}")], by=joko)
    with CaptureQueriesContext(connection) as more:
        html = page(client, "/bukti/periksa/")

    assert html.count('class="usul"') == 11
    assert len(more) == len(few)


def test_second_persons_are_told_once_a_day_what_waits(citation, rina, joko, budi):
    assert telling.wait_for_review(now=NOW) == 1
    assert telling.wait_for_review(now=NOW + timedelta(hours=2)) == 0
    assert telling.wait_for_review(now=NOW + timedelta(days=1)) == 1
    assert {notice.person for notice in Notice.objects.filter(kind="evidence.to_review")} == {rina}

    actions.review(citation, Deed.CONFIRM, by=rina, now=NOW)
    assert telling.wait_for_review(now=NOW + timedelta(days=2)) == 0


# --- Outdated ----------------------------------------------------------------------------------------------


def test_outdated_proofs_are_listed_and_others_are_not(as_user, round_, balikpapan, budi, joko, rina):
    today = timezone.now().date()
    states = {
        "Sudah lewat": {"valid_until": today - timedelta(days=3)},
        "Segera lewat": {"valid_until": today + timedelta(days=80)},
        "Tahun lain": {"observed_from": today.replace(year=2021), "observed_until": today.replace(year=2021)},
        "Masih lama": {"valid_until": today + timedelta(days=400)},
        "Tepat": {"observed_from": today.replace(year=2023)},
        "Tidak dikutip": {"valid_until": today - timedelta(days=3)},
    }
    for title, times in states.items():
        made = factories.document(balikpapan, by=budi, text=f"{title}.", title=title, **times)
        if title != "Tidak dikutip":
            factories.citation(made, quote=title, targets=[factories.target()], by=joko)

    html = page(as_user(rina), "/en/bukti/kedaluwarsa/")

    shown = [title for title in states if f">{title}</a>" in html]
    assert shown == ["Sudah lewat", "Segera lewat", "Tahun lain"]
    assert "One cited document has expired, 2 end soon or tell of another year" in html
    assert "earlier than 2023" in html


def test_outdated_list_costs_the_same_however_long_it_is(as_user, round_, balikpapan, budi, joko, rina):
    past = timezone.now().date() - timedelta(days=3)
    client = as_user(rina)

    def bring(numbers):
        for number in numbers:
            made = factories.document(
                balikpapan, by=budi, text=f"Isi {number}.", name=f"{number}.txt", valid_until=past
            )
            factories.citation(made, quote="Isi", targets=[factories.target(f"A{number}")], by=joko)

    bring(range(1))
    client.get("/bukti/kedaluwarsa/")
    with CaptureQueriesContext(connection) as few:
        client.get("/bukti/kedaluwarsa/")
    bring(range(1, 8))
    with CaptureQueriesContext(connection) as more:
        client.get("/bukti/kedaluwarsa/")

    assert len(more) == len(few)
