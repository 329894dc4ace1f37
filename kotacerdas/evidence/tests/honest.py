"""Small sound files of every kind that is taken, each made here; the hostile ones are made of them."""

import io
import struct
import zipfile
import zlib

import xlsxwriter
from PIL import Image

from kotacerdas.evidence.domain import compound
from kotacerdas.files.domain import kinds

WORDS = "Keputusan Wali Kota tentang Dewan Smart City"


def pdf(*, extra: bytes = b"", catalog: bytes = b"", words: str = WORDS) -> bytes:
    """One page; `catalog` goes into its first object, `extra` are further whole objects from number 7 on."""
    text = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    body += extra
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 7\n0000000000 65535 f \n%btrailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            table,
            len(body),
        )
    )


def packed(members: dict[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same members give the same bytes at any second: a package otherwise carries the time it was made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, each in members.items():
            package.writestr(zipfile.ZipInfo(name), each, compress_type=method)
    return content.getvalue()


def office(kind: kinds.Kind, *, main_type: str = "", extra: dict[str, bytes | str] | None = None) -> bytes:
    """A package with a main part of the right type, and whatever else."""
    wanted = main_type or f"{kind.media_type}.main+xml"
    types = f'<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{wanted}"/></Types>'
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": "<Relationships/>",
            "main.xml": f"<p>{WORDS}</p>",
            **(extra or {}),
        }
    )


def open_document(kind: kinds.Kind, *, extra: dict[str, bytes | str] | None = None) -> bytes:
    return packed(
        {
            "mimetype": kind.media_type,
            "content.xml": f"<p>{WORDS}</p>",
            "META-INF/manifest.xml": "<manifest/>",
            **(extra or {}),
        }
    )


def xlsx() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Register").write_row(0, 0, ["Nomor", "Tahun"])
    return content.getvalue()


def compound_file(streams: dict[str, bytes], *, small: dict[str, bytes] | None = None) -> bytes:
    """Sectors of 512 bytes. Streams are filled up to be no small ones; those of `small` share one, in pieces of 64."""
    sectors: list[bytes] = []
    chains: list[list[int]] = []
    entries: list[bytes] = []

    def put(content: bytes) -> int:
        start = len(sectors)
        sectors.extend(content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512))
        chains.append(list(range(start, len(sectors))))
        return start if content else 0xFFFFFFFE

    for name, content in streams.items():
        filled = content.ljust(4096, b"\0")
        entries.append(_entry(name, 2, put(filled), len(filled)))
    shared, following = b"", []
    for name, content in (small or {}).items():
        start, pieces = len(following), -(-len(content) // 64)
        entries.append(_entry(name, 2, start, len(content)))
        shared += content.ljust(pieces * 64, b"\0")
        following += [*range(start + 1, start + pieces), 0xFFFFFFFE]
    small_table = put(struct.pack(f"<{len(following)}L", *following))
    directory = b"".join([_entry("Root Entry", 5, put(shared), len(shared)), *entries]).ljust(2048, b"\0")
    first = put(directory)
    table = [0xFFFFFFFF] * 128 * (len(sectors) // 100 + 1)
    for chain in chains:
        for at, following in zip(chain, [*chain[1:], 0xFFFFFFFE], strict=False):
            table[at] = following
    at = len(sectors)
    parts = [struct.pack("<128L", *table[each : each + 128]) for each in range(0, len(table), 128)]
    places = [at + each for each in range(len(parts))]
    more = [places[each : each + 127] for each in range(109, len(places), 127)]
    first_more = at + len(parts)
    for number, each in enumerate(more, 1):
        following = first_more + number if number < len(more) else 0xFFFFFFFE
        parts.append(struct.pack("<128L", *(each + [0xFFFFFFFF] * (127 - len(each))), following))
    head = compound.MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<LLLLLL", 0, len(places), first, 0, 4096, small_table)
    head += struct.pack("<LLL", 1, first_more if more else 0xFFFFFFFE, len(more))
    places += [0xFFFFFFFF] * (109 - len(places))
    return head + struct.pack("<109L", *places[:109]) + b"".join([*sectors, *parts])


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1) + b"\xff" * 12
    return entry + bytes(36) + struct.pack("<LLL", start, size, 0)


def doc(**streams: bytes) -> bytes:
    return compound_file(
        {"WordDocument": struct.pack("<H", 0xA5EC).ljust(600, b"\0"), "1Table": b"", **streams}
    )


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(*records: bytes, **streams: bytes) -> bytes:
    book = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 0)) + b"".join(records) + record(0x0A)
    return compound_file({"Workbook": book, **streams})


