"""Savings of a city: the newest that was found for what the address asks, how the work stands, and its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from kotacerdas.common.domain.faults import Fault
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.siting.models import Saving
from kotacerdas.siting.queries.answers import phase_of_job

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

Phase = Literal["waits", "runs", "failed", "stopped", "refused", "done"]


def shown_of(city: City, user: "Someone", *, points: int | None, percent: Decimal | None) -> Saving | None:
    """The newest that was found; with neither number the newest of all. One query."""
    rows = Saving.objects.visible_to(user).of(city).done()
    if points is not None:
        rows = rows.filter(points=points)
    elif percent is not None:
        rows = rows.filter(percent=percent)
    return _of(city, rows.first())


def last_of(city: City, user: "Someone") -> Saving | None:
    """The one that was asked for last, whatever became of it. One query."""
    return _of(city, Saving.objects.visible_to(user).of(city).select_related("job").first())


def others_of(city: City, user: "Someone", count: int = 8) -> list[Saving]:
    """What was found lately, each question once. One query."""
    found: dict[str, Saving] = {}
    rows = Saving.objects.visible_to(user).of(city).done().defer("found")
    for each in rows[: 4 * count]:
        each.city = city
        found.setdefault(each.asked, each)
    return list(found.values())[:count]


def _of(city: City, row: Saving | None) -> Saving | None:
    if row is not None:
        row.city = city
    return row


def phase_of(saving: Saving) -> Phase:
    if saving.done_at is not None:
        return "refused" if saving.faults else "done"
    return phase_of_job(saving.job)


def faults_of(saving: Saving) -> list[Fault]:
    return [Fault(kind, values) for kind, values in saving.faults]


@dataclass(frozen=True)
class Row:
    """One point. `alone` is what no other point reaches, `monthly` None where nobody knows it."""

    code: str
    name: str
    kelurahan: str
    lon: float
    lat: float
    covered: int
    alone: int
    monthly: int | None
    is_gone: bool
    is_must: bool
    is_hub: bool
    is_sample: bool

    @property
    def shared(self) -> float | None:
        """Of its people the share that others reach, too; None where it reaches nobody."""
        return (self.covered - self.alone) / self.covered if self.covered else None


def names_of(city: City) -> dict[str, str]:
    """Of kelurahan by code. One query."""
    return dict(TerritorialUnit.objects.filter(city=city).values_list("code", "name"))


def rows_of(saving: Saving, names: Mapping[str, str]) -> Sequence[Row]:
    """Those first that would be missed least."""
    return [_row(each, names) for each in saving.found["rows"]]


def _row(each: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    return Row(
        each["code"], each["name"], names.get(each["unit"], ""), each["lon"], each["lat"], each["covered"],
        each["alone"], each["monthly"], each["is_gone"], each["is_must"], each["is_hub"], each["is_sample"],
    )  # fmt: skip
