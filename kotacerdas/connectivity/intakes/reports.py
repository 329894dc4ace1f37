"""Reports of signal as a workbook, such as a list that the heads of RTs have filled in. Names come in, and never go out to
the public; they are for the office only."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.connectivity.actions import reporting
from kotacerdas.connectivity.actions.reporting import NewReport
from kotacerdas.connectivity.domain import coarse
from kotacerdas.connectivity.intakes.places import Map, degrees, place_columns, told
from kotacerdas.connectivity.models import SignalReport
from kotacerdas.files.domain.codes import LENGTH
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Intake, Store, Target, Wanted
from kotacerdas.people.domain.codes import derived_code
from kotacerdas.people.intakes.places import cities
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

_CONTENT = ("on", "unit", "rt", "lon", "lat", "operator", "signal", "where", "role", "name", "words")


class Reports(Intake):
    name: ClassVar = "connectivity.reports"
    slug: ClassVar = "laporan-sinyal"
    title: ClassVar = _("Reports of signal")
    description: ClassVar = _(
        "One row for each report: where, which operator, how the signal is. A report that is here already is not written twice."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "message-report"
    identifying: ClassVar = ("unit",)
    is_private: ClassVar = True

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        signals = (
            Choice("none", SignalReport.Signal.NONE.label, ("tidak ada", "kosong", "blank")),
            Choice("weak", SignalReport.Signal.WEAK.label, ("lemah", "buruk")),
            Choice("ok", SignalReport.Signal.OK.label, ("baik", "bagus", "cukup")),
        )
        places = (
            Choice("indoors", pgettext_lazy("signal", "indoors"), ("di dalam", "dalam rumah")),
            Choice("outdoors", pgettext_lazy("signal", "outdoors"), ("di luar", "luar rumah")),
        )
        roles = (
            Choice("rt_head", SignalReport.Role.RT_HEAD.label, ("ketua rt",)),
            Choice("officer", SignalReport.Role.OFFICER.label, ("petugas",)),
            Choice("citizen", SignalReport.Role.CITIZEN.label, ("warga",)),
        )
        return [
            Column("on", _("Day"), "date", ("tanggal",), is_required=True, width=12),
            Column("unit", _("Kelurahan"), aliases=("kode kelurahan", "desa"), is_required=True, most_letters=120, width=24),
            Column("rt", _("RT"), aliases=("nomor rt", "no rt"), most_letters=10, width=8),
            *place_columns(is_required=False),
            Column("operator", _("Operator"), aliases=("penyelenggara", "provider"), most_letters=100,
                   help=_("Empty: all operators."), width=20),
            Column("signal", _("Signal"), "choice", ("sinyal",), is_required=True, choices=signals, width=14),
            Column("where", pgettext_lazy("signal", "Indoors or outdoors"), "choice", ("tempat",), choices=places, width=14),
            Column("role", _("Who reported"), "choice", ("pelapor", "peran"), is_required=True, choices=roles, width=16),
            Column("name", _("Name"), aliases=("nama pelapor",), most_letters=120,
                   help=_("Only if needed to ask back; the office alone sees it."), width=24),
            Column("words", _("Words"), aliases=("keterangan", "uraian"), most_letters=1000, many_lines=True, width=36),
            Column("state", _("State"), aliases=("keadaan", "status"), width=20, help=_("For reading only: the office checks it.")),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> "ReportStore":
        return ReportStore(target.city)


class ReportStore(Store):
    """The code of a report that a list brings follows from what it says. One that says the same is the same report, whether a list
    brought it or somebody typed it: it is not written twice. A name that was taken away since makes no other report of it, and
    neither does what open data leaves out: names, words, and more than a hundred metres of a place."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._map = Map(city)
        self._new: list[tuple[str, NewReport]] = []
        self._known: set[str] = set()

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            unit = self._map.unit(entry)
            self._map.rt(entry)
            self._map.operator(entry)
            self._map.past(entry, "on")
            entry.values.pop("state", None)
            entry.values["where"] = entry.values.get("where") or "outdoors"
            if not (entry.values.get("rt") or entry.values.get("lon")):
                entry.blame("signal-report-without-place", "rt")
            if unit is not None:
                entry.key = self._code(entry.values)
                entry.name = f"{unit.name} RT {entry.values.get('rt', '')}".removesuffix(" RT ")
        self._recognise([entry for entry in entries if entry.key and not entry.faults])
        for entry in entries:
            # Rounded, a place of ours may lie beyond the border.
            if entry.key not in self._known:
                self._map.place(entry)

    def _code(self, values: Mapping[str, str]) -> str:
        said = [self._city.code, *(values.get(name, "") for name in _CONTENT)]
        return derived_code(json.dumps(said), LENGTH).lower()

    def _recognise(self, entries: list[Entry]) -> None:
        """Gives those that are here already the code under which they are. Of several that open data does not tell apart each is
        found once. One query."""
        days = {entry.values["on"] for entry in entries}
        kept = [current_of(row) for row in self._rows().filter(on__in=days).order_by("pk")]
        by_code = {each.key: each for each in kept}
        by_words = {self._code(each.values): each for each in kept}
        in_the_open: dict[str, list[Current]] = {}
        for each in kept:
            for code in {self._code(open_to_all(each.values, at)) for at in (False, True)}:
                in_the_open.setdefault(code, []).append(each)
        for entry in entries:
            nameless = self._code({**entry.values, "name": ""})
            likely = [by_code.get(entry.key), by_words.get(entry.key), by_words.get(nameless)]
            if not (entry.values.get("name") or entry.values.get("words")):
                likely += in_the_open.get(entry.key, [])
            here = [each for each in likely if each is not None]
            same = next((each for each in here if each.key not in self._known), here[0] if here else None)
            if same is not None:
                self._known.add(same.key)
                entry.key = same.key
                # What was taken away or left out since, and what was said once, when it was written.
                entry.values |= same.values

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = self._rows().filter(code__in=keys)
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.code: current_of(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        for row in self._rows().iterator(chunk_size=1000):
            yield current_of(row)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """What is here already says the same, so only new ones are written."""
        self._new += [(row.key, self._report(row.after)) for row in rows if row.before is None]
        return {}

    def finish(self, *, by: Any, now: datetime) -> None:
        if self._new:
            codes, wanted = zip(*self._new, strict=True)
            reporting.report_all(self._city, wanted, by=by, now=now, today=self._map.today, codes=codes)
        self._new = []

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        """Nothing that was here has been changed."""

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        reporting.drop_reports(self._city, keys, by=by, now=now)
        return {}

    def _rows(self) -> Any:
        return SignalReport.objects.of(self._city)

    def _report(self, after: Any) -> NewReport:
        has_place = bool(after.get("lon") and after.get("lat"))
        return NewReport(
            unit=self._map.units[after["unit"]],
            signal=after["signal"],
            on=date.fromisoformat(after["on"]),
            role=after["role"],
            rt=after.get("rt", ""),
            lon=degrees(after["lon"]) if has_place else None,
            lat=degrees(after["lat"]) if has_place else None,
            operator=self._map.operators.get(after.get("operator", "")),
            is_indoors=after.get("where") == "indoors",
            words=after.get("words", ""),
            name=after.get("name", ""),
            is_sample=after.get("sample") == "yes",
        )


def open_to_all(values: Mapping[str, str], is_rounded: bool) -> dict[str, str]:
    """What a report says without who said it and in which words; where exactly, only if it is not rounded."""
    found = {**values, "name": "", "words": ""}
    if is_rounded:
        found |= {name: told(coarse.degrees(Decimal(found[name]))) for name in ("lon", "lat") if found[name]}
    return found


def current_of(row: SignalReport) -> Current:
    values = {
        "on": row.on.isoformat(), "unit": row.unit.code, "rt": row.rt, "lon": told(row.lon), "lat": told(row.lat),
        "operator": row.operator.code if row.operator else "", "signal": row.signal,
        "where": "indoors" if row.is_indoors else "outdoors", "role": row.role, "name": row.name, "words": row.words,
        "sample": "yes" if row.is_sample else "no",
    }  # fmt: skip
    beside = {"state": str(row.get_state_display())}
    return Current(row.code, values, str(row.unit), {"version": row.version}, beside)
