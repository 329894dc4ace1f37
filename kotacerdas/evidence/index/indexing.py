"""Keeps the index in step with what was read: contents go in, are replaced, and go out by their hash."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from kotacerdas.evidence.domain.passages import cut
from kotacerdas.evidence.index import fts
from kotacerdas.evidence.index.fts import Entry, Index, NoIndex
from kotacerdas.evidence.models import Content, Reading, Unit

AT_ONCE = 200
"""Contents in one writing, so that other writers get their turn."""
MERGED_FROM = 2000
log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Tell = Callable[[int, int], None]


def refresh(content_ids: Iterable[int]) -> int:
    """These contents as they are read now; answers how many. Any number of processes may do this at the same time."""
    wanted = list(content_ids)
    index = opened()
    for start in range(0, len(wanted), AT_ONCE):
        _write(index, wanted[start : start + AT_ONCE])
    return len(wanted)


def catch_up(tell: Tell = lambda done, of: None) -> int:
    """Whatever differs from what was read: contents that are missing, were read anew, or are no more."""
    return _catch_up(opened(), tell)


def rebuild(tell: Tell = lambda done, of: None) -> int:
    """Everything anew, in place: who searches meanwhile finds what was there before, then the new."""
    index = opened()
    with index.writing():
        index.drop(index.stamps())
    done = _catch_up(index, tell)
    index.merge()
    return done


def opened() -> Index:
    """The index; made anew from what was read if it is missing, damaged or of another version."""
    try:
        return fts.current()
    except NoIndex as why:
        there = Content.objects.filter(reading__in=READ).exists()
        if there:
            log.warning("The index of evidence is made anew", extra={"reason": str(why)})
    index = fts.make()
    if there:
        _catch_up(index, lambda done, of: None)
    return index


def with_index(ask: Callable[[Index], Answer]) -> Answer:
    """What `ask` answers; once more with a new file if this one turns out to be damaged."""
    try:
        return ask(opened())
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as why:
        log.warning("The index of evidence is damaged and made anew", extra={"reason": str(why)})
        fts.remove()
        return ask(opened())


READ = (Reading.READ, Reading.PARTLY)


def stamp(content: Content) -> str:
    """Changes when a content is read anew."""
    return f"{content.reader} {content.read_at:%Y%m%d%H%M%S%f}" if content.read_at else content.reader


def _catch_up(index: Index, tell: Tell) -> int:
    known = index.stamps()
    waiting, seen = [], set()
    for content in _contents().filter(reading__in=READ).iterator():
        seen.add(content.sha256)
        if known.get(content.sha256) != stamp(content):
            waiting.append(content.pk)
    if gone := known.keys() - seen:
        with index.writing():
            index.drop(gone)
    for start in range(0, len(waiting), AT_ONCE):
        tell(start, len(waiting))
        _write(index, waiting[start : start + AT_ONCE])
    if len(waiting) >= MERGED_FROM:
        index.merge()
    tell(len(waiting), len(waiting))
    return len(waiting)


def _contents() -> QuerySet[Content]:
    """With what the index asks of them, which is little beside what was recognised in them."""
    return Content.objects.only("pk", "sha256", "reading", "reader", "read_at").order_by("pk")


def _write(index: Index, content_ids: Sequence[int]) -> None:
    """What cannot be read is taken out. Words are cut before the file is taken."""
    contents = list(_contents().filter(pk__in=content_ids))
    entries = _entries([content.pk for content in contents if content.reading in READ])
    with index.writing():
        index.drop([content.sha256 for content in contents if content.reading not in READ])
        for content in contents:
            if content.reading in READ:
                index.put(content.sha256, stamp(content), entries.get(content.pk, []))


def _entries(content_ids: Sequence[int]) -> dict[int, list[Entry]]:
    """Of all in one query: an archive of letters has as many contents as pages."""
    found: dict[int, list[Entry]] = {}
    units = Unit.objects.filter(content__in=content_ids).order_by("content", "number")
    for content, number, text in units.values_list("content", "number", "text").iterator():
        if passages := cut(text):
            found.setdefault(content, []).append(Entry(number, passages))
    return found
