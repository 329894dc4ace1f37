"""TXT, MD and HTML: lines and paragraphs. Nothing of what a browser would run is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html

from kotacerdas.evidence.reading.runs import Paragraph, units_of
from kotacerdas.evidence.reading.shapes import Part, part

_DROPPED = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "select"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "thead", "tfoot", "tr", "ul", "fieldset", "details", "summary", "figure", "center",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def decoded(raw: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else what Windows writes in these countries."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")


def read(path: str) -> Part:
    return part(units_of(_lines(decoded(Path(path).read_bytes()))))


def read_html(path: str) -> Part:
    raw = Path(path).read_bytes()
    parser = html.HTMLParser(
        encoding=_encoding(raw), no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    if not raw.strip():
        return part([])
    root = html.document_fromstring(raw, parser=parser)
    found = part(units_of(_blocks(root)))
    # Where the parser gives up, the rest of the page is missing without a word of it.
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        found["faults"].append({"kind": "evidence-read-until-damage", "values": {}})
    return found


def _encoding(raw: bytes) -> str | None:
    """None lets the file say it by its own mark."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _lines(text: str) -> Iterator[Paragraph]:
    """Each line by itself, close to the one above unless a blank line stands between."""
    was_blank = True
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line, is_heading=line.startswith("#"), is_close=not was_blank)
        was_blank = not line.strip()


def _blocks(root: Any) -> Iterator[Paragraph]:
    """A row of a table is one paragraph, whatever stands in its cells."""
    pending: list[str] = []
    rows = 0
    was_row = heading = False
    for tag, text in _pieces(root):
        name = tag.removeprefix("/")
        rows += {"tr": 1, "/tr": -1}.get(tag, 0)
        if name not in _BLOCKS or (rows and tag != "tr"):
            pending.append(text or (" " if tag else ""))
            continue
        words = "\t".join(filter(None, (" ".join(cell.split()) for cell in "".join(pending).split("\t"))))
        if words:
            yield Paragraph(words, is_heading=heading, is_close=was_row and tag == "/tr")
            was_row = tag == "/tr"
        was_row = was_row and name != "table"
        pending, heading = [], tag in _HEADINGS


def _pieces(node: Any) -> Iterator[tuple[str, str]]:
    """Words with an empty tag; the tag of a block where it begins, "/tag" where it ends; both end a paragraph."""
    for event, element in _walk(node):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                yield tag, ""
            elif tag == "br":
                yield "", " "
            yield "", element.text or ""
        else:
            if tag in {"td", "th"}:
                yield "", "\t"
            if tag in _BLOCKS:
                yield "/" + tag, ""
            yield "", element.tail or ""
    yield "html", ""


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Without recursion: HTML may be nested as deep as somebody likes."""
    stack = [iter([root])]
    open_ones: list[Any] = []
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            if open_ones:
                yield "end", open_ones.pop()
        elif element.tag in _DROPPED:
            yield "end", element
        else:
            yield "start", element
            open_ones.append(element)
            stack.append(iter(element))
