"""What has become of an invitation, and which addresses somebody meant by a pasted list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault

MOST_ADDRESSES = 200
_BETWEEN_ADDRESSES = re.compile(r"[;\r\n]+")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"'@]+\.[^\s<>()\[\],;:\"'@.]{2,}")
_AROUND_NAMES = " \t,<>\"'()-:"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"
    OPENED = "opened"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def is_open(self) -> bool:
        """Its link still counts."""
        return self not in {State.ACCEPTED, State.EXPIRED, State.REVOKED}


@dataclass(frozen=True)
class Course:
    """The moments of one invitation; `delivery` is what the outbox knows of its last mail."""

    expires_at: datetime
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None
    opened_at: datetime | None = None
    delivery: str = ""

    def state(self, now: datetime) -> State:
        """It ends at the very second in which it expires."""
        if self.accepted_at is not None:
            return State.ACCEPTED
        if self.revoked_at is not None:
            return State.REVOKED
        if now >= self.expires_at:
            return State.EXPIRED
        if self.opened_at is not None:
            return State.OPENED
        return _BY_DELIVERY.get(self.delivery, State.WAITING)


_BY_DELIVERY = {
    "sent": State.SENT,
    "unsure": State.SENT,
    "bounced": State.BOUNCED,
    "failed": State.BOUNCED,
    "suppressed": State.BOUNCED,
}


@dataclass(frozen=True)
class Invitee:
    email: str
    name: str = ""
    line: int = 1


def read_list(text: str) -> tuple[list[Invitee], list[Fault]]:
    """One address a line or between semicolons, with or without a name: "Ani <ani@x.id>", "Ani, ani@x.id".

    The same address twice counts once. Every line without an address is a fault of its own.
    """
    found: dict[str, Invitee] = {}
    faults: list[Fault] = []
    for line, part in _parts(text):
        emails = _EMAIL.findall(part)
        if not emails:
            faults.append(Fault("no-email-in-line", {"text": part[:80]}, line=line))
        for email in emails:
            name = _EMAIL.sub("", part).strip(_AROUND_NAMES) if len(emails) == 1 else ""
            found.setdefault(email.lower(), Invitee(email.lower(), name[:120], line))
    if not found and not faults:
        faults.append(Fault("no-addresses"))
    if len(found) > MOST_ADDRESSES:
        faults.append(Fault("too-many-addresses", {"most": MOST_ADDRESSES}))
    return list(found.values()), faults


def _parts(text: str) -> Iterator[tuple[int, str]]:
    for line, words in enumerate(text.splitlines(), start=1):
        for part in _BETWEEN_ADDRESSES.split(words):
            if part.strip(_AROUND_NAMES):
                yield line, part.strip()
