"""Contracts with how many points each pays and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kotacerdas.people.models import City
from kotacerdas.wifi.models import Contract, Payment


@dataclass(frozen=True)
class Agreed:
    """A contract with its points. `monthly` sums what is known; `unknown` says of how many points it is not."""

    contract: Contract
    payments: Sequence[Payment]
    on: date

    @property
    def points(self) -> int:
        return len(self.payments)

    @property
    def monthly(self) -> int:
        return sum(each.monthly for each in self.payments if each.monthly is not None)

    @property
    def unknown(self) -> int:
        return sum(each.monthly is None for each in self.payments)

    @property
    def state(self) -> str:
        """`running`, `coming` or `over`."""
        if self.contract.ends_on < self.on:
            return "over"
        return "running" if self.contract.starts_on <= self.on else "coming"

    @property
    def days_left(self) -> int:
        return (self.contract.ends_on - self.on).days


def of(city: City, *, on: date) -> list[Agreed]:
    """Two queries, the newest first."""
    found: dict[int, list[Payment]] = {}
    for each in (
        Payment.objects.filter(contract__city=city)
        .select_related("contract", "point__unit")
        .order_by("point__code")
    ):
        found.setdefault(each.contract_id, []).append(each)
    return [Agreed(row, found.get(row.pk, []), on) for row in Contract.objects.of(city)]


def one(contract: Contract, *, on: date) -> Agreed:
    rows = contract.payments.select_related("contract", "point__unit").order_by("point__code")
    return Agreed(contract, list(rows), on)
