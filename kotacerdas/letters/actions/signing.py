"""After the issuing: the signed copy comes back, or the letter is made void."""

from datetime import datetime

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.letters.actions.holding import keep, locked
from kotacerdas.letters.domain.scans import Upload
from kotacerdas.letters.domain.states import Deed, State
from kotacerdas.letters.models import Letter, SignedCopy
from kotacerdas.people.models import User
from kotacerdas.search import actions as search


@transaction.atomic
def bring_back(letter: Letter, file: Upload, *, by: User, now: datetime, reason: str = "") -> SignedCopy:
    """The scan of the signed paper. One that is there already is replaced only with a reason, and stays on record."""
    current = locked(letter, Deed.BRING_BACK)
    is_first = not current.signed_copies.exists()
    if not is_first and not reason.strip():
        raise Refused(Fault("copy-without-reason"))
    kept = keep(current, file, by=by, now=now)
    copy = SignedCopy.objects.create(letter=current, file=kept, at=now, by=by, reason=reason.strip())
    changes = {"state": State.SIGNED.value, "updated_at": now, "updated_by": by}
    versions.save(current, expected=current.version, changes=changes)
    if is_first:
        events.emit("letters.signed", subject=current, by=by, city=current.city, at=now)
    note = {"sha256": kept.sha256, "reason": reason.strip()}
    kind = "letters.signed" if is_first else "letters.copy_replaced"
    audit.record(kind, on=current, by=by, city=current.city, now=now, note=note)
    return copy


@transaction.atomic
def void(letter: Letter, *, reason: str, by: User, now: datetime) -> Letter:
    """The letter counts no longer; its number stays taken, and the check page tells that it is void."""
    current = locked(letter, Deed.VOID)
    if not reason.strip():
        raise Refused(Fault("void-without-reason"))
    changes = {
        "state": State.VOID.value,
        "void_reason": reason.strip(),
        "voided_at": now,
        "updated_at": now,
        "updated_by": by,
    }
    versions.save(current, expected=current.version, changes=changes)
    events.emit("letters.voided", subject=current, by=by, city=current.city, at=now)
    search.refresh(current)
    note = {"reason": reason.strip()}
    audit.record("letters.voided", on=current, by=by, city=current.city, now=now, note=note)
    return current
