"""What a refusal leaves behind and the trail says, for the tests of this app's deeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kotacerdas.audit.tests.saying import refusal_of, said_of
from kotacerdas.events.models import Event
from kotacerdas.notices.models import Notice
from kotacerdas.panel.models import Clarification, LogEntry, Mark, Opinion, Panel, Seat, Talk

KEPT = (Panel, Seat, Mark, Opinion, Talk, Clarification, LogEntry)
TRACES = (Event, Notice)


def refusal(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """The kinds of its faults; it left no trace at all and has a sentence in both languages."""
    return refusal_of(KEPT, TRACES, lambda: deed(*args, **kwargs))


def said(kind: str, reader: Any) -> str:
    return said_of(f"panel.{kind}", reader)
