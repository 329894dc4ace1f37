"""PPTX: a unit for each slide, with the notes of the speaker below."""

from __future__ import annotations

from collections.abc import Iterator

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading.packages import Element, Package
from kotacerdas.evidence.reading.shapes import Part, Unit, part, unit

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NUMBER = f".//{_P}nvPr/{_P}ph[@type='sldNum']"
MAIN = "ppt/presentation.xml"


def read(path: str) -> Part:
    with Package(path) as package:
        main = next(iter(package.related("", "officeDocument")), MAIN)
        targets = {key: target for key, _kind, target in package.relations(main)}
        presentation = package.xml(main)
        if presentation is None:
            raise ValueError("no main part")
        keys = [each.get(f"{_R}id") for each in presentation.iter(f"{_P}sldId")]
        names = [targets[key] for key in keys if key in targets]
        return part([_slide(package, name, number) for number, name in enumerate(names, 1)])


def _slide(package: Package, name: str, number: int) -> Unit:
    parts = [name, *package.related(name, "diagramData"), *package.related(name, "notesSlide")]
    texts = [clean(_text(package.xml(each))) for each in parts]
    return unit("slide", str(number), "\n\n".join(text for text in texts if text))


def _text(root: Element | None) -> str:
    """A blank line between shapes, so that a sentence does not run from one into the next."""
    return "\n\n".join(block for block in _blocks(root) if block) if root is not None else ""


def _blocks(root: Element) -> Iterator[str]:
    shapes = list(root.iter(f"{_P}sp", f"{_P}graphicFrame"))
    for shape in shapes or [root]:
        if shape.find(_NUMBER) is None:
            yield "\n".join(line for line in _lines(shape) if line.strip()).strip()


def _lines(node: Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_A}p":
            yield _line(child)
        elif child.tag == f"{_A}tr":
            yield "\t".join(
                " ".join(" ".join(map(_line, cell.iter(f"{_A}p"))).split())
                for cell in child.iterchildren(f"{_A}tc")
            )
        else:
            yield from _lines(child)


def _line(paragraph: Element) -> str:
    return "".join(
        "\n" if each.tag == f"{_A}br" else each.text or "" for each in paragraph.iter(f"{_A}t", f"{_A}br")
    )
