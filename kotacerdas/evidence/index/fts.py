"""The index of evidence: one SQLite file beside the blobs, the same whatever the main database is.

It holds words and nothing of who may see them; it can be thrown away at any time, since everything in it comes from
the units in the main database. A file that is missing, damaged or of another version is made anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from django.conf import settings

from kotacerdas.evidence.domain import stems
from kotacerdas.evidence.domain.asking import Concept, Term
from kotacerdas.evidence.domain.passages import Passage

FORMAT = f"1/{stems.VERSION}"
"""Of the tables below and the stems in them."""
SHIFT = 24
"""A row of the index is `content << SHIFT | number of the passage`, so that a row tells its content by itself."""
_WAIT = 30.0
MOST_REMEMBERED = 5000
MOST_LISTS, MOST_LISTED = 256, 1_000_000
"""Of lists of rows in memory, eight bytes for each row."""
MOST_MADE = 8
_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -32000")
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, passages INTEGER NOT NULL
);
CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5 (raw, stems, place UNINDEXED, tokenize = 'ascii');
CREATE TABLE IF NOT EXISTS vectors (row INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


Made = TypeVar("Made")


class NoIndex(Exception):
    """The file is not there, of another version, or damaged."""


class Place(NamedTuple):
    """A passage: where it stands, and its words."""

    row: int
    unit: int
    start: int
    end: int
    raw: str
    stems: list[str]

    @property
    def content(self) -> int:
        return self.row >> SHIFT


@dataclass(frozen=True)
class Entry:
    """A unit to be written."""

    unit: int
    passages: Sequence[Passage]


def path() -> Path:
    return Path(settings.STATE) / "evidence-index.sqlite3"


class Index:
    """One connection of one thread."""

    def __init__(self, connection: sqlite3.Connection, inode: int) -> None:
        self._db, self.inode = connection, inode
        self._generation, self._contents = -1, dict[str, tuple[int, int]]()
        self._rows: OrderedDict[str, array[int]] = OrderedDict()
        self._made: dict[str, Any] = {}

    def close(self) -> None:
        self._db.close()

    # --- Reading -------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Goes up with every writing."""
        return int(self._fact("generation") or 0)

    def contents(self) -> dict[str, tuple[int, int]]:
        """By hash: the content's number in here, and how many passages it has. Not to be changed."""
        generation = self.generation
        if generation != self._generation:
            rows = self._db.execute("SELECT sha256, id, passages FROM contents")
            self._contents = {sha256: (number, passages) for sha256, number, passages in rows}
            self._generation = generation
            self._rows.clear()
            self._made.clear()
        return self._contents

    def made_of_contents(self, key: str, make: Callable[[dict[str, tuple[int, int]]], Made]) -> Made:
        """What `make` makes of them stays under its key until the next writing."""
        contents = self.contents()
        if key not in self._made:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            self._made[key] = make(contents)
        found: Made = self._made[key]
        return found

    def stamps(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT sha256, stamp FROM contents"))

    def rows(self, asked: str) -> array[int]:
        """All passages that fit an expression, in order, whoever may see them. Common words are asked for again and
        again, so some lists stay in memory until the next writing; `contents()` looks whether there was one."""
        found = self._rows.get(asked)
        if found is None:
            statement = "SELECT rowid FROM passages WHERE passages MATCH ?"
            found = array("q", [row for (row,) in self._db.execute(statement, (asked,))])
            self._rows[asked] = found
            while len(self._rows) > MOST_LISTS or sum(map(len, self._rows.values())) > MOST_LISTED:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(asked)
        return found

    def often(self, concept: Concept) -> dict[int, float]:
        """How often each passage says it, against its length; only to be compared with each other."""
        found = self._db.execute(
            "SELECT rowid, -bm25(passages) FROM passages WHERE passages MATCH ?", (expression(concept.terms),)
        )
        return dict(found)

    def places(self, rows: Iterable[int]) -> list[Place]:
        """The passages of these rows, in their order."""
        wanted = list(rows)
        marks = ",".join("?" * len(wanted))
        sql = f"SELECT rowid, place, raw, stems FROM passages WHERE rowid IN ({marks})"  # noqa: S608 - only marks
        found = {row: _place(row, *rest) for row, *rest in self._db.execute(sql, wanted)}
        return [found[row] for row in wanted if row in found]

    def rows_of(self, content: int, unit: int) -> list[int]:
        first = content << SHIFT
        sql = "SELECT rowid FROM passages WHERE rowid BETWEEN ? AND ? AND place LIKE ?"
        found = self._db.execute(sql, (first, first + (1 << SHIFT) - 1, f"{unit}:%"))
        return [row for (row,) in found]

    def remembered(self, keys: Sequence[str]) -> dict[str, str]:
        """What is known of these until the next writing."""
        marks = ",".join("?" * len(keys))
        sql = f"SELECT key, value FROM remembered WHERE key IN ({marks})"  # noqa: S608 - only marks
        return dict(self._db.execute(sql, keys))

    def remember(self, values: Mapping[str, str]) -> None:
        """A busy file forgets: whoever asks next works it out again."""
        if not values:
            return
        with contextlib.suppress(sqlite3.OperationalError):
            self._db.execute("BEGIN IMMEDIATE")
            (count,) = self._db.execute("SELECT count(*) FROM remembered").fetchone()
            if count > MOST_REMEMBERED:
                self._db.execute("DELETE FROM remembered")
            self._db.executemany("INSERT OR REPLACE INTO remembered VALUES (?, ?)", values.items())
            self._db.execute("COMMIT")

    def _fact(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    # --- Writing -------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing; other writers wait, readers go on with what was there before."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("DELETE FROM remembered")
            self._db.execute(
                "INSERT OR REPLACE INTO facts VALUES ('generation', ?)", (str(self.generation + 1),)
            )
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def put(self, sha256: str, stamp: str, entries: Iterable[Entry]) -> int:
        """A content in place of what stood here of it; answers how many passages it has. Inside `writing`."""
        self.drop([sha256])
        (number,) = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM contents").fetchone()
        rows = [
            (passage.raw, passage.stems, f"{entry.unit}:{passage.start}:{passage.end}")
            for entry in entries
            for passage in entry.passages
        ]
        self._db.executemany(
            "INSERT INTO passages (rowid, raw, stems, place) VALUES (?, ?, ?, ?)",
            ((number << SHIFT | at, *row) for at, row in enumerate(rows)),
        )
        self._db.execute("INSERT INTO contents VALUES (?, ?, ?, ?)", (number, sha256, stamp, len(rows)))
        return len(rows)

    def drop(self, hashes: Iterable[str]) -> None:
        """Inside `writing`."""
        for sha256 in hashes:
            found = self._db.execute("SELECT id FROM contents WHERE sha256 = ?", (sha256,)).fetchone()
            if found:
                first, last = found[0] << SHIFT, ((found[0] + 1) << SHIFT) - 1
                for table, key in (("passages", "rowid"), ("vectors", "row")):
                    self._db.execute(f"DELETE FROM {table} WHERE {key} BETWEEN ? AND ?", (first, last))  # noqa: S608 - names of ours
                self._db.execute("DELETE FROM contents WHERE id = ?", found)

    # --- Vectors -------------------------------------------------------------------------------------------

    @property
    def vectors_generation(self) -> str:
        """Changes when any vector does, or goes out with its passage; of no other file it is the same."""
        return f"{self._fact('made')}/{self.generation}/{self._fact('vectors') or 0}"

    def without_vector(self) -> list[int]:
        statement = "SELECT rowid FROM passages WHERE rowid NOT IN (SELECT row FROM vectors) ORDER BY rowid"
        return [row for (row,) in self._db.execute(statement)]

    def vectors(self) -> list[tuple[int, bytes]]:
        return self._db.execute("SELECT row, vector FROM vectors ORDER BY row").fetchall()

    def put_vectors(self, vectors: Sequence[tuple[int, bytes]]) -> None:
        """Of passages that are still there: meanwhile a content may have been read anew."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for row, vector in vectors:
                there = self._db.execute("SELECT 1 FROM passages WHERE rowid = ?", (row,)).fetchone()
                if there:
                    self._db.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (row, vector))
            count = int(self._fact("vectors") or 0) + 1
            self._db.execute("INSERT OR REPLACE INTO facts VALUES ('vectors', ?)", (str(count),))
            self._db.execute("DELETE FROM remembered")
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def checkpoint(self) -> None:
        """What was written stands in the file itself."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def merge(self) -> None:
        """After much was written: fewer, larger pieces answer faster."""
        self._db.execute("INSERT INTO passages(passages) VALUES ('optimize')")


def expression(terms: Iterable[Term]) -> str:
    """In FTS5's language; terms hold nothing but letters and figures, and stand in quotes besides."""
    return " OR ".join(f'{"raw" if term.is_exact else "stems"} : "{" ".join(term.words)}"' for term in terms)


def _place(row: int, place: str, raw: str, stemmed: str) -> Place:
    unit, start, end = place.split(":")
    return Place(row, int(unit), int(start), int(end), raw, stemmed.split(" "))


# --- The file ----------------------------------------------------------------------------------------------

_local = threading.local()


def current() -> Index:
    """This thread's connection to the file as it is now. Raises `NoIndex`."""
    index: Index | None = getattr(_local, "index", None)
    inode = _inode()
    if index is not None and index.inode == inode:
        return index
    forget()
    if inode == 0:
        raise NoIndex("missing")
    _local.index = opened = _open(inode)
    return opened


def forget() -> None:
    """Closes this thread's connection."""
    index: Index | None = getattr(_local, "index", None)
    _local.index = None
    if index is not None:
        index.close()


def make() -> Index:
    """An empty file in place of whatever is there, unless another process has just made a good one."""
    forget()
    with _locked():
        with contextlib.suppress(NoIndex):
            return current()
        _unlink()
        connection = _connect()
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.executescript(_TABLES)
        facts = "INSERT INTO facts VALUES ('format', ?), ('generation', '0'), ('made', ?)"
        connection.execute(facts, (FORMAT, secrets.token_hex(8)))
        connection.close()
    return current()


def remove() -> None:
    """The file and what belongs to it; the next who needs it makes it anew."""
    forget()
    with _locked():
        _unlink()


def _unlink() -> None:
    for ending in ("", "-wal", "-shm"):
        path().with_name(path().name + ending).unlink(missing_ok=True)


def _open(inode: int) -> Index:
    connection = _connect()
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        known = connection.execute("SELECT value FROM facts WHERE name = 'format'").fetchone()
        connection.execute("SELECT 1 FROM passages WHERE passages MATCH 'a' LIMIT 1").fetchone()
        if known != (FORMAT,):
            raise NoIndex("of another version")
    except sqlite3.OperationalError as error:
        connection.close()
        if "no such table" in str(error):
            raise NoIndex(str(error)) from error
        raise
    except (sqlite3.DatabaseError, NoIndex) as error:
        connection.close()
        raise NoIndex(str(error)) from error
    return Index(connection, inode)


def _connect() -> sqlite3.Connection:
    return sqlite3.connect(path(), timeout=_WAIT, isolation_level=None)


def _inode() -> int:
    try:
        return path().stat().st_ino
    except FileNotFoundError:
        return 0


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """One process at a time makes the file."""
    path().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path().with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
