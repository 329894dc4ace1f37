"""Writes pages as the programs of offices keep them: the same bytes at every run."""

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape

import xlsxwriter

from benchmarks.evidence import render_pdf
from benchmarks.evidence.render_blocks import Block, Lines, blocks, sheet
from kotacerdas.evidence.tests import written

_AT = (2025, 11, 3, 9, 14, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODT = "application/vnd.oasis.opendocument.text"
_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)

Write = Callable[[Sequence[str], random.Random], bytes]
"""The texts of the pages, in their order."""


def zipped(members: Iterable[tuple[str, bytes]], *, stored: Sequence[str] = ()) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, member in members:
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, _AT), member, how)
    return content.getvalue()


def _office(main: str, kinds: dict[str, str], parts: dict[str, str]) -> bytes:
    """`kinds` are the types of the parts by their names; `main` is the part that a reader begins with."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    head = {
        "[Content_Types].xml": f'{_HEAD}<Types {space}><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": written.relations(("r1", "officeDocument", main)),
    }
    return zipped((name, part.encode()) for name, part in (head | parts).items())


def docx(texts: Sequence[str], _dice: random.Random) -> bytes:
    pages = ["".join(map(_in_word, blocks(text))) for text in texts]
    body = f"{_HEAD}<w:document {written.W}><w:body>{_BREAK.join(pages)}</w:body></w:document>"
    main = "word/document.xml"
    return _office(main, {main: "wordprocessingml.document.main"}, {main: body})


def _in_word(block: Block) -> str:
    if isinstance(block, Lines):
        return "".join(map(written.paragraph, block.lines))
    return written.table(block.rows)


def pptx(texts: Sequence[str], _dice: random.Random) -> bytes:
    """A slide for each page, its first line as the title."""
    names = [f"ppt/slides/slide{number}.xml" for number in range(1, len(texts) + 1)]
    main = "ppt/presentation.xml"
    marks = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(len(texts)))
    targets = [(f"r{number}", "slide", name.removeprefix("ppt/")) for number, name in enumerate(names)]
    parts = {
        main: f"{_HEAD}<p:presentation {written._P}><p:sldIdLst>{marks}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": written.relations(*targets),
        **{name: _slide(text) for name, text in zip(names, texts, strict=True)},
    }
    kinds = {main: "presentationml.presentation.main"} | dict.fromkeys(names, "presentationml.slide")
    return _office(main, kinds, parts)


def _slide(text: str) -> str:
    first, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    shapes = written.shape(first, holder="title") + written.shape(*rest, holder="body")
    return f"{_HEAD}<p:sld {written._P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"


def odt(texts: Sequence[str], _dice: random.Random) -> bytes:
    body = "".join(_in_odt(block) for text in texts for block in blocks(text))
    content = (
        f"{_HEAD}<office:document-content {_SPACES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODT), ("content.xml", "text/xml"))
    )
    manifest = f"{_HEAD}<manifest:manifest {space}>{entries}</manifest:manifest>"
    members = {"mimetype": _ODT, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped(((name, part.encode()) for name, part in members.items()), stored=["mimetype"])


def _in_odt(block: Block) -> str:
    if isinstance(block, Lines):
        return "".join(f"<text:p>{escape(line)}</text:p>" for line in block.lines)
    rows = (
        "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
        for row in block.rows
    )
    return (
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    )


def xlsx(texts: Sequence[str], _dice: random.Random) -> bytes:
    """A sheet for each page; numbers are numbers, shown with the points of thousands."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(*_AT)})  # noqa: DTZ001 - the file format knows no zones
        shown = {
            int: book.add_format({"num_format": "#,##0"}),
            float: book.add_format({"num_format": "#,##0.00"}),
        }
        for text in texts:
            page = book.add_worksheet()
            for number, row in enumerate(sheet(text)):
                for column, cell in enumerate(row):
                    page.write(number, column, cell, shown.get(type(cell)))
    return content.getvalue()


def of_letters(texts: Sequence[str], dice: random.Random) -> bytes:
    """As Notepad writes it, or another editor."""
    ends = dice.choice(("\r\n", "\n"))
    return ends.join("\n\n".join(texts).splitlines()).encode(dice.choice(("utf-8", "utf-8-sig", "cp1252")))


def of_commas(texts: Sequence[str], dice: random.Random) -> bytes:
    """Semicolons where the comma parts decimals, as the country's Excel writes it."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=dice.choice(";;,"))
    for text in texts:
        for block in blocks(text):
            rows.writerows([[line] for line in block.lines] if isinstance(block, Lines) else block.rows)
    return out.getvalue().encode(dice.choice(("utf-8-sig", "cp1252")))


def html(texts: Sequence[str], _dice: random.Random) -> bytes:
    body = "\n".join(_in_html(block) for text in texts for block in blocks(text))
    return f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>Dokumen</title></head><body>\n{body}\n</body></html>'.encode()


def _in_html(block: Block) -> str:
    if isinstance(block, Lines):
        name = "h2" if block.is_heading else "p"
        return f"<{name}>{'<br>'.join(map(escape, block.lines))}</{name}>"
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


WRITERS: dict[str, Write] = {
    "pdf": render_pdf.pdf, "docx": docx, "odt": odt, "xlsx": xlsx, "csv": of_commas, "pptx": pptx,
    "txt": of_letters, "html": html,
}  # fmt: skip
