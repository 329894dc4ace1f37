"""What the files of a pack are called, by question and document, on every system; and which file is whose."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.targets import Target
from kotacerdas.files.domain import names

_LONGEST_FOLDER, _LONGEST_STEM = 40, 80
_NOT_IN_FOLDERS = re.compile(r"[^\w.-]+")


def folder(target: Target) -> str:
    """The question's code as the name of a folder: "E09", "2023-II-3"."""
    plain = _NOT_IN_FOLDERS.sub("-", unicodedata.normalize("NFC", target.code)).strip(".-")
    return names.clean(plain[:_LONGEST_FOLDER])


@dataclass(frozen=True)
class Placed:
    """A citation with the paths of its bytes and its text, and where its words stand in that text."""

    citation: Citation
    file: str
    text: str
    found: Any


class Names:
    """Gives each content one path; no two differ only in the size of letters."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, citation: Citation, target: Target) -> str:
        """Where the cited bytes lie: under the first question that uses them."""
        if citation.sha256 not in self.paths:
            self.paths[citation.sha256] = self._free(citation, target)
        return self.paths[citation.sha256]

    def _free(self, citation: Citation, target: Target) -> str:
        title = names.clean(citation.document.title)[:_LONGEST_STEM].rstrip(" .")
        ending = names.ending(citation.revision.name)
        if citation.revision.number > 1:
            title += f" r{citation.revision.number}"
        count = 1
        while True:
            stem = title if count == 1 else f"{title} {count}"
            path = f"files/{folder(target)}/{stem}" + (f".{ending}" if ending else "")
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
            count += 1
