"""Contracts from a workbook, known again by their code: from when to when, how much a month, and which points they pay for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import in_use
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import cities, day, iso
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi.actions import contracts as deeds
from kotacerdas.wifi.domain import paying, records
from kotacerdas.wifi.models import Contract, Payment, Point

_CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
_COLUMN_OF = {"wifi-contract-dates": "ends_on", "wifi-contract-cost": "monthly_cost"}
_TEXTS = ("number", "provider", "money", "document", "note")
_DAYS = ("starts_on", "ends_on")
_MOST_NAMED = 10


class Contracts(Intake):
    name: ClassVar = "wifi.contracts"
    slug: ClassVar = "kontrak-wifi"
    title: ClassVar = _("Contracts of the Wi-Fi")
    description: ClassVar = _(
        "One row for each contract: number, provider, period, cost of a point a month, and the points it pays for. Known again by its code."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "file-text"
    identifying: ClassVar = ("code",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        money = tuple(
            Choice(each.value, each.label, _MONEY_NAMES.get(each.value, ())) for each in Contract.Money
        )
        return [
            Column("code", _("Code"), "code", ("kode", "kode kontrak"), is_required=True, most_letters=60, width=16),
            Column("number", _("Number of the contract"), aliases=("nomor", "no kontrak", "nomor kontrak"), is_required=True,
                   most_letters=120, width=26),
            Column("provider", _("Provider"), aliases=("penyedia", "vendor"), is_required=True, most_letters=200, width=26),
            Column("starts_on", _("Begins on"), "date", ("mulai", "tanggal mulai", "berlaku sejak"), is_required=True, width=12),
            Column("ends_on", _("Ends on"), "date", ("selesai", "berakhir", "tanggal selesai"), is_required=True, width=12),
            Column("monthly_cost", _("Cost of a point a month in rupiah"), "integer",
                   ("biaya per titik per bulan", "biaya bulanan", "biaya"), width=16, help=_("Leave it empty if it is not known.")),
            Column("money", _("Source of the money"), "choice", ("sumber dana",), choices=money, width=18),
            Column("points", _("Points that it pays for"), aliases=("titik", "daftar titik"), most_letters=30_000, many_lines=True,
                   width=44, help=_("Codes with commas in between; a point with its own cost a month as WIFI-001: 550000.")),
            Column("document", _("Where the document is"), aliases=("dokumen",), most_letters=500, width=30),
            Column("note", _("Note"), aliases=("catatan", "keterangan"), most_letters=1000, width=30),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> "ContractStore":
        return ContractStore(target.city)


_MONEY_NAMES: dict[str, tuple[str, ...]] = {
    "city": ("apbd", "apbd kota", "apbd kabupaten"),
    "province": ("apbd provinsi",),
    "nation": ("apbn",),
    "csr": ("csr", "tjsl"),
    "other": ("lainnya", "lain-lain"),
}


class ContractStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city

    @cached_property
    def _points(self) -> frozenset[str]:
        return frozenset(Point.objects.filter(city=self._city).values_list("code", flat=True))

    def settle(self, entries: list[Entry]) -> None:
        current = self.current([entry.values.get("code", "") for entry in entries])
        for entry in entries:
            code = entry.values.get("code", "")
            entry.key, entry.name = code, entry.values.get("number", "")
            if code and not _CODE.fullmatch(code):
                entry.blame("wifi-contract-code-unfit", "code", given=code[:40])
            kept = current.get(code)
            if kept is not None and "sample" in entry.values:
                # Said once, when the contract is written down.
                entry.values["sample"] = kept.values["sample"]
            self._settle_points(entry)
            self._judge(entry, kept)

    def _settle_points(self, entry: Entry) -> None:
        """Brings the cell to its one form, in which it is compared and given back."""
        if not (text := entry.values.get("points", "")):
            return
        costs, wrong = paying.read(text)
        unknown = sorted(costs.keys() - self._points)
        if wrong:
            entry.blame("wifi-points-unreadable", "points", text=wrong[0][:60])
        elif unknown:
            entry.blame("wifi-points-unknown", "points", points=unknown[:_MOST_NAMED], count=len(unknown))
        elif any(cost is not None and cost > records.MOST_COST for cost in costs.values()):
            entry.blame("wifi-contract-cost", "points", most=records.MOST_COST)
        else:
            entry.values["points"] = paying.written(costs)

    def _judge(self, entry: Entry, kept: Current | None) -> None:
        """As the row would be; a cell that could not be read is blamed already."""
        whole = {
            **(kept.values if kept else {}),
            **{name: text for name, text in entry.values.items() if text},
        }
        if not all(whole.get(name) for name in _DAYS):
            return
        for each in records.contract_faults(_numbers_and_days(whole)):
            entry.blame(each.kind, _COLUMN_OF[each.kind], **each.values)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = Contract.objects.filter(city=self._city, code__in=keys)
        return {each.key: each for each in self._read(rows.select_for_update() if lock else rows)}

    def everything(self) -> Iterator[Current]:
        yield from self._read(Contract.objects.of(self._city))

    def _read(self, rows: Any) -> list[Current]:
        """Two queries."""
        contracts = list(rows)
        costs: dict[int, dict[str, int | None]] = {}
        for each in Payment.objects.filter(contract__in=contracts).select_related("point"):
            costs.setdefault(each.contract_id, {})[each.point.code] = each.monthly_cost
        return [Current(each.code, _values(each, costs.get(each.pk, {})), each.number) for each in contracts]

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store({row.key: row.after for row in rows}, by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        self._store({row.key: row.values for row in rows}, by=by, now=now)

    def _store(self, rows: Mapping[str, Mapping[str, str]], *, by: Any, now: datetime) -> None:
        kept = {each.code: each for each in Contract.objects.filter(city=self._city, code__in=rows)}
        how: dict[str, Any] = {"by": by, "now": now}
        for code, values in rows.items():
            words = _words(values)
            if (row := kept.get(code)) is None:
                made = deeds.sign(self._city, code, words, is_sample=values.get("sample") == "yes", **how)
            else:
                made = deeds.change(row, words, expected=row.version, **how)
            costs, _wrong = paying.read(values.get("points", ""))
            deeds.pay(made, costs, expected=made.version, **how)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = list(Contract.objects.filter(city=self._city, code__in=keys).select_related("city"))
        users = in_use.users_of(Contract, [each.pk for each in rows], apart_from=("payments",))
        for each in rows:
            if each.pk not in users:
                deeds.remove(each, by=by, now=now)
        return {each.code: in_use.fault(users[each.pk]) for each in rows if each.pk in users}


def _values(contract: Contract, costs: Mapping[str, int | None]) -> dict[str, str]:
    return {
        "code": contract.code,
        **{name: getattr(contract, name) for name in _TEXTS},
        **{name: iso(getattr(contract, name)) for name in _DAYS},
        "monthly_cost": "" if contract.monthly_cost is None else str(contract.monthly_cost),
        "points": paying.written(costs),
        "sample": "yes" if contract.is_sample else "no",
    }


def _numbers_and_days(values: Mapping[str, str]) -> dict[str, Any]:
    cost = values.get("monthly_cost", "")
    return {**{name: day(values[name]) for name in _DAYS}, "monthly_cost": int(cost) if cost else None}


def _words(values: Mapping[str, str]) -> deeds.ContractWords:
    fields: dict[str, Any] = {name: values.get(name, "") for name in _TEXTS}
    return deeds.ContractWords(**fields, **_numbers_and_days(values))
