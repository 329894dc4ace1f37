"""Asks the index: which entries fit what was typed, of those whose rows somebody may see.

Nothing invisible is ever counted or hinted at: unless everybody sees all of a kind, every entry is joined with
`visible_to(user)` inside the very statement that looks for it. How much work that is depends on how many rows somebody sees of a kind:

- few (an officer's own tasks among a hundred thousand): those few are read and compared, word by word;
- many: the index is asked best things first (exact code, beginning of a title, words of a title, any words), and each
  answer is looked up in `visible_to(user)`, until there are enough.

Three statements, whatever was typed and however many kinds there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kotacerdas.search import expressions
from kotacerdas.search.domain.words import Asked
from kotacerdas.search.indexing import CITY, KIND, TITLE
from kotacerdas.search.registry import Searchable

FEW = 1000
# Of what only shares words, so many are taken and sorted by title; with more the reader has to say more.
AT_LEAST = 50
# With more cities than these, narrowing costs more than it saves.
MOST_CITIES = 20
LAST_SIGN = "\U0010ffff"

Params = list[Any]
Part = tuple[str, Params]


NO_ROWS: Part = ("", [])


class Tier(IntEnum):
    """How well an entry fits; the better first."""

    CODE = 0
    TITLE_BEGINS = 1
    TITLE = 2
    WORDS = 3


@dataclass(frozen=True, order=True)
class Candidate:
    """An entry that fits and whose row may be seen."""

    tier: Tier
    title: str
    key: str
    kind: str


@dataclass(frozen=True)
class Field:
    """A kind, and the rows of it that somebody may see; None where everybody sees all of them."""

    searchable: Searchable
    rows: "QuerySet[Any] | None"
    every: Part
    """Their keys as SQL."""
    cities: tuple[int, ...] | None

    @property
    def kind(self) -> str:
        return self.searchable.kind

    def by_row(self) -> Part | None:
        """The one row of an entry, if it is among them."""
        if self.rows is None:
            return None
        one = self.rows.filter(pk=RawSQL('"search_entry"."row"', ())).values("pk")
        sql, params = one.query.sql_with_params()
        return sql, list(params)


def find(
    asked: Asked, searchables: Iterable[Searchable], user: Any, *, most: int
) -> dict[str, list[Candidate]]:
    """Of each kind the best, and one more than `most` if there are more."""
    fields = [field for each in searchables if (field := _field(each, user)) is not None]
    few, many = _few_and_many(fields)
    found: dict[str, set[Candidate]] = {field.kind: set() for field in fields}
    _take(found, [*_by_title(asked, many, most), *_among_few(asked, few)], asked)
    unfilled = [field for field in many if len(found[field.kind]) <= most]
    _take(found, _by_words(asked, unfilled, max(AT_LEAST, 2 * most + 2)), asked)
    return {kind: _best(candidates)[: most + 1] for kind, candidates in found.items() if candidates}


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each thing once, in the best tier in which it was found."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(candidates):
        found.setdefault(candidate.key, candidate)
    return list(found.values())


# --- What somebody may see ---------------------------------------------------------------------------------


def _field(searchable: Searchable, user: Any) -> Field | None:
    """None where somebody sees nothing of a kind, which costs no statement."""
    if searchable.rows is None or searchable.is_public:
        return Field(searchable, None, NO_ROWS, None)
    rows = searchable.rows(user).order_by()
    try:
        sql, params = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    cities = searchable.cities(user) if searchable.cities else None
    narrow = None if cities is None or len(cities) > MOST_CITIES else tuple(sorted(cities))
    return Field(searchable, rows, (sql, list(params)), narrow)


def _few_and_many(fields: list[Field]) -> tuple[list[Field], list[Field]]:
    """One statement that counts, for each kind where it matters, up to a few."""
    guarded = [field for field in fields if field.rows is not None]
    parts: list[Part] = []
    for field in guarded:
        sql, params = field.every
        count = f"SELECT %s AS kind, count(*) FROM ({sql} LIMIT {FEW + 1}) seen"  # noqa: S608 - SQL of Django
        parts.append((count, [field.kind, *params]))
    counts = dict(_rows(parts))
    few = [field for field in guarded if 0 < counts[field.kind] <= FEW]
    many = [field for field in fields if field.rows is None or counts[field.kind] > FEW]
    return few, many


# --- The statements ----------------------------------------------------------------------------------------

_COLUMNS = "search_entry.kind, search_entry.key, search_entry.code, search_entry.title"


def _by_title(asked: Asked, fields: list[Field], most: int) -> Iterator[Part]:
    for field in fields:
        if asked.code:
            yield _entries(Tier.CODE, field, ("search_entry.code = %s", [asked.code]), most + 1)
        begins = _begins(asked.line)
        yield _entries(Tier.TITLE_BEGINS, field, begins, most + 1, order="search_entry.title")


def _marks(field: Field) -> list[list[str]]:
    """Words of which each entry of this kind, and of these cities, has one."""
    cities = [f"{CITY}{city}" for city in field.cities or ()]
    return [[KIND + field.kind], *([cities] if cities else [])]


def _by_words(asked: Asked, fields: list[Field], most: int) -> Iterator[Part]:
    for field in fields:
        for tier in (Tier.TITLE, Tier.WORDS):
            expression = expressions.of(asked, _marks(field), in_title=tier is Tier.TITLE)
            if connection.vendor == "sqlite":
                yield _entries(tier, field, ("search_index MATCH %s", [expression]), most, index=True)
            else:
                yield _entries(tier, field, ("search_entry.lexemes @@ %s::tsquery", [expression]), most)


def _among_few(asked: Asked, fields: list[Field]) -> Iterator[Part]:
    likes = [f"% {word}{'' if is_beginning else ' '}%" for word, is_beginning in asked.patterns()]
    for field in fields:
        sql, params = field.every
        fit = " AND ".join("search_entry.tokens LIKE %s" for _ in likes)
        statement = (
            f"SELECT -1 AS tier, {_COLUMNS}, search_entry.tokens FROM search_entry"  # noqa: S608 - only our own words
            f" WHERE search_entry.kind = %s AND search_entry.row IN ({sql}) AND {fit}"
        )
        yield statement, [field.kind, *params, *likes]


def _entries(
    tier: Tier, field: Field, condition: Part, most: int, *, order: str = "", index: bool = False
) -> Part:
    """The entries of a kind that fit the condition and may be seen, up to so many."""
    source = (
        "search_index CROSS JOIN search_entry ON search_entry.id = search_index.rowid"
        if index
        else "search_entry"
    )
    conditions, params = [condition[0]], list(condition[1])
    conditions.append("search_entry.kind = %s")
    params.append(field.kind)
    if field.cities is not None:
        conditions.append(f"search_entry.city IN ({', '.join(map(str, field.cities)) or 'NULL'})")
    if (by_row := field.by_row()) is not None:
        conditions.append(f"EXISTS ({by_row[0]})")
        params += by_row[1]
    ordered = f" ORDER BY {order}" if order else ""
    sql = (
        f"SELECT {tier.value} AS tier, {_COLUMNS}, '' AS tokens FROM {source}"  # noqa: S608 - only our own words
        f" WHERE {' AND '.join(conditions)}{ordered} LIMIT {most}"
    )
    return sql, params


def _begins(line: str) -> Part:
    """As each database can use its index."""
    if connection.vendor == "sqlite":
        return "search_entry.title >= %s AND search_entry.title < %s", [line, line + LAST_SIGN]
    return "search_entry.title LIKE %s", [f"{line}%"]


# --- The answers -------------------------------------------------------------------------------------------


def _take(found: dict[str, set[Candidate]], parts: Iterable[Part], asked: Asked) -> None:
    for tier, kind, key, code, title, tokens in _rows(list(parts)):
        best = Tier(tier) if tier >= 0 else _tier(asked, code, title, tokens)
        found[kind].add(Candidate(best, title, key, kind))


def _tier(asked: Asked, code: str, title: str, tokens: str) -> Tier:
    if asked.code and code == asked.code:
        return Tier.CODE
    if title.startswith(asked.line):
        return Tier.TITLE_BEGINS
    in_title = [token[len(TITLE) :] for token in tokens.split() if token.startswith(TITLE)]
    return Tier.TITLE if asked.fits(in_title) else Tier.WORDS


def _rows(parts: list[Part]) -> list[tuple[Any, ...]]:
    """All parts as one statement."""
    if not parts:
        return []
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) part" for part, _params in parts)  # noqa: S608 - only our own words
    with connection.cursor() as cursor:
        cursor.execute(sql, [each for _part, params in parts for each in params])
        return list(cursor.fetchall())
