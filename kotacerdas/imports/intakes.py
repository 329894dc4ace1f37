"""What may come in: an intake names its columns and its store; apps above register theirs in `ready()`.

A store is the only part that knows the tables. It says what is kept under a key, writes, removes and puts back;
everything else (reading, mapping, comparing, conflicts, undo, pages) is the same for all.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils import translation
from django.utils.functional import Promise

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.language import NAMES
from kotacerdas.imports.domain.comparing import fingerprint
from kotacerdas.imports.domain.fields import Field, Kind, choices_of, fold
from kotacerdas.imports.words import KINDS, MARK, NO, YES

Words = str | Promise
Values = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One word that a column of choices takes; `names` are further spellings met in workbooks."""

    value: str
    label: Words
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column as its app describes it; its titles in both languages and the aliases are recognised in a file.
    `by_words`, `silent`, `from_headings`, `group_words` and `as_shown` as `domain.fields.Field` says."""

    key: str
    title: Words
    kind: Kind = "text"
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    help: Words = ""
    choices: tuple[Choice, ...] = ()
    most_letters: int = 300
    many_lines: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    width: int = 20
    by_words: bool = False
    silent: tuple[str, ...] = ()
    from_headings: str = ""
    group_words: tuple[str, ...] = ()
    as_shown: bool = False

    def field(self) -> Field:
        """As the rules need it."""
        return Field(
            key=self.key,
            title=str(self.title),
            names=(*dict.fromkeys(in_every_language(self.title)), *self.aliases, self.key),
            kind=self.kind,
            is_required=self.is_required,
            choices=choices_of(
                (each.value, (*in_every_language(each.label), *each.names)) for each in self.choices
            ),
            most_letters=self.most_letters,
            many_lines=self.many_lines,
            least=self.least,
            most=self.most,
            places=self.places,
            by_words=self.by_words,
            silent=frozenset(self.silent),
            from_headings=self.from_headings,
            group_words=frozenset(map(fold, self.group_words)),
            as_shown=self.as_shown,
        )

    @property
    def kind_words(self) -> Words:
        return KINDS[self.kind]

    def shown(self, value: str) -> str:
        """The kept text of a value as a person reads it."""
        if self.kind == "yesno":
            return {"yes": str(YES), "no": str(NO)}.get(value, value)
        return next((str(each.label) for each in self.choices if each.value == value), value)


MARK_KEY = "_mark"
MARK_COLUMN = Column(MARK_KEY, MARK, "code", width=16)


def in_every_language(words: Words) -> tuple[str, ...]:
    found = []
    for code in NAMES:
        with translation.override(code):
            found.append(str(words))
    return tuple(found)


@dataclass(frozen=True)
class Target:
    """Where the rows go: a city, or a thing such as a round. `key` stands in addresses and on the command line."""

    key: str
    label: str
    city: Any = None


@dataclass
class Entry:
    """One row of the file on its way: what its cells say, what is wrong with it, and which row it means."""

    row: int
    values: dict[str, str]
    cells: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    key: str = ""
    name: str = ""

    def blame(self, kind: str, column: str, **values: object) -> None:
        """Say what is wrong with the cell of this column."""
        place = {"cell": self.cells.get(column) or self._anywhere(), "title": self.titles.get(column, column)}
        self.faults.append(Fault(kind, {**values, **place}, line=self.row, column=place["title"]))

    def _anywhere(self) -> str:
        return next(iter(self.cells.values()), f"A{self.row}")


@dataclass(frozen=True)
class Current:
    """What is kept under a key. `rest` is what no column shows but putting back needs, as JSON; `beside` is what an export
    shows for reading only, which is neither compared nor written."""

    key: str
    values: Values
    name: str = ""
    rest: Any = None
    beside: Values = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        return fingerprint([dict(self.values), self.rest])


@dataclass(frozen=True)
class Wanted:
    """A row to be written: its values as they shall be; `before` is None for a new one."""

    key: str
    after: Values
    before: Current | None = None


Index = Mapping[str, Mapping[str, int]]


class Store(ABC):
    """The rows of one target, for the length of one planning, writing or undoing."""

    def begin(self, index: Index) -> None:  # noqa: B027 - most need nothing
        """Told once before the first entries: which values the file holds in the columns `Intake.indexed`."""

    @abstractmethod
    def settle(self, entries: list[Entry]) -> None:
        """Give every entry its key and name, bring references to their one form, blame what cannot be."""

    @abstractmethod
    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        """What is kept under these keys; a fixed number of queries."""

    @abstractmethod
    def everything(self) -> Iterator[Current]:
        """All rows that an export gives away."""

    @abstractmethod
    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> Mapping[str, str]:
        """Add and change. Answers the keys of new rows that got another one than was planned; mostly none."""

    def finish(self, *, by: Any, now: datetime) -> None:  # noqa: B027 - most need nothing
        """Told once after the last rows of a writing: what could not be done before all rows were there."""

    @abstractmethod
    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        """Make rows again what they were."""

    @abstractmethod
    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        """Take out rows that an import added; those that cannot go are answered with the reason."""

    def lock(self) -> None:  # noqa: B027 - one writer at a time is the database's business where there is no more
        """Make two imports into the same target wait for each other."""


class Intake(ABC):
    name: ClassVar[str]
    """Stored in rows: never changes."""
    slug: ClassVar[str]
    """Stands in addresses, in Indonesian."""
    title: ClassVar[Words]
    description: ClassVar[Words]
    permission: ClassVar[str]
    icon: ClassVar[str] = "table-import"
    identifying: ClassVar[tuple[str, ...]]
    """A file must have at least one of these columns, or no row would say which one it is."""
    indexed: ClassVar[tuple[str, ...]] = ()
    """Columns whose values the store wants to know of the whole file beforehand."""
    is_private: ClassVar[bool] = False
    """Others with the same permission see only their own files."""
    is_filled_in: ClassVar[bool] = False
    """A template holds what is kept, since nobody brings in rows that are not there."""

    @abstractmethod
    def targets(self, user: Any) -> list[Target]:
        """Where this person may bring rows in; None is the system, which may everywhere."""

    def target(self, key: str, user: Any = None) -> Target | None:
        return next((each for each in self.targets(user) if each.key == key), None)

    @abstractmethod
    def columns(self, target: Target) -> list[Column]: ...

    def handed_out(self, target: Target) -> list[Column]:
        """The columns of a template and of an export, and those to choose from; a file may bring any of `columns`."""
        return self.columns(target)

    def fields(self, target: Target) -> list[Field]:
        """The columns as the rules need them, and the mark that an export carries."""
        return [*(column.field() for column in self.columns(target)), MARK_COLUMN.field()]

    @abstractmethod
    def store(self, target: Target, *, by: Any, clears: bool = False) -> Store:
        """`clears`: an empty cell empties what is kept."""


_intakes: dict[str, Intake] = {}


def register(intake: Intake) -> None:
    if _intakes.setdefault(intake.name, intake) is not intake:
        raise ValueError(f"the intake {intake.name!r} is there already")


def everything() -> list[Intake]:
    return list(_intakes.values())


def named(name: str) -> Intake:
    """Raises `KeyError` for an intake that nobody registered."""
    return _intakes[name]


def by_slug(slug: str) -> Intake | None:
    return next((each for each in _intakes.values() if each.slug == slug), None)


def open_to(user: Any, *, among: str = "") -> list[tuple[Intake, list[Target]]]:
    """The intakes that somebody may use, each with where; `among` is the name of one, "" are all."""
    wanted = [each for each in _intakes.values() if among in {"", each.name}]
    return [(each, targets) for each in wanted if (targets := each.targets(user))]
