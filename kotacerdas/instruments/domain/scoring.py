"""Computes an edition from what is given: official weights, official rounding, exact in between.

`given` maps a node's code to its score, or a leaf's code to its panel: the answers of several assessors (or
respondents), whose mean is the leaf's score. A published score of a group may be given instead of its children.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments.domain import formulas
from kotacerdas.instruments.domain.edition import Band, BandsOn, Edition, Method, Node, Scale
from kotacerdas.instruments.domain.numbers import exact_decimal, mean, ratio, round_half_up

Panel = tuple[int | Decimal, ...]
Given = Mapping[str, Decimal | Panel]


class NodeScore(NamedTuple):
    """A node's value in one result.

    `value` is what the node above uses (rounded where the instrument rounds), `exact` the same without any rounding
    below it. `contribution` is the share in the node above when that is a weighted sum.
    """

    code: str
    value: Fraction
    exact: Fraction
    is_given: bool
    panel: Panel | None = None


@dataclass(frozen=True)
class Result:
    """One city's computed edition; nodes that could not be computed are absent (only when `partial`)."""

    edition: Edition
    nodes: dict[str, NodeScore]

    @property
    def root(self) -> NodeScore | None:
        return self.nodes.get(self.edition.root.code)

    @property
    def index(self) -> Decimal | None:
        """The official figure, rounded as the instrument says."""
        return self.shown(self.edition.root.code)

    @property
    def exact(self) -> Fraction | None:
        """The index had nothing been rounded on the way."""
        return self.root.exact if self.root else None

    @property
    def band(self) -> Band | None:
        root, edition = self.root, self.edition
        if root is None:
            return None
        return band_of(edition, root.exact if edition.bands_on == BandsOn.EXACT else root.value)

    def shown(self, code: str) -> Decimal | None:
        """The figure as people read it: a computed one at the edition's places, a given one with all its digits."""
        score = self.nodes.get(code)
        if score is None:
            return None
        if score.is_given and score.panel is None:
            return exact_decimal(score.value, at_least=self.edition.places)
        return round_half_up(score.value, self.edition.places)

    def contribution(self, code: str) -> Decimal | None:
        """What the node adds to the weighted sum above it, rounded there if the instrument rounds."""
        score, parent = self.nodes.get(code), self.edition.parents.get(code)
        if score is None or parent is None or parent.method != Method.WEIGHTED_SUM:
            return None
        unrounded = share(self.edition.nodes[code], score.value)
        rounding = parent.contribution_rounding
        return round_half_up(unrounded, rounding.places) if rounding else exact_decimal(unrounded)


def score(edition: Edition, given: Given, *, partial: bool = False) -> Result:
    """Raises `Refused` with every fault found. With `partial`, what lacks children stays without a score."""
    faults = [
        fault
        for code, answer in given.items()
        if not _is_ordinary(edition, code, answer) and (fault := _fault(edition, code, answer))
    ]
    faults += _given_twice(edition, given)
    if not given:
        faults.append(Fault("nothing-given", {"instrument": edition.key}))
    if not faults and not partial:
        faults = _missing(edition.root, given)
    if faults:
        raise Refused(faults)
    nodes: dict[str, NodeScore] = {}
    _compute(edition.root, given, nodes)
    return Result(edition, nodes)


def band_of(edition: Edition, value: Fraction) -> Band | None:
    """The class whose lower edge the value has reached."""
    reached = [band for band in edition.bands if value >= Fraction(band.start)]
    return reached[-1] if reached else None


def with_change(result: Result, code: str, value: Fraction) -> Result:
    """The same result had one given node been answered differently; only the nodes above it are computed anew."""
    nodes = dict(result.nodes)
    nodes[code] = NodeScore(code, value, value, True)
    parent = result.edition.parents.get(code)
    while parent is not None:
        computed = _combined(parent, nodes)
        if computed is not None:
            nodes[parent.code] = computed
        parent = result.edition.parents.get(parent.code)
    return Result(result.edition, nodes)


# --- computing ---------------------------------------------------------------------------------------------


def _compute(node: Node, given: Given, nodes: dict[str, NodeScore]) -> None:
    answer = given.get(node.code)
    if answer is not None:
        nodes[node.code] = _answered(node.code, answer)
        return
    for child in node.children:
        _compute(child, given, nodes)
    computed = _combined(node, nodes) if node.children else None
    if computed is not None:
        nodes[node.code] = computed


def _answered(code: str, answer: Decimal | Panel) -> NodeScore:
    if isinstance(answer, tuple):
        value = panel_mean(answer)
        return NodeScore(code, value, value, True, answer)
    value = Fraction(answer)
    return NodeScore(code, value, value, True)


def panel_mean(panel: Panel) -> Fraction:
    """The mean of those who answered; who did not is left out, as no source says otherwise."""
    total = sum(panel)
    return ratio(total, len(panel)) if isinstance(total, int) else Fraction(total) / len(panel)


