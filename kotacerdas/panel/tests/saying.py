"""What a refusal and the trail say in words, for the tests of deeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.events.models import Event
from kotacerdas.notices.models import Notice
from kotacerdas.panel.models import (
    Clarification,
    Interview,
    LogEntry,
    Mark,
    Opinion,
    Panel,
    Seat,
    Speaker,
    Talk,
)

KEPT = (Panel, Seat, Mark, Opinion, Talk, Clarification, Interview, Speaker, LogEntry)
TRACES = (Entry, Event, Notice)


def refusal(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """The kinds of its faults; it left no trace at all and has a sentence in both languages."""
    before = _state()
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    assert _state() == before
    for language in ("id", "en"):
        with translation.override(language):
            assert all(words and "%(" not in words for words in sentences(refused.value))
    return [fault.kind for fault in refused.value.faults]


def _state() -> list[Any]:
    rows = [list(each.objects.order_by("pk").values()) for each in KEPT]
    return [*rows, *(each.objects.count() for each in TRACES)]


def said(kind: str, reader: Any) -> str:
    """The sentence of the last deed of that kind, as it stands in the trail."""
    entries = Entry.objects.filter(kind=f"panel.{kind}").select_related("values", "actor")
    with translation.override("en"):
        (line,) = trail.lines([entries.latest("pk")], seen_by=reader)
    assert "(erased)" not in line.sentence
    return line.sentence
