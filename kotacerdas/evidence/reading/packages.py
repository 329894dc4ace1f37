"""The ZIP of an office document and the XML in it, read without entities, network or endless parts."""

from __future__ import annotations

import posixpath
import zipfile
from typing import TYPE_CHECKING, Any, Self

from lxml import etree

from kotacerdas.common.domain.faults import Fault, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OF_A_PART = 128 * 1024 * 1024
Element = Any
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """Parts by their names. A part that is not there is None."""

    def __init__(self, path: str) -> None:
        self._zip = zipfile.ZipFile(path)
        self._names = {info.filename: info for info in self._zip.infolist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def names(self, beginning: str) -> list[str]:
        """In the order of their numbers: header2 before header10."""
        found = (name for name in self._names if name.startswith(beginning) and name.endswith(".xml"))
        return sorted(found, key=lambda name: (len(name), name))

    def xml(self, name: str) -> Element | None:
        if name not in self._names:
            return None
        with self._zip.open(name) as part:
            content = part.read(MOST_OF_A_PART + 1)
        if len(content) > MOST_OF_A_PART:
            raise Refused(Fault("evidence-too-heavy", {"name": posixpath.basename(name)}))
        return etree.fromstring(content, _parser())

    def relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Of a part: id, last word of the type, name of the other part. Outside addresses are left out."""
        folder, _slash, own = name.rpartition("/")
        found = self.xml(posixpath.join(folder, "_rels", f"{own}.rels"))
        for each in () if found is None else found.iter(_RELATIONS):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, each.get("Target", "")))
                yield each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def related(self, name: str, kind: str) -> list[str]:
        return [target for _id, of, target in self.relations(name) if of == kind]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
