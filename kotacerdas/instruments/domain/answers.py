"""Turns what people type or save into answers of an edition: `A=1.40`, or a table of codes, assessors and cities.

Tables: `code,score` · `code,assessor,score` · `city,code,score` · `city,code,assessor,score` · `city` and one column
for each code. Every fault of the whole input (five hundred at most) is found before it is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.common.domain.formats import Reason
from kotacerdas.common.domain.sheets import Row, Table, read_number, require
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.scoring import Panel, Result

Answers = dict[str, Decimal | Panel]

CITY_COLUMNS = ("city", "kota", "kabupaten/kota", "kab/kota", "daerah")
CITY_CODE_COLUMNS = ("city_code", "kode_kota", "kode")
DETAILS = ("final", "participated", "improvement", "rank", "rank_of")
_YES, _NO = {"yes", "ya", "1", "true", ""}, {"no", "tidak", "0", "false"}


@dataclass(frozen=True)
class CityAnswers:
    """One city's rows of a table: its name (and code, if given), the line it begins on, and what was said of it."""

    city: str
    code: str
    line: int
    answers: Answers = field(default_factory=dict)
    final: Decimal | None = None
    improvement: Decimal | None = None
    rank: int | None = None
    rank_of: int | None = None
    participated: bool = True
    note_id: str = ""
    note_en: str = ""


def from_arguments(edition: Edition, pairs: Sequence[str]) -> Answers:
    """`CODE=SCORE`, each code once."""
    answers: Answers = {}
    faults: list[Fault] = []
    for pair in pairs:
        code, sign, text = pair.partition("=")
        code = code.strip()
        if not sign or not code:
            faults.append(Fault("pair-form", {"given": pair[:60]}))
        elif code in answers:
            faults.append(Fault("code-twice", {"code": code}, column=code))
        else:
            number = _number(edition, code, text, None)
            if isinstance(number, Fault):
                faults.append(number)
            else:
                answers[code] = number
    _refuse(faults)
    return answers


def from_table(edition: Edition, table: Table) -> Answers:
    """One city's answers: `code,score` or `code,assessor,score`."""
    require(table, ["code", "score"])
    faults = _unknown_columns(table, ["code", "score", "assessor"])
    answers = _long(edition, table, table.rows, faults)
    _refuse(faults)
    return answers


def by_city(edition: Edition, table: Table) -> list[CityAnswers]:
    """Many cities' answers, in the order in which the cities first appear."""
    faults: list[Fault] = []
    cities = (
        _long_by_city(edition, table, faults) if _is_long(table) else _wide_by_city(edition, table, faults)
    )
    _refuse(faults)
    return cities


def results_by_city(edition: Edition, cities: Iterable[CityAnswers]) -> list[tuple[CityAnswers, Result]]:
    """Each city scored; raises `Refused` with the faults of all of them, each with its city and line."""
    results: list[tuple[CityAnswers, Result]] = []
    faults: list[Fault] = []
    for city in cities:
        if len(faults) >= ENOUGH:
            break
        try:
            results.append((city, scoring.score(edition, city.answers)))
        except Refused as refused:
            faults += [_placed(fault, city) for fault in refused.faults]
    _refuse(faults)
    return results


def _placed(fault: Fault, city: CityAnswers) -> Fault:
    return replace(fault, values={**fault.values, "city": city.city}, line=fault.line or city.line)


# --- long tables: a row for each score ---------------------------------------------------------------------


def _is_long(table: Table) -> bool:
    return table.position("score") is not None


def _long_by_city(edition: Edition, table: Table, faults: list[Fault]) -> list[CityAnswers]:
    name, code = _city_columns(table)
    require(table, ["code", "score"])
    faults += _unknown_columns(table, ["code", "score", "assessor", name, code])
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in table.rows:
        rows.setdefault((table.text(row, name), table.text(row, code)), []).append(row)
    cities = []
    for (city, city_code), own in rows.items():
        if len(faults) >= ENOUGH:
            break
        if not city and not city_code:
            faults.append(Fault("city-blank", {}, line=own[0].line))
            continue
        cities.append(
            CityAnswers(city or city_code, city_code, own[0].line, _long(edition, table, own, faults))
        )
    return cities


def _long(edition: Edition, table: Table, rows: Iterable[Row], faults: list[Fault]) -> Answers:
    """Rows of one city; with an assessor column each code gathers a panel, in the order of the rows."""
    has_panel = table.position("assessor") is not None
    answers: Answers = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if len(faults) >= ENOUGH:
            break
        code, assessor = table.text(row, "code"), table.text(row, "assessor")
        number = _number(edition, code, table.text(row, "score"), row.line, table.position("score") or 0)
        if isinstance(number, Fault):
            faults.append(number)
        elif has_panel and not assessor:
            faults.append(Fault("assessor-blank", {"code": code}, line=row.line, column="assessor"))
        elif (code, assessor) in seen:
            kind = "assessor-twice" if has_panel else "code-twice"
            faults.append(Fault(kind, {"code": code, "assessor": assessor}, line=row.line, column=code))
        else:
            seen.add((code, assessor))
            earlier = answers.get(code, ())
            answers[code] = (*earlier, _whole(number)) if has_panel and isinstance(earlier, tuple) else number
    return answers


