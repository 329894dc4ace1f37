"""What writing a workbook would do, row by row; reads the file and the store, writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.imports import kept
from kotacerdas.imports.domain import comparing, layout, limits, matching, skipping, typed
from kotacerdas.imports.domain.cells import Row, Survey, Workbook
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.domain.fields import Field, Numbers
from kotacerdas.imports.domain.headings import Headings
from kotacerdas.imports.domain.layout import Header
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.domain.typed import Wrong, as_text
from kotacerdas.imports.intakes import MARK_KEY, Current, Entry, Intake, Store, Target
from kotacerdas.imports.models import ImportRow, ImportRun, KnownLayout

CHUNK = 500
LEFT_OUT_TOLD = 1000
_SHEETS_LOOKED_AT = 40
Progress = Callable[[int, int], None]
T = TypeVar("T")


# --- the file and its layout -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """A sheet with its header and the columns that were found on it, or told."""

    sheet: str
    survey: Survey
    header: Header
    mapping: dict[str, int]

    @property
    def fingerprint(self) -> str:
        return comparing.fingerprint([self.header.titles[at] for at in sorted(self.header.titles)])


def likeliest(book: Workbook, fields: Sequence[Field]) -> Layout:
    """The sheet whose header looks most like the intake's columns, hidden sheets last."""
    some = sorted(book.sheets, key=lambda sheet: sheet.is_hidden)[:_SHEETS_LOOKED_AT]
    best, surest = some[0].name, -1.0
    for sheet in some:
        found = layout.detect(Survey(book.top(sheet.name)), fields)
        surety = matching.surety(found.titles, fields) if found else -1.0
        if surety > surest:
            best, surest = sheet.name, surety
    return layout_of(book, best, fields)


def layout_of(
    book: Workbook, sheet: str, fields: Sequence[Field], lines: tuple[int, int] | None = None
) -> Layout:
    """The layout of one sheet; `lines` are the first and last header row, where somebody has told them."""
    survey = book.survey(sheet)
    if survey.rows > limits.MOST_ROWS:
        raise Refused(Fault("too-many-rows", {"most": limits.MOST_ROWS}))
    header = layout.header(survey, *lines) if lines else layout.detect(survey, fields)
    if header is None or not header.titles:
        raise Refused(Fault("sheet-without-header", {"sheet": sheet[:60]}))
    return Layout(sheet, survey, header, matching.suggest(header.titles, fields))


def known_layout(run: ImportRun) -> KnownLayout | None:
    """How a header like this one was mapped before in this city."""
    return KnownLayout.objects.filter(city=run.city, intake=run.intake, layout=run.layout).first()


def header_fits(header: Header, mapping: Mapping[str, int]) -> bool:
    return set(mapping.values()) <= set(header.titles)


