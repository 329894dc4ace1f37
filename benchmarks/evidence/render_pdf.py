"""Pages set by typst: as PDF with text, and as the sheets of paper that a scanner is fed with."""

import random
from collections.abc import Iterator, Sequence

import pypdfium2
import typst
from PIL import Image

from benchmarks.evidence.render_blocks import Lines, blocks

FACES = ("Libertinus Serif", "New Computer Modern")
"""Come with typst, so that the same is set on every machine."""
SIZES = (10, 11, 11, 12)


def pdf(texts: Sequence[str], dice: random.Random) -> bytes:
    """One text a page; none is longer than a page."""
    return typst.compile(source(texts, dice).encode())


def source(texts: Sequence[str], dice: random.Random) -> str:
    head = (
        "#set document(date: none)\n"
        '#set page("a4", margin: (x: 2.3cm, y: 2cm))\n'
        f'#set text(font: "{dice.choice(FACES)}", size: {dice.choice(SIZES)}pt, lang: "id", hyphenate: false)\n'
        f"#set par(justify: {str(dice.random() < 0.5).lower()})\n"
        "#set table(inset: 4pt)\n"
    )
    return head + "#pagebreak()\n".join("\n".join(_set(text)) + "\n" for text in texts)


def _set(text: str) -> Iterator[str]:
    for block in blocks(text):
        if isinstance(block, Lines):
            lines = "; linebreak(); ".join(map(quoted, block.lines))
            yield f"#align(center, strong({{{lines}}}))" if block.is_heading else f"#par({{{lines}}})"
        else:
            cells = ", ".join(quoted(cell) for row in block.rows for cell in row)
            yield f"#table(columns: {len(block.rows[0])}, {cells})"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sheets(texts: Sequence[str], dots: int, dice: random.Random) -> list[Image.Image]:
    """Grey, with so many dots per inch."""
    document = pypdfium2.PdfDocument(pdf(texts, dice))
    try:
        found: list[Image.Image] = [
            page.render(scale=dots / 72, grayscale=True).to_pil().convert("L") for page in document
        ]
        return found
    finally:
        document.close()