def _whole(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number


# --- wide tables: a row for each city ----------------------------------------------------------------------


def _wide_by_city(edition: Edition, table: Table, faults: list[Fault]) -> list[CityAnswers]:
    name, city_code = _city_columns(table, wide=True)
    columns = [column for column in table.header if _node_code(edition, column)]
    faults += _unknown_columns(table, [*columns, name, city_code, *DETAILS])
    if not columns and table.position("final") is None:
        faults.append(
            Fault(
                "no-code-columns", {"instrument": edition.key, "codes": ", ".join(list(edition.nodes)[1:7])}
            )
        )
    seen: dict[tuple[str, str], int] = {}
    cities = []
    for row in table.rows:
        if len(faults) >= ENOUGH:
            break
        key = (table.text(row, name), table.text(row, city_code))
        if not any(key):
            faults.append(Fault("city-blank", {}, line=row.line))
        elif key in seen:
            faults.append(Fault("city-twice", {"city": key[0] or key[1], "first": seen[key]}, line=row.line))
        else:
            seen[key] = row.line
            cities.append(_wide_row(edition, table, row, key, columns, faults))
    return cities


def _wide_row(
    edition: Edition, table: Table, row: Row, key: tuple[str, str], columns: list[str], faults: list[Fault]
) -> CityAnswers:
    def number(column: str, most: Decimal | None = None) -> Decimal | None:
        text = table.text(row, column)
        if not text:
            return None
        read = read_number(text, line=row.line, column=column, at=table.position(column) or 0, most=most)
        if isinstance(read, Fault):
            faults.append(read)
            return None
        return read

    def count(column: str) -> int | None:
        read = number(column)
        if read is not None and (read != read.to_integral_value() or not 0 < read < 10_000):
            faults.append(Fault("not-a-place", {"given": str(read)}, line=row.line, column=column))
            return None
        return None if read is None else int(read)

    word = table.text(row, "participated").casefold()
    if word not in _YES | _NO:
        faults.append(Fault("not-yes-or-no", {"given": word[:40]}, line=row.line, column="participated"))
    codes = [_node_code(edition, column) for column in columns]
    scores = [
        number(column, edition.scale_of(edition.nodes[code]).max)
        for column, code in zip(columns, codes, strict=True)
    ]
    return CityAnswers(
        city=key[0] or key[1],
        code=key[1],
        line=row.line,
        answers={code: score for code, score in zip(codes, scores, strict=True) if score is not None},
        final=number("final", edition.scale_of(edition.root).max),
        improvement=number("improvement", edition.scale_of(edition.root).max),
        rank=count("rank"),
        rank_of=count("rank_of"),
        participated=word not in _NO,
    )


def _node_code(edition: Edition, column: str) -> str:
    """The node that a column's title names, whatever the case of its letters; "" if none."""
    if column in edition.nodes:
        return column
    upper = column.strip().upper()
    return upper if upper in edition.nodes and upper != edition.root.code else ""


# --- both --------------------------------------------------------------------------------------------------


def _city_columns(table: Table, *, wide: bool = False) -> tuple[str, str]:
    """The titles of the columns that name the city and give its code; one of them may be absent."""
    codes = (*CITY_CODE_COLUMNS, "code") if wide else CITY_CODE_COLUMNS
    name = next((column for column in CITY_COLUMNS if table.position(column) is not None), "")
    code = next((column for column in codes if table.position(column) is not None), "")
    if not name and not code:
        require(table, ["city"])
    return name or "city", code or "city_code"


def _unknown_columns(table: Table, known: Iterable[str]) -> list[Fault]:
    folded = {name.strip().casefold() for name in known}
    unknown = (name for name in table.header if " ".join(name.split()).casefold() not in folded)
    return [
        Fault("column-unknown", {"name": name[:60]}, column=name[:60]) for name in islice(unknown, ENOUGH)
    ]


def _number(edition: Edition, code: str, text: str, line: int | None, at: int = 0) -> Decimal | Fault:
    node = edition.nodes.get(code)
    if node is None:
        return scoring.unknown_code(edition, code, line)
    read = read_number(text, line=line, column=code, at=at, most=edition.scale_of(node).max)
    if isinstance(read, Fault) and line is None:
        kind = "ambiguous" if read.kind == f"number-{Reason.AMBIGUOUS}" else "not-a-number"
        return Fault(kind, {"code": code, "given": text[:40]}, column=code)
    return read


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refused(faults)
