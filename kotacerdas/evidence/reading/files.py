"""Which reader reads which kind of file."""

from __future__ import annotations

from importlib import import_module

from kotacerdas.evidence.reading.shapes import Part

# A child loads only what its file needs.
_READERS = {
    "docx": "word:read",
    "pptx": "slides:read",
    "odt": "open_documents:read",
    "xlsx": "sheets:read",
    "xls": "sheets:read",
    "ods": "sheets:read",
    "csv": "sheets:read_csv",
    "txt": "plain:read",
    "md": "plain:read",
    "html": "plain:read_html",
    "jpeg": "pictures:read",
    "png": "pictures:read",
    "tiff": "pictures:read",
    "doc": "legacy:read",
}
PICTURES = frozenset({"pdf", "jpeg", "png", "tiff"})
"""Kinds whose units have a picture."""
KINDS = frozenset(_READERS) | {"pdf"}


def read(path: str, kind: str, first: int = 0) -> Part:
    """From the unit after `first` on; only a PDF is read in several parts."""
    if kind == "pdf":
        from kotacerdas.evidence.reading import pdf

        return pdf.read(path, first)
    module, _colon, name = _READERS[kind].partition(":")
    found: Part = getattr(import_module(f"kotacerdas.evidence.reading.{module}"), name)(path)
    return found
