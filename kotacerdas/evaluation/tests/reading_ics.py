"""Reads a calendar file line by line, as RFC 5545 says a program does, and refuses what it forbids."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Event:
    lines: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        """The only value of that name."""
        (found,) = [value for key, value in self.lines if key == name]
        return found

    def get(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.lines if key == name), default)

    def text(self, name: str) -> str:
        return unescaped(self[name])

    def moment(self, name: str) -> datetime:
        """A moment in UTC; anything else is an error."""
        return datetime.strptime(self[name], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def unescaped(text: str) -> str:
    found, rest = "", text
    while rest:
        if rest[0] == "\\":
            assert rest[1] in "nN;,\\", f"an escape that does not exist: {rest[:2]}"
            found, rest = found + {"n": "\n", "N": "\n"}.get(rest[1], rest[1]), rest[2:]
        else:
            assert rest[0] not in ";,", f"not escaped: {text}"
            found, rest = found + rest[0], rest[1:]
    return found


def content_lines(data: bytes) -> list[str]:
    """Unfolded; every physical line ends in CR LF and has at most 75 octets, none of which breaks a letter."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    found: list[str] = []
    for octets in data[:-2].split(b"\r\n"):
        assert len(octets) <= 75
        line = octets.decode()
        if line.startswith(" "):
            found[-1] += line[1:]
        else:
            found.append(line)
    return found


def events(data: bytes) -> list[Event]:
    lines = content_lines(data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    found: list[Event] = []
    inside: list[tuple[str, str]] | None = None
    for line in lines[1:-1]:
        if line == "BEGIN:VEVENT":
            assert inside is None
            inside = []
        elif line == "END:VEVENT":
            assert inside is not None
            found.append(Event(tuple(inside)))
            inside = None
        elif inside is not None:
            name, colon, value = line.partition(":")
            assert colon, line
            inside.append((name, value))
    assert inside is None
    return found
