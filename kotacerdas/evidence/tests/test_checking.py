"""The gate as deliveries meet it: in the sandbox, with archives walked safely, and a sentence for each refusal."""

import errno
import io
import stat
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.submissions import new_key
from kotacerdas.evidence.domain import archives
from kotacerdas.evidence.gate import checking, sandbox
from kotacerdas.evidence.models import Content, Document, Item
from kotacerdas.evidence.tests import honest, hostile
from kotacerdas.evidence.tests.deliveries import MINUTES, became, sent, taken_in
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds

PHOTO = honest.picture("JPEG")


@pytest.fixture(autouse=True, scope="module")
def _end_children():
    yield
    sandbox.close()


def item(content: bytes, path: str) -> Item:
    blob = files.store(content)
    return Item(path=path, sha256=blob.sha256, size=blob.size)


def look(content: bytes, path: str):
    return checking.look(item(content, path))


def faults_of(content: bytes, path: str):
    with pytest.raises(Refused) as refused:
        look(content, path)
    return refused.value.faults


def unpacked(members, path="arsip.zip"):
    return look(members if isinstance(members, bytes) else honest.packed(members), path)


def entries(found) -> dict[str, str]:
    return {each.path: each.fault.kind if each.fault else "stored" for each in found.entries}


def written(*infos: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for info, each in infos:
            package.writestr(info, each)
    return content.getvalue()


# --- Each file by itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", honest.CASES)
def test_sound_files_come_in(name):
    content, kind = honest.CASES[name]
    found = look(content, f"Bukti Dukung/{name}")

    assert (found.kind.name, found.blob.size, found.notes) == (kind, len(content), ())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "name", [name for name, case in hostile.CASES.items() if case[1] != "evidence-of-nobody"]
)
def test_every_refusal_is_a_sentence_that_names_the_file(name, language):
    content, kind = hostile.CASES[name]
    faults = faults_of(content, name)

    with translation.override(language):
        (sentence,) = sentences(faults)
    assert [each.kind for each in faults] == [kind]
    assert str(faults[0].values["name"]).rstrip(".")[:50] in sentence


@pytest.mark.parametrize("name", hostile.NOTED)
def test_notes_are_sentences_that_name_the_file(name):
    content, notes = hostile.NOTED[name]
    found = look(content, name)

    assert [each.kind for each in found.notes] == notes
    assert all(name in sentence for sentence in sentences(found.notes))


@pytest.mark.parametrize(
    "path",
    [
        "desktop.ini",
        "a/Thumbs.db",
        "a/.DS_Store",
        "~$notulen.docx",
        ".~lock.a.odt#",
        "__MACOSX/a/._SK.pdf",
        ".pdf.",
    ],
)
def test_what_a_computer_keeps_for_itself_is_left_out_with_a_word(path):
    found = look(b"[.ShellClassInfo]", path)

    assert isinstance(found, checking.LeftOut)
    assert sentences([found.why])


def test_larger_than_the_city_wants_is_refused(settings):
    settings.EVIDENCE_MOST_MB = 1

    (fault,) = faults_of(bytes(1_000_001), "besar.pdf")
    assert (fault.kind, fault.values["most_bytes"]) == ("evidence-file-too-large", 1_000_000)


def test_a_file_that_takes_too_long_does_not_stop_the_gate(monkeypatch):
    monkeypatch.setattr(checking, "_INSPECT", "kotacerdas.evidence.tests.sandboxed:stay_busy")
    monkeypatch.setattr(checking, "LIMITS", sandbox.Limits(cpu_seconds=1, seconds=3))

    assert [each.kind for each in faults_of(honest.pdf(), "lama.pdf")] == ["evidence-too-heavy"]


def test_notes_are_kept_with_the_content(balikpapan, budi):
    taken_in(balikpapan, budi, {"skrip.pdf": hostile.NOTED["skrip.pdf"][0]})

    content = Content.objects.get()
    assert [each.kind for each in content.what_else] == ["evidence-active-script"]
    assert Document.objects.count() == 1


# --- Archives ------------------------------------------------------------------------------------------------


