"""A thousand files as an agency hands them over: PDF, office files, tables, photos, archives, copies, and what is refused."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter
from PIL import Image

_TEXT = (
    "rapat dewan smart city pokja keputusan kepala dinas anggaran kegiatan layanan warga laporan tahunan "
    "pelaksanaan evaluasi rencana induk jaringan wifi publik pelatihan peserta hasil tindak lanjut sasaran "
    "program indikator capaian kecamatan kelurahan koordinasi perangkat daerah dokumen bukti dukung"
)
WORDS = _TEXT.split()
# How many of a thousand: copies are bytes that another of them has.
SHARES = {
    "pdf": 330, "docx": 180, "xlsx": 110, "jpg": 140, "txt": 70, "csv": 40, "zip": 10,
    "copy": 70, "exe": 15, "macro": 10, "fake-pdf": 15, "markup": 10,
}  # fmt: skip
REFUSED = {"exe", "macro", "fake-pdf", "markup"}
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def write(folder: Path, count: int, *, seed: int = 7) -> dict[str, str]:
    """The kind of each file by its name; the same at every run."""
    chosen = random.Random(seed)
    kinds = [kind for kind, share in SHARES.items() for _ in range(max(1, share * count // 1000))][:count]
    kinds += ["pdf"] * (count - len(kinds))
    chosen.shuffle(kinds)
    # The first is no copy of an earlier one.
    kinds.sort(key=lambda kind: kind == "copy")
    made: dict[str, str] = {}
    originals: list[bytes] = []
    for number, kind in enumerate(kinds):
        content = chosen.choice(originals) if kind == "copy" else MAKERS[kind](chosen)
        name = f"{number // 100:02}/Bukti {number:04}.{_ending(kind, content)}"
        if kind not in REFUSED | {"copy", "zip"}:
            originals.append(content)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        made[name] = kind
    return made


def _ending(kind: str, content: bytes) -> str:
    if kind == "copy":
        heads = {b"%PDF": "pdf", b"\xff\xd8\xff\xe0": "jpg"}
        packed = "xlsx" if b"xl/workbook.xml" in content else "docx"
        return heads.get(content[:4]) or (packed if content[:2] == b"PK" else "txt")
    return {"macro": "docx", "fake-pdf": "pdf", "markup": "jpg"}.get(kind, kind)


def sentence(chosen: random.Random, words: int = 12) -> str:
    return " ".join(chosen.choices(WORDS, k=words)).capitalize() + f" {chosen.randrange(10**6)}."


def pdf(chosen: random.Random) -> bytes:
    """Of one to eight pages with text, written by hand: objects, a table of where they stand, a trailer."""
    pages = chosen.randint(1, 8)
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for page in range(pages):
        lines = "".join(f"({sentence(chosen)}) Tj 0 -14 Td " for _ in range(30))
        drawn = f"BT /F1 10 Tf 50 780 Td {lines}ET".encode()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * page} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def docx(chosen: random.Random) -> bytes:
    return _package(chosen, {})


def macro(chosen: random.Random) -> bytes:
    return _package(chosen, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + chosen.randbytes(400)})


def _package(chosen: random.Random, more: dict[str, bytes]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "".join(f"<w:p><w:r><w:t>{sentence(chosen, 40)}</w:t></w:r></w:p>" for _ in range(60))
    body = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{text}</w:body></w:document>'
    members = {
        "[Content_Types].xml": _CONTENT_TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": body.encode(),
    }
    return _zipped(members | more)


def xlsx(chosen: random.Random) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Register")
        for row in range(200):
            sheet.write_row(row, 0, [row, sentence(chosen, 4), chosen.randrange(10**6)])
    return content.getvalue()


def jpg(chosen: random.Random) -> bytes:
    """A photo of 1.9 megapixels with some noise, so that it weighs as much as a real one."""
    noise = Image.frombytes("L", (160, 120), chosen.randbytes(160 * 120)).resize((1600, 1200))
    content = io.BytesIO()
    noise.convert("RGB").save(content, "JPEG", quality=70)
    return content.getvalue()


def txt(chosen: random.Random) -> bytes:
    return "\n".join(sentence(chosen) for _ in range(chosen.randint(5, 400))).encode()


def csv(chosen: random.Random) -> bytes:
    return "\r\n".join(f"{row},{sentence(chosen, 3)},{chosen.random():.3f}" for row in range(300)).encode()


def archive(chosen: random.Random) -> bytes:
    """Four documents and a program that does not belong there."""
    members = {f"Surat/{number} {sentence(chosen, 2)}txt": txt(chosen) for number in range(4)}
    return _zipped(members | {"Surat/pasang.exe": exe(chosen)})


def _zipped(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            package.writestr(name, member)
    return content.getvalue()


def exe(chosen: random.Random) -> bytes:
    return b"MZ\x90\x00" + chosen.randbytes(2000)


def fake_pdf(chosen: random.Random) -> bytes:
    return b"<html><script>" + sentence(chosen).encode() + b"</script></html>"


def markup(chosen: random.Random) -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'><!-- " + sentence(chosen).encode() + b" --></svg>"


MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "pdf": pdf, "docx": docx, "xlsx": xlsx, "jpg": jpg, "txt": txt, "csv": csv, "zip": archive,
    "exe": exe, "macro": macro, "fake-pdf": fake_pdf, "markup": markup,
}  # fmt: skip


def expected_refusals(made: dict[str, str]) -> Iterator[str]:
    """The paths, below the folder, of every file that must not come in; those in archives too."""
    for name, kind in made.items():
        if kind in REFUSED:
            yield name
        elif kind == "zip":
            yield f"{name}/Surat/pasang.exe"
