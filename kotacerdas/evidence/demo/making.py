"""Makes the files of the demonstration from their words: the same words give the same bytes."""

import io
import textwrap
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from kotacerdas.files.domain import kinds
from kotacerdas.files.domain.kinds import Kind

KINDS: dict[str, Kind] = {"pdf": kinds.PDF, "txt": kinds.TXT, "csv": kinds.CSV, "png": kinds.PNG}
_LETTERS_A_LINE, _SIZE, _LEADING = 84, 11, 16
_PICTURE = (1200, 800)


def made(kind: str, pages: Sequence[str]) -> bytes:
    if kind == "pdf":
        return _pdf(pages)
    if kind == "png":
        return _picture(pages[0])
    return "\n\n".join(pages).encode()


def _pdf(pages: Sequence[str]) -> bytes:
    """A page of plain Helvetica for each text; nothing of it depends on the day or the machine."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        stream = _stream(text)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _joined(objects)


def _stream(text: str) -> bytes:
    lines = [
        line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, _LETTERS_A_LINE) or [""]
    ]
    shown = b" T*\n".join(b"(%s) Tj" % _escaped(line) for line in lines)
    return b"BT /F1 %d Tf %d TL 64 770 Td\n%s\nET" % (_SIZE, _LEADING, shown)


def _escaped(line: str) -> bytes:
    return (
        line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )


def _joined(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)


def _picture(text: str) -> bytes:
    picture = Image.new("L", _PICTURE, 250)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, _PICTURE[0] - 60, _PICTURE[1] - 60), outline=40, width=6)
    pen.multiline_text((130, 170), text, fill=20, font=ImageFont.load_default(72), spacing=44)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