def test_folders_files_and_what_is_left_out():
    found = unpacked(
        {
            "Bukti/": "",
            "Bukti/SK.pdf": honest.pdf(),
            "Bukti/./Rapat//notulen.txt": MINUTES,
            "__MACOSX/Bukti/._SK.pdf": b"x",
            "Bukti/.DS_Store": b"x",
            "Bukti/desktop.ini": b"x",
        }
    )

    assert entries(found) == {"Bukti/SK.pdf": "stored", "Bukti/Rapat/notulen.txt": "stored"}
    (left,) = found.faults
    assert (left.kind, left.values["count"]) == ("evidence-archive-left-out", 3)
    assert "desktop.ini" in sentences([left])[0]


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/cron.d/a.txt",
        "a/../../b.txt",
        "..\\..\\b.txt",
        "/etc/passwd.txt",
        "\\\\server\\a.txt",
        "C:\\Windows\\a.txt",
        "c:a.txt",
        "CON.txt",
        "a/aux/b.txt",
        "lpt1.pdf",
    ],
)
def test_names_that_lead_elsewhere_are_refused_and_the_rest_comes_in(path):
    found = unpacked(written((zipfile.ZipInfo(path), b"isi"), (zipfile.ZipInfo("b.txt"), b"isi")))

    assert [(each.fault.kind if each.fault else "stored") for each in found.entries] == [
        "evidence-archive-path",
        "stored",
    ]
    assert sentences([found.entries[0].fault])


def test_a_nul_in_a_name_is_refused():
    raw = honest.packed({"surat.pdf?.txt": b"isi"}).replace(b"surat.pdf?.txt", b"surat.pdf\0.txt")

    assert set(entries(unpacked(raw)).values()) == {"evidence-archive-path"}


def test_links_and_devices_are_refused():
    link, pipe = zipfile.ZipInfo("tautan.txt"), zipfile.ZipInfo("pipa.txt")
    link.external_attr, pipe.external_attr = (stat.S_IFLNK | 0o777) << 16, (stat.S_IFIFO | 0o666) << 16

    found = unpacked(written((link, b"/etc/passwd"), (pipe, b"")))

    assert set(entries(found).values()) == {"evidence-archive-link"}


def test_folders_with_backslashes_are_folders():
    assert entries(unpacked(written((zipfile.ZipInfo("Bukti\\Rapat\\a.txt"), b"isi")))) == {
        "Bukti/Rapat/a.txt": "stored"
    }


def test_names_are_read_in_the_letters_in_which_they_were_written():
    plain, extra = zipfile.ZipInfo("x" * 8 + ".txt"), zipfile.ZipInfo("y" * 8 + ".txt")
    old = zipfile.ZipInfo("z" * 8 + ".txt")
    utf8, cp437 = "café—a".encode(), "zzzz\u00e9zzz".encode("cp437")
    name = "Séance.txt".encode()
    extra.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(b"y" * 8 + b".txt")) + name
    raw = written((plain, b"1"), (extra, b"2"), (old, b"3"))
    raw = raw.replace(b"x" * 8, utf8.ljust(8, b"-")[:8]).replace(b"z" * 8, cp437)

    found = [each.path for each in unpacked(raw).entries]

    assert found[1:] == ["Séance.txt", "zzzzézzz.txt"]
    assert found[0].startswith("café")


def test_two_files_of_the_same_name_both_come_in():
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = written((zipfile.ZipInfo("SK.txt"), b"satu"), (zipfile.ZipInfo("SK.txt"), b"dua"))

    found = unpacked(raw)

    assert [each.path for each in found.entries] == ["SK.txt", "SK.txt"]
    assert len({each.blob.sha256 for each in found.entries}) == 2


def test_what_cannot_come_in_is_not_unpacked(settings):
    settings.EVIDENCE_MOST_MB = 1
    found = unpacked(
        {
            "a.exe": b"MZ",
            "film.mp4": b"x",
            "kosong.pdf": b"",
            "besar.csv": b"1,2\n" * 300_000,
            "SK.exe.pdf": b"%PDF-",
        }
    )

    assert entries(found) == {
        "a.exe": "evidence-kind-not-taken",
        "film.mp4": "evidence-kind-not-taken",
        "kosong.pdf": "evidence-empty",
        "besar.csv": "evidence-file-too-large",
        "SK.exe.pdf": "evidence-two-endings",
    }
    assert all(each.blob is None for each in found.entries)


def test_a_damaged_entry_does_not_hold_up_the_others():
    raw = bytearray(
        honest.packed({"a.txt": b"isi yang satu", "b.txt": b"isi yang lain"}, method=zipfile.ZIP_STORED)
    )
    raw[raw.find(b"isi yang satu")] = ord("X")

    assert entries(unpacked(bytes(raw))) == {"a.txt": "evidence-damaged", "b.txt": "stored"}


def test_an_entry_that_is_larger_than_its_row_says_is_damaged():
    assert entries(unpacked(hostile.lying_zip())) == {"a.txt": "evidence-damaged"}


@pytest.mark.parametrize(
    "content", [honest.packed({}), honest.packed({"kosong/": ""}), honest.packed({".a": "x"})]
)
def test_an_archive_without_files_is_refused(content):
    assert [each.kind for each in faults_of(content, "arsip.zip")] == ["evidence-archive-empty"]


