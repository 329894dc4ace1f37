"""Whether the bytes of a citation are still those that were cited; looked at now, whatever any row says."""

from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.files import blobs


class Bytes(StrEnum):
    SAME = "same"
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True)
class Proof:
    bytes: Bytes
    sha256: str

    @property
    def holds(self) -> bool:
        return self.bytes is Bytes.SAME


def of(sha256: str) -> Proof:
    """Opens what lies under this hash; it is hashed again where the disk says that it was touched since."""
    try:
        blobs.store().open(sha256).close()
    except blobs.Missing:
        return Proof(Bytes.MISSING, sha256)
    except blobs.Damaged:
        return Proof(Bytes.DAMAGED, sha256)
    return Proof(Bytes.SAME, sha256)
