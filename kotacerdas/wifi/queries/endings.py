"""Contracts that end soon with points that no contract pays afterwards."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kotacerdas.people.models import City
from kotacerdas.wifi.models import Contract
from kotacerdas.wifi.queries import standing


@dataclass(frozen=True)
class Ending:
    contract: Contract
    points: int
    """That nothing follows for."""
    on: date

    @property
    def days_left(self) -> int:
        return (self.contract.ends_on - self.on).days


def of(city: City, *, on: date) -> list[Ending]:
    return of_rows(standing.of(city, on=on), on=on)


def of_rows(rows: list[standing.Standing], *, on: date) -> list[Ending]:
    """The one that ends first stands first."""
    contracts = {each.contract_id: each.contract for row in rows for each in row.payments}
    count: Counter[int] = Counter()
    for row in rows:
        if row.is_ending:
            last = max(
                row.payments,
                key=lambda each: (each.contract.ends_on == row.paid_until, each.contract.ends_on),
            )
            count[last.contract_id] += 1
    found = [Ending(contracts[key], points, on) for key, points in count.items()]
    return sorted(found, key=lambda each: (each.contract.ends_on, each.contract.code))
