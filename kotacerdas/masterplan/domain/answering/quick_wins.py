"""How quick wins were formulated, with whom, with what money and with which risks. They are those planned for the year."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from kotacerdas.masterplan.domain.answering import running
from kotacerdas.masterplan.domain.answering.material import Asked, Found, Material, Programme, Row

Word = tuple[bool, str, Mapping[str, object]]


def formulated(material: Material, asked: Asked) -> Found:
    """Both asked for by the question: it answers an issue, and others than the city's offices take part."""

    def judge(each: Programme) -> Word:
        issue, others = each.answers_issue, bool(each.partners)
        return issue and others, "formulated", {"issue": issue, "partners": len(each.partners)}

    rows = _rows(material, asked, judge)
    values = {
        "issues": sum(bool(row.values["issue"]) for row in rows),
        "partners": sum(bool(row.values["partners"]) for row in rows),
    }
    return _found("formulated", material, rows, values)


def partners(material: Material, asked: Asked) -> Found:
    def judge(each: Programme) -> Word:
        return bool(each.partners), "partners", {"names": tuple(partner.name for partner in each.partners)}

    rows = _rows(material, asked, judge)
    counted = {row.key for row in rows}
    some = {partner for each in material.programmes if each.key in counted for partner in each.partners}
    kinds = Counter(partner.kind for partner in some)
    return _found("partners", material, rows, {"kinds": dict(kinds), "partners": len(some)})


def funded(material: Material, asked: Asked) -> Found:
    """With money of any source in the year."""

    def judge(each: Programme) -> Word:
        money = sum(amount for (year, _source), amount in each.budgets.items() if year == material.year)
        return money > 0, "money" if money else "no-money", {"money": money}

    rows = _rows(material, asked, judge)
    return _found("funded", material, rows, {"money": sum(int(str(row.values["money"])) for row in rows)})


def risks_identified(material: Material, asked: Asked) -> Found:
    return _risks("risks_identified", material, asked, lambda each: each.risks > 0)


def risks_mitigated(material: Material, asked: Asked) -> Found:
    """Those with a written mitigation for every risk that they name."""
    return _risks("risks_mitigated", material, asked, lambda each: 0 < each.risks == each.mitigated)


def _risks(kind: str, material: Material, asked: Asked, counts: Callable[[Programme], bool]) -> Found:
    def judge(each: Programme) -> Word:
        return counts(each), "risks", {"risks": each.risks, "mitigated": each.mitigated}

    rows = _rows(material, asked, judge)
    values = {name: sum(int(str(row.values[name])) for row in rows) for name in ("risks", "mitigated")}
    return _found(kind, material, rows, values)


def _rows(material: Material, asked: Asked, judge: Callable[[Programme], Word]) -> list[Row]:
    of_year = {row.key for row in running.rows(asked, material.programmes, material.year, material.today)}
    rows = [Row(each.key, *judge(each)) for each in material.programmes if each.key in of_year]
    return sorted(rows, key=running.order)


def _found(kind: str, material: Material, rows: list[Row], values: Mapping[str, Any]) -> Found:
    count = sum(row.counts is True for row in rows)
    return Found(kind, material.year, count, len(rows), tuple(rows), values)