def picture(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    content = io.BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    image.save(content, kind, **options)
    return content.getvalue()


def scan(pages: int = 2) -> bytes:
    content = io.BytesIO()
    images = [Image.new("1", (200, 280), 1) for _ in range(pages)]
    images[0].save(content, "TIFF", save_all=True, append_images=images[1:], compression="group4")
    return content.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def png_with(*chunks: bytes) -> bytes:
    """Further chunks behind the head of a picture."""
    plain = picture("PNG")
    return plain[:33] + b"".join(chunks) + plain[33:]


def jpeg_with(mark: int, data: bytes) -> bytes:
    """A further segment behind the beginning of a photo."""
    plain = picture("JPEG")
    return plain[:2] + bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data + plain[2:]


def phone_photo() -> bytes:
    """With a second picture and the maker's own notes behind the first."""
    return picture("JPEG") + picture("JPEG", (16, 12)) + b"\0\0" + b"maker's notes" * 20 + b"SEFT"


def moving_photo() -> bytes:
    """With the short film behind it that telephones record."""
    return picture("JPEG") + struct.pack(">L", 24) + b"ftypisom" + bytes(4000)


def two_pictures() -> bytes:
    """As cameras write depth or a second exposure, with a table of both in the first."""
    content = io.BytesIO()
    first, second = (Image.effect_noise((64, 48), 60).convert("RGB") for _ in range(2))
    first.save(content, "MPO", save_all=True, append_images=[second])
    return content.getvalue()


def streamed(members: dict[str, bytes | str]) -> bytes:
    """As servers pack while they send: sizes stand behind each entry, not before it."""
    content = io.BytesIO()

    class OneWay(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, piece: object) -> int:
            return content.write(piece)

    with zipfile.ZipFile(OneWay(), "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in members.items():
            package.writestr(name, each)
    return content.getvalue()


CASES = {
    "SK Dewan Smart City.pdf": (pdf(), "PDF"),
    "SK.PDF": (pdf(), "PDF"),
    "Laporan v1.2 (final).docx.pdf": (pdf(), "PDF"),
    "ulasan tokopedia.com.pdf": (pdf(), "PDF"),
    "belakang kosong.pdf": (pdf() + b"\r\n\0\0\0", "PDF"),
    "notulen.docx": (office(kinds.DOCX), "DOCX"),
    "register.xlsx": (xlsx(), "XLSX"),
    "bagan.docx": (office(kinds.DOCX, extra={"word/embeddings/Buku1.xlsx": xlsx()}), "DOCX"),
    "paparan.pptx": (office(kinds.PPTX), "PPTX"),
    "notulen.odt": (open_document(kinds.ODT), "ODT"),
    "data.ods": (open_document(kinds.ODS), "ODS"),
    "lama.odt": (
        open_document(
            kinds.ODT,
            extra={
                "META-INF/manifest.xml": '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" '
                '"Manifest.dtd"><manifest:manifest/>'
            },
        ),
        "ODT",
    ),
    "surat.doc": (doc(), "DOC"),
    # Its table of sectors does not fit into its head.
    "buku.doc": (doc(Data=bytes(9_000_000)), "DOC"),
    "rekap.xls": (xls(), "XLS"),
    "data.csv": ("kode;nilai\r\nA1;4\r\n".encode("windows-1252"), "CSV"),
    "data utf16.csv": ("kode\tnilai\n".encode("utf-16"), "CSV"),
    "_chat.txt": (
        "[22/05/25 08.00] \u200eBudi: \u200eIMG-20250522-WA0001.jpg (file terlampir)".encode(),
        "TXT",
    ),
    "program.txt": (b"P1 Pelayanan publik\nP2 Jaringan serat optik\n", "TXT"),
    "README.md": (b"# Notulen\n\n<table><tr><td>1</td></tr></table>\n", "MD"),
    "berita.html": (b"<!DOCTYPE html><html><body><p>Berita</p></body></html>", "HTML"),
    "IMG-20250522-WA0001.jpg": (picture("JPEG"), "JPEG"),
    "telepon.jpeg": (phone_photo(), "JPEG"),
    "bergerak.jpg": (moving_photo(), "JPEG"),
    "ganda.jpg": (two_pictures(), "JPEG"),
    "abu-abu.jpg": (picture("JPEG", quality=30, optimize=True), "JPEG"),
    "mengalir.odt": (
        streamed({"mimetype": kinds.ODT.media_type, "META-INF/manifest.xml": "<manifest/>"}),
        "ODT",
    ),
    "bertahap.jpg": (picture("JPEG", progressive=True), "JPEG"),
    "layar.png": (picture("PNG"), "PNG"),
    "pindaian.tif": (scan(), "TIFF"),
    "satu.tiff": (picture("TIFF", compression="tiff_lzw"), "TIFF"),
}
"""Name: content, kind."""
