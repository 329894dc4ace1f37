"""What every edition must fulfil beyond its shape: codes unique, weights that add up, formulas that can be read."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault
from kotacerdas.instruments.domain import formulas
from kotacerdas.instruments.domain.edition import Edition, Method, Node

HUNDRED = Decimal(100)
DIMENSIONS = {"gov", "brand", "eco", "liv", "soc", "env"}
MOST_PLACES = 10

# For those who write the files by hand; the words of the pages stand in `words.py`.
TERSE = {
    "edition-code-twice": "the code %(code)s is used %(count)s times",
    "edition-scale-unknown": "%(code)s: no scale is called '%(scale)s'",
    "edition-scale-empty": "scale %(scale)s: %(min)s is not below %(max)s",
    "edition-bands": "the bands do not rise from the lowest to the highest",
    "edition-without-source": "%(edition)s: no source is given",
    "edition-ends-early": "%(edition)s: in force until %(end)s, before it begins",
    "edition-weights": "%(code)s: the weights add up to %(total)s, not 100",
    "edition-group-empty": "%(code)s: has a method but no children",
    "edition-weight-missing": "%(code)s: needs a weight above 0",
    "edition-weights-below": "%(code)s: its children weigh %(total)s, not %(weight)s",
    "edition-rounds-shares": "%(code)s: only a weighted sum rounds contributions",
    "edition-rounding": "%(code)s: cannot round %(mode)s to %(places)s places",
    "edition-leaf-with-children": "%(code)s: has children but no method",
    "edition-leaf-computed": "%(code)s: a leaf is answered, not computed",
    "edition-dimension": "%(code)s: no dimension is called '%(dimension)s'",
    "edition-formula-alone": "%(code)s: the method 'formula' and a formula go together",
    "edition-formula-bad": "%(code)s: %(reason)s",
    "edition-formula-twice": "%(code)s: %(name)s is both a child and a parameter",
    "edition-formula-unknown": "%(code)s: the formula uses %(name)s, unknown",
    "edition-formula-unused": "%(code)s: the formula does not use %(name)s",
}


def problems(edition: Edition) -> list[str]:
    """One sentence per fault, naming the node; an empty list means the edition is sound."""
    return [TERSE[fault.kind] % fault.values for fault in faults(edition)]


def faults(edition: Edition) -> list[Fault]:
    """All of them; what lies in one node has its code as `column`."""
    found = [*repeated(edition), *_scales(edition), *_bands(edition)]
    if not edition.sources:
        found.append(Fault("edition-without-source", {"edition": edition.key}))
    if edition.in_force.end and edition.in_force.end < edition.in_force.start:
        found.append(Fault("edition-ends-early", {"edition": edition.key, "end": edition.in_force.end}))
    for node in edition.root.walk():
        found += _leaf(node) if node.is_leaf else _group(node)
    if edition.root.method == Method.WEIGHTED_SUM and (total := _sum(edition.root)) != HUNDRED:
        found.append(_at(edition.root.code, "edition-weights", total=total))
    return found


def _at(code: str, kind: str, **values: object) -> Fault:
    return Fault(kind, {"code": code, **values}, column=code)


def _sum(node: Node) -> Decimal:
    return sum((child.weight or Decimal(0) for child in node.children), Decimal(0))


def repeated(edition: Edition) -> Iterator[Fault]:
    """Codes that stand more than once."""
    counts = Counter(node.code for node in edition.root.walk())
    for code, count in counts.items():
        if count > 1:
            yield _at(code, "edition-code-twice", count=count)


def _scales(edition: Edition) -> Iterator[Fault]:
    for node in edition.root.walk():
        if node.scale not in edition.scales:
            yield _at(node.code, "edition-scale-unknown", scale=node.scale)
    for name, scale in edition.scales.items():
        if scale.min >= scale.max:
            yield Fault("edition-scale-empty", {"scale": name, "min": scale.min, "max": scale.max})


def _bands(edition: Edition) -> Iterator[Fault]:
    starts = [band.start for band in edition.bands]
    if starts != sorted(set(starts)):
        yield Fault("edition-bands")


def _group(node: Node) -> list[Fault]:
    found = []
    if not node.children:
        found.append(_at(node.code, "edition-group-empty"))
    if node.method in {Method.WEIGHTED_MEAN, Method.WEIGHTED_SUM}:
        found += [
            _at(child.code, "edition-weight-missing")
            for child in node.children
            if child.weight is None or child.weight <= 0
        ]
    if node.method == Method.WEIGHTED_MEAN and node.weight is not None and not found:
        total = _sum(node)
        if total != node.weight:
            found.append(_at(node.code, "edition-weights-below", total=total, weight=node.weight))
    if node.contribution_rounding and node.method != Method.WEIGHTED_SUM:
        found.append(_at(node.code, "edition-rounds-shares"))
    found += _formula(node)
    for rounding in (node.rounding, node.contribution_rounding):
        if rounding and (rounding.mode != "half_up" or not 0 <= rounding.places <= MOST_PLACES):
            found.append(_at(node.code, "edition-rounding", mode=rounding.mode, places=rounding.places))
    return found


def _leaf(node: Node) -> list[Fault]:
    found = []
    if node.children:
        found.append(_at(node.code, "edition-leaf-with-children"))
    if node.formula or node.contribution_rounding:
        found.append(_at(node.code, "edition-leaf-computed"))
    if node.dimension and node.dimension not in DIMENSIONS:
        found.append(_at(node.code, "edition-dimension", dimension=node.dimension))
    return found


def _formula(node: Node) -> list[Fault]:
    if (node.method == Method.FORMULA) != (node.formula is not None):
        return [_at(node.code, "edition-formula-alone")]
    if node.formula is None:
        return []
    try:
        names = formulas.names(node.formula)
    except formulas.BadFormula as error:
        return [_at(node.code, "edition-formula-bad", reason=str(error))]
    children, parameters = {child.code for child in node.children}, set(node.parameters)
    return [
        *(_at(node.code, "edition-formula-twice", name=name) for name in sorted(children & parameters)),
        *(_at(node.code, "edition-formula-unknown", name=n) for n in sorted(names - children - parameters)),
        *(_at(node.code, "edition-formula-unused", name=n) for n in sorted((children | parameters) - names)),
    ]
