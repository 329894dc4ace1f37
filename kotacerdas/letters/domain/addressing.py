"""Addressees as people list them: one a line, "Kepala Dinas Perhubungan; di Balikpapan; surel@contoh.go.id"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault, Refused

MOST = 200
LONGEST_NAME, LONGEST_PLACE, LONGEST_EMAIL = 200, 120, 254
_EMAIL = re.compile(r"[^\s@;,<>]{1,64}@[^\s@;,<>]+\.[^\s@;,<>]{2,}")


@dataclass(frozen=True)
class Addressee:
    name: str
    place: str = ""
    email: str = ""

    @property
    def line(self) -> str:
        """As it is typed."""
        return "; ".join(part for part in (self.name, self.place, self.email) if part)


def parse(text: str) -> list[Addressee]:
    """Raises `Refused` with every fault and its line; blank lines are passed over."""
    found: list[Addressee] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        addressee = _read(line)
        faults += _faults(addressee, line, number, found)
        found.append(addressee)
    if len(found) > MOST:
        faults.append(Fault("addressees-many", {"most": MOST}))
    if faults:
        raise Refused(faults)
    return found


def _read(line: str) -> Addressee:
    """A part with an @ is the e-mail address wherever it stands."""
    parts = [part.strip() for part in line.split(";") if part.strip()]
    email = next((part for part in parts[1:] if "@" in part), "")
    others = [part for part in parts if part != email]
    return Addressee(others[0] if others else "", ", ".join(others[1:]), email.lower())


def _faults(addressee: Addressee, line: str, number: int, before: list[Addressee]) -> list[Fault]:
    if not addressee.name:
        return [Fault("addressee-without-name", {}, line=number)]
    faults = []
    if addressee.email and not _EMAIL.fullmatch(addressee.email):
        faults.append(Fault("addressee-email", {"email": addressee.email}, line=number))
    too_long = (
        len(addressee.name) > LONGEST_NAME
        or len(addressee.place) > LONGEST_PLACE
        or len(addressee.email) > LONGEST_EMAIL
    )
    if too_long:
        faults.append(Fault("addressee-long", {"most": LONGEST_NAME}, line=number))
    if addressee in before:
        faults.append(Fault("addressee-twice", {"name": addressee.name}, line=number))
    return faults


def lines(some: list[Addressee]) -> str:
    return "\n".join(each.line for each in some)
