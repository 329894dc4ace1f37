"""What was recognised in a file: facets that lead to their place, and what a person may accept into the description."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy

from kotacerdas.audit.models import Entry
from kotacerdas.common import formats, subjects
from kotacerdas.common.versions import Difference
from kotacerdas.evidence.models import Content, Document, Nature

MOST_SHOWN = 8
_FACETS: tuple[tuple[str, "str | Promise"], ...] = (
    ("numbers", pgettext_lazy("recognised", "Decrees and regulations")),
    ("dates", pgettext_lazy("recognised", "Days")),
    ("amounts", pgettext_lazy("recognised", "Amounts")),
    ("agencies", pgettext_lazy("recognised", "Organisations")),
    ("cities", pgettext_lazy("recognised", "Cities")),
    ("draft", pgettext_lazy("recognised", "Words of a draft")),
)
_DAYS = ("observed_from", "observed_until", "valid_from", "valid_until")


@dataclass(frozen=True)
class Proposed:
    """One field of the description that would be filled."""

    name: str
    label: str
    value: Any
    words: str


def proposed(document: Document) -> list[Proposed]:
    """Only for fields that say nothing yet: what a person has written is not argued with."""
    told = (document.latest.content.facts or {}).get("proposed") if document.latest else None
    if not isinstance(told, dict):
        return []
    found = [_proposed(document, name, told.get(name)) for name in ("nature", *_DAYS)]
    return [each for each in found if each]


def _proposed(document: Document, name: str, told: Any) -> Proposed | None:
    value = _value(name, told)
    if value is None or getattr(document, name):
        return None
    label = str(getattr(Document._meta.get_field(name), "verbose_name", name))
    words = formats.day(value) if isinstance(value, date) else str(Nature(value).label)
    return Proposed(name, label, value, words)


def _value(name: str, told: Any) -> Any:
    """A day, or a kind of document; None for what is neither."""
    if not isinstance(told, str) or not told:
        return None
    if name == "nature":
        return told if told in Nature.values else None
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


# --- Facets ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Facet:
    """One thing, once; `address` leads to its first place in the text."""

    words: str
    address: str


def facets(content: Content) -> list[tuple["str | Promise", list[Facet]]]:
    """What stands in the text most often comes first."""
    told = content.facts if isinstance(content.facts, dict) else {}
    found = [(label, _facets(told.get(name))) for name, label in _FACETS]
    return [(label, some) for label, some in found if some]


def _facets(entries: Any) -> list[Facet]:
    rows = [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []
    rows.sort(key=lambda each: -int(each.get("count", 1)))
    return [_facet(each) for each in rows[:MOST_SHOWN]]


def _facet(entry: dict[str, Any]) -> Facet:
    at = {"satuan": entry.get("unit", 1), "dari": entry.get("start", 0), "sampai": entry.get("end", 0)}
    return Facet(str(entry.get("text", "")), urlencode(at))


# --- Who described it last ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    who: str
    at: datetime


def last_change(document: Document) -> Change:
    """Who saved the description last, as the trail tells it."""
    at = subjects.reference(document)
    entries = Entry.objects.filter(subject_kind=at.kind, subject_key=at.key, kind="evidence.described")
    entry = entries.select_related("actor").order_by("-at", "-pk").first()
    if entry is None:
        return Change("", timezone.now())
    return Change(str(entry.actor or ""), entry.at)


def in_words(differences: Iterable[Difference]) -> list[Difference]:
    """Days, choices and yes or no as people read them."""
    return [Difference(each.label, _written(each.current), _written(each.typed)) for each in differences]


def _written(value: object) -> object:
    return formats.day(value) if isinstance(value, date) else value
