"""Writes files of every kind for tests of reading: small, ours, and as the programs of offices write them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import typst
import xlsxwriter
from PIL import Image, ImageFilter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def relations(*those: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in those
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


# --- Word --------------------------------------------------------------------------------------------------


def paragraph(text: str, style: str = "") -> str:
    properties = (
        f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>' if style else ""
    )
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Iterable[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


def docx(path: Path, body: str, **parts: str) -> Path:
    """`parts`: header1=..., styles=..., each the inside of that part."""
    extra = {f"word/{name}.xml": content for name, content in parts.items()}
    return package(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"{_HEAD}<w:document {W}><w:body>{body}</w:body></w:document>",
            **extra,
        },
    )


# --- Slides ------------------------------------------------------------------------------------------------

_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_RELATIONS}"'
)


def shape(*lines: str, holder: str = "") -> str:
    text = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    kind = f'<p:ph type="{holder}"/>' if holder else ""
    return f"<p:sp><p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>"


def pptx(path: Path, slides: Sequence[tuple[str, str]]) -> Path:
    """Each slide is its shapes and the shapes of its notes. The files are numbered against the order of showing."""
    count = len(slides)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"r{number}", "slide", f"slides/slide{count - number}.xml") for number in range(count))
        ),
        "ppt/presentation.xml": f"{_HEAD}<p:presentation {_P}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(count))
        + "</p:sldIdLst></p:presentation>",
    }
    for number, (shapes, notes) in enumerate(slides):
        at = count - number
        parts[f"ppt/slides/slide{at}.xml"] = (
            f"{_HEAD}<p:sld {_P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
        if notes:
            parts[f"ppt/slides/_rels/slide{at}.xml.rels"] = relations(
                ("n", "notesSlide", f"../notesSlides/n{at}.xml")
            )
            parts[f"ppt/notesSlides/n{at}.xml"] = (
                f"{_HEAD}<p:notes {_P}><p:cSld><p:spTree>{notes}</p:spTree></p:cSld></p:notes>"
            )
    return package(path, parts)


# --- The rest ----------------------------------------------------------------------------------------------


def odt(path: Path, body: str) -> Path:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    content = f"{_HEAD}<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return package(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def pdf(path: Path, *pages: str, paper: str = "a4", size: int = 11) -> Path:
    """Each page holds this text; an empty line parts paragraphs."""
    source = f'#set page("{paper}", margin: 2cm)\n#set text(size: {size}pt, lang: "id", hyphenate: false)\n'
    source += "#pagebreak()\n".join(f"#text({_quoted(page)})\n" if page else "#v(1cm)\n" for page in pages)
    path.write_bytes(typst.compile(source.encode()))
    return path


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def scan(path: Path, *pages: str, dots: int = 200, is_bad: bool = False) -> Path:
    """A PDF of pictures. A bad one was copied often, lies askew and has few dots."""
    images = [photo(page, dots=150 if is_bad else dots, is_bad=is_bad) for page in pages]
    images[0].save(path, "PDF", resolution=150 if is_bad else dots, save_all=True, append_images=images[1:])
    return path


def photo(text: str, *, dots: int = 200, is_bad: bool = False) -> Image.Image:
    source = f'#set page("a4", margin: 2cm)\n#set text(size: 11pt, lang: "id", hyphenate: false)\n#text({_quoted(text)})\n'
    drawn = typst.compile(source.encode(), format="png", ppi=dots)
    image = Image.open(io.BytesIO(drawn if isinstance(drawn, bytes) else drawn[0])).convert("L")
    return _worn(image) if is_bad else image


def _worn(image: Image.Image) -> Image.Image:
    """Turned by 1.2 degrees, blurred, with specks; the same each time."""
    turned = image.rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    dice = random.Random(7)
    dots = turned.load()
    for _each in range(turned.width * turned.height // 100):
        dots[dice.randrange(turned.width), dice.randrange(turned.height)] = dice.randrange(256)
    return turned
