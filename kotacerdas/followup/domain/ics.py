"""Writes a calendar as RFC 5545 wants it: escaped, folded at 75 octets, lines ending in CR LF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Span:
    """From one moment to another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Entry:
    """A whole day, as of a task that is due, or a span of moments, as of a step of a round."""

    uid: str
    on: "date | Span"
    title: str
    text: str
    url: str
    changed_at: datetime
    sequence: int = 0
    """Grows whenever the days move: a calendar program takes the greater one."""


def calendar(name: str, entries: Iterable[Entry], *, now: datetime) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//KotaCerdas//KotaCerdas//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(entry, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(entry: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield from _when(entry.on)
    if entry.sequence:
        yield f"SEQUENCE:{entry.sequence}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"DESCRIPTION:{escaped(entry.text)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(on: "date | Span") -> Iterator[str]:
    """The end is the first day, or the first moment, that is no longer part of it."""
    if isinstance(on, Span):
        yield f"DTSTART:{_moment(on.starts_at)}"
        yield f"DTEND:{_moment(on.ends_at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"


def escaped(text: str) -> str:
    """Other control characters are not allowed in a text at all."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        each for each in plain if each == "\n" or (ord(each) >= 32 and ord(each) != 127)
    ).translate(_ESCAPED)


def folded(line: str) -> str:
    """Long lines go on after a line break and a space; no letter of several octets is cut."""
    parts: list[str] = []
    part = ""
    for letter in line:
        # A continued line begins with a space, which counts.
        room = LINE_OCTETS - (1 if parts else 0)
        if len((part + letter).encode()) > room:
            parts.append(part)
            part = letter
        else:
            part += letter
    return "\r\n ".join([*parts, part])


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
