"""The way of a recommendation: its three states, the deeds that change them, and which side may do each.

The table `RULES` is the whole law. What the city claims, whether its proof suffices and what the next assessors said
are three different words of three different people, so none of them ever follows from another by itself; only a verdict
"fulfilled" closes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class Claim(StrEnum):
    """What the city says that it does."""

    NONE = "none"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"


class Proof(StrEnum):
    """Whether the attached proof suffices: the word of somebody who neither claimed nor cited."""

    UNJUDGED = "unjudged"
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"


class Verdict(StrEnum):
    """What the next assessors said."""

    NONE = "none"
    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"


class Deed(StrEnum):
    PLAN = "plan"
    CLAIM = "claim"
    ACCEPT = "accept"
    REJECT = "reject"
    RECORD_VERDICT = "record_verdict"
    CLOSE = "close"
    REOPEN = "reopen"


NEW_PROOF = "new_proof"
"""In the history: a proof was confirmed after the judgement, which is taken back by the system itself."""


class Side(StrEnum):
    """Whoever works in the organisation that owns it, whoever keeps the rounds of the city, and whoever checks answers."""

    AGENCY = "agency"
    OFFICE = "office"
    VERIFIER = "verifier"


@dataclass(frozen=True)
class Rule:
    """`of_open`: it is done to open ones; else to closed ones."""

    deed: Deed
    sides: frozenset[Side]
    of_open: bool = True
    needs_reason: bool = False
    by_second_person: bool = False


_OFFICE = frozenset({Side.OFFICE})
_CLAIMERS = frozenset({Side.AGENCY, Side.OFFICE})
_JUDGES = frozenset({Side.VERIFIER, Side.OFFICE})

RULES: dict[Deed, Rule] = {
    rule.deed: rule
    for rule in (
        Rule(Deed.PLAN, _OFFICE),
        Rule(Deed.CLAIM, _CLAIMERS),
        Rule(Deed.ACCEPT, _JUDGES, by_second_person=True),
        Rule(Deed.REJECT, _JUDGES, by_second_person=True, needs_reason=True),
        Rule(Deed.RECORD_VERDICT, _OFFICE),
        Rule(Deed.CLOSE, _OFFICE, needs_reason=True),
        Rule(Deed.REOPEN, _OFFICE, of_open=False, needs_reason=True),
    )
}
JUDGING = frozenset(deed for deed, rule in RULES.items() if rule.by_second_person)


@dataclass(frozen=True)
class Standing:
    """One recommendation as the rules see it. `proof` is the word as it counts now (`proof_now`)."""

    is_open: bool = True
    claim: Claim = Claim.NONE
    proof: Proof = Proof.UNJUDGED
    has_proof: bool = False
    """At least one citation counts as proof."""


def proof_now(said: Proof, *, judged: Collection[int], present: Collection[int]) -> Proof:
    """A word about other proof than there is now is no word: something was added since, or has gone."""
    return said if frozenset(judged) == frozenset(present) else Proof.UNJUDGED


def possible(now: Standing, sides: Iterable[Side], *, is_own: bool) -> frozenset[Deed]:
    """What somebody on these sides may do now: the forms of the page."""
    mine = frozenset(sides)
    return frozenset(
        deed
        for deed, rule in RULES.items()
        if rule.sides & mine and _why_not(now, rule, is_own=is_own) is None
    )


def require(
    now: Standing, deed: Deed, *, sides: Iterable[Side], reason: str = "", is_own: bool = False
) -> None:
    """Raises `Refused` where the table does not allow it. `is_own`: claimed, or brought its proof."""
    rule = RULES[deed]
    if not rule.sides & frozenset(sides):
        raise Refused(Fault("care-not-yours"))
    if fault := _why_not(now, rule, is_own=is_own):
        raise Refused(fault)
    if rule.needs_reason and not reason.strip():
        raise Refused(Fault("care-without-reason"))


def _why_not(now: Standing, rule: Rule, *, is_own: bool) -> Fault | None:
    if now.is_open != rule.of_open:
        return Fault("care-closed" if rule.of_open else "care-open")
    if not rule.by_second_person:
        return None
    if is_own:
        return Fault("care-is-own")
    if now.claim is Claim.NONE:
        return Fault("care-nothing-claimed")
    if rule.deed is Deed.ACCEPT and not now.has_proof:
        return Fault("care-without-proof")
    return None
