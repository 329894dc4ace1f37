"""Money of a row: which source it comes from, whether it adds up, words where figures are wanted."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.intakes import Entry
from kotacerdas.masterplan.domain.record import sum_fault
from kotacerdas.masterplan.intakes import keys
from kotacerdas.masterplan.intakes.year_columns import source_names
from kotacerdas.masterplan.models.choices import Money

_BETWEEN = re.compile(r"[\n;,/+&]|\bdan\b|\band\b", re.IGNORECASE)
_ZEROS = re.compile(r"\d\s*(?:rb|ribu|jt|juta|m|mlr|miliar|milyar|t|triliun|trilyun)\b", re.IGNORECASE)
_NAMES = {fold(name): source for name, source in source_names().items()}
TOTALS = ("target_total", keys.total_key())


def is_money(key: str) -> bool:
    return keys.money_of(key) is not None or key.startswith(TOTALS[1])


def explain_words(entry: Entry, is_money: Callable[[str], bool] = is_money) -> None:
    """ "1,25 miliar" is no number; the fault says what to write instead."""
    titles = {entry.titles[key] for key in entry.cells if is_money(key)}
    for at, fault in enumerate(entry.faults):
        if (
            fault.kind.startswith("number-")
            and fault.column in titles
            and _ZEROS.search(str(fault.values.get("text", "")))
        ):
            entry.faults[at] = Fault(
                "plan-money-in-words", fault.values, line=fault.line, column=fault.column
            )


def place_money(entry: Entry) -> None:
    """Gives money of columns without a source to the one that the row names; it is never guessed."""
    told = entry.values.pop("money_source", "")
    loose = {key: entry.values.pop(key) for key in list(entry.values) if _is_loose(key)}
    filled = {key: text for key, text in loose.items() if text not in {"", "0"}}
    if not filled:
        return
    source = source_of(entry, told, next(iter(filled)))
    for key, text in filled.items() if source else ():
        place = keys.money_of(key)
        assert place is not None
        own = keys.money_key(place.part, place.year, source)
        if entry.values.get(own, text) not in {"", text}:
            entry.blame("plan-money-twice", key, source=source.upper())
        entry.values[own] = text
        entry.cells = {**entry.cells, own: entry.cells[key]}
        entry.titles = {**entry.titles, own: entry.titles[key]}


def _is_loose(key: str) -> bool:
    place = keys.money_of(key)
    return place is not None and not place.source


def source_of(entry: Entry, told: str, column: str) -> str:
    """The one source that these words name; "" with blame, at `column` where they name several."""
    words = list(filter(None, (fold(each) for each in _BETWEEN.split(told))))
    found = list(dict.fromkeys(_NAMES.get(each, "") for each in words))
    if not words:
        entry.blame("plan-money-without-source", column)
    elif "" in found:
        entry.blame(
            "plan-source-unknown", "money_source", text=told[:60], known=[str(each.label) for each in Money]
        )
    elif len(found) > 1:
        entry.blame("plan-money-of-several-sources", column, text=told[:60])
    else:
        return found[0]
    return ""


def check_totals(entry: Entry, years: Iterable[int]) -> None:
    """Every total of the file beside the sum of its parts in the file."""
    targets = _said(entry.values, "target")
    _compare(entry, "target_total", "plan-targets-sum", targets.values())
    ceilings = {key: value for key, value in _money(entry.values).items() if key.part == "ceiling"}
    _compare(entry, keys.total_key(), "plan-ceilings-sum", ceilings.values())
    for year in years:
        parts = [value for place, value in ceilings.items() if place.year == year]
        _compare(entry, keys.total_key(year), "plan-ceilings-sum", parts)


def check_ceilings(entry: Entry, after: Mapping[str, str]) -> None:
    """A change or a plan by quarter needs the ceiling that was first set."""
    blamed: set[tuple[int, str]] = set()
    for place in _money(after):
        at = place.year, place.source
        if at not in blamed and not after.get(keys.money_key("ceiling", *at)):
            blamed.add(at)
            label = str(Money(place.source).label)
            entry.blame(
                "plan-money-without-ceiling", keys.money_key(*place), year=str(place.year), source=label
            )


def _compare(entry: Entry, column: str, kind: str, parts: Iterable[Decimal]) -> None:
    text = entry.values.pop(column, "")
    some = list(parts)
    # A part that could not be read is told already; the sum would only repeat it.
    if (
        not text
        or not some
        or any(
            fault.kind.startswith(("number-", "cell-", "plan-money", "plan-source")) for fault in entry.faults
        )
    ):
        return
    if fault := sum_fault(kind, some, Decimal(text)):
        entry.blame(kind, column, **fault.values)


def _said(values: Mapping[str, str], part: str) -> dict[int, Decimal]:
    placed = ((keys.figure_of(key), text) for key, text in values.items() if text)
    return {place[1]: Decimal(text) for place, text in placed if place and place[0] == part}


def _money(values: Mapping[str, str]) -> dict[keys.Place, Decimal]:
    placed = ((keys.money_of(key), text) for key, text in values.items() if text)
    return {place: Decimal(text) for place, text in placed if place}