def _combined(node: Node, nodes: Mapping[str, NodeScore]) -> NodeScore | None:
    children = [nodes.get(child.code) for child in node.children]
    below = [child for child in children if child is not None]
    if len(below) < len(node.children):
        return None
    value = exact = combine(node, [child.value for child in below])
    if node.contribution_rounding is not None or any(child.value is not child.exact for child in below):
        exact = combine(node, [child.exact for child in below], round_shares=False)
    if node.rounding is not None:
        value = Fraction(round_half_up(value, node.rounding.places))
    return NodeScore(node.code, value, exact, False)


def combine(node: Node, values: Sequence[Fraction], *, round_shares: bool = True) -> Fraction:
    """The node's rule over its children's values, before the node's own rounding."""
    match node.method:
        case Method.MEAN:
            return mean(values)
        case Method.WEIGHTED_SUM:
            rounding = node.contribution_rounding if round_shares else None
            shares = [share(child, value) for child, value in zip(node.children, values, strict=True)]
            if rounding:
                shares = [Fraction(round_half_up(each, rounding.places)) for each in shares]
            return sum(shares, Fraction(0))
        case Method.WEIGHTED_MEAN:
            weights = [Fraction(child.weight or 0) for child in node.children]
            return sum((w * v for w, v in zip(weights, values, strict=True)), Fraction(0)) / sum(weights)
        case _:
            named = {child.code: value for child, value in zip(node.children, values, strict=True)}
            named |= {name: Fraction(number) for name, number in node.parameters.items()}
            return formulas.value(node.formula or "", named)


def share(node: Node, value: Fraction) -> Fraction:
    """Weight in percent times value, not yet rounded."""
    return Fraction(node.weight or 0) * value / 100


# --- refusing ----------------------------------------------------------------------------------------------


def _is_ordinary(edition: Edition, code: str, answer: Decimal | Panel) -> bool:
    """Whole numbers of a panel on a leaf's scale: nearly every answer of a ministry's round, so told apart fast."""
    if type(answer) is not tuple or set(map(type, answer)) != {int} or code not in edition.leaf_ranges:
        return False
    low, high = edition.leaf_ranges[code]
    return low <= min(answer) and max(answer) <= high


def _fault(edition: Edition, code: str, answer: Decimal | Panel) -> Fault | None:
    node = edition.nodes.get(code)
    if node is None:
        return unknown_code(edition, code)
    scale = edition.scale_of(node)
    if isinstance(answer, tuple):
        return _panel_fault(node, answer, scale)
    if not answer.is_finite():
        return Fault("not-a-number", {"code": code, "given": str(answer)}, column=code)
    return _off_scale(code, answer, scale)


def unknown_code(edition: Edition, code: str, line: int | None = None) -> Fault:
    near = ", ".join(get_close_matches(code, edition.nodes, n=3))
    codes = ", ".join(list(edition.nodes)[1:7])
    values = {"code": code[:40], "instrument": edition.key, "near": near, "codes": codes}
    return Fault("unknown-code" if near else "unknown-code-alone", values, line=line, column=code[:40])


def _panel_fault(node: Node, panel: Panel, scale: Scale) -> Fault | None:
    if not node.is_leaf:
        return Fault("panel-on-group", {"code": node.code}, column=node.code)
    if not panel:
        return Fault("nobody-answered", {"code": node.code}, column=node.code)
    for answer in panel:
        if isinstance(answer, int):
            continue
        if not answer.is_finite():
            return Fault("not-a-number", {"code": node.code, "given": str(answer)}, column=node.code)
        if scale.whole and answer != answer.to_integral_value():
            return Fault("not-whole", {"code": node.code, "given": str(answer)}, column=node.code)
    lowest, highest = min(panel), max(panel)
    if scale.min <= lowest and highest <= scale.max:
        return None
    return _off_scale(node.code, Decimal(lowest if lowest < scale.min else highest), scale)


def _off_scale(code: str, answer: Decimal, scale: Scale) -> Fault | None:
    if scale.min <= answer <= scale.max:
        return None
    values = {"code": code, "given": str(answer), "min": scale.min, "max": scale.max}
    return Fault("off-scale", values, column=code)


def _given_twice(edition: Edition, given: Given) -> list[Fault]:
    if all(edition.nodes[code].is_leaf for code in given if code in edition.nodes):
        return []
    faults = []
    for code in given:
        above = edition.parents.get(code)
        while above is not None:
            if above.code in given:
                faults.append(Fault("given-twice", {"code": above.code, "child": code}, column=code))
                break
            above = edition.parents.get(above.code)
    return faults


def _missing(node: Node, given: Given) -> list[Fault]:
    """The faults of a tree that cannot be computed: a group wholly absent is one fault, not one per question."""
    if node.code in given:
        return []
    if not any(below.code in given for below in node.walk()):
        values = {
            "code": node.code,
            "title": {"id": node.title.id, "en": node.title.en},
            "count": sum(below.is_leaf for below in node.walk()),
        }
        return [Fault("missing-leaf" if node.is_leaf else "missing-group", values, column=node.code)]
    return [fault for child in node.children for fault in _missing(child, given)]
