"""The ZIP for the ministry's portal: a folder for each question in the order of the form, made of what was frozen."""

import io
import re
import zipfile

import openpyxl
import pytest
from django.utils import timezone, translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.evidence.models import Content, Document
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain import portal
from kotacerdas.selfassessment.domain.content import Content as Words
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.portal import archive
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import SIGNED, WORKING, days
from kotacerdas.selfassessment.tests.proving import cite, proven

WINDOWS_REFUSES = re.compile(r'[\\:*?"<>|\x00-\x1f]|[ .](/|$)')


@pytest.fixture
def one(balikpapan):
    now = timezone.now()
    made = factories.round_of(balikpapan, days=days(*WORKING, now=now))
    return actions.open_assessment(made, balikpapan, by=None, now=now)


@pytest.fixture
def proof(one, rina, budi, joko):
    """`proof("A1", title=..., text=...)`: a document that proves a question."""

    def make(code, **fields):
        return proven(one, code, brought_by=budi, by=joko, checked_by=rina, **fields)

    return make


def submit(one):
    return actions.submit(one, SIGNED, by=None, now=timezone.now(), gaps="Contoh untuk uji")


def fetch(client, one, query=""):
    answer = client.get(f"/penilaian/{one.round.code}/kiriman/1/kementerian.zip{query}")
    assert answer.status_code == 200, answer.headers
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def listed(opened):
    """The rows of daftar.xlsx under their headings."""
    sheet = openpyxl.load_workbook(io.BytesIO(opened.read("daftar.xlsx"))).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_each_question_has_its_folder_in_the_order_of_the_form_with_a_text_to_paste(as_user, rina, one):
    row = one.answers.get(code="A1")
    words = Words(level=3, statement="Dewan dibentuk.\nRapat dua kali.", figures="Cakupan: 87,5 %")
    actions.hand_in(row, words, expected=row.version, by=None, now=timezone.now())
    submit(one)
    Answer.objects.filter(pk=row.pk).update(statement="Ditulis sesudahnya")

    opened = fetch(as_user(rina), one)

    folders = [name.partition("/")[0] for name in opened.namelist() if name.endswith("/jawaban.txt")]
    codes = list(one.answers.order_by("position").values_list("code", flat=True))
    assert folders == [f"{number:03}-{code}" for number, code in enumerate(codes, start=1)]
    assert sorted(folders) == folders
    text = opened.read("001-A1/jawaban.txt").decode("utf-8-sig")
    assert "Dewan dibentuk.\r\nRapat dua kali." in text
    assert "87,5 %" in text
    assert ": 3" in text
    assert "Ditulis sesudahnya" not in text
    assert opened.testzip() is None


def test_files_are_named_by_question_and_hold_the_bytes_that_were_cited(as_user, rina, one, proof):
    first = proof("A1", text="SK Dewan tahun 2026.", title="SK Dewan: Wali Kota/2026?")
    second = proof("A1", text="Notulen rapat kedua.", title="Notulen rapat")
    submit(one)

    opened = fetch(as_user(rina), one)

    names = [name for name in opened.namelist() if name.startswith("001-A1/A1-")]
    assert names == ["001-A1/A1-1-SK Dewan- Wali Kota-2026.txt", "001-A1/A1-2-Notulen rapat.txt"]
    assert opened.read(names[0]) == b"SK Dewan tahun 2026."
    assert opened.read(names[1]) == b"Notulen rapat kedua."
    rows = [row for row in listed(opened) if row["SHA-256"]]
    assert [row["SHA-256"] for row in rows] == [each.latest.content.sha256 for each in (first, second)]
    assert len(listed(opened)) == 118


def test_one_file_for_two_questions_lies_in_both_folders_and_two_quotes_of_it_once_in_each(
    as_user, rina, budi, joko, one, proof
):
    document = proof("A1", title="Perwali")
    cite(document, one, "B1", by=joko, checked_by=rina)
    cite(document, one, "B1", by=joko, checked_by=rina, words="Rapat Dewan Smart City")
    submit(one)

    names = [name for name in fetch(as_user(rina), one).namelist() if "Perwali" in name]

    assert [name.rpartition("/")[2] for name in names] == ["A1-1-Perwali.txt", "B1-1-Perwali.txt"]


