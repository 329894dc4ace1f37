"""What may come in as evidence: the name, what libmagic says and the structure must agree on one kind that is taken.

`of_name` is quick and looks at the name alone. `inspect` opens the file; it is called in the sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, BinaryIO

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain import compound, packages, pdfs, pictures, texts
from kotacerdas.evidence.domain.compound import PROGRAM_ENDINGS
from kotacerdas.files.domain import kinds, names
from kotacerdas.files.domain.kinds import Kind

LONGEST_NAME = 255
TAKEN = (*kinds.EVIDENCE, *kinds.ARCHIVES)
# These turn the order of letters around, so that a name is read as another one.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# What a drive on the network leaves in place of the document itself.
_LINKS = frozenset({"gdoc", "gsheet", "gslides", "gform", "gdraw", "url", "lnk", "webloc"})
# Endings of programs that nobody writes into the middle of an honest name.
_NEVER_INSIDE = PROGRAM_ENDINGS - {"com", "app", "sh", "js", "apk", "reg", "pif"}
_OFFICE = (kinds.DOCX, kinds.XLSX, kinds.PPTX, kinds.ODT, kinds.ODS)
_LETTERS = (kinds.CSV, kinds.TXT)
_PICTURES = (kinds.JPEG, kinds.PNG, kinds.TIFF)


def of_name(path: str) -> Kind:
    """The kind that the name promises; raises `Refused`."""
    raw = path.replace("\\", "/").rpartition("/")[2]
    name = names.clean(raw)
    if _TURNING.search(raw) or _CONTROLS.search(raw):
        raise Refused(Fault("evidence-name-deceives", {"name": name}))
    if len(raw) > LONGEST_NAME:
        raise Refused(Fault("evidence-name-too-long", {"name": f"{name[:60]}...", "most": LONGEST_NAME}))
    *inner, ending = [each.strip().lower() for each in f" {raw.rstrip(' .')}".split(".")]
    kind = next((each for each in TAKEN if inner and ending in each.endings), None)
    if kind and inner[0] and not _NEVER_INSIDE & set(inner[1:]):
        return kind
    shows = {each for taken in TAKEN for each in taken.endings}
    if kind or (shows & set(inner[1:]) and ending in PROGRAM_ENDINGS):
        raise Refused(Fault("evidence-two-endings", {"name": name}))
    if inner and ending in _LINKS:
        raise Refused(Fault("evidence-only-a-link", {"name": name}))
    raise Refused(
        Fault("evidence-kind-not-taken", {"name": name, "allowed": ", ".join(each.name for each in TAKEN)})
    )


def inspect(path: str, name: str) -> dict[str, Any]:
    """{"kind": "PDF", "notes": [kinds of faults]}; raises `Refused`, each fault with the name of the file."""
    kind = of_name(name)
    with open(path, "rb") as content:
        found = _magic(content)
        shown = {"name": names.clean(name), "kind": kind.name}
        try:
            if not _agrees(kind, found):
                raise Refused(Fault(_reason(kind, found)))
            notes = _structure(kind)(path, content)
            if not _fits(kind, content):
                raise Refused(Fault("evidence-other-kind"))
        except Refused as refused:
            raise Refused(_named(each, found, shown) for each in refused.faults) from refused
    return {"kind": kind.name, "notes": [each.kind for each in notes]}


def _named(fault: Fault, found: str, shown: dict[str, str]) -> Fault:
    return Fault(fault.kind, {"found": found, **fault.values, **shown})


def _fits(kind: Kind, content: BinaryIO) -> bool:
    content.seek(0)
    return kind.fits(content)


# --- What libmagic says --------------------------------------------------------------------------------------

_OLE = {
    "application/cdfv2",
    "application/x-ole-storage",
    "application/vnd.ms-office",
    "application/encrypted",
}
_ZIPPED = {"application/zip", "application/octet-stream", "application/vnd.openxmlformats-officedocument"}
_MAGIC: dict[str, set[str]] = {
    "PDF": {"application/pdf"},
    "JPEG": {"image/jpeg"},
    "PNG": {"image/png", "image/vnd.mozilla.apng"},
    "TIFF": {"image/tiff"},
    "DOC": {"application/msword", *_OLE},
    "XLS": {"application/vnd.ms-excel", *_OLE},
    "HTML": {"text/html", "text/xml", "application/xhtml+xml", "text/plain"},
    # Markdown may hold pieces of HTML.
    "MD": {"text/html", "text/markdown"},
    **{kind.name: {kind.media_type, *_ZIPPED, *_OLE} for kind in _OFFICE},
}
_ALSO_LETTERS = {
    "application/json",
    "application/csv",
    "application/x-ndjson",
    "application/octet-stream",
    "message/rfc822",
    # "P1 ..." at the beginning: a list of programmes, or an old picture that is made of letters.
    "image/x-portable-bitmap",
    "image/x-portable-greymap",
    "image/x-portable-pixmap",
}
# Letters that are a program or a page to somebody.
_NOT_LETTERS = re.compile(r"html|php|shellscript|x-msdos|svg|xml|x-perl|javascript")
_HEAD = 256 * 1024


def _magic(content: BinaryIO) -> str:
    import pylibmagic  # noqa: F401, I001 - brings the library that the next one loads

    import magic

    content.seek(0)
    return str(magic.from_buffer(content.read(_HEAD), mime=True)).lower()


def _agrees(kind: Kind, found: str) -> bool:
    if found in _MAGIC.get(kind.name, ()):
        return True
    if kind in (*_LETTERS, kinds.MD):
        is_text = found.startswith("text/") or found in _ALSO_LETTERS
        return is_text and not _NOT_LETTERS.search(found)
    return False


def _reason(kind: Kind, found: str) -> str:
    """A page of the web under the name of a picture is more than a mistake."""
    is_markup = found in {"text/html", "image/svg+xml", "text/x-php", "text/xml"}
    return "evidence-hides-markup" if is_markup and kind in _PICTURES else "evidence-other-kind"


# --- What each kind is looked at for -------------------------------------------------------------------------

Look = Callable[[str, BinaryIO], list[Fault]]


def _structure(kind: Kind) -> Look:
    if kind in _OFFICE:
        return lambda _path, content: packages.look_at(content, kind.media_type)
    if kind in _PICTURES:
        return lambda _path, content: pictures.look_at(content, kind.name)
    if kind in _LETTERS:
        return lambda _path, content: texts.look_at_text(content)
    return _OTHERS[kind.name]


def _whole(content: BinaryIO) -> bytes:
    content.seek(0)
    return content.read()


_OTHERS: dict[str, Look] = {
    "PDF": pdfs.look_at,
    "MD": lambda _path, content: texts.look_at_page(content),
    "HTML": lambda _path, content: texts.look_at_page(content),
    "DOC": lambda _path, content: compound.look_at_doc(_whole(content)),
    "XLS": lambda _path, content: compound.look_at_xls(_whole(content)),
}
