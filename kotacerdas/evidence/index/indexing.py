"""Keeps the index in step with what was read: contents go in, are replaced, and go out by their hash."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

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
        part = list(Content.objects.filter(pk__in=wanted[start : start + AT_ONCE]).order_by("pk"))
        _write(index, part)
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
    rows = Content.objects.filter(reading__in=READ).only("pk", "sha256", "reader", "read_at").order_by("pk")
    for content in rows.iterator():
        seen.add(content.sha256)
        if known.get(content.sha256) != stamp(content):
            waiting.append(content.pk)
    if gone := known.keys() - seen:
        with index.writing():
            index.drop(gone)
    for start in range(0, len(waiting), AT_ONCE):
        tell(start, len(waiting))
        _write(index, list(Content.objects.filter(pk__in=waiting[start : start + AT_ONCE]).order_by("pk")))
    if len(waiting) >= MERGED_FROM:
        index.merge()
    tell(len(waiting), len(waiting))
    return len(waiting)


def _write(index: Index, contents: list[Content]) -> None:
    """What cannot be read is taken out. Words are cut before the file is taken."""
    prepared = [(content, list(_entries(content))) for content in contents]
    with index.writing():
        for content, entries in prepared:
            if content.reading in READ:
                index.put(content.sha256, stamp(content), entries)
            else:
                index.drop([content.sha256])


def _entries(content: Content) -> Iterator[Entry]:
    for number, text in Unit.objects.filter(content=content).order_by("number").values_list("number", "text"):
        if passages := cut(text):
            yield Entry(number, passages)
