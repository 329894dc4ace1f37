"""Tasks from a list that somebody keeps in a workbook: each row gives a task, or corrects one that is not finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence
from kotacerdas.followup import actions, planning
from kotacerdas.followup.domain import workflow
from kotacerdas.followup.domain.workflow import UNFINISHED, WITH_OWNER
from kotacerdas.followup.models import Priority, Task
from kotacerdas.followup.queries import doers
from kotacerdas.imports import intakes
from kotacerdas.imports.domain.comparing import fingerprint
from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people.domain.codes import read as read_code
from kotacerdas.people.intakes.places import Finder, cities
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.people.permissions import Permission

_CHANGEABLE = ("title", "description", "priority")
_PRIORITIES: dict[str, tuple[str, ...]] = {
    "high": ("tinggi", "urgent", "mendesak", "penting", "segera"),
    "normal": ("sedang", "biasa", "normal"),
    "low": ("rendah", "low"),
}


class Tasks(Intake):
    name: ClassVar = "followup.tasks"
    slug: ClassVar = "tugas"
    title: ClassVar = _("Tasks")
    description: ClassVar = _("A list of who does what until when, such as the outcome of a meeting.")
    permission: ClassVar = Permission.ASSIGN_TASKS.value
    icon: ClassVar = "checklist"
    identifying: ClassVar = ("code", "title")

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.ASSIGN_TASKS)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column("code", _("Code"), "code", ("kode", "kode tugas", "nomor tugas"), most_letters=12,
                   help=_("Left empty, the row gives a new task."), width=12),
            Column(
                "title", _("What is to be done"), aliases=(
                    "tugas", "judul", "nama tugas", "kegiatan", "tindak lanjut", "rencana tindak lanjut", "rtl",
                    "rekomendasi", "uraian tugas", "task",
                ), is_required=True, most_letters=200, width=50,
            ),
            Column(
                "organisation", _("Organisation"), "reference", (
                    "opd", "organisasi", "penanggung jawab", "pj", "pic", "instansi", "perangkat daerah", "pelaksana",
                    "opd penanggung jawab", "opd pelaksana",
                ), help=_("Code, name or short name."), most_letters=200, width=26,
            ),
            Column("owner", _("Person (e-mail)"), "reference", ("e-mail", "email", "petugas", "pelaksana (e-mail)"),
                   help=_("Left empty, the officers of the organisation share the task."), width=30),
            Column(
                "due_on", _("Due on"), "date", (
                    "batas waktu", "tenggat", "jatuh tempo", "target waktu", "target selesai", "deadline", "waktu",
                    "batas akhir",
                ), is_required=True, width=16,
            ),
            Column(
                "priority", _("Priority"), "choice", ("prioritas",), width=16,
                choices=tuple(
                    Choice(each.value, each.label, _PRIORITIES.get(each.value, ())) for each in Priority
                ),
            ),
            Column("needs_proof", _("A proof is needed"), "yesno", ("perlu bukti", "bukti", "butuh bukti"), width=12),
            Column("description", _("More about it"), aliases=("uraian", "keterangan", "catatan", "rincian"),
                   most_letters=4000, many_lines=True, width=50),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> TaskStore:
        return TaskStore(target.city, by)


class TaskStore(Store):
    def __init__(self, city: City, by: Any) -> None:
        self._city, self._by = city, by
        self._today = timezone.now().astimezone(city.timezone).date()

    def begin(self, index: Index) -> None:
        self._organisations = Finder()
        self._organisation_of: dict[str, Organisation] = {}
        for each in Organisation.objects.of_city(self._city):
            self._organisations.add(each.code, (each.name, each.short_name))
            self._organisation_of[each.code] = each
        self._owners = {user.email.casefold(): user for user in doers(self._city, self._today)}
        self._open: dict[tuple[str, str], list[str]] = {}
        for task in self._tasks().filter(state__in=UNFINISHED):
            self._open.setdefault(_identity(_current(task).values), []).append(task.code)

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.name = entry.values.get("title", "")
            if entry.values.get("organisation"):
                entry.values["organisation"] = self._organisations.resolve(entry, "organisation") or ""
            self._find_owner(entry)
            if not entry.faults:
                self._identify(entry)
        self._check_against_tasks([entry for entry in entries if not entry.faults])

    def _find_owner(self, entry: Entry) -> None:
        email = entry.values.get("owner", "").casefold()
        if email and email not in self._owners:
            entry.blame("task-person-unknown", "owner", text=email[:60])
        elif email:
            entry.values["owner"] = email

    def _identify(self, entry: Entry) -> None:
        """By its code, else an unfinished task of the same owner with the same words; else it is new."""
        if code := entry.values.get("code", ""):
            entry.key = entry.values["code"] = read_code(code) or code
            return
        self._complete(entry)
        found = self._open.get(_identity(entry.values), [])
        if len(found) > 1:
            entry.blame("reference-ambiguous", "title", text=entry.name[:60], found=", ".join(found[:4]))
        entry.key = found[0] if found else f"+{fingerprint(list(_identity(entry.values)))}"
        if found:
            entry.values["code"] = found[0]

    def _complete(self, entry: Entry) -> None:
        """A person brings the organisation along, as giving the task by hand would do."""
        owner = self._owners.get(entry.values.get("owner", ""))
        organisation = self._organisation_of.get(entry.values.get("organisation", ""))
        try:
            held = planning.ownership(self._city, owner, organisation, today=self._today)
        except Refused as refused:
            column = "organisation" if owner is None else "owner"
            for fault in refused.faults:
                entry.blame("task-cannot-be-owned", column, reason=sentence(fault))
            return
        entry.values["organisation"] = held.organisation.code if held.organisation else ""

    def _check_against_tasks(self, entries: list[Entry]) -> None:
        """A finished task stays as it is, and who does a task is changed by handing it over."""
        known = {task.code: task for task in self._tasks().filter(code__in=[entry.key for entry in entries])}
        for entry in entries:
            task = known.get(entry.key)
            if task is None:
                if entry.values.get("code"):
                    entry.blame("task-code-unknown", "code", text=entry.key[:20])
                continue
            values = _current(task).values
            self._check_one(entry, task, values)
            # What the file does not say of a task that is here already is what it is.
            for name in ("organisation", "owner"):
                entry.values[name] = values[name]

    def _check_one(self, entry: Entry, task: Task, values: Any) -> None:
        for name in ("organisation", "owner"):
            if entry.values.get(name) and entry.values[name] != values[name]:
                entry.blame("task-hand-over-first", name, text=values["organisation"] or values["owner"])
        said = {name: value for name, value in entry.values.items() if value}
        differs = any(said.get(name, value) != value for name, value in values.items())
        if differs and task.stands not in workflow.RULES[workflow.Deed.CHANGE].of:
            entry.blame("task-is-finished", "title", state=str(task.state_words))

    def _tasks(self) -> Any:
        return Task.objects.filter(city=self._city).select_related("city", "owner", "organisation")

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = self._tasks().filter(code__in=keys)
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.code: _current(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        rows = self._tasks().filter(state__in=UNFINISHED).order_by("due_on", "pk")
        return (_current(row) for row in rows.iterator())

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        keys: dict[str, str] = {}
        for row in rows:
            if row.before is None:
                keys[row.key] = self._give(row.after, by=by, now=now)
            else:
                self._change(row.key, row.after, by=by, now=now)
        return keys

    def _give(self, values: Any, *, by: Any, now: datetime) -> str:
        organisations = Organisation.objects.filter(code=values.get("organisation", ""))
        owners = User.objects.get_queryset().filter(email__iexact=values.get("owner", ""))
        task = actions.assign(
            city=self._city,
            title=values["title"],
            due_on=date.fromisoformat(values["due_on"]),
            owner=owners.first() if values.get("owner") else None,
            organisation=organisations.first(),
            description=values.get("description", ""),
            priority=values.get("priority") or Priority.NORMAL,
            needs_proof=values.get("needs_proof", "") != "no",
            by=by,
            now=now,
        )
        return task.code

    def _change(self, code: str, values: Any, *, by: Any, now: datetime) -> None:
        task = self._tasks().get(code=code)
        changes = {name: values[name] for name in _CHANGEABLE if name in values} | {
            "due_on": date.fromisoformat(values["due_on"]),
            "needs_proof": values.get("needs_proof", "") != "no",
        }
        actions.change(task, changes=changes, expected=task.version, by=by, now=now)

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        for row in rows:
            self._change(row.key, row.values, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        """A task that was given is not made ungiven: its owner was told, so it is cancelled and he or she hears why."""
        for task in self._tasks().filter(code__in=keys, state__in=WITH_OWNER):
            actions.cancel(task, reason=_now("The workbook that gave this task was undone."), by=by, now=now)
        return {}


def _identity(values: Any) -> tuple[str, str]:
    return fold(values.get("title", "")), values.get("organisation", "") or values.get("owner", "")


def _current(task: Task) -> Current:
    values = {name: str(getattr(task, name)) for name in _CHANGEABLE}
    values |= {
        "code": task.code,
        "organisation": task.organisation.code if task.organisation else "",
        "owner": task.owner.email if task.owner else "",
        "due_on": task.due_on.isoformat(),
        "needs_proof": "yes" if task.needs_proof else "no",
    }
    # A version and a state of their own: whoever worked on it since has changed it.
    return Current(task.code, values, task.title, [task.version, task.state])


intakes.register(Tasks())
