"""The shape of one dated edition of an instrument: its tree, weights, rounding, bands and sources.

The same classes are the schema of `data/instruments/<code>/<edition>/instrument.yaml` (see `files.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from math import ceil, floor

STRICT = {"extra": "forbid"}


class Confidence(StrEnum):
    """How sure we are of a figure or a text: stated officially, worked out by us, or hearsay."""

    CONFIRMED = "confirmed"
    DERIVED = "derived"
    UNCONFIRMED = "unconfirmed"


class Method(StrEnum):
    """How a node's value follows from its children."""

    MEAN = "mean"
    WEIGHTED_SUM = "weighted_sum"  # sum of weight% x value; each product may be rounded
    WEIGHTED_MEAN = "weighted_mean"  # sum of weight x value / sum of weights
    FORMULA = "formula"


class BandsOn(StrEnum):
    SHOWN = "shown"
    EXACT = "exact"


@dataclass(frozen=True)
class Words:
    """A text in both languages; English may be missing where only the Indonesian is official."""

    __pydantic_config__ = STRICT
    id: str
    en: str = ""


@dataclass(frozen=True)
class Source:
    """Where an auditor finds a fact."""

    __pydantic_config__ = STRICT
    key: str
    title: str
    url: str = ""
    note: Words | None = None
    dated: date | None = None


@dataclass(frozen=True)
class Rounding:
    """Round half up (away from zero for the positive numbers used here) to so many decimal places."""

    __pydantic_config__ = STRICT
    places: int
    mode: str = "half_up"


@dataclass(frozen=True)
class Scale:
    """The range of an answer. `whole`: one assessor (or respondent) gives whole numbers only."""

    __pydantic_config__ = STRICT
    min: Decimal
    max: Decimal
    whole: bool = False
    unit: Words | None = None
    levels: dict[int, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Band:
    """A class of the index; `start` is included, the next band's start is not."""

    __pydantic_config__ = STRICT
    code: str
    start: Decimal
    title: Words
    note: Words | None = None


@dataclass(frozen=True)
class Node:
    """A place in the tree. A node without `method` is a leaf that people answer.

    `weight` counts in percent of the whole index. `rounding` is the node's own; `contribution_rounding` rounds each
    child's weight x value before they are added. `children_published` is false where the official form has
    questions below but nobody published them: then the node is answered directly.
    """

    __pydantic_config__ = STRICT
    code: str
    title: Words
    method: Method | None = None
    weight: Decimal | None = None
    rounding: Rounding | None = None
    contribution_rounding: Rounding | None = None
    formula: str | None = None
    parameters: dict[str, Decimal] = field(default_factory=dict)
    scale: str = "default"
    children: tuple["Node", ...] = ()
    children_published: bool = True
    kind: str | None = None  # component, aspect, domain, dimension, indicator, question
    section: Words | None = None  # the official indicator or element that the question stands under
    dimension: str | None = None  # gov, brand, eco, liv, soc, env
    number: str | None = None  # the official number, which may repeat inside a form
    confidence: Confidence | None = None  # where it differs from the edition's
    note: Words | None = None

    @property
    def is_leaf(self) -> bool:
        return self.method is None

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, top down in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Period:
    __pydantic_config__ = STRICT
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Edition:
    """One dated form of an instrument. Never changed after first use: a correction is a new edition."""

    __pydantic_config__ = STRICT
    code: str
    edition: str
    title: Words
    applies_to: Words
    in_force: Period
    legal_basis: Words
    confidence: Confidence
    confidence_note: Words
    checked_on: date
    sources: tuple[Source, ...]
    scales: dict[str, Scale]
    root: Node
    places: int = 2
    bands: tuple[Band, ...] = ()
    bands_on: BandsOn = BandsOn.SHOWN
    notes: tuple[Words, ...] = ()
    superseded_by: str | None = None

    @property
    def key(self) -> str:
        return f"{self.code}/{self.edition}"

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every node by code, top down; the root included."""
        return {node.code: node for node in self.root.walk()}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        return tuple(node for node in self.root.walk() if node.is_leaf)

    @cached_property
    def leaf_ranges(self) -> dict[str, tuple[int, int]]:
        """The whole numbers that an answer to each leaf may be: the lowest and the highest."""
        scales = ((leaf.code, self.scale_of(leaf)) for leaf in self.leaves)
        return {code: (ceil(scale.min), floor(scale.max)) for code, scale in scales}

    @cached_property
    def parents(self) -> dict[str, Node]:
        return {child.code: node for node in self.root.walk() for child in node.children}

    def scale_of(self, node: Node) -> Scale:
        """The range of a node's value: a leaf's own, a group's as its children share it, else the default."""
        return self.scales[node.scale]
