"""Contracts with providers are written down, corrected, and told which points they pay for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.wifi.domain import records
from kotacerdas.wifi.models import Contract, Payment, Point

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

NAMED = 50


@dataclass(frozen=True)
class ContractWords:
    number: str
    provider: str
    starts_on: date
    ends_on: date
    monthly_cost: int | None = None
    money: str = ""
    document: str = ""
    note: str = ""


@transaction.atomic
def sign(
    city: "City",
    code: str,
    wanted: ContractWords,
    *,
    by: "User | None",
    now: datetime,
    is_sample: bool = False,
) -> Contract:
    """Raises `Refused`, also where the code is taken."""
    _require(wanted)
    if Contract.objects.filter(city=city, code=code).exists():
        raise Refused(Fault("wifi-contract-code-taken", {"code": code}))
    row = Contract.objects.create(city=city, code=code, is_sample=is_sample, **asdict(wanted))
    audit.record("wifi.sign", on=row, by=by, city=city, now=now)
    return row


@transaction.atomic
def change(
    contract: Contract, wanted: ContractWords, *, expected: int, by: "User | None", now: datetime
) -> Contract:
    """Raises `Refused` and `versions.StaleSave`."""
    _require(wanted)
    columns = asdict(wanted)
    row = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.version != expected:
        raise versions.StaleSave(row, columns)
    changes = {name: (getattr(row, name), new) for name, new in columns.items() if getattr(row, name) != new}
    if not changes:
        return row
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    row.version += 1
    row.save()
    audit.record("wifi.change-contract", on=row, by=by, city=row.city, now=now, changes=changes)
    return row


@transaction.atomic
def pay(
    contract: Contract, costs: Mapping[str, int | None], *, expected: int, by: "User | None", now: datetime
) -> Contract:
    """Exactly these points, by their codes, each with its own monthly cost or None for the contract's. Raises `Refused` and
    `versions.StaleSave`."""
    row = Contract.objects.select_for_update(of=("self",)).select_related("city").get(pk=contract.pk)
    if row.version != expected:
        raise versions.StaleSave(row, {})
    points = {each.code: each for each in Point.objects.filter(city=row.city, code__in=costs)}
    _require_points(costs, points)
    kept = {each.point.code: each for each in row.payments.select_related("point")}
    gone = sorted(kept.keys() - costs.keys())
    fresh = sorted(costs.keys() - kept.keys())
    dearer = [code for code in kept.keys() & costs.keys() if kept[code].monthly_cost != costs[code]]
    if not (gone or fresh or dearer):
        return row
    row.payments.filter(pk__in=[kept[code].pk for code in gone]).delete()
    Payment.objects.bulk_create(
        Payment(contract=row, point=points[code], monthly_cost=costs[code]) for code in fresh
    )
    for code in dearer:
        kept[code].monthly_cost = costs[code]
    bulk.update(Payment, [kept[code] for code in dearer], ("monthly_cost",))
    row.version += 1
    row.save(update_fields=["version"])
    note: dict[str, Any] = {"added": len(fresh), "removed": len(gone), "changed": len(dearer)}
    note["points"] = ", ".join([*fresh, *gone, *dearer][:NAMED])
    audit.record("wifi.pay", on=row, by=by, city=row.city, now=now, note=note)
    return row


@transaction.atomic
def remove(contract: Contract, *, by: "User | None", now: datetime) -> None:
    """What a workbook brought in by mistake, with what it says of points."""
    row = Contract.objects.select_for_update().filter(pk=contract.pk).first()
    if row is None:
        return
    number = row.number
    row.delete()
    audit.record(
        "wifi.remove-contract", on=None, by=by, city=contract.city, now=now, note={"contract": number}
    )


def _require(wanted: ContractWords) -> None:
    if found := records.contract_faults(asdict(wanted)):
        raise Refused(found)


def _require_points(costs: Mapping[str, int | None], points: Mapping[str, Point]) -> None:
    faults = []
    if unknown := sorted(costs.keys() - points.keys()):
        faults.append(Fault("wifi-points-unknown", {"points": unknown[:10], "count": len(unknown)}))
    if any(cost is not None and not 0 <= cost <= records.MOST_COST for cost in costs.values()):
        faults.append(Fault("wifi-contract-cost", {"most": records.MOST_COST}))
    if faults:
        raise Refused(faults)
