"""The question out of three tables: candidates (`id,cost`), demands (`id,weight`) and who covers whom (`site,demand`)."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.coverage.domain.siting.problem import NO_GROUP, Problem, Rules, Table

MOST_MONEY = 10**15
_T = TypeVar("_T")


@dataclass(frozen=True)
class Named:
    """A table by name, so that a fault can say in which one it is."""

    name: str
    lines: Iterable[str]


def problem_of(candidates: Named, demands: Named, covers: Named, rules: Rules) -> Problem:
    """Raises `Refused` with every fault, each with its file and line. A cost may be left out (nothing is spent then)."""
    faults: list[Fault] = []
    sites = _keyed(candidates, ("id", "cost"), _money, faults, optional=("cost",))
    wanted = _keyed(demands, ("id", "weight"), _weight, faults)
    if not sites and not faults:
        faults.append(Fault("siting-empty", {"file": candidates.name}))
    if not wanted and not faults:
        faults.append(Fault("siting-empty", {"file": demands.name}))
    _enough(faults)
    site_at, demand_at = _places(sites), _places(wanted)
    pairs: list[tuple[int, int]] = []
    for line, (site, demand) in _rows(covers, ("site", "demand"), faults):
        if site not in site_at:
            faults.append(Fault("siting-unknown-site", {"file": covers.name, "given": site}, line))
        elif demand not in demand_at:
            faults.append(Fault("siting-unknown-demand", {"file": covers.name, "given": demand}, line))
        else:
            pairs.append((site_at[site], demand_at[demand]))
        if len(faults) >= ENOUGH:
            break
    _enough(faults)
    given = np.array(pairs, np.intp).reshape(-1, 2)
    return Problem(
        tuple(sites),
        np.array(list(sites.values()), np.int64),
        np.array(list(wanted.values()), float),
        Table.of_pairs(given[:, 0], given[:, 1], len(sites)),
        rules,
        np.full(len(sites), NO_GROUP, np.intp),
    )


def _enough(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refused(faults[:ENOUGH])


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: at for at, key in enumerate(keys)}


def _keyed(
    table: Named,
    columns: tuple[str, str],
    read: Callable[[str], _T | None],
    faults: list[Fault],
    *,
    optional: tuple[str, ...] = (),
) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for line, (key, text) in _rows(table, columns, faults, optional=optional):
        value = read(text)
        if not key:
            faults.append(Fault("siting-no-id", {"file": table.name}, line))
        elif key in found:
            faults.append(Fault("siting-twice", {"file": table.name, "given": key}, line))
        elif value is None:
            words = {"file": table.name, "column": columns[1], "given": text[:40]}
            faults.append(Fault("siting-number", words, line))
        else:
            found[key] = value
        if len(faults) >= ENOUGH:
            break
    return found


def _rows(
    table: Named, columns: Sequence[str], faults: list[Fault], *, optional: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Line number and the wanted cells of each row that is not empty."""
    reader = csv.reader(table.lines)
    try:
        head = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
        if missing := [name for name in columns if name not in head and name not in optional]:
            words = {"file": table.name, "columns": ", ".join(missing), "wanted": ",".join(columns)}
            faults.append(Fault("siting-columns", words, 1))
            return
        at = [head.index(name) if name in head else -1 for name in columns]
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [row[each].strip() if 0 <= each < len(row) else "" for each in at]
    except csv.Error:
        faults.append(Fault("siting-not-csv", {"file": table.name}, reader.line_num))


def _money(text: str) -> int | None:
    """Whole rupiah; empty is nothing."""
    if not text:
        return 0
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() and 0 <= value <= MOST_MONEY else None


def _weight(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
