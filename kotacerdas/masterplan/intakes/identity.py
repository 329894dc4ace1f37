"""Which programme of the edition a row means: by its code, else by its title; a new one without a code gets one."""

from collections.abc import Collection, Mapping
from functools import cached_property
from string import ascii_uppercase
from typing import NamedTuple

from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.domain.skipping import without_total
from kotacerdas.imports.intakes import Entry
from kotacerdas.masterplan.models import Edition


class _Known(NamedTuple):
    code: str
    dimension: str
    subdimension: str


class Identity:
    """`in_file` are the codes that stand anywhere in the workbook, so that none of them is given to another row."""

    def __init__(self, edition: Edition, in_file: Collection[str] = ()) -> None:
        self._edition = edition
        self._taken = {code.casefold() for code in in_file}
        self._written: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._given: dict[tuple[str, ...], str] = {}

    @cached_property
    def _by_title(self) -> Mapping[str, list[_Known]]:
        found: dict[str, list[_Known]] = {}
        rows = self._edition.programmes.values_list("code", "title", "dimension", "subdimension")
        for code, title, dimension, subdimension in rows:
            found.setdefault(fold(title), []).append(_Known(code, dimension, subdimension))
        return found

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """As it is kept, by its small letters."""
        return {each.code.casefold(): each.code for some in self._by_title.values() for each in some}

    def settle(self, entry: Entry) -> None:
        title = entry.name = entry.values.get("title", "")
        code = entry.values.get("code", "")
        entry.key = self._as_written(code) if code else self._by_its_title(entry, title)
        if entry.key:
            entry.values["code"] = entry.key

    def _as_written(self, code: str) -> str:
        """As it is kept, else as the file writes it first: SG-01 and sg-01 are one programme."""
        small = code.casefold()
        return self._codes.get(small) or self._written.setdefault(small, code)

    def _by_its_title(self, entry: Entry, title: str) -> str:
        if not title:
            entry.blame("cell-empty", "title" if "title" in entry.cells else "code")
            return ""
        known = self._by_title.get(fold(title), [])
        for name in ("dimension", "subdimension"):
            said = entry.values.get(name)
            known = [each for each in known if not said or getattr(each, name) == said] or known
        if len(known) > 1:
            found = ", ".join(each.code for each in known[:4])
            entry.blame("reference-ambiguous", "title", text=title[:60], found=found)
            return ""
        if known:
            return known[0].code
        if _is_note(entry, title):
            entry.blame("plan-row-is-no-programme", "title", text=title[:60])
            return ""
        return self._new(entry, title)

    def _new(self, entry: Entry, title: str) -> str:
        dimension = entry.values.get("dimension", "")
        place = fold(title), dimension, entry.values.get("subdimension", "")
        if place not in self._given:
            stem = (dimension or entry.values.get("kind", "") or "program").replace("_", "-").upper()
            self._given[place] = self._free(stem)
        return self._given[place]

    def _free(self, stem: str) -> str:
        while True:
            self._counts[stem] = self._counts.get(stem, 0) + 1
            code = f"{stem}-{self._counts[stem]:02}"
            if not self._is_taken(code):
                return code

    def _is_taken(self, code: str) -> bool:
        return code.casefold() in self._taken or code.casefold() in self._codes


def _is_note(entry: Entry, title: str) -> bool:
    """Without a code, a title by itself may be a signature below the table, and "Jumlah ..." with figures a total."""
    others = [text for key, text in entry.values.items() if text and key != "title" and _is_own(entry, key)]
    has_words = any(any(sign.isalpha() for sign in text) for text in others)
    return not others or (bool(without_total(fold(title))) and not has_words)


def _is_own(entry: Entry, key: str) -> bool:
    """Said by the row itself, not by a heading above it."""
    return entry.cells.get(key, "").lstrip(ascii_uppercase) == str(entry.row)
