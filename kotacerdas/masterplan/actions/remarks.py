"""What was said at meetings is written down, corrected, and decided with a reason; all of it while the edition is open."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.models import Edition, Node, Programme, Remark

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Word:
    """On one goal, on one programme, or on the whole edition."""

    speaker: str
    text: str
    said_on: date
    organisation: str = ""
    is_outside: bool = False
    meeting: str = ""
    support: int = 0
    against: int = 0
    node: Node | None = None
    programme: Programme | None = None


@transaction.atomic
def write(
    edition: Edition, word: Word, *, by: "User | None", now: datetime, is_sample: bool = False
) -> Remark:
    require_open(edition)
    _require_right(edition, word, now)
    made = Remark.objects.create(
        edition=edition, written_by=by, written_at=now, is_sample=is_sample, **vars(word)
    )
    _record("write-remark", made, by=by, now=now)
    return made


@transaction.atomic
def change(remark: Remark, word: Word, *, expected: int, by: "User | None", now: datetime) -> Remark:
    """Until it is decided. Raises `versions.StaleSave`."""
    found = _locked(remark)
    if found.outcome != Remark.Outcome.OPEN:
        raise Refused(Fault("remark-decided"))
    _require_right(found.edition, word, now)
    versions.save(found, expected=expected, changes=vars(word))
    _record("change-remark", found, by=by, now=now)
    return found


@transaction.atomic
def remove(remark: Remark, *, by: "User | None", now: datetime) -> None:
    """Written down by mistake. A second click finds nothing to do."""
    require_open(remark.edition)
    found = Remark.objects.select_for_update(of=("self",)).filter(pk=remark.pk).first()
    if found is None:
        return
    if found.outcome != Remark.Outcome.OPEN:
        raise Refused(Fault("remark-decided"))
    found.delete()
    _record("drop-remark", remark, by=by, now=now, on=remark.edition)


@transaction.atomic
def decide(
    remark: Remark, *, outcome: str, reason: str, expected: int, by: "User | None", now: datetime
) -> Remark:
    """With a reason, always. Two who decide at once: the second sees what the first decided (`versions.StaleSave`)."""
    found = _locked(remark)
    chosen = Remark.Outcome(outcome)
    if chosen == Remark.Outcome.OPEN:
        raise Refused(Fault("remark-not-decided"))
    if not reason.strip():
        raise Refused(Fault("remark-without-reason"))
    if found.outcome != Remark.Outcome.OPEN and found.version == expected:
        raise Refused(Fault("remark-decided"))
    changes = {"outcome": chosen.value, "reason": reason.strip(), "decided_by": by, "decided_at": now}
    versions.save(found, expected=expected, changes=changes)
    said: dict[str, Any] = {"outcome": str(chosen.label), "reason": reason.strip()}
    _record("decide-remark", found, by=by, now=now, **said)
    return found


@transaction.atomic
def reopen(remark: Remark, *, reason: str, expected: int, by: "User | None", now: datetime) -> Remark:
    """What was decided stays in the trail."""
    found = _locked(remark)
    if found.outcome == Remark.Outcome.OPEN:
        raise Refused(Fault("remark-not-decided"))
    if not reason.strip():
        raise Refused(Fault("remark-without-reason"))
    changes = {"outcome": Remark.Outcome.OPEN.value, "reason": "", "decided_by": None, "decided_at": None}
    versions.save(found, expected=expected, changes=changes)
    _record("reopen-remark", found, by=by, now=now, reason=reason.strip())
    return found


def _locked(remark: Remark) -> Remark:
    require_open(remark.edition)
    rows = Remark.objects.select_for_update(of=("self",)).select_related("edition__city", "node", "programme")
    found = rows.filter(pk=remark.pk).first()
    if found is None:
        raise versions.Gone({})
    return found


def _require_right(edition: Edition, word: Word, now: datetime) -> None:
    found = []
    if not word.text.strip():
        found.append(Fault("remark-empty"))
    if not word.speaker.strip():
        found.append(Fault("remark-without-speaker"))
    if word.said_on > now.astimezone(edition.city.timezone).date():
        found.append(Fault("remark-in-the-future", {"day": word.said_on}))
    if word.node and word.programme:
        found.append(Fault("remark-two-things"))
    if any(each and each.edition_id != edition.pk for each in (word.node, word.programme)):
        found.append(Fault("remark-elsewhere"))
    if found:
        raise Refused(found)


def _record(
    deed: str,
    remark: Remark,
    *,
    by: "User | None",
    now: datetime,
    on: Edition | None = None,
    **words: Any,
) -> None:
    about = str(remark.programme or remark.node or remark.edition)
    note = {"speaker": remark.speaker, "about": about, **words}
    city = remark.edition.city
    audit.record(f"masterplan.{deed}", on=on or remark, by=by, city=city, now=now, note=note)
