"""A pack proves a round without the system: everything is in it once, and one changed byte anywhere is found."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import actions, targets
from kotacerdas.evidence.actions import packing
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Confidentiality, Pack, Unit
from kotacerdas.evidence.packing import gathering, making, verify
from kotacerdas.evidence.targets import Scope, Source, Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.files import blobs

SCOPE = Scope("tests.question", "uji-2025", "Putaran Uji 2025", 2025)
QUESTIONS = [
    Target("tests.question", f"uji-2025/{code}", code, title, title, 2025, group="Tata kelola")
    for code, title in [("B02", "Fungsi Dewan"), ("E09", "Identifikasi risiko"), ("E10", "Anggaran")]
]
QUOTE = "Dewan menyepakati analisis risiko Wi-Fi publik."


@pytest.fixture(autouse=True)
def questions(monkeypatch):
    source = Source(
        "tests.question",
        "pertanyaan",
        lambda user, city: [SCOPE],
        lambda city, scope: QUESTIONS,
        lambda city, key: next((each for each in QUESTIONS if each.key == key), None),
    )
    monkeypatch.setitem(targets._sources, source.kind, source)


def prove(document, *wanted, by, checked_by, quote=QUOTE, claim="Risiko dibahas"):
    text = Unit.objects.get(content=document.latest.content, number=1).text
    span = Span(text.index(quote), text.index(quote) + len(quote))
    made = actions.cite(document.latest, unit=1, span=span, wanted=wanted, claim=claim, by=by, now=NOW)
    return actions.review(made, Deed.CONFIRM, by=checked_by, now=NOW)


@pytest.fixture
def minutes(balikpapan, budi, joko, rina):
    made = factories.document(balikpapan, by=budi)
    prove(made, QUESTIONS[0], QUESTIONS[1], by=joko, checked_by=rina)
    return made


@pytest.fixture
def secret(balikpapan, budi, joko, rina):
    made = factories.document(
        balikpapan,
        text=f"Rahasia. {TEXT}",
        name="Rahasia.txt",
        by=budi,
        confidentiality=Confidentiality.SECRET,
    )
    prove(made, QUESTIONS[1], by=joko, checked_by=rina)
    return made


def made(city, *, with_secret=False, language="id", user=None):
    content = io.BytesIO()
    gathered = gathering.gather(city, SCOPE, user=user, with_secret=with_secret)
    told = making.make(content, gathered, made_at=NOW, language=language, with_secret=with_secret)
    return content.getvalue(), told


@pytest.fixture
def pack(tmp_path, balikpapan, minutes):
    """The archive, and the same unpacked."""
    content, _told = made(balikpapan)
    (tmp_path / "pack.zip").write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        opened.extractall(tmp_path / "pack")
    return tmp_path


def bare(program: Path, *arguments: object) -> tuple[int, str]:
    """The program in a Python without site packages, environment or our folders."""
    done = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-I", "-S", str(program), *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


# --- What is in it ---------------------------------------------------------------------------------------------


def test_pack_holds_bytes_citations_index_and_program(pack):
    names = zipfile.ZipFile(pack / "pack.zip").namelist()

    assert names[0] == "files/B02/Notulen Rapat Dewan.txt"
    assert {"citations.json", "index.pdf", "verify.py", "manifest.json"} < set(names)
    assert (pack / "pack" / names[0]).read_bytes() == TEXT.encode()
    assert (pack / "pack/index.pdf").read_bytes().startswith(b"%PDF-")


def test_each_content_is_there_once(pack):
    rows = json.loads((pack / "pack/citations.json").read_text())["citations"]

    assert len(rows) == 1
    assert [use["key"] for use in rows[0]["uses"]] == ["uji-2025/B02", "uji-2025/E09"]
    assert (
        len([name for name in zipfile.ZipFile(pack / "pack.zip").namelist() if name.startswith("files/")])
        == 1
    )


def test_citation_tells_offices_and_no_person(pack, budi, joko, rina):
    written = (pack / "pack/citations.json").read_text()
    (row,) = json.loads(written)["citations"]

    assert row["cited"]["office"] == "Dinas Perhubungan"
    assert len({row[deed]["person"] for deed in ("brought", "cited", "checked")}) == 3
    for person in (budi, joko, rina):
        assert person.email not in written
        assert str(person) not in written
    assert row["quote"] == QUOTE
    assert TEXT[row["span"]["start"] : row["span"]["end"]] == QUOTE


def test_only_confirmed_uses_of_documents_that_stand_are_in(balikpapan, minutes, joko):
    citation = minutes.citations.get()
    actions.use_for(citation, QUESTIONS[2], by=joko, now=NOW)

    gathered = gathering.gather(balikpapan, SCOPE, user=None, with_secret=False)
    assert [len(row.citations) for row in gathered.proven] == [1, 1, 0]
    assert [use.target_key for use in gathered.uses[citation.pk]] == ["uji-2025/B02", "uji-2025/E09"]

    type(minutes).objects.filter(pk=minutes.pk).update(withdrawn_at=NOW, withdrawn_because="Salah")
    assert gathering.gather(balikpapan, SCOPE, user=None, with_secret=False).citations == []


def test_only_confirmed_and_current_citations_are_in(balikpapan, minutes, budi, joko):
    other = factories.document(
        balikpapan, text="Anggaran kota cerdas disetujui DPRD.", name="APBD.txt", by=budi
    )
    text = "Anggaran kota cerdas"
    actions.cite(other.latest, unit=1, span=Span(0, len(text)), wanted=[QUESTIONS[2]], by=joko, now=NOW)

    gathered = gathering.gather(balikpapan, SCOPE, user=None, with_secret=True)

    assert [row.target.code for row in gathered.proven if row.citations] == ["B02", "E09"]
    assert len(gathered.citations) == 1


def test_secret_documents_are_in_only_when_asked_for(balikpapan, minutes, secret):
    without, told = made(balikpapan)
    with_them, _told = made(balikpapan, with_secret=True)

    assert told.counts["left_secret"] == 1
    assert b"Rahasia. Rapat" not in without
    assert b"Rahasia. Rapat" in with_them


def test_infected_files_stay_out(balikpapan, minutes):
    content = minutes.latest.content
    content.scan = "infected"
    content.save()

    gathered = gathering.gather(balikpapan, SCOPE, user=None, with_secret=True)

    assert not gathered.citations
    assert gathered.left_infected == 1


def test_files_with_personal_data_are_listed(balikpapan, budi, joko, rina):
    document = factories.document(balikpapan, by=budi, has_personal_data=True)
    prove(document, QUESTIONS[0], by=joko, checked_by=rina)

    content, _told = made(balikpapan)

    about = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("manifest.json"))["about"]
    assert about["personal_data"] == ["files/B02/Notulen Rapat Dewan.txt"]


def test_another_city_is_never_in(balikpapan, samarinda, minutes):
    assert not gathering.gather(samarinda, SCOPE, user=None, with_secret=True).citations


def test_same_names_get_paths_that_differ_beyond_the_size_of_letters(balikpapan, budi, joko, rina):
    for number, name in enumerate(["Notulen.txt", "NOTULEN.txt", "notulen.TXT"]):
        document = factories.document(balikpapan, text=f"{TEXT} {number}", name=name, by=budi)
        prove(document, QUESTIONS[0], by=joko, checked_by=rina)

    content, _told = made(balikpapan)

    names = [name for name in zipfile.ZipFile(io.BytesIO(content)).namelist() if name.startswith("files/")]
    assert len(names) == len({name.casefold() for name in names}) == 3


def test_same_input_gives_same_bytes(balikpapan, minutes, secret):
    assert made(balikpapan)[0] == made(balikpapan)[0]


def test_the_number_of_queries_does_not_grow_with_the_citations(
    balikpapan, minutes, budi, joko, rina, django_assert_num_queries
):
    for number in range(8):
        document = factories.document(balikpapan, text=f"{TEXT} {number}", name=f"{number}.txt", by=budi)
        prove(document, QUESTIONS[2], by=joko, checked_by=rina)

    with django_assert_num_queries(4):
        assert len(gathering.gather(balikpapan, SCOPE, user=None, with_secret=True).citations) == 9


@pytest.mark.parametrize("language", ["id", "en"])
def test_index_speaks_both_languages(balikpapan, minutes, secret, language):
    pypdfium2 = pytest.importorskip("pypdfium2")

    content, _told = made(balikpapan, language=language)

    pdf = pypdfium2.PdfDocument(zipfile.ZipFile(io.BytesIO(content)).read("index.pdf"))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Identifikasi risiko" in text
    assert " ".join(QUOTE.split()) in " ".join(text.split())


def test_a_quote_in_a_foreign_script_is_set_too(balikpapan, budi, joko, rina):
    document = factories.document(
        balikpapan, text="Kota cerdas 智慧城市 مدينة ذكية.", name="Asing.txt", by=budi
    )
    prove(document, QUESTIONS[0], by=joko, checked_by=rina, quote="智慧城市 مدينة")

    content, _told = made(balikpapan)

    (row,) = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("citations.json"))["citations"]
    assert row["quote"] == "智慧城市 مدينة"


# --- What is found ---------------------------------------------------------------------------------------------


def test_whole_pack_is_found_whole_as_archive_and_as_folder(pack):
    for code, said in (
        bare(pack / "pack/verify.py"),
        bare(pack / "pack/verify.py", pack / "pack.zip"),
    ):
        assert code == verify.WHOLE, said
        assert "UTUH" in said
        assert "WHOLE" in said


def test_program_is_readable_by_python_3_8():
    import ast

    ast.parse(Path(verify.__file__).read_text(), feature_version=(3, 8))


def test_one_flipped_byte_in_any_file_is_found_and_named(pack, tmp_path):
    program = tmp_path / "trusted.py"
    shutil.copy(pack / "pack/verify.py", program)
    folder = pack / "pack"
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        whole = path.read_bytes()
        for at in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            code, said = bare(program, folder)
            assert code != verify.WHOLE, (path, at)
            assert path.relative_to(folder).as_posix() in said
        path.write_bytes(whole)
    assert bare(program, folder)[0] == verify.WHOLE


def test_any_flipped_byte_of_the_archive_is_found(pack):
    path = pack / "pack.zip"
    whole = bytearray(path.read_bytes())
    index = zipfile.ZipFile(path).getinfo("index.pdf")
    inside = range(index.header_offset + 60, index.header_offset + index.file_size - 60)
    # Every byte of what is small; of the index, whose bytes are all hashed alike, some.
    places = [at for at in range(len(whole)) if at not in inside or at % 997 == 0]
    for at in places[:: max(1, len(places) // 300)]:
        whole[at] ^= 0x20
        path.write_bytes(whole)
        try:
            found = bool(verify.check(str(path)).faults)
        except verify.NoPack:
            found = True
        assert found, at
        whole[at] ^= 0x20


def test_changed_program_tells_on_itself(pack):
    program = pack / "pack/verify.py"
    program.write_text(program.read_text().replace("Checks a KotaCerdas", "checks a KotaCerdas"))

    code, said = bare(program)

    assert code == verify.FAULTY
    assert "verify.py: isinya bukan yang dikemas" in said


def test_missing_and_foreign_files_are_named(pack):
    (pack / "pack/files/B02/Notulen Rapat Dewan.txt").rename(pack / "pack/files/B02/Lain.txt")

    code, said = bare(pack / "pack/verify.py")

    assert code == verify.FAULTY
    assert "Notulen Rapat Dewan.txt: berkas ini hilang" in said
    assert "Lain.txt: berkas ini tidak termasuk paket" in said


def forged(folder: Path, change) -> None:
    """Changes the citations and makes a manifest that fits, as a forger would."""
    citations = json.loads((folder / "citations.json").read_text())
    change(citations["citations"][0])
    raw = verify.canonical(citations)
    (folder / "citations.json").write_bytes(raw)
    manifest = json.loads((folder / "manifest.json").read_text())
    for row in manifest["files"]:
        if row["path"] == "citations.json":
            row.update(size=len(raw), sha256=hashlib.sha256(raw).hexdigest())
    manifest["seal"] = verify.digest_of(manifest)
    (folder / "manifest.json").write_bytes(verify.canonical(manifest))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda row: row.update(quote="X" * len(QUOTE)), "do not stand on that page"),
        (lambda row: row.update(sha256="0" * 64), "not the one that was cited"),
        (lambda row: row.update(checked=row["cited"]), "second person"),
        (lambda row: row["span"].update(end=9999), "length of the quote"),
        (lambda row: row.pop("unit"), "not complete"),
    ],
)
def test_forged_citations_do_not_fit_the_texts(pack, change, words):
    forged(pack / "pack", change)

    code, said = bare(pack / "pack/verify.py")

    assert code == verify.FAULTY
    assert words in said


def test_pack_made_anew_has_another_seal(pack):
    seal = json.loads((pack / "pack/manifest.json").read_text())["seal"]
    forged(pack / "pack", lambda row: row.update(claim="Lain"))

    assert bare(pack / "pack/verify.py")[0] == verify.WHOLE
    code, said = bare(pack / "pack/verify.py", "--seal", seal)

    assert code == verify.FAULTY
    assert "manifest.json" in said


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"no archive"])
def test_what_is_no_pack_is_called_so(pack, content):
    (pack / "other.zip").write_bytes(content)

    code, said = bare(pack / "pack/verify.py", pack / "other.zip")

    assert code == verify.UNREADABLE
    assert "UNREADABLE" in said


def test_archive_of_more_than_four_gigabytes_has_large_fields(pack, monkeypatch, balikpapan):
    monkeypatch.setattr(verify, "LIMIT", 1000)
    monkeypatch.setattr(verify, "MOST_ENTRIES", 3)
    header = verify.local_header("besar.bin", 5000, 7)

    assert header[18:26] == (1000).to_bytes(4, "little") * 2
    assert (5000).to_bytes(8, "little") in header


# --- Deeds -----------------------------------------------------------------------------------------------------


def test_ordered_pack_is_made_once_and_kept(balikpapan, minutes, rina):
    order = {"language": "id", "with_secret": False, "by": rina, "now": NOW}
    first = packing.order(balikpapan, SCOPE, **order)

    assert packing.order(balikpapan, SCOPE, **order) == first
    done = packing.fill(first, tell=lambda done, of: None, now=NOW)

    assert done.state == Pack.State.READY
    with done.file.open() as opened:
        assert hashlib.file_digest(opened, "sha256").hexdigest() == done.sha256
    assert packing.fill(done, tell=lambda done, of: None, now=NOW).sha256 == done.sha256


def test_pack_of_nothing_ends_with_a_word(balikpapan, rina):
    ordered = packing.order(balikpapan, SCOPE, language="id", with_secret=False, by=rina, now=NOW)

    done = packing.fill(ordered, tell=lambda done, of: None, now=NOW)

    assert done.state == Pack.State.FAILED
    assert done.faults[0]["kind"] == "evidence-pack-empty"


def test_damaged_bytes_are_named_and_make_no_pack(balikpapan, minutes, rina):
    path = blobs.local().path(minutes.latest.content.sha256)
    path.chmod(0o600)
    path.write_bytes(b"lain")
    try:
        ordered = packing.order(balikpapan, SCOPE, language="id", with_secret=False, by=rina, now=NOW)
        done = packing.fill(ordered, tell=lambda done, of: None, now=NOW)
    finally:
        path.unlink()

    assert done.state == Pack.State.FAILED
    assert done.faults[0]["values"]["title"] == "Notulen Rapat Dewan"


def test_who_may_not_see_secrets_gives_none_away(balikpapan, minutes, budi):
    with pytest.raises(Refused):
        packing.order(balikpapan, SCOPE, language="id", with_secret=True, by=budi, now=NOW)


def test_file_of_an_old_pack_goes_and_its_seal_stays(balikpapan, minutes, rina):
    ordered = packing.order(balikpapan, SCOPE, language="id", with_secret=False, by=rina, now=NOW)
    done = packing.fill(ordered, tell=lambda done, of: None, now=NOW)

    assert packing.forget_old(now=NOW + packing.KEPT_FOR) == 0
    assert packing.forget_old(now=NOW + 2 * packing.KEPT_FOR) == 1
    done.refresh_from_db()
    assert done.file is None
    assert done.seal
