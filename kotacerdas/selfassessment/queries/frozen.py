"""What was submitted, read from its frozen bytes, which are hashed again each time they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kotacerdas.evidence.models import Document
from kotacerdas.files import blobs
from kotacerdas.selfassessment import freezing
from kotacerdas.selfassessment.domain import snapshots
from kotacerdas.selfassessment.domain.snapshots import Change
from kotacerdas.selfassessment.models import Snapshot

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

Told = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """`found` is the hash that the bytes have now; "" where there are none any more."""

    snapshot: Snapshot
    found: str
    _content: bytes

    @property
    def is_whole(self) -> bool:
        return self.found == self.snapshot.sha256

    @cached_property
    def told(self) -> Told:
        """What the bytes say; nothing of bytes that are not those that were submitted."""
        return freezing.read(self._content) if self.is_whole else {}

    @property
    def answers(self) -> list[Told]:
        found: list[Told] = self.told.get("answers", [])
        return found

    @property
    def proofs(self) -> list[tuple[str, Told]]:
        """With the code of the question that each proves, in the order of the form."""
        return [(answer["code"], proof) for answer in self.answers for proof in answer["proofs"]]


def opened(snapshot: Snapshot) -> Opened:
    """Reads the bytes from the disk, past everything that remembers them as checked."""
    try:
        with blobs.store().raw(snapshot.sha256) as content:
            read = content.read()
    except blobs.Missing:
        return Opened(snapshot, "", b"")
    return Opened(snapshot, snapshots.fingerprint(read), read)


def changes(before: Opened, after: Opened) -> list[Change] | None:
    """None where one of the two cannot be read any more."""
    if not (before.is_whole and after.is_whole):
        return None
    return snapshots.changes(before.answers, after.answers)


def documents(codes: Iterable[str], user: "Someone") -> dict[str, Document]:
    """Those that this reader may see now, by code: a document may have become secret since it was submitted."""
    seen = Document.objects.visible_to(user).filter(code__in=set(codes))
    return {each.code: each for each in seen.select_related("city")}


def is_shown_whole(found: Opened, user: "Someone") -> bool:
    """Whether this reader may still see every document whose words stand in it: one may have become secret since."""
    quoted = {proof["document"] for _code, proof in found.proofs if "quote" in proof}
    return documents(quoted, user).keys() == quoted
