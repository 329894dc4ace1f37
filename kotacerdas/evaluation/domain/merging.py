"""Joins what was published at several depths: the letter's component scores and, later, the report's questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.scoring import Panel, Result


@dataclass(frozen=True)
class Depths:
    """`answers` are the finest figures, from which the index is computed; `published` the coarser ones that they must
    reproduce."""

    answers: dict[str, Decimal | Panel]
    published: dict[str, Decimal]


def finest(edition: Edition, figures: Mapping[str, Decimal | Panel]) -> Depths:
    """A group with any figure below it becomes a published figure to be reproduced; the rest are answers."""
    covered = {above for code in figures for above in _above(edition, code)}
    answers = {code: figure for code, figure in figures.items() if code not in covered}
    published = {
        code: figure for code, figure in figures.items() if code in covered and isinstance(figure, Decimal)
    }
    return Depths(answers, published)


def differences(result: Result, published: Mapping[str, Decimal]) -> list[Fault]:
    """Published figures that the computation does not reproduce to the last digit."""
    faults = []
    for code, figure in published.items():
        computed = result.shown(code)
        if computed is not None and computed != figure:
            values = {"code": code, "computed": computed, "published": figure}
            kind = "final-differs" if code == result.edition.root.code else "part-differs"
            faults.append(Fault(kind, values, column=code))
    return faults


def _above(edition: Edition, code: str) -> list[str]:
    found = []
    parent = edition.parents.get(code)
    while parent is not None:
        found.append(parent.code)
        parent = edition.parents.get(parent.code)
    return found
