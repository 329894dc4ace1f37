"""What somebody asks of a scenario: where candidates come from, whom they shall serve, what it may cost, which rules hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from kotacerdas.common.domain.faults import Fault

Backhaul = Literal["any", "hubs"]
LEAST_SPACING, MOST_SPACING = 50, 5_000  # metres
MOST_RADIUS = 5_000
MOST_HEIGHT = 300
MOST_FACTOR = 100
MOST_PEOPLE = 100_000
MOST_MONEY = 10**15
MOST_LINK_KM = 50
MOST_RELAYS = 3
MOST_SECONDS = 600


@dataclass(frozen=True)
class Wishes:
    """Metres, rupiah, seconds. `places` are kinds; `grid_m` 0 is no grid. `most` and `budget` None are no limit; `least` is by
    kecamatan, `equity` a factor of the people of a kelurahan. `needs` says as how many people a place of a kind counts, and
    `report_people` a report of missing signal. `backhaul` "hubs": only what a hub sees, or a relay within `link_km`.
    `costs` by kind, "" for every other."""

    places: tuple[str, ...] = ()
    grid_m: int = 0
    most: int | None = None
    budget: int | None = None
    least: Mapping[str, int] = field(default_factory=dict)
    apart_m: int = 0
    radius_m: float = 150.0
    receiver_m: float = 1.5
    mast_m: float = 5.0
    equity: Mapping[str, float] = field(default_factory=dict)
    needs: Mapping[str, int] = field(default_factory=dict)
    report_people: int = 0
    backhaul: Backhaul = "any"
    link_km: float = 5.0
    relays: int = 1
    costs: Mapping[str, int] = field(default_factory=dict)
    seconds: int = 60

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Wishes":
        """From what `as_json` gave; what is missing is as usual."""
        names = {each.name for each in fields(cls)}
        given = {name: value for name, value in kept.items() if name in names}
        if "places" in given:
            given["places"] = tuple(given["places"])
        return cls(**given)

    def as_json(self) -> dict[str, Any]:
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        sorted_ones = {
            name: dict(sorted(told[name].items())) for name in ("least", "equity", "needs", "costs")
        }
        return told | sorted_ones | {"places": sorted(self.places)}

    @property
    def is_plain(self) -> bool:
        """People are counted, and nothing else."""
        return (
            not any(self.needs.values())
            and not self.report_people
            and all(factor == 1 for factor in self.equity.values())
        )

    def cost_of(self, kind: str) -> int:
        return self.costs.get(kind, self.costs.get("", 0))


def faults_of(wishes: Wishes) -> Iterator[Fault]:
    """Whatever is wrong with it by itself."""
    if wishes.grid_m and not LEAST_SPACING <= wishes.grid_m <= MOST_SPACING:
        yield Fault("siting-grid", {"least": LEAST_SPACING, "most": MOST_SPACING})
    if wishes.most is None and wishes.budget is None:
        yield Fault("siting-without-limit")
    if wishes.most is not None and wishes.most < 1:
        yield Fault("siting-choose", {"given": wishes.most})
    if wishes.budget is not None and not 0 < wishes.budget <= MOST_MONEY:
        yield Fault("siting-budget")
    if not 0 < wishes.radius_m <= MOST_RADIUS:
        yield Fault("siting-radius", {"most": MOST_RADIUS})
    for name, height in (("receiver", wishes.receiver_m), ("mast", wishes.mast_m)):
        if not 0 <= height <= MOST_HEIGHT:
            yield Fault(f"siting-{name}-height", {"most": MOST_HEIGHT})
    if not 0 <= wishes.apart_m <= MOST_SPACING:
        yield Fault("siting-apart", {"most": MOST_SPACING})
    yield from _weight_faults(wishes)
    if not 0 < wishes.link_km <= MOST_LINK_KM:
        yield Fault("siting-link", {"most": MOST_LINK_KM})
    if not 0 <= wishes.relays <= MOST_RELAYS:
        yield Fault("siting-relays", {"most": MOST_RELAYS})
    if not 1 <= wishes.seconds <= MOST_SECONDS:
        yield Fault("siting-seconds", {"most": MOST_SECONDS})


def _weight_faults(wishes: Wishes) -> Iterator[Fault]:
    if any(not 0 <= factor <= MOST_FACTOR for factor in wishes.equity.values()):
        yield Fault("siting-equity", {"most": MOST_FACTOR})
    if any(not 0 <= each <= MOST_PEOPLE for each in (*wishes.needs.values(), wishes.report_people)):
        yield Fault("siting-needs", {"most": MOST_PEOPLE})
    if any(not 0 <= each <= MOST_MONEY for each in wishes.costs.values()):
        yield Fault("siting-cost")
    if any(each < 0 for each in wishes.least.values()):
        yield Fault("siting-least")
