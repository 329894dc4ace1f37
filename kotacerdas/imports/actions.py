"""Deeds: take a workbook in, map it, plan it, choose, write, undo, drop. Each leaves the run in one state or another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Count

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.imports import bulk, kept, planning
from kotacerdas.imports.domain.cells import Survey
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.intakes import Current, Intake, Store, Target, Wanted
from kotacerdas.imports.models import WRITABLE, ImportRow, ImportRun, KnownLayout, State
from kotacerdas.imports.planning import CHUNK, Layout, Progress
from kotacerdas.jobs.actions import enqueue

# More rows than this are not awaited by the person: a job works on them while the page shows how far it is.
INLINE = 2000
MEDIA_TYPES = {
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XLS": "application/vnd.ms-excel",
    "ODS": "application/vnd.oasis.opendocument.spreadsheet",
    "CSV": "text/csv",
}


@dataclass(frozen=True)
class Choices:
    """How a workbook is to be read, as somebody has told."""

    sheet: str
    header: tuple[int, int]
    mapping: Mapping[str, int]
    with_hidden: bool = False
    clears: bool = False
    numbers: str = ""


# --- taking in and mapping ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """A file that was opened and whose bytes lie on the disk already; no row knows of it yet."""

    name: str
    kind: str
    notes: tuple[Fault, ...]
    layout: Layout
    blob: Blob


def look_into(content: BinaryIO, *, name: str, intake: Intake, target: Target) -> Looked:
    """What is slow, before any transaction; raises `Refused` with what the file is, if it is no table."""
    book = open_workbook(content, name)
    found = planning.likeliest(book, intake.fields(target))
    content.seek(0)
    return Looked(name, book.kind, tuple(book.notes), found, files.store(content))


@transaction.atomic
def take_in(looked: Looked, *, intake: Intake, target: Target, by: Any, now: datetime) -> ImportRun:
    """Keep the file, and what is guessed of its layout or was told for an earlier one."""
    run = ImportRun(
        intake=intake.name,
        target=target.key,
        city=target.city,
        file_name=looked.name[-120:],
        kind=looked.kind,
        notes=kept.as_json(looked.notes),
        by=by,
        at=now,
    )
    _take_layout(run, looked.layout)
    run.save()
    media_type, city = MEDIA_TYPES[looked.kind], target.city
    run.file = files.keep(
        looked.blob, name=looked.name, media_type=media_type, about=run, by=by, city=city, now=now
    )
    run.save(update_fields=["file"])
    return run


def _take_layout(run: ImportRun, found: Layout) -> None:
    """What was chosen for this header before wins over what is guessed."""
    run.sheet, run.layout = found.sheet, found.fingerprint
    run.header_first, run.header_last = found.header.first, found.header.last
    run.rows = max(0, found.survey.rows - run.header_last)
    run.mapping = found.mapping
    known = planning.known_layout(run)
    if known and planning.header_fits(found.header, known.mapping):
        run.mapping = dict(known.mapping)
        run.with_hidden, run.clears, run.numbers = known.with_hidden, known.clears, known.numbers


def look_at(
    run: ImportRun, *, sheet: str, header: tuple[int, int] | None, by: Any, now: datetime
) -> ImportRun:
    """Another sheet or other header rows: the columns are guessed anew."""
    found = _layout(run, sheet, header, by)
    with transaction.atomic():
        run = _locked(run, {State.READ, State.PLANNED})
        _take_layout(run, found)
        run.state, run.faults = State.READ, []
        run.save()
    return run


def choose_columns(
    run: ImportRun, choices: Choices, *, by: Any, now: datetime, waits: bool = False
) -> ImportRun:
    """Says what stands where, remembers it for the next file of this layout, and plans or orders the plan.

    `waits`: whoever asks waits for the plan however large the file is, as on the command line.
    """
    found = _layout(run, choices.sheet, choices.header, by)
    _refuse_mapping(*aim(run, by), found, choices.mapping)
    with transaction.atomic():
        run = _locked(run, {State.READ, State.PLANNED})
        _take_layout(run, found)
        run.mapping = dict(choices.mapping)
        run.with_hidden, run.clears, run.numbers = choices.with_hidden, choices.clears, choices.numbers
        run.state, run.plan, run.faults = State.PLANNING, run.plan + 1, []
        run.save()
        _remember(run, now)
        return _begin(run, plan, by=by, now=now, waits=waits, survey=found.survey)


def _layout(run: ImportRun, sheet: str, header: tuple[int, int] | None, by: Any) -> Layout:
    intake, target = aim(run, by)
    with _content(run) as content:
        book = open_workbook(content, run.file_name)
        return planning.layout_of(book, sheet, intake.fields(target), header)


def _remember(run: ImportRun, now: datetime) -> None:
    names = ("mapping", "with_hidden", "clears", "numbers")
    KnownLayout.objects.update_or_create(
        city=run.city,
        intake=run.intake,
        layout=run.layout,
        defaults={name: getattr(run, name) for name in names} | {"at": now},
    )


def _refuse_mapping(intake: Intake, target: Target, found: Layout, mapping: Mapping[str, int]) -> None:
    columns = {each.key: each for each in intake.columns(target)}
    faults = [
        Fault("column-twice", {"title": found.header.titles.get(at, "?")})
        for at in sorted(set(mapping.values()))
        if list(mapping.values()).count(at) > 1
    ]
    if not set(intake.identifying) & mapping.keys():
        titles = [str(columns[key].title) for key in intake.identifying if key in columns]
        faults.append(Fault("column-needed", {"titles": titles}))
    if unknown := [at for at in mapping.values() if at not in found.header.titles]:
        faults.append(Fault("column-not-there", {"count": len(unknown)}))
    if faults:
        raise Refused(faults)


def aim(run: ImportRun, by: Any) -> tuple[Intake, Target]:
    """Where the rows go, if `by` may still bring them there; who has lost the role has lost it here too."""
    target = run.into.target(run.target, by)
    if target is None:
        raise Refused(Fault("no-longer-allowed", {"target": run.target}))
    return run.into, target


# --- planning ----------------------------------------------------------------------------------------------


def _begin(
    run: ImportRun,
    work: Callable[..., ImportRun],
    *,
    by: Any,
    now: datetime,
    waits: bool = False,
    **known: Any,
) -> ImportRun:
    """A small file is worked on at once, in the same transaction; a large one becomes a job."""
    if waits or run.rows <= INLINE:
        return work(run, by=by, now=now, **known)
    name = f"imports.{work.__name__}"
    run.job = enqueue(
        name, by=by, city=run.city, about=run, key=f"{name}:{run.pk}:{run.plan}", run=run.pk, by_key=_key(by)
    )
    run.save(update_fields=["job"])
    return run


def _key(by: Any) -> int:
    return by.pk if by is not None else 0


def plan(
    run: ImportRun,
    *,
    by: Any,
    now: datetime,
    progress: Progress = lambda done, of: None,
    survey: Survey | None = None,
) -> ImportRun:
    """Reads the whole file and stores what would happen to each row. May be repeated after any interruption."""
    try:
        intake, target = aim(run, by)
        run.lines.all().delete()
        with _content(run) as content:
            store = intake.store(target, by=by, clears=run.clears)
            planner = planning.Planner(run, content, store, intake, target, survey)
            for chunk in planner.rows(progress):
                ImportRow.objects.bulk_create(chunk)
    except Refused as refused:
        return _stop(run, State.READ, refused)
    _unaccept_twins(run, planner.twins)
    return _planned(run, planner)


@transaction.atomic
def _planned(run: ImportRun, planner: planning.Planner) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.state, run.faults, run.job = State.PLANNED, [], None
    run.left_out = planner.tally.listed
    run.counts = {"left": planner.tally.left_out} | counted(run)
    run.save()
    return run


def counted(run: ImportRun) -> dict[str, int]:
    """How many rows of each kind there are."""
    rows = run.lines.order_by().values_list("change", "is_accepted", "outcome").annotate(number=Count("pk"))
    counts = {str(change.value): 0 for change in Change} | {
        "accepted": 0,
        "written": 0,
        "undone": 0,
        "kept": 0,
    }
    for change, is_accepted, outcome, number in rows:
        counts[change] += number
        counts["accepted"] += number * bool(is_accepted)
        if outcome:
            counts[outcome] += number
    return counts


def _unaccept_twins(run: ImportRun, keys: Iterable[str]) -> None:
    """Rows that speak of one thing differently: somebody chooses, none wins by itself."""
    for some in _in_chunks(sorted(keys)):
        first = run.lines.filter(key__in=some).exclude(change=Change.FAULTY)
        first.update(change=Change.CONFLICT, is_accepted=False)


# --- choosing ----------------------------------------------------------------------------------------------


@transaction.atomic
def accept(
    run: ImportRun, *, shown: Sequence[int], chosen: Iterable[int], by: Any, now: datetime
) -> ImportRun:
    """Of the rows shown on a page, these are to be written. Of two that speak of one thing, the lower one wins."""
    run = _locked(run, {State.PLANNED})
    wanted = set(chosen)
    rows = list(run.lines.filter(pk__in=shown, change__in=WRITABLE).order_by("row", "pk"))
    last_of = {row.key: row.pk for row in rows if row.pk in wanted}
    for row in rows:
        row.is_accepted = last_of.get(row.key) == row.pk
    bulk.update(ImportRow, rows, ["is_accepted"])
    # Twins may stand on another page.
    others = run.lines.filter(key__in=last_of, change=Change.CONFLICT).exclude(pk__in=last_of.values())
    others.update(is_accepted=False)
    run.counts = {**run.counts, **counted(run)}
    run.save(update_fields=["counts"])
    return run


# --- writing -----------------------------------------------------------------------------------------------


@transaction.atomic
def order_writing(run: ImportRun, *, plan: int, by: Any, now: datetime, waits: bool = False) -> ImportRun:
    """From here nothing of the plan can be changed. Asked a second time, it does nothing."""
    run = _locked(run, {State.PLANNED, State.WRITING, State.WRITTEN})
    if run.state != State.PLANNED:
        return run
    aim(run, by)
    if run.plan != plan:
        raise Refused(Fault("plan-is-newer"))
    if not run.lines.accepted().exists():
        raise Refused(Fault("nothing-to-write"))
    run.state = State.WRITING
    run.save(update_fields=["state"])
    return _begin(run, write, by=by, now=now, waits=waits)


def write(run: ImportRun, *, by: Any, now: datetime) -> ImportRun:
    """All accepted rows or none. If others changed some of them since the plan was made, it is a plan again."""
    try:
        with transaction.atomic():
            return _write(run, by=by, now=now)
    except _Changed as changed:
        return _plan_again(run, changed.rows)
    except Refused as refused:
        return _stop(run, State.PLANNED, refused)


class _Changed(Exception):
    def __init__(self, rows: list[tuple[ImportRow, Current | None]]) -> None:
        super().__init__(len(rows))
        self.rows = rows


def _write(run: ImportRun, *, by: Any, now: datetime) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != State.WRITING:
        return run
    intake, target = aim(run, by)
    store = intake.store(target, by=by, clears=run.clears)
    store.lock()
    changed: list[tuple[ImportRow, Current | None]] = []
    for rows in _chunks_of(run, lambda lines: lines.accepted()):
        changed += _write_chunk(store, rows, by=by, now=now, is_stopped=bool(changed))
    if changed:
        raise _Changed(changed)
    store.finish(by=by, now=now)
    _remember_what_was_left(run, store)
    run.state, run.written_at, run.job, run.faults = State.WRITTEN, now, None, []
    run.counts = {**run.counts, **counted(run)}
    run.save()
    _tell(run, "imports.written", by=by, now=now)
    return run


def _write_chunk(
    store: Store, rows: list[ImportRow], *, by: Any, now: datetime, is_stopped: bool
) -> list[tuple[ImportRow, Current | None]]:
    """Writes the chunk, or, where something has changed since the plan, only finds out what else has."""
    current = store.current([row.key for row in rows], lock=True)
    changed = [(row, current.get(row.key)) for row in rows if _fingerprint(current.get(row.key)) != row.seen]
    if changed or is_stopped:
        return changed
    wanted = [Wanted(row.key, row.after, current.get(row.key)) for row in rows]
    keys = store.write(wanted, by=by, now=now)
    for row in rows:
        row.key, row.outcome = keys.get(row.key, row.key), ImportRow.Outcome.WRITTEN
    bulk.update(ImportRow, rows, ["key", "outcome"])
    return []


def _fingerprint(current: Current | None) -> str:
    return current.fingerprint if current else ""


def _remember_what_was_left(run: ImportRun, store: Store) -> None:
    """The rows as they are after the writing: whoever changes one later leaves another fingerprint, and undo sees it."""
    for rows in _chunks_of(run, lambda lines: lines.filter(outcome=ImportRow.Outcome.WRITTEN)):
        current = store.current([row.key for row in rows])
        for row in rows:
            if left := current.get(row.key):
                row.seen, row.after = left.fingerprint, dict(left.values)
        bulk.update(ImportRow, rows, ["seen", "after"])


@transaction.atomic
def _plan_again(run: ImportRun, changed: list[tuple[ImportRow, Current | None]]) -> ImportRun:
    """What changed meanwhile becomes a conflict of the same plan, under a new number."""
    for row, current in changed:
        row.before, row.rest = (dict(current.values), current.rest) if current else (None, None)
        row.seen = _fingerprint(current)
        row.change, row.is_accepted = Change.CONFLICT, False
    rows = [row for row, _current in changed]
    bulk.update(ImportRow, rows, ["before", "rest", "seen", "change", "is_accepted"])
    found = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    found.state, found.plan, found.job = State.PLANNED, found.plan + 1, None
    found.faults = kept.as_json([Fault("changed-meanwhile", {"count": len(rows)})])
    found.counts = {**found.counts, **counted(found)}
    found.save()
    return found


# --- undoing -----------------------------------------------------------------------------------------------


@transaction.atomic
def order_undoing(run: ImportRun, *, by: Any, now: datetime, waits: bool = False) -> ImportRun:
    run = _locked(run, {State.WRITTEN, State.UNDOING, State.UNDONE})
    if run.state != State.WRITTEN:
        return run
    aim(run, by)
    run.state = State.UNDOING
    run.save(update_fields=["state"])
    return _begin(run, undo, by=by, now=now, waits=waits)


def undo(run: ImportRun, *, by: Any, now: datetime) -> ImportRun:
    """Puts back what was before. What others have changed since, or now lean on, stays and is listed with the reason."""
    try:
        with transaction.atomic():
            return _undo(run, by=by, now=now)
    except Refused as refused:
        return _stop(run, State.WRITTEN, refused)


def _undo(run: ImportRun, *, by: Any, now: datetime) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != State.UNDOING:
        return run
    intake, target = aim(run, by)
    store = intake.store(target, by=by)
    store.lock()
    added: list[str] = []
    for rows in _chunks_of(run, lambda lines: lines.filter(outcome=ImportRow.Outcome.WRITTEN)):
        added += _undo_chunk(store, rows, by=by, now=now)
    _remove(run, store, added, by=by, now=now)
    store.finish(by=by, now=now)
    run.state, run.undone_at, run.job = State.UNDONE, now, None
    run.counts = {**run.counts, **counted(run)}
    run.save()
    _tell(run, "imports.undone", by=by, now=now)
    return run


def _undo_chunk(store: Store, rows: list[ImportRow], *, by: Any, now: datetime) -> list[str]:
    """Puts changed rows back, and answers the keys of the added ones, which go all together at the end."""
    current = store.current([row.key for row in rows], lock=True)
    back: list[ImportRow] = []
    added: list[str] = []
    for row in rows:
        now_kept = current.get(row.key)
        if now_kept is None:
            _keep(row, Fault("undo-gone"))
        elif now_kept.fingerprint != row.seen:
            _keep(row, Fault("undo-changed-since"))
        elif row.before is None:
            added.append(row.key)
        else:
            row.outcome = ImportRow.Outcome.UNDONE
            back.append(row)
    store.put_back([Current(row.key, row.before or {}, row.name, row.rest) for row in back], by=by, now=now)
    settled = [row for row in rows if row.outcome != ImportRow.Outcome.WRITTEN]
    bulk.update(ImportRow, settled, ["outcome", "faults"])
    return added


def _remove(run: ImportRun, store: Store, keys: list[str], *, by: Any, now: datetime) -> None:
    stay = store.remove(keys, by=by, now=now) if keys else {}
    written = run.lines.filter(outcome=ImportRow.Outcome.WRITTEN)
    kept_rows = [row for some in _in_chunks(sorted(stay)) for row in written.filter(key__in=some)]
    for row in kept_rows:
        _keep(row, stay[row.key])
    bulk.update(ImportRow, kept_rows, ["outcome", "faults"])
    written.update(outcome=ImportRow.Outcome.UNDONE)


def _keep(row: ImportRow, reason: Fault) -> None:
    row.outcome, row.faults = ImportRow.Outcome.KEPT, kept.as_json([reason])


@transaction.atomic
def drop(run: ImportRun, *, by: Any, now: datetime) -> None:
    """The file and its plan go; nothing of it was written."""
    run = _locked(run, {State.READ, State.PLANNED})
    run.lines.all().delete()
    file, run.file, run.state = run.file, None, State.DROPPED
    run.save()
    if file is not None:
        files.give_up(file, about=run, by=by, now=now)
    audit.record("imports.dropped", on=run, by=by, city=run.city, now=now)


# --- shared ------------------------------------------------------------------------------------------------


def _tell(run: ImportRun, kind: str, *, by: Any, now: datetime) -> None:
    """One event and one entry for the whole workbook; its rows stand in the run."""
    names = ("added", "changed", "conflict", "faulty", "written", "undone", "kept")
    counts = {name: run.count(name) for name in names}
    events.emit(kind, subject=run, by=by, city=run.city, at=now, intake=run.intake, rows=counts["written"])
    note = {"intake": run.intake, "target": run.target, **counts}
    audit.record(kind, on=run, by=by, city=run.city, now=now, note=note)


def _locked(run: ImportRun, states: set[State]) -> ImportRun:
    """The run as it stands now, if the deed fits its state. A job that failed or was cancelled has let go of it."""
    found = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    found.state = found.stands
    if found.state not in states:
        raise Refused(Fault("import-not-in-state", {"state": str(State(found.state).label)}))
    return found


@transaction.atomic
def _stop(run: ImportRun, state: State, refused: Refused) -> ImportRun:
    """Back to where it stood, with the reason for people to read."""
    found = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    found.state, found.faults, found.job = state, kept.as_json(refused.faults), None
    found.save(update_fields=["state", "faults", "job"])
    return found


def _content(run: ImportRun) -> BinaryIO:
    if run.file is None:
        raise Refused(Fault("file-gone"))
    return run.file.open()


def _chunks_of(run: ImportRun, chosen: Callable[[Any], Any]) -> Iterable[list[ImportRow]]:
    """The rows in the order of the sheet, a few hundred at a time; they may be changed meanwhile."""
    after = (0, 0)
    while True:
        lines = chosen(run.lines.all()).order_by("row", "pk")
        rows = list(lines.filter(row__gte=after[0]).exclude(row=after[0], pk__lte=after[1])[:CHUNK])
        if not rows:
            return
        yield rows
        after = (rows[-1].row, rows[-1].pk)


def _in_chunks(things: Sequence[str]) -> Iterable[Sequence[str]]:
    for at in range(0, len(things), CHUNK):
        yield things[at : at + CHUNK]
