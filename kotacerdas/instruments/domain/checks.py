"""What every edition must fulfil beyond its shape: codes unique, weights that add up, formulas that can be read."""

from collections import Counter
from decimal import Decimal

from kotacerdas.instruments.domain import formulas
from kotacerdas.instruments.domain.edition import Edition, Method, Node

HUNDRED = Decimal(100)
DIMENSIONS = {"gov", "brand", "eco", "liv", "soc", "env"}


def problems(edition: Edition) -> list[str]:
    """One sentence per fault, naming the node; an empty list means the edition is sound."""
    found = [*_codes(edition), *_scales(edition), *_bands(edition)]
    if not edition.sources:
        found.append(f"{edition.key}: no source is given")
    if edition.in_force.end and edition.in_force.end < edition.in_force.start:
        found.append(f"{edition.key}: in force until {edition.in_force.end}, before it begins")
    for node in edition.root.walk():
        found += _node(node)
    if edition.root.method == Method.WEIGHTED_SUM:
        total = sum((child.weight or Decimal(0) for child in edition.root.children), Decimal(0))
        if total != HUNDRED:
            found.append(f"{edition.root.code}: the weights add up to {total}, not 100")
    return found


def _codes(edition: Edition) -> list[str]:
    counts = Counter(node.code for node in edition.root.walk())
    return [f"the code {code} is used {count} times" for code, count in counts.items() if count > 1]


def _scales(edition: Edition) -> list[str]:
    found = [
        f"{node.code}: no scale is called {node.scale!r}"
        for node in edition.root.walk()
        if node.scale not in edition.scales
    ]
    return found + [
        f"scale {name}: {scale.min} is not below {scale.max}"
        for name, scale in edition.scales.items()
        if scale.min >= scale.max
    ]


def _bands(edition: Edition) -> list[str]:
    starts = [band.start for band in edition.bands]
    if starts != sorted(set(starts)):
        return ["the bands do not rise from the lowest to the highest"]
    return []


def _node(node: Node) -> list[str]:
    if node.is_leaf:
        return _leaf(node)
    found = []
    if not node.children:
        found.append(f"{node.code}: has a method but no children")
    if node.method in {Method.WEIGHTED_MEAN, Method.WEIGHTED_SUM}:
        found += [
            f"{child.code}: needs a weight above 0"
            for child in node.children
            if child.weight is None or child.weight <= 0
        ]
    if node.method == Method.WEIGHTED_MEAN and node.weight is not None and not found:
        total = sum((child.weight or Decimal(0) for child in node.children), Decimal(0))
        if total != node.weight:
            found.append(f"{node.code}: its children weigh {total}, not {node.weight}")
    if node.contribution_rounding and node.method != Method.WEIGHTED_SUM:
        found.append(f"{node.code}: only a weighted sum rounds contributions")
    found += _formula(node)
    for rounding in (node.rounding, node.contribution_rounding):
        if rounding and (rounding.mode != "half_up" or not 0 <= rounding.places <= 10):
            found.append(f"{node.code}: cannot round {rounding.mode} to {rounding.places} places")
    return found


def _leaf(node: Node) -> list[str]:
    found = []
    if node.children:
        found.append(f"{node.code}: has children but no method")
    if node.formula or node.contribution_rounding:
        found.append(f"{node.code}: a leaf is answered, not computed")
    if node.dimension and node.dimension not in DIMENSIONS:
        found.append(f"{node.code}: no dimension is called {node.dimension!r}")
    return found


def _formula(node: Node) -> list[str]:
    if (node.method == Method.FORMULA) != (node.formula is not None):
        return [f"{node.code}: the method 'formula' and a formula go together"]
    if node.formula is None:
        return []
    try:
        names = formulas.names(node.formula)
    except formulas.BadFormula as error:
        return [f"{node.code}: {error}"]
    children = {child.code for child in node.children}
    both = children & set(node.parameters)
    found = [f"{node.code}: {name} is both a child and a parameter" for name in sorted(both)]
    found += [
        f"{node.code}: the formula uses {n}, unknown" for n in sorted(names - children - set(node.parameters))
    ]
    return found + [
        f"{node.code}: the formula does not use {n}"
        for n in sorted((children | set(node.parameters)) - names)
    ]