def test_too_many_entries_are_a_bomb(monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)

    raw = honest.packed({f"{at}.txt": "" for at in range(4)})
    assert [each.kind for each in faults_of(raw, "arsip.zip")] == ["evidence-bomb"]


def test_methods_that_need_much_memory_are_refused():
    raw = honest.packed({"a.txt": b"isi" * 50}, method=zipfile.ZIP_LZMA)

    assert [each.kind for each in faults_of(raw, "arsip.zip")] == ["evidence-packed-oddly"]


def test_unpacking_again_gives_the_same():
    raw = honest.packed({"a/SK.pdf": honest.pdf(), "b.txt": MINUTES, "../c.txt": b"x"})

    assert unpacked(raw) == unpacked(raw)


# --- Archives in deliveries ----------------------------------------------------------------------------------


def nested(depth: int) -> bytes:
    content = honest.packed({"dalam.txt": MINUTES})
    for level in range(depth - 1):
        content = honest.packed({f"isi {level}.zip": content})
    return content


def test_an_archive_in_an_archive_in_an_archive_is_opened_and_no_further(balikpapan, budi):
    three = became(taken_in(balikpapan, budi, {"tiga.zip": nested(3)}))
    four = became(taken_in(balikpapan, budi, {"empat.zip": nested(4)}))

    assert three["tiga.zip/isi 1.zip/isi 0.zip/dalam.txt"] == "added"
    assert four["empat.zip/isi 2.zip/isi 1.zip/isi 0.zip"] == "refused"


def test_archives_in_archives_do_not_multiply(balikpapan, budi, settings, monkeypatch):
    """Each unpacks to little, all of them together to more than a delivery may."""
    settings.EVIDENCE_MOST_MB = 1
    monkeypatch.setattr(checking, "UNPACKED_TIMES", 2)
    inner = honest.packed({f"{at}.csv": b"1,2\n" * 150_000 for at in range(2)})
    intake = taken_in(balikpapan, budi, {"luar.zip": honest.packed({f"{at}.zip": inner for at in range(3)})})

    faults = [each.why[0].kind for each in intake.items.filter(state="refused")]
    assert faults == ["evidence-bomb", "evidence-bomb"]


def test_a_whatsapp_export_of_a_telephone_comes_in_once(balikpapan, budi):
    chat = "[22/05/25 08.00.11] Budi: \u200eIMG-20250522-WA0001.jpg (file terlampir)\n"
    export = honest.packed(
        {
            "_chat.txt": chat.encode(),
            "IMG-20250522-WA0001.jpg": PHOTO,
            "IMG-20250522-WA0007.jpg": PHOTO,
            "PTT-20250522-WA0003.opus": b"OggS",
            "SK DEWAN.pdf": honest.pdf(),
        }
    )
    found = became(taken_in(balikpapan, budi, {"Chat WhatsApp dengan Pokja.zip": export}))

    assert sorted(found.values()) == ["added", "added", "added", "known", "refused", "unpacked"]
    assert found["Chat WhatsApp dengan Pokja.zip/PTT-20250522-WA0003.opus"] == "refused"


def test_a_drive_download_in_several_parts_is_one_delivery(balikpapan, budi):
    parts = {
        "Bukti-20250522T010101Z-001.zip": honest.packed({"Bukti/SK.pdf": honest.pdf()}),
        "Bukti-20250522T010101Z-002.zip": honest.packed(
            {"Bukti/Rapat/notulen.txt": MINUTES, "Bukti/SK(1).pdf": honest.pdf()}
        ),
    }
    found = became(taken_in(balikpapan, budi, parts))

    assert sorted(found.values()) == ["added", "added", "known", "unpacked", "unpacked"]


def test_a_hostile_delivery_gives_a_reason_for_each_file(balikpapan, budi):
    names = ["arsip di belakang.pdf", "makro.docx", "terkunci.xls", "piksel.png", "laman.jpg", "SK.pdf.exe"]
    intake = taken_in(
        balikpapan, budi, {name: hostile.CASES[name][0] for name in names} | {"baik.pdf": honest.pdf()}
    )

    assert {each.path: [fault.kind for fault in each.why] for each in intake.items.all()} == {
        **{name: [hostile.CASES[name][1]] for name in names},
        "baik.pdf": [],
    }


def test_bytes_that_are_gone_are_asked_for_again(balikpapan, budi):
    intake = sent(balikpapan, budi, {"SK.pdf": honest.pdf(words="hilang")})
    waiting = intake.items.get()
    waiting.sha256 = "0" * 64

    with pytest.raises(Refused) as refused:
        checking.look(waiting)
    assert refused.value.faults[0].kind == "evidence-bytes-gone"


