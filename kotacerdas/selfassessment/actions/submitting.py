"""Submits a self-assessment: freezes it under a hash, opens it again, keeps the receipts of the ministry's portal."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain import workflow
from kotacerdas.files import actions as files
from kotacerdas.selfassessment import freezing, reminding, telling
from kotacerdas.selfassessment.actions.shared import allow, require_open
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Answer, Assessment, Receipt, Snapshot

if TYPE_CHECKING:
    from kotacerdas.files.blobs import Blob
    from kotacerdas.people.models import User

JSON = "application/json"


class Attached(NamedTuple):
    """A file whose bytes are on the disk already."""

    blob: "Blob"
    name: str
    media_type: str


@transaction.atomic
def submit(
    assessment: Assessment, signature: Signature, *, by: "User | None", now: datetime, gaps: str = ""
) -> Snapshot:
    """Freezes all answers and the hashes of their proof; nothing can be written until it is opened again.

    Raises `Refused` while answers are unchecked, unless `gaps` says why it is submitted all the same.
    """
    kept = _locked(assessment)
    require_open(kept)
    allow(kept, workflow.Deed.SUBMIT, by=by, now=now)
    if not signature.name.strip():
        raise Refused(Fault("assessment-without-signer"))
    unchecked, total = _hold_answers(kept)
    if unchecked and not gaps.strip():
        raise Refused(Fault("assessment-incomplete", {"count": unchecked, "total": total}))
    made = _freeze(kept, signature, gaps=gaps.strip() if unchecked else "", by=by, now=now)
    kept.is_submitted = True
    kept.save(update_fields=["is_submitted"])
    telling.submitted(made, by=by, now=now)
    reminding.end(kept, now=now)
    note = {"number": made.number, "signer": made.signed_by, "sha256": made.sha256}
    audit.record("selfassessment.submitted", on=kept, by=by, city=kept.city, now=now, note=note)
    return made


def _hold_answers(kept: Assessment) -> tuple[int, int]:
    """How many are unchecked, of how many. A save that has begun is waited for; a later one finds the round submitted."""
    rows = kept.answers.select_for_update().order_by("pk").values_list("state", flat=True)
    states = list(rows)
    return sum(each != Answer.Stage.VERIFIED for each in states), len(states)


def _freeze(
    kept: Assessment, signature: Signature, *, gaps: str, by: "User | None", now: datetime
) -> Snapshot:
    number = kept.snapshots.count() + 1
    frozen = freezing.freeze(kept, number=number, signature=signature, gaps=gaps, now=now)
    file = files.keep(
        frozen.content,
        name=f"{kept.round.code}-{kept.city.code}-{number}.json",
        media_type=JSON,
        about=kept,
        by=by,
        city=kept.city,
        now=now,
        is_recorded=False,
    )
    return Snapshot.objects.create(
        assessment=kept,
        number=number,
        at=now,
        by=by,
        signed_by=signature.name.strip(),
        signed_as=signature.office.strip(),
        sha256=frozen.sha256,
        file=file,
        answers=frozen.answers,
        proofs=frozen.proofs,
        gaps=gaps,
    )


@transaction.atomic
def reopen(assessment: Assessment, *, reason: str, by: "User | None", now: datetime) -> Assessment:
    """The answers can be written again, for the next submission; what was submitted stays as it is."""
    kept = _locked(assessment)
    if not kept.is_submitted:
        raise Refused(Fault("assessment-not-submitted"))
    allow(kept, workflow.Deed.REOPEN, by=by, now=now)
    if not reason.strip():
        raise Refused(Fault("reopen-without-reason"))
    kept.is_submitted = False
    kept.save(update_fields=["is_submitted"])
    reminding.begin(kept, now=now)
    note = {"reason": reason.strip()}
    audit.record("selfassessment.reopened", on=kept, by=by, city=kept.city, now=now, note=note)
    return kept


@transaction.atomic
def record_receipt(
    snapshot: Snapshot,
    *,
    number: str,
    received_at: datetime,
    by: "User | None",
    now: datetime,
    note: str = "",
    file: Attached | None = None,
) -> Receipt:
    """What the ministry's portal gave back after the submission had been typed in there."""
    kept = _locked(snapshot.assessment)
    allow(kept, workflow.Deed.RECORD_RECEIPT, by=by, now=now)
    if not number.strip():
        raise Refused(Fault("receipt-without-number"))
    proof = None
    if file is not None:
        proof = files.keep(
            file.blob, name=file.name, media_type=file.media_type, about=kept, by=by, city=kept.city, now=now
        )
    made = Receipt.objects.create(
        snapshot=snapshot,
        number=number.strip(),
        received_at=received_at,
        note=note.strip(),
        file=proof,
        by=by,
        at=now,
    )
    audit.record(
        "selfassessment.receipt", on=kept, by=by, city=kept.city, now=now, note={"number": made.number}
    )
    return made


def _locked(assessment: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("round", "city")
    return rows.get(pk=assessment.pk)


def record_taken(snapshot: Snapshot, *, part: str, by: "User | None", now: datetime) -> None:
    """That somebody took texts and files away for the ministry's portal stands in the trail."""
    assessment = snapshot.assessment
    note = {"number": snapshot.number, "part": part or "–"}
    audit.record("selfassessment.taken", on=assessment, by=by, city=assessment.city, now=now, note=note)
