"""Each state is counted by itself; done and proven needs both words."""

from itertools import product

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.recommendations.domain import counting, tags
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.domain.counting import Point


def point(claim=Claim.NONE, proof=Proof.UNJUDGED, verdict=Verdict.NONE, **fields):
    return Point(claim, proof, verdict, **({"is_open": True, "has_proof": False, "is_late": False} | fields))


def test_only_done_and_sufficient_is_done_and_proven():
    for claim, proof, verdict in product(Claim, Proof, Verdict):
        is_both = claim is Claim.DONE and proof is Proof.SUFFICIENT
        assert point(claim, proof, verdict).is_done_and_proven is is_both


def test_every_figure_counts_its_own():
    some = [
        point(Claim.DONE, Proof.SUFFICIENT, Verdict.FULFILLED, is_open=False, has_proof=True),
        point(Claim.DONE, has_proof=True),
        point(Claim.PLANNED, is_late=True),
        point(),
    ]
    found = counting.count(some)
    assert (found.total, found.proven, found.done, found.to_judge) == (4, 1, 2, 1)
    assert (found.without_proof, found.late, found.fulfilled, found.closed) == (2, 1, 1, 1)


def test_tags_stand_once_and_in_the_fixed_order():
    assert tags.ordered(["risk", "", "legal_basis", "risk"]) == ["legal_basis", "risk"]
    with pytest.raises(Refused):
        tags.ordered(["risk", "lain"])
