"""The share of the APBD that goes to the Smart City, and the money that comes from elsewhere."""

from decimal import Decimal
from fractions import Fraction

from kotacerdas.masterplan.domain.answering.material import Asked, Found, Material, Programme, Row

APBD = "apbd"


def budget_share(material: Material, asked: Asked) -> Found:
    """Of the programmes that count as budget of the Smart City. The share is exact, None where a figure is missing."""
    year, rows, amount = material.year, [], 0
    tagged = [each for each in _of(material, asked) if each.is_tagged]
    for each in tagged:
        money = each.budgets.get((year, APBD))
        if money is not None:
            amount += money
            rows.append(Row(each.key, True, "money", {"money": money}))
    missing = []
    if not rows:
        missing.append("budgets")
    if material.total is None or material.total <= 0:
        missing.append("apbd")
    share = None if missing else Fraction(amount) / Fraction(material.total or Decimal(1))
    values = {"money": amount, "total": material.total, "share": share}
    return Found("budget_share", year, len(rows), len(tagged), _largest_first(rows), values, tuple(missing))


def other_money(material: Material, asked: Asked) -> Found:
    """By source. `of` are the programmes with a budget of any source in the year: of the others nothing is known."""
    year, rows, by_source, known = material.year, [], dict[str, int](), 0
    for each in _of(material, asked):
        here = {source: money for (at, source), money in each.budgets.items() if at == year}
        known += bool(here)
        other = {source: money for source, money in here.items() if source != APBD and money}
        for source, money in other.items():
            by_source[source] = by_source.get(source, 0) + money
        if other:
            rows.append(Row(each.key, True, "sources", {"money": sum(other.values()), "sources": other}))
    values = {"money": sum(by_source.values()), "sources": by_source}
    missing = () if known else ("budgets",)
    return Found("other_money", year, len(rows), known, _largest_first(rows), values, missing)


def _of(material: Material, asked: Asked) -> list[Programme]:
    return [each for each in material.programmes if asked.speaks_of(each)]


def _largest_first(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: -int(str(row.values["money"]))))
