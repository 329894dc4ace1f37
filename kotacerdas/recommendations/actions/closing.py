"""What the next assessors said, and the end of a recommendation: by their word, or by the office with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.recommendations import telling
from kotacerdas.recommendations.actions.shared import Doing
from kotacerdas.recommendations.domain.caring import Deed, Verdict
from kotacerdas.recommendations.models import Care

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation, Round
    from kotacerdas.people.models import User

_OPEN: dict[str, Any] = {"closed_at": None, "closed_year": None, "closed_by": None, "closed_reason": ""}
_UNHEARD: dict[str, Any] = {
    "verdict": Verdict.NONE.value,
    "verdict_words": "",
    "verdict_year": None,
    "verdict_round": None,
    "verdict_source": "",
    "verdict_by": None,
    "verdict_at": None,
}


@dataclass(frozen=True)
class Heard:
    """A verdict and where it comes from: the year of the round, and the letter, report or interview."""

    verdict: Verdict
    year: int | None
    source: str
    words: str = ""
    round: "Round | None" = None


@transaction.atomic
def record_verdict(
    recommendation: "Recommendation",
    heard: Heard,
    *,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
) -> Care:
    """ "Fulfilled" closes it with the year of the verdict as its last. Raises as `plan`."""
    doing = Doing(Deed.RECORD_VERDICT, by, now)
    care, _present = doing.locked(recommendation)
    if faults := _faults(recommendation, heard):
        raise Refused(faults)
    if heard.verdict is Verdict.NONE:
        return doing.done(
            care, expected=expected, changes=_UNHEARD, said=heard.verdict.value, note=_note(heard)
        )
    changes: dict[str, Any] = {
        "verdict": heard.verdict.value,
        "verdict_words": heard.words.strip(),
        "verdict_year": heard.year,
        "verdict_round": heard.round,
        "verdict_source": heard.source.strip(),
        "verdict_by": by,
        "verdict_at": now,
    }
    if heard.verdict is Verdict.FULFILLED:
        changes |= {"closed_at": now, "closed_year": heard.year, "closed_by": by}
    done = doing.done(care, expected=expected, changes=changes, said=heard.verdict.value, note=_note(heard))
    if not done.is_open:
        telling.closed(done, by=by, now=now)
    return done


def _note(heard: Heard) -> dict[str, Any]:
    return {"year": str(heard.year or "–")}


def _faults(recommendation: "Recommendation", heard: Heard) -> list[Fault]:
    if heard.verdict is Verdict.NONE:
        return []
    found = []
    if heard.year is None:
        found.append(Fault("care-verdict-without-year"))
    elif heard.year < recommendation.year:
        values = {"given": str(recommendation.year), "year": str(heard.year)}
        found.append(Fault("care-verdict-before-advice", values))
    if not heard.source.strip():
        found.append(Fault("care-verdict-without-source"))
    return found


@transaction.atomic
def close(
    recommendation: "Recommendation",
    *,
    reason: str,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
) -> Care:
    """By the office itself: done without a word of the assessors, or not to be done any more."""
    doing = Doing(Deed.CLOSE, by, now, reason=reason)
    care, _present = doing.locked(recommendation)
    year = max(now.astimezone(care.city.timezone).year, recommendation.year)
    changes = {"closed_at": now, "closed_year": year, "closed_by": by, "closed_reason": reason.strip()}
    done = doing.done(care, expected=expected, changes=changes)
    telling.closed(done, by=by, now=now)
    return done


@transaction.atomic
def reopen(
    recommendation: "Recommendation",
    *,
    reason: str,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
) -> Care:
    """A verdict "fulfilled" that had closed it is taken back; the history keeps it."""
    doing = Doing(Deed.REOPEN, by, now, reason=reason)
    care, _present = doing.locked(recommendation)
    taken_back = _UNHEARD if care.verdict == Verdict.FULFILLED else {}
    return doing.done(care, expected=expected, changes=_OPEN | taken_back)
