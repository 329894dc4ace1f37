"""A second person says whether the attached proof suffices."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.recommendations import tasking, telling
from kotacerdas.recommendations.actions.shared import NOT_JUDGED, Doing, append, begin
from kotacerdas.recommendations.domain.caring import NEW_PROOF, Deed, Proof
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.queries import proofs

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.models import User


@transaction.atomic
def judge(
    recommendation: "Recommendation",
    *,
    suffices: bool,
    by: "User | None",
    now: datetime,
    reason: str = "",
    expected: int | None = None,
) -> Care:
    """Never whoever claimed, cited or uploaded. The word counts for exactly the proof that is there now."""
    doing = Doing(Deed.ACCEPT if suffices else Deed.REJECT, by, now, reason=reason)
    care, present = doing.locked(recommendation)
    changes = {
        "proof": (Proof.SUFFICIENT if suffices else Proof.INSUFFICIENT).value,
        "proof_reason": reason.strip(),
        "proof_judged": sorted(present),
        "proof_by": by,
        "proof_at": now,
    }
    done = doing.done(care, expected=expected, changes=changes)
    telling.judged(done, suffices=suffices, by=by, now=now)
    return done


@transaction.atomic
def take_back_judgement(recommendation: "Recommendation", *, now: datetime) -> bool:
    """The system does it when the proof is another one than was judged. Whether there was a word to take back."""
    care = begin(recommendation)
    present = proofs.counting([recommendation]).get(recommendation.pk, frozenset())
    if not care.is_open or care.proof == Proof.UNJUDGED or frozenset(care.proof_judged) == present:
        return False
    before = care.proof
    versions.save(care, expected=care.version, changes=NOT_JUDGED)
    append(care, NEW_PROOF, by=None, now=now, changes={"proof": (before, care.proof)})
    tasking.follow(care, by=None, now=now)
    audit.record(f"recommendations.{NEW_PROOF}", on=care, by=None, city=care.city, now=now)
    return True
