"""Reads of the trail: is it whole, and what does it say in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kotacerdas.audit import closed, kinds
from kotacerdas.audit.domain.chain import Finding, Head, Link, first_breach
from kotacerdas.audit.domain.values import DAY, MOMENT, WHAT
from kotacerdas.audit.models import Chain, Entry, EntryQuerySet
from kotacerdas.common import formats, subjects

_AT_A_TIME = 2000


# --- Whole or not ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """One chain after it was walked; `finding` is None if it is whole."""

    code: str
    entries: int
    finding: Finding | None


def heads() -> list[Head]:
    return [chain.head for chain in Chain.objects.order_by("code")]


def verify(*, code: str = "", known: Sequence[Head] = ()) -> list[Verdict]:
    """Walk every chain, or one. `known` are heads exported before, of any chain; a chain that is gone is told too."""
    chains = {chain.code: chain for chain in Chain.objects.order_by("code")}
    wanted = [code] if code else sorted({*chains, *(each.chain for each in known)})
    return [
        _verdict(each, chains.get(each), [head for head in known if head.chain == each]) for each in wanted
    ]


def _verdict(code: str, chain: Chain | None, known: Sequence[Head]) -> Verdict:
    if chain is None:
        return Verdict(code, 0, Finding("cut-off", 1) if known else None)
    # The head first: what is added while we walk lies beyond it.
    finding = first_breach(_links(chain), head=chain.head, known=known)
    return Verdict(code, chain.number, finding)


def _links(chain: Chain) -> Iterator[Link]:
    rows = Entry.objects.filter(chain=chain, number__lte=chain.number).order_by("number")
    for entry in rows.select_related("values").iterator(_AT_A_TIME):
        yield entry.link(chain.code)


# --- In words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One deed as people read it."""

    entry: Entry
    who: str
    what: str
    sentence: str
    changes: list[Change]
    address: str
    """Where the thing is seen now; "" if it is gone or not for this reader."""

    @property
    def is_erased(self) -> bool:
        kept = getattr(self.entry, "values", None)
        return kept is not None and kept.erased_at is not None


def found(
    *,
    seen_by: Any,
    words: str = "",
    about: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    subject: subjects.Reference | None = None,
) -> EntryQuerySet:
    """The deeds a reader may see, newest first. Words are looked for in who acted and in the values, but not in those
    of things that are closed to the reader.

    `about` is a kind of subject, `subject` one thing; `since` and `until` both belong to the days asked for.
    """
    rows = Entry.objects.visible_to(seen_by).select_related("chain__city", "actor", "values")
    rows = rows.annotate(values_text=Cast("values__content", models.TextField())) if words else rows
    if about:
        rows = rows.filter(subject_kind=about)
    if subject is not None:
        rows = rows.filter(subject_kind=subject.kind, subject_key=subject.key)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lte=until)
    if words:
        in_values = models.Q(values_text__icontains=words) & ~closed.condition(seen_by)
        rows = rows.filter(models.Q(actor__display_name__icontains=words) | in_values)
    return rows


def lines(entries: Sequence[Entry], *, seen_by: Any, zone: tzinfo | None = None) -> list[Line]:
    """In words, with links and the hours of `zone`; one query for each kind of subject among them, or two."""
    things = subjects.find_many({entry.subject for entry in entries}, seen_by=seen_by)
    hidden = closed.among(entries, reader=seen_by)
    return [
        _closed_line(entry, hidden[entry.subject])
        if entry.subject in hidden
        else _line(entry, things.get(entry.subject), zone)
        for entry in entries
    ]


def _closed_line(entry: Entry, told: str) -> Line:
    """That it was done, when and by whom; nothing of what was typed."""
    who = _who(entry)
    sentence = _template(entry) % _Closed({"who": who, WHAT: told})
    return Line(entry=entry, who=who, what=told, sentence=sentence, changes=[], address="")


def _line(entry: Entry, thing: models.Model | None, zone: tzinfo | None) -> Line:
    kept = getattr(entry, "values", None)
    content: Mapping[str, Sequence[Any]] = (kept.content if kept else None) or {}
    who = _who(entry)
    noted = {
        name: kinds.in_words(entry.kind, name, _word(after, zone))
        for name, (_before, after) in content.items()
    }
    address = getattr(thing, "get_absolute_url", None)
    return Line(
        entry=entry,
        who=who,
        what=noted.get(WHAT, ""),
        sentence=_sentence(entry, who, noted),
        changes=[
            Change(name, _word(before, zone), _word(after, zone))
            for name, (before, after) in content.items()
            if before is not None or (name != WHAT and f"%({name})s" not in str(_template(entry)))
        ],
        address=str(address()) if address else "",
    )


def _who(entry: Entry) -> str:
    if entry.actor_id is None:
        return _("The system")
    return str(entry.actor) if entry.actor else _("A person whose account is gone")


def _template(entry: Entry) -> str:
    try:
        return str(kinds.sentence(entry.kind))
    except KeyError:
        return entry.kind


def _sentence(entry: Entry, who: str, noted: Mapping[str, str]) -> str:
    return _template(entry) % _Known({"who": who, **noted})


class _Known(dict[str, str]):
    """What was erased, or was never noted, leaves a visible gap instead of an error."""

    def __missing__(self, name: str) -> str:
        return _("(erased)")


class _Closed(dict[str, str]):
    """What this reader may not know."""

    def __missing__(self, name: str) -> str:
        return _("(closed to you)")


def _word(value: Any, zone: tzinfo | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_word(each, zone) for each in value)
    if isinstance(value, dict) and value.keys() == {MOMENT}:
        return formats.moment(datetime.fromisoformat(value[MOMENT]), zone)
    if isinstance(value, dict) and value.keys() == {DAY}:
        return formats.day(date.fromisoformat(value[DAY]))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_word(each, zone)}" for name, each in value.items())
    return str(value)
