"""Values that go into the rules, and what comes out of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Partner:
    name: str
    kind: str


@dataclass(frozen=True)
class Programme:
    """A programme as far as rules read it. `years` are those of its edition; `physical` and `spent` go by year, `budgets` by
    year and source, in whole rupiah as they stand after the change of the budget."""

    key: int
    code: str
    kind: str
    years: range
    dimension: str = ""
    state: str = "planned"
    starts_on: date | None = None
    ends_on: date | None = None
    continues: int | None = None
    lead: int | None = None
    supporting: frozenset[int] = frozenset()
    has_renstra: bool = False
    answers_issue: bool = False
    """It names a strategic issue, or its place in the RPJMD."""
    is_tagged: bool = True
    questions: frozenset[str] = frozenset()
    physical: Mapping[int, Decimal] = field(default_factory=dict)
    spent: Mapping[int, int] = field(default_factory=dict)
    budgets: Mapping[tuple[int, str], int] = field(default_factory=dict)
    partners: tuple[Partner, ...] = ()
    risks: int = 0
    mitigated: int = 0


@dataclass(frozen=True)
class Agency:
    """`has_renstra`: it has adopted a Renstra of its own that covers the year."""

    key: int
    has_renstra: bool = False


@dataclass(frozen=True)
class Material:
    """What is known for the questions of `year`. `before` are the programmes of the plan that covered the year before it: the
    same ones, those of the plan before, or None where none covered it. `total` is the whole APBD, if it is kept."""

    year: int
    today: date
    programmes: tuple[Programme, ...]
    before: tuple[Programme, ...] | None = None
    agencies: tuple[Agency, ...] = ()
    total: Decimal | None = None
    legal_basis: str = ""
    adopted_on: date | None = None


@dataclass(frozen=True)
class Asked:
    """One question of a form: its rule, and which programmes it speaks of. A programme that names the question itself is
    among them whatever its kind."""

    code: str
    rule: str
    kinds: frozenset[str] = frozenset()
    dimension: str = ""
    years_before: int = 0
    named_only: bool = False

    def speaks_of(self, programme: Programme) -> bool:
        if self.code in programme.questions:
            return True
        if self.named_only or (self.kinds and programme.kind not in self.kinds):
            return False
        return not self.dimension or programme.dimension == self.dimension


@dataclass(frozen=True)
class Row:
    """A programme (of an agency: the rule "agencies") behind a figure. `counts` None: it is not known whether it counts."""

    key: int
    counts: bool | None
    why: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """`count` of `of`; `values` are further figures of the sentence. `missing` names what would have to be kept."""

    kind: str
    year: int
    count: int | None
    of: int
    rows: tuple[Row, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def unknown(self) -> int:
        return sum(row.counts is None for row in self.rows)

    def because(self, why: str) -> int:
        """How many count for this reason."""
        return sum(row.counts is True and row.why == why for row in self.rows)
