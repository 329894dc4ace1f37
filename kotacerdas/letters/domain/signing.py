"""The words above and below a signature: who signs, in which capacity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class Capacity(StrEnum):
    """How somebody signs; the value is what stands on the letter."""

    OWN = ""
    ACTING = "Plt."
    DAILY = "Plh."
    FOR = "a.n."


@dataclass(frozen=True)
class Signature:
    title: str
    """The office, such as "Sekretaris Daerah"."""
    name: str
    capacity: str = Capacity.OWN
    on_behalf_of: str = ""
    """Whose letter it is when somebody signs for him or her."""
    rank: str = ""
    nip: str = ""

    def heading(self) -> list[str]:
        """The lines above the space for the hand: "a.n. Wali Kota Balikpapan", "Sekretaris Daerah,"."""
        match Capacity(self.capacity):
            case Capacity.FOR:
                return [f"{Capacity.FOR} {self.on_behalf_of}", f"{self.title},"]
            case Capacity.ACTING | Capacity.DAILY as capacity:
                return [f"{capacity} {self.title},"]
            case _:
                return [f"{self.title},"]

    def check(self) -> None:
        """Raises `Refused` where the words would make no sense."""
        faults = []
        if not self.title.strip() or not self.name.strip():
            faults.append(Fault("signature-without-name"))
        if (self.capacity == Capacity.FOR) != bool(self.on_behalf_of.strip()):
            faults.append(Fault("signature-behalf"))
        if faults:
            raise Refused(faults)
