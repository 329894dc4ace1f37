"""How far the recommendations of a city are, each of the three states counted by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict


@dataclass(frozen=True)
class Point:
    """One recommendation as it is counted."""

    claim: Claim
    proof: Proof
    verdict: Verdict
    is_open: bool
    has_proof: bool
    is_late: bool

    @property
    def is_done_and_proven(self) -> bool:
        """The city says so, and a second person says that the proof suffices."""
        return self.claim is Claim.DONE and self.proof is Proof.SUFFICIENT

    @property
    def waits_for_judge(self) -> bool:
        """Claimed as done, with proof on which nobody has said a word."""
        return self.is_open and self.claim is Claim.DONE and self.proof is Proof.UNJUDGED and self.has_proof


@dataclass(frozen=True)
class Count:
    total: int = 0
    proven: int = 0
    """Done and proven."""
    done: int = 0
    """Claimed as done, proven or not."""
    to_judge: int = 0
    without_proof: int = 0
    late: int = 0
    fulfilled: int = 0
    """So the next assessors."""
    closed: int = 0


def count(points: Iterable[Point]) -> Count:
    some = list(points)
    return Count(
        total=len(some),
        proven=sum(each.is_done_and_proven for each in some),
        done=sum(each.claim is Claim.DONE for each in some),
        to_judge=sum(each.waits_for_judge for each in some),
        without_proof=sum(not each.has_proof for each in some),
        late=sum(each.is_late for each in some),
        fulfilled=sum(each.verdict is Verdict.FULFILLED for each in some),
        closed=sum(not each.is_open for each in some),
    )
