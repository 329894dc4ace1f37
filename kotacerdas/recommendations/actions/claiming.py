"""The city says what it does about a recommendation."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.recommendations import telling
from kotacerdas.recommendations.actions.shared import NOT_JUDGED, Doing
from kotacerdas.recommendations.domain.caring import Claim, Deed
from kotacerdas.recommendations.models import Care, Via

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.models import User


@transaction.atomic
def claim(
    recommendation: "Recommendation",
    wanted: Claim,
    *,
    words: str = "",
    by: "User | None",
    now: datetime,
    expected: int | None = None,
    via: Via = Via.FORM,
) -> Care:
    """A new claim is a new thing to prove, so the word about its proof is taken back. Raises as `plan`."""
    doing = Doing(Deed.CLAIM, by, now, via)
    care, _present = doing.locked(recommendation)
    words = words.strip()
    if wanted is Claim.DONE and not words:
        raise Refused(Fault("care-claim-without-words"))
    if (care.claim, care.claim_words) == (wanted.value, words) and expected in {None, care.version}:
        return care
    changes = {"claim": wanted.value, "claim_words": words, "claim_by": by, "claim_at": now, **NOT_JUDGED}
    done = doing.done(care, expected=expected, changes=changes, said=wanted.value)
    telling.claimed(done, by=by, now=now)
    return done
