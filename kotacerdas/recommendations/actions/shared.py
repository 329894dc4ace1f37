"""What all deeds share: the locked row and the table of deeds before, the history, the task and the trail after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.recommendations import rights, tasking
from kotacerdas.recommendations.domain import caring
from kotacerdas.recommendations.domain.caring import Deed, Proof
from kotacerdas.recommendations.models import Care, CareStep, Via
from kotacerdas.recommendations.queries import proofs

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.models import User

TOLD = ("owner", "due_on", "plan", "tags", "claim", "claim_words", "proof", "verdict", "verdict_words",
        "verdict_year", "verdict_source")  # fmt: skip
"""Fields that the history repeats; the others say who and when, which each step says itself."""
NOT_JUDGED: dict[str, Any] = {
    "proof": Proof.UNJUDGED.value,
    "proof_reason": "",
    "proof_judged": [],
    "proof_by": None,
    "proof_at": None,
}


@transaction.atomic
def begin(recommendation: "Recommendation", *, is_sample: bool = False) -> Care:
    """Its row, made at the first touch; nobody else writes it until this transaction ends."""
    Care.objects.get_or_create(
        recommendation=recommendation, defaults={"city_id": recommendation.city_id, "is_sample": is_sample}
    )
    rows = Care.objects.select_for_update(of=("self",)).with_names()
    return rows.get(recommendation=recommendation)


@dataclass(frozen=True)
class Doing:
    """One deed on its way: who does it, when, and by way of what."""

    deed: Deed
    by: "User | None"
    now: datetime
    via: Via = Via.FORM
    reason: str = ""

    def locked(self, recommendation: "Recommendation") -> tuple[Care, frozenset[int]]:
        """The row as it is now and the uses that prove it. Raises `Refused` if this may not be done to it."""
        care = begin(recommendation)
        present = proofs.counting([recommendation]).get(recommendation.pk, frozenset())
        is_own = self.deed in caring.JUDGING and rights.is_own(care, self.by)
        sides = rights.sides(care, self.by)
        caring.require(care.standing(present), self.deed, sides=sides, reason=self.reason, is_own=is_own)
        return care, present

    def done(
        self,
        care: Care,
        *,
        expected: int | None,
        changes: Mapping[str, Any],
        said: str = "",
        note: Mapping[str, Any] | None = None,
    ) -> Care:
        """Writes, appends the step, lets the task follow, records. Raises `versions.StaleSave` with both versions.

        `said`: which of several words, each with a sentence of its own in the trail, so that both languages have it.
        """
        before = {name: getattr(care, name) for name in TOLD if name in changes}
        versions.save(care, expected=care.version if expected is None else expected, changes=changes)
        differing = {name: (was, changes[name]) for name, was in before.items() if was != changes[name]}
        append(
            care,
            self.deed.value,
            by=self.by,
            now=self.now,
            via=self.via,
            reason=self.reason,
            changes=differing,
        )
        tasking.follow(care, by=self.by, now=self.now, reason=self.reason)
        told = dict(note or {}) | ({"reason": self.reason.strip()} if self.reason.strip() else {})
        kind = ".".join(part for part in ("recommendations", self.deed.value, said) if part)
        audit.record(kind, on=care, by=self.by, city=care.city, now=self.now, note=told or None)
        return care


def append(
    care: Care,
    deed: str,
    *,
    by: "User | None",
    now: datetime,
    via: Via = Via.FORM,
    reason: str = "",
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> CareStep:
    kept = {name: [_told(was), _told(is_)] for name, (was, is_) in (changes or {}).items()}
    return CareStep.objects.create(
        care=care, deed=deed, at=now, by=by, via=via, reason=reason.strip(), changes=kept
    )


def _told(value: Any) -> Any:
    """As JSON keeps it: organisations and days in words."""
    if value is None or isinstance(value, str | int | list):
        return value
    return str(value)
