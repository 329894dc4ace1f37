"""The table of deeds, walked exhaustively: every standing, every deed, every set of sides."""

from itertools import chain, combinations, product

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.recommendations.domain import caring
from kotacerdas.recommendations.domain.caring import Claim, Deed, Proof, Side, Standing

STANDINGS = [
    Standing(is_open=is_open, claim=claim, proof=proof, has_proof=has_proof)
    for is_open, claim, proof, has_proof in product((True, False), Claim, Proof, (True, False))
]
SIDES = [frozenset(some) for some in chain.from_iterable(combinations(Side, n) for n in range(len(Side) + 1))]


def refused(now, deed, *, sides, reason="Sebab", is_own=False):
    try:
        caring.require(now, deed, sides=sides, reason=reason, is_own=is_own)
    except Refused as refusal:
        (fault,) = refusal.faults
        return fault.kind
    return ""


def expected(now, deed, sides, is_own):
    """The law once more, as the issue tells it."""
    office, agency, verifier = Side.OFFICE in sides, Side.AGENCY in sides, Side.VERIFIER in sides
    is_judging = deed in {Deed.ACCEPT, Deed.REJECT}
    may = {Deed.CLAIM: office or agency, Deed.ACCEPT: office or verifier, Deed.REJECT: office or verifier}
    if not may.get(deed, office):
        return "care-not-yours"
    if deed is Deed.REOPEN:
        return "care-open" if now.is_open else ""
    if not now.is_open:
        return "care-closed"
    if is_judging and is_own:
        return "care-is-own"
    if is_judging and now.claim is Claim.NONE:
        return "care-nothing-claimed"
    if deed is Deed.ACCEPT and not now.has_proof:
        return "care-without-proof"
    return ""


def test_every_way_is_allowed_or_refused_as_the_law_says():
    for now, deed, sides, is_own in product(STANDINGS, Deed, SIDES, (False, True)):
        want = expected(now, deed, sides, is_own)
        assert refused(now, deed, sides=sides, is_own=is_own) == want, (now, deed, sides, is_own)
        assert (deed in caring.possible(now, sides, is_own=is_own)) is (not want)


@pytest.mark.parametrize("deed", Deed)
def test_reason_is_asked_for_where_the_table_says_so(deed):
    now = Standing(is_open=deed is not Deed.REOPEN, claim=Claim.DONE, has_proof=True)
    needs = {Deed.REJECT, Deed.CLOSE, Deed.REOPEN}
    assert refused(now, deed, sides=frozenset(Side), reason=" ") == (
        "care-without-reason" if deed in needs else ""
    )


def test_every_deed_has_its_rule():
    assert set(caring.RULES) == set(Deed)
    assert all(rule.deed is deed for deed, rule in caring.RULES.items())


@pytest.mark.parametrize(
    ("said", "judged", "present", "counts"),
    [
        (Proof.SUFFICIENT, [1, 2], {2, 1}, Proof.SUFFICIENT),
        (Proof.SUFFICIENT, [1], {1, 2}, Proof.UNJUDGED),
        (Proof.SUFFICIENT, [1, 2], {1}, Proof.UNJUDGED),
        (Proof.INSUFFICIENT, [], set(), Proof.INSUFFICIENT),
        (Proof.INSUFFICIENT, [], {7}, Proof.UNJUDGED),
        (Proof.UNJUDGED, [], {7}, Proof.UNJUDGED),
    ],
)
def test_word_about_other_proof_than_there_is_now_counts_no_more(said, judged, present, counts):
    assert caring.proof_now(said, judged=judged, present=present) is counts
