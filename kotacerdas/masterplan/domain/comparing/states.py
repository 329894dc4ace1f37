"""What a comparison looks at: the words, targets and money of an edition, without the database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Money = Mapping[tuple[str, int], int]
"""Rupiah by source and year; what is not there is nothing."""


@dataclass(frozen=True)
class NodeState:
    """A sentence of the document. `parent` is the code of the one above it, "" at the top."""

    code: str
    kind: str
    text: str
    parent: str = ""

    @property
    def words(self) -> str:
        return self.text

    @property
    def place(self) -> str:
        """Only sentences of one kind can be the same sentence."""
        return self.kind


@dataclass(frozen=True)
class ProgrammeState:
    """`money` holds the ceilings that count, after the change of the budget where there was one; `continues` is the code of
    the programme that it continues, in the edition that `PlanState.follows` names."""

    code: str
    title: str
    kind: str = ""
    dimension: str = ""
    subdimension: str = ""
    lead: str = ""
    goal: str = ""
    measure: str = ""
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    figures: Mapping[int, Decimal] = field(default_factory=dict)
    money: Money = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None
    renja_years: tuple[int, ...] = ()
    rkpd_years: tuple[int, ...] = ()
    continues: str | None = None

    @property
    def words(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        return self.dimension

    @property
    def total(self) -> int:
        """All its money, of every source and year."""
        return sum(self.money.values())


@dataclass(frozen=True)
class PlanState:
    """An edition. `name` tells it from others; `years` is its period, None if every year may be compared."""

    name: str
    programmes: tuple[ProgrammeState, ...] = ()
    nodes: tuple[NodeState, ...] = ()
    years: range | None = None
    follows: str = ""
    """The name of the edition in which the codes of `ProgrammeState.continues` stand."""

    def __post_init__(self) -> None:
        for rows in (self.programmes, self.nodes):
            twice = [code for code, count in Counter(row.code for row in rows).items() if count > 1]
            if twice:
                raise ValueError(f"these codes stand twice in {self.name}: {', '.join(sorted(twice))}")
        if lost := {node.parent for node in self.nodes if node.parent} - {node.code for node in self.nodes}:
            raise ValueError(f"these parents are not in {self.name}: {', '.join(sorted(lost))}")
