"""The PDF itself: accessible, fit for the archive, the same bytes each time, and no words of a letter are ever code."""

import hashlib
import io
from datetime import UTC, date, datetime

import pikepdf
import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.letters import planning, typesetting
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.tests import factories

DAY = date(2026, 11, 22)
MADE_AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
BODY = """Dengan hormat,

Hari/tanggal :: Senin
Tempat :: **Ruang Rapat**

1. Pembukaan
2. Penutup

| No | Nama |
| 1 | Dishub |

## Penutup

Terima kasih."""
HOSTILE = [
    '#import "/etc/passwd"',
    '#read("/etc/passwd")',
    '#eval("1+1") $ x^2 $ @ref <label> \\ // /* */ `raw` *a* _b_ = judul',
    "]]}}{{#[",
    "x" * 5000,
    "kata " * 2000,
    "مرحبا بالعالم",
    "é ñ ş ạ ½ → ✓ “kutip” – —",
    "\u202eterbalik\u2066 \u200d \ufeff",
]


def made(city, **fields):
    number = fields.pop("number", "005/001/B/XI/2026")
    content = factories.content(city, **{"body": BODY, **fields})
    return planning.snapshot(content, number=number, day=DAY, made_at=MADE_AT, code="ABCDEFGHJKMNPQRS")


def opened(city, **fields) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(typesetting.pdf(made(city, **fields), None)))


def test_pdf_says_that_it_is_accessible_and_for_the_archive(balikpapan):
    with opened(balikpapan).open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert meta["dc:title"].startswith("Surat dinas 005/001/B/XI/2026: Undangan rapat")


@pytest.mark.parametrize("kind", ["letter", "assignment"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_pdf_is_tagged_in_its_language(balikpapan, kind, language):
    pdf = opened(balikpapan, kind=kind, language=language)

    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    tags = tags_of(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure"} <= tags.keys()
    assert tags["/H1"] == 1


def tags_of(node, found=None) -> dict[str, int]:
    """How often each tag stands in the tree."""
    found = {} if found is None else found
    if isinstance(node, pikepdf.Array):
        for each in node:
            tags_of(each, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found[str(node.S)] = found.get(str(node.S), 0) + 1
        if "/K" in node:
            tags_of(node.K, found)
    return found


def figures_of(node):
    if isinstance(node, pikepdf.Array):
        return [figure for each in node for figure in figures_of(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if node.get("/S") == "/Figure" else []
    return own + (figures_of(node.K) if "/K" in node else [])


def test_every_picture_has_words(balikpapan):
    pdf = opened(balikpapan)

    figures = figures_of(pdf.Root.StructTreeRoot)

    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_every_typeface_is_inside(balikpapan):
    for page in opened(balikpapan).pages:
        for font in page.Resources.Font.values():
            assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor


def test_the_same_letter_gives_the_same_bytes(balikpapan):
    letter = made(balikpapan)

    first, second = (hashlib.sha256(typesetting.pdf(letter, None)).hexdigest() for _time in range(2))

    assert first == second


def test_another_number_gives_other_bytes(balikpapan):
    assert typesetting.pdf(made(balikpapan), None) != typesetting.pdf(made(balikpapan, number="2/2026"), None)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(balikpapan, text):
    fields = {"subject": text[:250], "to": [Addressee(text[:200])], "copies": [Addressee(text[:150])]}

    pdf = opened(balikpapan, body=text, **fields)

    assert 1 <= len(pdf.pages) < 12


def test_sign_without_a_typeface_is_refused_by_name(balikpapan):
    with pytest.raises(Refused) as refused:
        opened(balikpapan, body="Selamat 😀")

    fault = refused.value.faults[0]
    assert (fault.kind, fault.values["sign"]) == ("letter-sign", "😀")


def test_many_addressees_stand_on_a_page_of_their_own(balikpapan):
    assert len(opened(balikpapan, to=[Addressee(f"Kepala Dinas {n}") for n in range(30)]).pages) == 2


def test_press_that_takes_too_long_is_ended(balikpapan, monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)

    with pytest.raises(Refused) as refused:
        typesetting.pdf(made(balikpapan), None)

    assert refused.value.faults[0].kind == "letter-not-set"


def test_press_that_breaks_is_a_fault_and_not_a_crash(balikpapan, monkeypatch, tmp_path):
    broken = tmp_path / "press.py"
    broken.write_text("import os; os.abort()")
    monkeypatch.setattr(typesetting, "PRESS", broken)

    with pytest.raises(Refused):
        typesetting.pdf(made(balikpapan), None)


def test_mark_of_the_city_is_set_with_its_words(balikpapan):
    letter = made(balikpapan)
    letter["letterhead"] |= {"has_logo": True, "logo_alt": "Lambang contoh"}

    pdf = pikepdf.open(io.BytesIO(typesetting.pdf(letter, PNG)))

    assert "Lambang contoh" in {str(each.get("/Alt")) for each in figures_of(pdf.Root.StructTreeRoot)}


def _png() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x20\x60\x40" * 8 for _row in range(8)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = _png()


def test_preview_is_a_picture_of_each_page(balikpapan):
    pages = planning.pictures(factories.content(balikpapan), day=DAY, made_at=MADE_AT)

    assert [page[:8] for page in pages] == [b"\x89PNG\r\n\x1a\n"]


def test_shipped_samples_can_all_be_set(balikpapan, rina):
    from kotacerdas.common.reference import Report
    from kotacerdas.letters import queries, reference
    from kotacerdas.letters.models import Template

    reference.load_templates(Report())
    factories.content(balikpapan)
    desk = queries.desk(balikpapan, rina)

    for template in Template.objects.filter(city=None):
        for language in ("id", "en"):
            content = planning.shown(template, desk=desk, city=balikpapan, language=language, now=MADE_AT)
            planning.check(content, day=DAY)
            number = content.book.written(1, day=DAY, classification=content.classification)
            assert typesetting.pdf(planning.snapshot(content, number=number, day=DAY, made_at=MADE_AT), None)
