"""Pages that look like a proof and are none, made of one that is: another year, the neighbour's, a draft."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.evidence.judged import DEVELOPMENT, HALVES, Judged, Page

YEAR, CITY, DRAFT = "previous year", "other city", "draft"
GENRES = frozenset({"sk", "perwali", "laporan", "surat"})
OF_HALF = {half: 12 if half == DEVELOPMENT else 8 for half in HALVES}
"""So many originals answer needs of this half."""
_YEAR = re.compile(r"\b20[12]\d\b")
_NUMBER = re.compile(r"(?i)\b(nomor\b(?:[ \t]*:)?)[ \t]*\S*\d\S*")
_HEAD = 250
"""Letters in which a page says its own number; further down it names others."""
_NEIGHBOUR = (
    ("WALI KOTA NIRWASITA", "BUPATI RANTAU BELIAN"),
    ("Wali Kota Nirwasita", "Bupati Rantau Belian"),
    ("KOTA NIRWASITA", "KABUPATEN RANTAU BELIAN"),
    ("Kota Nirwasita", "Kabupaten Rantau Belian"),
    ("WALI KOTA", "BUPATI"),
    ("Wali Kota", "Bupati"),
    ("NIRWASITA", "RANTAU BELIAN"),
    ("Nirwasita", "Rantau Belian"),
    ("nirwasita", "rantaubelian"),
)


@dataclass(frozen=True)
class Distractor:
    page: Page
    why: str
    of: str
    """The key of the page that it was made of."""


def originals(set_: Judged, genres: dict[str, str]) -> list[Page]:
    """That prove something, name their year and city, and answer needs of one half only; in the order of their keys."""
    found: list[Page] = []
    for half, count in OF_HALF.items():
        proven = {
            key
            for query in set_.answerable(half)
            for key, gain in query.gains.items()
            if gain == max(query.gains.values())
        }
        others = {key for query in set_.queries if query.half != half for key in query.gains}
        some = [
            page
            for page in set_.pages
            if page.key in proven - others
            and genres[page.key] in GENRES
            and _YEAR.search(page.text)
            and "nirwasita" in page.text.lower()
        ]
        found += sorted(some, key=lambda page: (genres[page.key] not in {"sk", "perwali"}, page.key))[:count]
    return found


def of(pages: Sequence[Page]) -> Iterator[Distractor]:
    for page in pages:
        for why, change in CHANGES.items():
            made = Page(
                f"{page.key}-{why.replace(' ', '-')}", change(page.file), change(page.text), page.agency
            )
            file = made.file if made.file != page.file else f"{page.file} {MARKS[why]}"
            yield Distractor(Page(made.key, file, made.text, page.agency), why, page.key)


def earlier(text: str) -> str:
    """Every year in it is one less."""
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), text)


def neighbours(text: str) -> str:
    for ours, theirs in _NEIGHBOUR:
        text = text.replace(ours, theirs)
    return text


def draft(text: str) -> str:
    """A heading that says so, and a number that nobody has given yet. Names of files are one line and stay."""
    if "\n" not in text:
        return text
    return "KONSEP (DRAFT)\n" + _NUMBER.sub(r"\1 ......", text[:_HEAD], count=1) + text[_HEAD:]


CHANGES: dict[str, Callable[[str], str]] = {YEAR: earlier, CITY: neighbours, DRAFT: draft}
MARKS = {YEAR: "tahun lalu", CITY: "Rantau Belian", DRAFT: "konsep"}
