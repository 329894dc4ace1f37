"""What folders, files and texts for the ministry's portal are called and say; names that Windows takes, and short ones."""

from __future__ import annotations

import re
import unicodedata

from kotacerdas.files.domain import names

LONGEST_TITLE = 60
_NOT_IN_CODES = re.compile(r"[^A-Za-z0-9]+")


def plain_code(code: str) -> str:
    """ "II.3/a" becomes "II-3-a"."""
    folded = unicodedata.normalize("NFKD", code).encode("ascii", "ignore").decode()
    return _NOT_IN_CODES.sub("-", folded).strip("-")[:20] or "soal"


def folder(number: int, code: str) -> str:
    """In the order of the form wherever names are sorted: "007-B2"."""
    return f"{number:03}-{plain_code(code)}"


def file_name(code: str, number: int, title: str, ending: str) -> str:
    """ "A1-2-SK Dewan Smart City.pdf": the number tells files of one question apart."""
    # A slash in a title is no folder, of which only the last would stay.
    stem = names.clean(title.replace("/", "-").replace("\\", "-"))[:LONGEST_TITLE].rstrip(" .-")
    last = f".{ending}" if ending and not stem.lower().endswith(f".{ending}") else ""
    return f"{plain_code(code)}-{number}-{stem}{last}"
