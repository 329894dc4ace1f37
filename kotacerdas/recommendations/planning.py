"""What a row of a workbook would change of a recommendation, and why it may not; reads, writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.language import pick
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.imports.domain.fields import Field, fold
from kotacerdas.imports.domain.typed import Wrong, read
from kotacerdas.imports.intakes import Entry, in_every_language
from kotacerdas.people.intakes.places import Finder, iso
from kotacerdas.people.models import Organisation
from kotacerdas.recommendations import rights
from kotacerdas.recommendations.domain import caring, tags
from kotacerdas.recommendations.domain.caring import Claim, Deed
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.models.cares import MOST_LETTERS
from kotacerdas.recommendations.queries import proofs
from kotacerdas.recommendations.queries.workbook import cares_of
from kotacerdas.recommendations.words import TAGS

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

PLANNED = ("owner", "due_on", "plan", "tags")
"""Columns that only the programme office writes."""
CLAIMED = ("claim", "claim_words")
TOLD = ("text", "proof", "proofs", "verdict")
"""Columns for reading; what is typed there is not taken in."""
_TEXT = Field("", "", (), most_letters=MOST_LETTERS, many_lines=True)
Values = Mapping[str, str]


def values_of(care: Care) -> dict[str, str]:
    """As a file would give them back: blanks and line ends that a spreadsheet changes make no difference."""
    return {
        "code": care.recommendation.slug,
        "owner": care.owner.code if care.owner else "",
        "due_on": iso(care.due_on),
        "plan": as_read(care.plan),
        "tags": ",".join(care.tags),
        "claim": care.claim,
        "claim_words": as_read(care.claim_words),
    }


def as_read(words: str) -> str:
    try:
        return read(words, _TEXT)
    except Wrong:
        return words


def kept_or_typed(kept: str, typed: str) -> str:
    """A text that no cell has changed stays to the letter, with its own blanks and lines."""
    return kept if as_read(kept) == typed else typed


def changed(before: Values, after: Values, names: Sequence[str]) -> list[str]:
    return [name for name in names if after.get(name, "") != before.get(name, "")]


class Judge:
    """Knows the recommendations of a city and what one person may do; asks the database at the beginning."""

    def __init__(self, city: City, by: User | None, *, clears: bool, now: datetime) -> None:
        self._by, self._clears = by, clears
        self._cares = {care.recommendation.slug.casefold(): care for care in cares_of(city)}
        self._present = proofs.counting(care.recommendation for care in self._cares.values())
        self._meant = self._words_of_all()
        self._organisations = Finder()
        today = now.astimezone(city.timezone).date()
        for each in Organisation.objects.of_city(city).in_force(today):
            self._organisations.add(each.code, (each.name, each.short_name))
        self._tags = {
            fold(words): tag.value
            for tag, label in TAGS.items()
            for words in (tag, *in_every_language(label))
        }

    def _words_of_all(self) -> dict[str, set[str]]:
        """By the words of a recommendation in either language, the codes under which they stand."""
        found: dict[str, set[str]] = {}
        for care in self._cares.values():
            advice: Recommendation = care.recommendation
            for words in filter(None, map(fold, (advice.text_id, advice.text_en))):
                found.setdefault(words, set()).add(advice.slug)
        return found

    def settle(self, entry: Entry) -> None:
        """Gives the entry its key, brings what its cells mean to one form, and blames what cannot be."""
        text = self._only_told(entry)
        care = self._find(entry)
        if care is None:
            return
        advice = care.recommendation
        entry.key = entry.values["code"] = advice.slug
        entry.name = f"{advice.label} {pick(advice, 'text')}".strip()
        self._check_text(entry, text)
        before = values_of(care)
        self._resolve(entry, before)
        said = {name: value for name, value in entry.values.items() if value or self._clears}
        after = {**before, **said}
        if self._clears and not after["claim"]:
            after["claim"] = entry.values["claim"] = Claim.NONE.value
        if planned := changed(before, after, PLANNED):
            self._require(entry, planned[0], care, Deed.PLAN, otherwise="care-planned-by-office")
        if claimed := changed(before, after, CLAIMED):
            self._require(entry, claimed[0], care, Deed.CLAIM)
            if after["claim"] == Claim.DONE and not after["claim_words"]:
                entry.blame("care-claim-without-words", "claim_words")

    def _only_told(self, entry: Entry) -> str:
        """Takes the columns for reading out, with whatever is wrong in them; answers the words of the recommendation."""
        cells = {entry.cells[name] for name in TOLD if name in entry.cells}
        entry.faults = [fault for fault in entry.faults if fault.values.get("cell") not in cells]
        told = {name: entry.values.pop(name, "") for name in TOLD}
        return told["text"]

    def _find(self, entry: Entry) -> Care | None:
        code = entry.values.get("code", "")
        found = self._cares.get(code.casefold())
        blamed = {fault.values.get("cell") for fault in entry.faults}
        if not code and entry.cells.get("code") not in blamed:
            entry.blame("cell-empty", "code")
        elif code and found is None:
            entry.name = code
            entry.blame("workbook-recommendation-unknown", "code", code=code[:20])
        return found

    def _check_text(self, entry: Entry, words: str) -> None:
        """A row under whose code another text stands was shifted or sorted by mistake."""
        meant = self._meant.get(fold(words), set())
        if meant and entry.key not in meant:
            other = ", ".join(sorted(meant))
            entry.blame("workbook-other-recommendation", "text", code=entry.key, other=other)

    def _resolve(self, entry: Entry, before: Values) -> None:
        name = entry.values.get("owner", "")
        if name and name.casefold() == before["owner"].casefold():
            # It may have been closed since it was given this; that is not for the workbook to say.
            entry.values["owner"] = before["owner"]
        elif name:
            entry.values["owner"] = self._organisations.resolve(entry, "owner") or ""
        if entry.values.get("tags"):
            entry.values["tags"] = ",".join(self._tags_of(entry))

    def _tags_of(self, entry: Entry) -> list[str]:
        typed = [word.strip() for word in re.split(r"[,;\n]", entry.values["tags"])]
        found = {word: self._tags.get(fold(word), "") for word in filter(None, typed)}
        for word, tag in found.items():
            if not tag:
                entry.blame("workbook-tag-unknown", "tags", text=word[:60])
        return tags.ordered(found.values())

    def _require(self, entry: Entry, column: str, care: Care, deed: Deed, *, otherwise: str = "") -> None:
        standing = care.standing(self._present.get(care.recommendation_id, frozenset()))
        try:
            caring.require(standing, deed, sides=rights.sides(care, self._by))
        except Refused as refused:
            self._blame(entry, column, refused.faults, otherwise)

    def _blame(self, entry: Entry, column: str, faults: Iterable[Fault], otherwise: str) -> None:
        for fault in faults:
            kind = otherwise if otherwise and fault.kind == "care-not-yours" else fault.kind
            entry.blame(kind, column, **fault.values)
