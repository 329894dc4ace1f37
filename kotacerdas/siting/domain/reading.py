"""The question out of three tables: candidates (`id,cost`), demands (`id,weight`) and who covers whom (`site,demand`)."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.sheets import Row, Table, read_table, require
from kotacerdas.siting.domain import problem as asked
from kotacerdas.siting.domain.problem import NO_GROUP, Problem, Rules
from kotacerdas.siting.domain.wishes import MOST_MONEY

MOST_BYTES = 256 * 2**20
MOST_ROWS = 5_000_000


@dataclass(frozen=True)
class File:
    """By its name a fault can say in which file it is."""

    name: str
    content: bytes


def problem_of(candidates: File, demands: File, covers: File, rules: Rules) -> Problem:
    """Raises `Refused` with what is wrong, each with its file and line. A cost may be left out: it is nothing then."""
    costs = _keyed(candidates, "cost", _cost)
    weights = _keyed(demands, "weight", _weight)
    site_at, demand_at = _places(costs), _places(weights)
    given = np.array(list(_pairs(covers, site_at, demand_at)), np.intp).reshape(-1, 2)
    return Problem(
        tuple(costs),
        np.array([int(cost) for cost in costs.values()], np.int64),
        np.array([float(weight) for weight in weights.values()], float),
        asked.Table.of_pairs(given[:, 0], given[:, 1], len(costs)),
        rules,
        np.full(len(costs), NO_GROUP, np.intp),
    )


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: at for at, key in enumerate(keys)}


def _table(file: File, columns: Sequence[str]) -> Table:
    try:
        table = read_table(file.content, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
        require(table, columns)
    except Refused as refused:
        raise Refused([_in(file, fault) for fault in refused.faults]) from None
    return table


def _in(file: File, fault: Fault) -> Fault:
    """The same fault, told with the file: three are read at once."""
    where = f"{file.name}, {fault.column}" if fault.column else file.name
    return replace(fault, line=fault.line or 1, column=where)


def _keyed(file: File, column: str, read: "Callable[[Table, Row], Decimal | Fault]") -> dict[str, Decimal]:
    table = _table(file, ["id", *(["weight"] if column == "weight" else [])])
    found: dict[str, Decimal] = {}
    faults: list[Fault] = []
    for row in table.rows:
        key, value = table.text(row, "id"), read(table, row)
        if not key:
            faults.append(Fault("siting-no-id", {"file": file.name}, row.line))
        elif key in found:
            faults.append(Fault("siting-twice", {"file": file.name, "given": key[:60]}, row.line))
        elif isinstance(value, Fault):
            faults.append(_in(file, value))
        elif value < 0 or (column == "cost" and value % 1):
            words = {"file": file.name, "column": column, "given": table.text(row, column)[:40]}
            faults.append(Fault("siting-number", words, row.line))
        else:
            found[key] = value
        if len(faults) >= ENOUGH:
            break
    if faults:
        raise Refused(faults)
    return found


def _cost(table: Table, row: Row) -> Decimal | Fault:
    return table.number(row, "cost", most=MOST_MONEY) if table.text(row, "cost") else Decimal(0)


def _weight(table: Table, row: Row) -> Decimal | Fault:
    return table.number(row, "weight")


def _pairs(file: File, sites: dict[str, int], demands: dict[str, int]) -> Iterator[tuple[int, int]]:
    table = _table(file, ["site", "demand"])
    site_at, demand_at = table.position("site"), table.position("demand")
    assert site_at is not None  # both are required above
    assert demand_at is not None
    faults: list[Fault] = []
    for row in table.rows:
        site, demand = row.cells[site_at], row.cells[demand_at]
        if site not in sites:
            faults.append(Fault("siting-unknown-site", {"file": file.name, "given": site[:60]}, row.line))
        elif demand not in demands:
            faults.append(Fault("siting-unknown-demand", {"file": file.name, "given": demand[:60]}, row.line))
        else:
            yield sites[site], demands[demand]
        if len(faults) >= ENOUGH:
            break
    if faults:
        raise Refused(faults)


def figure(text: str) -> float | None:
    """A point or a comma before the decimals; neither NaN nor infinite, nor 1e5, nor letters of another alphabet."""
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if not plain.isascii() or any(sign not in "+-.0123456789" for sign in plain):
        return None
    try:
        figure = float(plain)
    except ValueError:
        return None
    return figure if math.isfinite(figure) else None