def test_names_are_unique_short_and_taken_by_windows(as_user, rina, one, proof):
    titles = [
        "CON",
        "Judul " + "panjang " * 22,
        'a<b>:"c"|d?*',
        "titik...",
        "surat\u202efdp.exe",
        "Sama",
        "sama",
    ]
    for at, title in enumerate(titles):
        proof("A1", text=f"Contoh nomor {at}.", title=title)
    submit(one)

    names = fetch(as_user(rina), one).namelist()

    assert not [name for name in names if WINDOWS_REFUSES.search(name)]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 100
    assert len([name for name in names if name.startswith("001-A1/A1-")]) == len(titles)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("A1", 1, "SK Dewan", "pdf"), "A1-1-SK Dewan.pdf"),
        (("A1", 2, "SK Dewan.pdf", "pdf"), "A1-2-SK Dewan.pdf"),
        (("II.3/a", 1, "../../etc", ""), "II-3-a-1-etc"),
        (("A1", 1, "", "pdf"), "A1-1-berkas.pdf"),
    ],
)
def test_file_name_says_question_and_title(args, expected):
    assert portal.file_name(*args) == expected


def test_secret_files_go_only_to_who_may_see_them_and_the_list_says_what_is_left_out(
    as_user, rina, lestari, one, proof
):
    secret = proof("A1", text="Isi rahasia.", title="Judul rahasia", confidentiality="secret")
    proof("B1", text="Isi terbuka.", title="Judul terbuka")
    submit(one)

    whole, less = fetch(as_user(rina), one), fetch(as_user(lestari), one)

    assert any("Judul rahasia" in name for name in whole.namelist())
    assert not any("Judul rahasia" in name for name in less.namelist())
    assert any("Judul terbuka" in name for name in less.namelist())
    everything = b"".join(less.read(name) for name in less.namelist() if not name.endswith(".xlsx"))
    assert b"Judul rahasia" not in everything
    left = [row for row in listed(less) if row["SHA-256"] == secret.latest.content.sha256]
    assert len(left) == 1
    assert secret.code in str(list(left[0].values()))
    assert secret.code in less.read("001-A1/jawaban.txt").decode("utf-8-sig")


def test_withdrawn_and_infected_files_stay_out(as_user, rina, one, proof):
    gone, ill = proof("A1", text="Ditarik kemudian."), proof("A1", text="Terinfeksi kemudian.")
    submit(one)
    Document.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now(), withdrawn_because="Salah")
    Content.objects.filter(pk=ill.latest.content_id).update(scan="infected")

    names = fetch(as_user(rina), one).namelist()

    assert not [name for name in names if name.startswith("001-A1/A1-")]


def test_damaged_file_is_named_and_nothing_is_sent(as_user, rina, one, proof):
    document = proof("A1", text="Akan rusak.", title="Notulen")
    submit(one)
    path = blobs.local().path(document.latest.content.sha256)
    path.chmod(0o600)
    path.write_bytes(b"lain sama sekali")
    client = as_user(rina)

    answer = client.get(f"/penilaian/{one.round.code}/kiriman/1/kementerian.zip", follow=True)

    assert answer.redirect_chain
    assert "A1-1-Notulen" in answer.content.decode()
    path.unlink()
    files.store(b"Akan rusak.")


def test_what_is_too_large_is_taken_part_by_part(as_user, rina, one, proof, monkeypatch):
    proof("A1", text="A" * 300 + " Contoh.")
    proof("B1", text="B" * 300 + " Contoh.")
    submit(one)
    monkeypatch.setattr(archive, "MOST_BYTES", 400)
    client = as_user(rina)
    where = f"/penilaian/{one.round.code}/kiriman/1/"

    page = client.get(where).content.decode()

    assert client.get(f"{where}kementerian.zip").status_code == 302
    assert "&amp;bagian=B" in page
    names = fetch(client, one, "?bagian=B").namelist()
    assert [name for name in names if name.endswith("Notulen B1.txt")]
    assert not [name for name in names if name.startswith("001-A1")]
    assert client.get(f"{where}kementerian.zip?bagian=Z").status_code == 302


def test_readme_says_what_it_is_and_under_which_hash(as_user, rina, one):
    made = submit(one)

    told = fetch(as_user(rina), one).read("BACA.txt").decode("utf-8-sig")

    assert made.sha256 in told
    assert "Kota Balikpapan" in told
    assert "Contoh untuk uji" in told


def test_only_the_offices_of_the_city_have_it(as_user, siti, tetangga, hadi, anonymous, one):
    submit(one)
    where = f"/penilaian/{one.round.code}/kiriman/1/kementerian.zip"

    assert as_user(tetangga).get(where).status_code == 404
    assert as_user(siti).get(where).status_code == 403
    assert as_user(hadi).get(where).status_code == 403
    assert anonymous.get(where).status_code == 302


def test_whoever_takes_it_stands_in_the_trail(as_user, rina, one):
    submit(one)

    fetch(as_user(rina), one, "?bagian=A")

    entry = Entry.objects.filter(kind="selfassessment.taken").select_related("values").get()
    assert entry.actor == rina
    with translation.override("en"):
        (line,) = trail.lines([entry], seen_by=rina)
    assert "took texts and files of submission 1" in line.sentence
