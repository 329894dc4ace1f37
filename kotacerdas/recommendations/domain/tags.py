"""The fixed subjects that recommendations return to, in the order in which lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused


class Tag(StrEnum):
    LEGAL_BASIS = "legal_basis"
    BODIES = "bodies"
    EXTERNAL = "external"
    BUDGET = "budget"
    SPBE = "spbe"
    LITERACY = "literacy"
    LEADERSHIP = "leadership"
    INTEGRATION = "integration"
    RISK = "risk"
    SURVEY = "survey"
    EVIDENCE = "evidence"
    COLLABORATION = "collaboration"
    REDEFINITION = "redefinition"


def ordered(wanted: Iterable[str]) -> list[str]:
    """Each once, in the fixed order. Raises `Refused` for a word that is none of them."""
    given = {each for each in wanted if each}
    if unknown := sorted(given - {tag.value for tag in Tag}):
        raise Refused(Fault("care-tag-unknown", {"text": each[:60]}) for each in unknown)
    return [tag.value for tag in Tag if tag.value in given]
