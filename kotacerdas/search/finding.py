"""Asks the index: which entries fit what was typed, of those whose rows somebody may see.

Nothing invisible is ever counted or hinted at: unless everybody sees all of a kind, every entry is joined with
`visible_to(user)` inside the very statement that takes it. How that is done depends on what is rarer:

- some entries fit: all of them are taken, each looked up in `visible_to(user)`, and sorted here;
- a crowd fits, but somebody sees few rows of the kind (an officer's own tasks among a hundred thousand): those few are
  read and compared, word by word;
- a crowd fits and somebody sees many: the index is asked best things first (exact code, beginning of a title, words of
  a title, any words), until there are enough.

Five statements at most, whatever was typed and however many kinds there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kotacerdas.search import expressions
from kotacerdas.search.domain.words import Asked
from kotacerdas.search.indexing import TITLE
from kotacerdas.search.registry import Searchable

SOME = 200
FEW = 1000
# Of what only shares words, so many are taken and sorted by title; with more the reader has to say more.
AT_LEAST = 50
# With more cities than these, narrowing costs more than it saves.
MOST_CITIES = 20
LONGEST_INDEXED = 4
MOST_MEANT = 30
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


@dataclass(frozen=True, eq=False)
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

    @cached_property
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
    asked = _with_words_meant(asked)
    fitting = _how_many_fit(asked, list(searchables))
    fields = [field for each in fitting if (field := _field(each, user)) is not None]
    some = [field for field in fields if fitting[field.searchable] <= SOME]
    few, many = _few_and_many([field for field in fields if field not in some])
    found: dict[str, set[Candidate]] = {field.kind: set() for field in fields}
    parts = [*_all_that_fit(asked, some), *_among_few(asked, few), *_by_title(asked, many, most)]
    _take(found, parts, asked)
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


def _few_and_many(crowded: list[Field]) -> tuple[dict[Field, list[int]], list[Field]]:
    """One statement that reads which rows of each kind somebody sees, up to a few."""
    parts: list[Part] = []
    for field in crowded:
        if field.rows is not None:
            sql, params = field.every
            seen = f"SELECT %s AS kind, seen.* FROM ({sql} LIMIT {FEW + 1}) seen"  # noqa: S608 - SQL of Django
            parts.append((seen, [field.kind, *params]))
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, key in _rows(parts):
        keys[kind].append(key)
    few = {field: keys[field.kind] for field in crowded if 0 < len(keys[field.kind]) <= FEW}
    many = [field for field in crowded if field.rows is None or len(keys[field.kind]) > FEW]
    return few, many


# --- The statements ----------------------------------------------------------------------------------------

_COLUMNS = "search_entry.kind, search_entry.key, search_entry.code, search_entry.title"


def _with_words_meant(asked: Asked) -> Asked:
    """FTS5 gathers all that a long beginning stands for before it answers, and would do so for every kind.

    Beginnings of up to four letters have an index of their own; whole words are read only as far as needed.
    """
    if (
        connection.vendor != "sqlite"
        or not asked.last_is_beginning
        or len(asked.words[-1]) <= LONGEST_INDEXED
    ):
        return asked
    begins = asked.words[-1]
    sql = f"SELECT term FROM search_words WHERE term >= %s AND term < %s LIMIT {MOST_MEANT + 1}"  # noqa: S608 - a number of ours
    meant = tuple(term for (term,) in _rows([(sql, [begins, begins + LAST_SIGN])]))
    return replace(asked, meant=meant) if len(meant) <= MOST_MEANT else asked


def _how_many_fit(asked: Asked, searchables: list[Searchable]) -> dict[Searchable, int]:
    """Of each kind where any do, and no more exactly than matters here; who asks does not matter yet."""
    parts: list[Part] = []
    for each in searchables:
        source, condition, params = _match(expressions.anywhere(asked, each.kind))
        inner = f"SELECT 1 FROM {source} WHERE {condition} LIMIT {SOME + 1}"  # noqa: S608 - only our own words
        parts.append((f"SELECT %s AS kind, count(*) FROM ({inner}) fit", [each.kind, *params]))  # noqa: S608 - a number of ours
    counts = dict(_rows(parts))
    return {each: counts[each.kind] for each in searchables if counts.get(each.kind)}


def _match(expression: str) -> tuple[str, str, Params]:
    """Source and condition of the entries that the index gives for an expression."""
    if connection.vendor == "sqlite":
        source = "search_index CROSS JOIN search_entry ON search_entry.id = search_index.rowid"
        return source, "search_index MATCH %s", [expression]
    # Planned by itself; because of the limit PostgreSQL would rather read the table from its beginning than the index.
    fit = "WITH fit AS MATERIALIZED (SELECT * FROM search_entry WHERE lexemes @@ %s::tsquery) TABLE fit"
    return f"({fit}) search_entry", "TRUE", [expression]


def _all_that_fit(asked: Asked, fields: list[Field]) -> Iterator[Part]:
    for field in fields:
        yield _entries("-1", field, _match(expressions.anywhere(asked, field.kind, field.cities or ())), SOME)


def _by_title(asked: Asked, fields: list[Field], most: int) -> Iterator[Part]:
    for field in fields:
        if asked.code:
            exact = "search_entry.kind = %s AND search_entry.code = %s"
            yield _entries(Tier.CODE, field, ("search_entry", exact, [field.kind, asked.code]), most + 1)
        begins = ("search_entry", *_begins(field.kind, asked.line))
        yield _entries(Tier.TITLE_BEGINS, field, begins, most + 1, order=_by_signs())


def _by_words(asked: Asked, fields: list[Field], most: int) -> Iterator[Part]:
    for field in fields:
        cities = field.cities or ()
        in_title = expressions.in_title(asked, field.kind, cities)
        yield _entries(Tier.TITLE, field, _match(in_title), most)
        elsewhere = expressions.not_only_in_title(asked, field.kind, cities)
        yield _entries(Tier.WORDS, field, _match(elsewhere), most)


def _among_few(asked: Asked, few: dict[Field, list[int]]) -> Iterator[Part]:
    likes = [f"% {word}{'' if is_beginning else ' '}%" for word, is_beginning in asked.patterns()]
    for field, keys in few.items():
        fit = " AND ".join("search_entry.tokens LIKE %s" for _ in likes)
        statement = (
            f"SELECT -1 AS tier, {_COLUMNS}, search_entry.tokens FROM search_entry"  # noqa: S608 - only our own words
            f" WHERE search_entry.kind = %s AND search_entry.row IN ({', '.join(map(str, keys))}) AND {fit}"
        )
        yield statement, [field.kind, *likes]


def _entries(
    tier: Tier | str, field: Field, match: tuple[str, str, Params], most: int, *, order: str = ""
) -> Part:
    """The entries of a kind that match and may be seen, up to so many. Without a tier, with what tells it."""
    source, condition, given = match
    conditions, params = [condition], [*given]
    if field.cities is not None:
        conditions.append(f"search_entry.city IN ({', '.join(map(str, field.cities)) or 'NULL'})")
    if (by_row := field.by_row) is not None:
        conditions.append(f"EXISTS ({by_row[0]})")
        params += by_row[1]
    tokens = "''" if isinstance(tier, Tier) else "search_entry.tokens"
    ordered = f" ORDER BY {order}" if order else ""
    sql = (
        f"SELECT {tier} AS tier, {_COLUMNS}, {tokens} AS tokens FROM {source}"  # noqa: S608 - only our own words
        f" WHERE {' AND '.join(conditions)}{ordered} LIMIT {most}"
    )
    return sql, params


def _begins(kind: str, line: str) -> Part:
    """As each database can use its index."""
    if connection.vendor == "sqlite":
        begins = "search_entry.kind = %s AND search_entry.title >= %s AND search_entry.title < %s"
        return begins, [kind, line, line + LAST_SIGN]
    return "search_entry.kind = %s AND search_entry.title LIKE %s", [kind, f"{line}%"]


def _by_signs() -> str:
    """The order of the index of beginnings, whatever collation the database has; so the first few end the search."""
    return "search_entry.title" if connection.vendor == "sqlite" else "search_entry.title USING ~<~"


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