# --- the rows ----------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What the planning has counted and left out."""

    changes: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    listed: list[list[Any]] = field(default_factory=list)

    def add(self, change: str) -> None:
        self.changes[change] = self.changes.get(change, 0) + 1

    def leave_out(self, row: Row, reason: str) -> None:
        """Blank rows are only counted; nobody wants to read where they are."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1
        if reason != "blank" and len(self.listed) < LEFT_OUT_TOLD:
            words = " · ".join(text for cell in row.cells if (text := " ".join(as_text(cell).split())))
            self.listed.append([row.number, reason, words[:120]])


class Planner:
    """Plans one run. `rows()` hands out chunks of rows to be stored, so that a large file needs little memory."""

    def __init__(
        self,
        run: ImportRun,
        content: BinaryIO,
        store: Store,
        intake: Intake,
        target: Target,
        survey: Survey | None = None,
    ) -> None:
        self._run, self._store, self._intake = run, store, intake
        self._fields = [each for each in intake.fields(target) if each.key in run.mapping]
        self._required = [each.key for each in intake.columns(target) if each.is_required]
        self._names = {each.key: str(each.title) for each in intake.columns(target)}
        self._book = open_workbook(content, run.file_name)
        survey = survey or self._book.survey(run.sheet)
        self._merges = survey.merges
        self._header = layout.header(survey, run.header_first, run.header_last)
        self._sieve = skipping.Sieve(
            self._header,
            frozenset(run.mapping.values()),
            frozenset(at for key, at in run.mapping.items() if key in self._required),
            run.with_hidden,
        )
        self._above = [each for each in intake.fields(target) if each.from_headings]
        self._headings = Headings(self._above)
        self._first_of: dict[str, tuple[int, str]] = {}
        self.twins: set[str] = set()
        self.tally = Tally()

    def rows(self, progress: Progress = lambda done, of: None) -> Iterator[list[ImportRow]]:
        """Chunk by chunk; `twins` are known at the end."""
        self._store.begin(self._index())
        done = 0
        entries = (self._entry(row) for row in self._data(self.tally))
        for chunk in _chunks(entries, CHUNK):
            yield self._planned(chunk)
            done += len(chunk)
            progress(done, self._run.rows)

    def _data(self, tally: Tally | None = None) -> Iterator[Row]:
        rows = self._book.rows(self._run.sheet)
        self._headings = Headings(self._above)
        for row in skipping.filled_down(rows, self._merges, self._header.data_from):
            if row.number < self._header.data_from:
                continue
            reason = self._headings.heard(row, self._sieve) or self._sieve.reason(row)
            if reason is None:
                self._headings.passed()
                yield row
            elif tally is not None:
                tally.leave_out(row, reason)

    def _index(self) -> dict[str, dict[str, int]]:
        """The values of some columns over the whole file, read once before anything else."""
        wanted = [each for each in self._fields if each.key in self._intake.indexed]
        index: dict[str, dict[str, int]] = {each.key: {} for each in wanted}
        for row in self._data() if wanted else ():
            for each in wanted:
                try:
                    value = typed.read(row.at(self._run.mapping[each.key]), each)
                except Wrong:
                    continue
                if value:
                    index[each.key].setdefault(value, row.number)
        return index

    def _entry(self, row: Row) -> Entry:
        mapping, titles = self._run.mapping, self._header.titles
        cells = {each.key: cell_address(row.number, mapping[each.key]) for each in self._fields}
        names = {each.key: titles.get(mapping[each.key], each.title) for each in self._fields}
        entry = Entry(row.number, {}, cells, {**self._names, **names})
        numbers: Numbers = "id" if self._run.numbers == "id" else "en" if self._run.numbers == "en" else ""
        for each in self._fields:
            try:
                entry.values[each.key] = typed.read(row.at(mapping[each.key]), each, numbers)
            except Wrong as wrong:
                entry.values[each.key] = ""
                entry.blame(wrong.kind, each.key, **wrong.values)
        for key, (value, cell) in self._headings.said.items():
            if not entry.values.get(key):
                entry.values[key] = value
                cells.setdefault(key, cell)
        return entry

    def _planned(self, entries: list[Entry]) -> list[ImportRow]:
        marks = [entry.values.pop(MARK_KEY, "") for entry in entries]
        self._store.settle(entries)
        keys = list(dict.fromkeys(entry.key for entry in entries if entry.key))
        current = self._store.current(keys)
        last = self._last_written(keys)
        planned = []
        for entry, mark in zip(entries, marks, strict=True):
            kept_now = current.get(entry.key)
            row = self._row(entry, kept_now, mark or last.get(entry.key, ""))
            if row is not None:
                self.tally.add(row.change)
                planned.append(row)
        return planned

    def _row(self, entry: Entry, current: Current | None, known_as: str) -> ImportRow | None:
        """None for a row that says again what an earlier one has said."""
        if current is None and not entry.faults:
            self._blame_gaps(entry)
        compared = comparing.compare(
            current.values if current else None,
            entry.values,
            known_as=known_as,
            blank_clears=self._run.clears,
        )
        change = Change.FAULTY if entry.faults else compared.change
        if change is not Change.FAULTY:
            first, said = self._first_of.setdefault(
                entry.key, (entry.row, comparing.fingerprint(entry.values))
            )
            if first != entry.row and said == comparing.fingerprint(entry.values):
                self.tally.leave_out(Row(entry.row, (entry.name or entry.key,)), "repeated")
                return None
            if first != entry.row:
                change = Change.CONFLICT
                self.twins.add(entry.key)
                entry.blame("row-twice", next(iter(entry.cells)), first=str(first))
        return ImportRow(
            run=self._run,
            row=entry.row,
            key=entry.key[:200],
            name=(entry.name or entry.key)[:200],
            change=change,
            before=dict(current.values) if current else None,
            after=compared.after if current else entry.values,
            rest=current.rest if current else None,
            seen=current.fingerprint if current else "",
            faults=kept.as_json(entry.faults),
            is_accepted=change in {Change.ADDED, Change.CHANGED},
        )

    def _blame_gaps(self, entry: Entry) -> None:
        for key in self._required:
            if not entry.values.get(key):
                kind = "cell-empty" if key in entry.cells else "new-row-needs-column"
                entry.blame(kind, key)

    def _last_written(self, keys: list[str]) -> dict[str, str]:
        """The marks that these rows had after the last import of a file with this very layout."""
        if MARK_KEY in self._run.mapping or not keys:
            return {}
        rows = ImportRow.objects.filter(
            run__intake=self._run.intake,
            run__target=self._run.target,
            run__layout=self._run.layout,
            run__undone_at=None,
            outcome=ImportRow.Outcome.WRITTEN,
            key__in=keys,
        )
        found = rows.order_by("run__written_at").values_list("key", "after")
        return {key: comparing.mark(after) for key, after in found}


def _chunks(things: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(things, size)):
        yield chunk
