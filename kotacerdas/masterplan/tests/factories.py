"""Editions and programmes; what can only come about by a deed comes through the deed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Edition, Node, Programme
from kotacerdas.people.models import City

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MASTERPLAN = {
    "kind": "masterplan",
    "title_id": "Masterplan Kota Cerdas",
    "first_year": 2022,
    "last_year": 2026,
}


def edition(city: City, code: str = "masterplan-2022", **fields: Any) -> Edition:
    """A draft of the masterplan 2022-2026, unless said otherwise."""
    return Edition.objects.create(city=city, code=code, **{**MASTERPLAN, **fields})


def node(of: Edition, code: str = "T1", kind: str = "goal", **fields: Any) -> Node:
    return Node.objects.create(edition=of, code=code, kind=kind, **{"text_id": f"Tujuan {code}", **fields})


def programme(of: Edition, code: str = "SG-01", **given: Any) -> Programme:
    """Through the deed, also into an edition that is frozen already. `targets`, `budgets`, `supporting` and so on are parts
    of the record; everything else is a field."""
    parts = {
        name: given.pop(name) for name in Record.__dataclass_fields__ if name in given and name != "fields"
    }
    fields = {"title": f"Program {code}", "kind": "dimension", "dimension": "gov", **given}
    fields = {f"{name}_id" if name in ("lead", "indicator", "continues") else name: getattr(value, "pk", value)
              for name, value in fields.items()}  # fmt: skip
    status, of.status = of.status, Edition.Status.DRAFT
    Edition.objects.filter(pk=of.pk).update(status=of.status)
    made = deeds.add(of, code, Record(fields, **parts), by=None, now=NOW)
    Edition.objects.filter(pk=of.pk).update(status=status)
    of.status = status
    made.edition = of
    return made


def targets(**by_year: str) -> Mapping[int, Decimal]:
    """`targets(y2024="10", y2025="20")`."""
    return {int(year.removeprefix("y")): Decimal(value) for year, value in by_year.items()}


def apbd(year: int, ceiling: int, **rest: Any) -> dict[tuple[int, str], Money]:
    return {(year, "apbd"): Money(ceiling, **rest)}


def running(of: Edition, code: str = "SG-01", **given: Any) -> Programme:
    """One that runs from the first to the last day of its edition."""
    days = {"starts_on": date(of.first_year, 1, 1), "ends_on": date(of.last_year, 12, 31)}
    return programme(of, code, **{"state": "running", **days, **given})


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app."""
    from kotacerdas.masterplan.tests import addresses  # it stands on these factories

    return addresses.samples(city)