def test_office_kinds_are_told_apart_by_their_content():
    (fault,) = faults_of(honest.office(kinds.XLSX), "bukan.docx")

    assert (fault.kind, fault.values["kind"]) == ("evidence-other-kind", "DOCX")


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (honest.office(kinds.XLSX), "bukan.docx", "XLSX"),
        (honest.open_document(kinds.ODS), "bukan.odt", "ODS"),
        (honest.open_document(kinds.ODT), "bukan.docx", "ODT"),
        (honest.packed({"a.txt": "a"}), "bukan.docx", "ZIP"),
        (honest.doc(), "bukan.docx", "application/msword"),
        (honest.compound_file({"Apa": b"isi" * 2000}), "bukan.doc", "application/"),
        (b"surat " + bytes(range(1, 9)) * 50, "bukan.txt", "application/octet-stream"),
    ],
)
def test_another_kind_is_named(content, name, found):
    """It said: something else (-)."""
    (fault,) = faults_of(content, name)

    assert (fault.kind, fault.values["kind"]) == ("evidence-other-kind", name.rpartition(".")[2].upper())
    assert str(fault.values["found"]).startswith(found)


def test_the_document_page_tells_what_else_is_in_the_file(balikpapan, budi, as_user):
    taken_in(balikpapan, budi, {"skrip.pdf": hostile.NOTED["skrip.pdf"][0]})

    page = as_user(budi).get(Document.objects.get().get_absolute_url()).content.decode()

    assert Document.objects.get().latest.notes_in_words[0] in page
    assert Document.objects.get().latest.file.get_absolute_url() in page


def test_a_newer_revision_goes_through_the_same_gate(balikpapan, budi, as_user):
    taken_in(balikpapan, budi, {"SK.pdf": honest.pdf()})
    address = reverse("evidence:revise", args=[Document.objects.get().code])

    def send(name, content):
        sent = {"submission_key": new_key(), "berkas": SimpleUploadedFile(name, content)}
        return as_user(budi).post(address, sent)

    refused = send("makro.docx", hostile.CASES["makro.docx"][0])
    assert "makro.docx" in refused.content.decode()
    assert Document.objects.get().revisions.count() == 1

    assert send("templat.docx", hostile.remote_template()).status_code == 302
    (note,) = Document.objects.get().latest.content.what_else
    assert note.kind == "evidence-active-remote"


def test_an_archive_may_be_larger_than_a_document(settings):
    settings.EVIDENCE_MOST_MB = 1
    many = honest.packed(
        {f"{at}.txt": bytes([65 + at]) * 900_000 for at in range(3)}, method=zipfile.ZIP_STORED
    )

    assert set(entries(unpacked(many)).values()) == {"stored"}
    (fault,) = faults_of(many * 2, "arsip.zip")
    assert fault.kind == "evidence-file-too-large"


def test_a_newer_revision_is_checked_before_anything_is_locked_and_a_double_click_is_one(
    balikpapan, budi, as_user, monkeypatch
):
    """The gate may take minutes; on SQLite nobody else writes while a transaction is open."""
    taken_in(balikpapan, budi, {"SK.pdf": honest.pdf()})
    address = reverse("evidence:revise", args=[Document.objects.get().code])
    around, open_while_looking = len(connection.savepoint_ids), []
    look = checking.look

    def watched(item):
        open_while_looking.append(len(connection.savepoint_ids) - around)
        return look(item)

    monkeypatch.setattr(checking, "look", watched)
    key = new_key()
    for _click in range(2):
        sent = {"submission_key": key, "berkas": SimpleUploadedFile("baru.docx", honest.office(kinds.DOCX))}
        assert as_user(budi).post(address, sent).status_code == 302

    assert set(open_while_looking) == {0}
    assert Document.objects.get().revisions.count() == 2


def test_a_machine_that_lacks_room_refuses_a_newer_revision_in_a_sentence(
    balikpapan, budi, as_user, monkeypatch
):
    taken_in(balikpapan, budi, {"SK.pdf": honest.pdf()})

    def fail(item):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(checking, "look", fail)
    address = reverse("evidence:revise", args=[Document.objects.get().code])
    sent = {"submission_key": new_key(), "berkas": SimpleUploadedFile("baru.pdf", honest.pdf(words="lain"))}

    response = as_user(budi).post(address, sent)

    assert response.status_code == 422
    assert "“baru.pdf”" in response.content.decode()
    assert Document.objects.get().revisions.count() == 1
