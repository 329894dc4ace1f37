"""Brings what a row says about money and months to its one form: the increment of a month from a source."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kotacerdas.imports.intakes import Entry
from kotacerdas.masterplan.domain.increments import Given, increments, last_month
from kotacerdas.masterplan.intakes import funding
from kotacerdas.masterplan.intakes.realisation import keys
from kotacerdas.masterplan.models.choices import Money


class Row(NamedTuple):
    """What the row says of all its columns: its month, its kind of figure, its source ("" where it does not)."""

    month: str
    way: str
    source: str


def place(entry: Entry, sources: Iterable[str]) -> None:
    """`sources` are those that give money in the year: where there is only one, money without a source is its."""
    row = _row(entry, list(sources))
    for key in [key for key in entry.values if _is_loose(key)]:
        text = entry.values.pop(key)
        own = _own_key(entry, key, row) if text else ""
        if not own:
            continue
        if entry.values.get(own, text) not in {"", text}:
            entry.blame("plan-said-twice", key)
        entry.values[own] = text
        entry.cells = {**entry.cells, own: entry.cells[key]}
        entry.titles = {**entry.titles, own: entry.titles[key]}


def _row(entry: Entry, sources: list[str]) -> Row:
    month, way = entry.values.pop("month", ""), entry.values.pop("way", "")
    told = entry.values.pop("money_source", "")
    if not any(text and _lacks_source(key) for key, text in entry.values.items()):
        return Row(month, way, "")
    if told:
        return Row(month, way, funding.source_of(entry, told, "money_source"))
    return Row(month, way, sources[0] if len(sources) == 1 else "")


def _lacks_source(key: str) -> bool:
    spent, ceiling = keys.spent_of(key), keys.ceiling_of(key)
    return (spent is not None and not spent.source) or ceiling == ("changed", "")


def _is_loose(key: str) -> bool:
    """Whether the row has to say more than the column does. A reason stays: the months say which of them needs it."""
    spent = keys.spent_of(key)
    if spent is not None and (spent.way == "unsaid" or not spent.month):
        return True
    return _lacks_source(key) or key in {"physical_", "note", "obstacle"}


def _own_key(entry: Entry, key: str, row: Row) -> str:
    """The column that the value belongs to; "" with blame."""
    if (ceiling := keys.ceiling_of(key)) is not None:
        return keys.ceiling_key(ceiling[0], row.source) if _has(entry, "source", row.source, key) else ""
    if (spent := keys.spent_of(key)) is None:
        if not _has(entry, "month", row.month, key):
            return ""
        return keys.month_key(key.rstrip("_"), _month(row.month))
    way = spent.way if spent.way != "unsaid" else row.way
    month, source = spent.month or row.month, spent.source or row.source
    given = {"way": way, "month": month, "source": source}
    missing = [what for what, text in given.items() if not _has(entry, what, text, key)]
    if missing:
        return ""
    return keys.spent_key(way, _month(month) if way == "until" else month, source)


def _has(entry: Entry, what: str, text: str, key: str) -> bool:
    kinds = {"source": "plan-money-without-source", "month": "plan-month-missing", "way": "plan-spent-which"}
    # A source that was named and is unknown is told already.
    is_told = what == "source" and any(fault.kind.startswith("plan-source") or fault.kind.startswith("plan-money-of") for fault in entry.faults)  # fmt: skip
    if not text and not is_told:
        entry.blame(kinds[what], key)
    return bool(text)


def _month(month: str) -> str:
    return f"{last_month(int(month[1])):02}" if month.startswith("q") else month


def spread(entry: Entry, kept: Mapping[tuple[int, str], int]) -> None:
    """Running totals and totals of quarters become increments; `kept` are those that stand there."""
    told: dict[str, dict[str, dict[int, tuple[int, str]]]] = {}
    for key in [key for key in entry.values if keys.spent_of(key)]:
        text, where = entry.values.pop(key), keys.spent_of(key)
        if where is None:
            continue
        if not text:
            if where.way == "spent" and where.month.isdigit():
                entry.values[key] = ""
            continue
        way = "quarter" if where.month.startswith("q") else where.way
        at = int(where.month.removeprefix("q"))
        told.setdefault(where.source, {}).setdefault(way, {})[at] = int(text), key
    for source, ways in told.items():
        _spread(
            entry, source, ways, {month: amount for (month, each), amount in kept.items() if each == source}
        )


def _spread(
    entry: Entry, source: str, ways: Mapping[str, Mapping[int, tuple[int, str]]], kept: Mapping[int, int]
) -> None:
    given = Given(*({at: amount for at, (amount, _key) in ways.get(way, {}).items()} for way in ("spent", "quarter", "until")))  # fmt: skip
    found, clashes = increments(kept, given)
    for clash in clashes:
        at = clash.month // 3 if clash.way == "quarter" else clash.month
        said = {
            "month": clash.month,
            "source": str(Money(source).label),
            "first": clash.first,
            "found": clash.found,
        }
        entry.blame("plan-spent-clash", ways[clash.way][at][1], **said)
    for month, amount in found.items():
        own = keys.spent_key("spent", f"{month:02}", source)
        # Nothing where nothing stands says nothing new.
        entry.values[own] = str(amount) if amount or month in kept else ""
        places = (("spent", month), ("quarter", month / 3), ("until", month))
        cell_of = next(ways[way][int(at)][1] for way, at in places if at in ways.get(way, {}))
        entry.cells = {**entry.cells, own: entry.cells[cell_of]}
        entry.titles = {**entry.titles, own: entry.titles[cell_of]}
