"""Samples for the demo: 362 invented points around the middles of the kelurahan, shaped on what is known of Balikpapan's."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.models import City, User
from kotacerdas.wifi.actions import contracts, inspections, points, states
from kotacerdas.wifi.actions.contracts import ContractWords
from kotacerdas.wifi.models import Contract, OffReason, Point

OFFICE = "program@balikpapan.example"
AWAY = 0.011
"""Degrees (about 1.2 km) from the middle of a kelurahan within which its points are strewn."""
TRIES = 60
Entry = Mapping[str, Any]


@demo_loader("wifi.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    plan = read_yaml(settings.REFERENCE_DATA / "demo" / "wifi.yaml")
    city = City.objects.filter(code=plan["city"]).first()
    by = User.objects.filter(is_demo=True, email=OFFICE).first()
    known = Point.objects.filter(city=city).count() if city else 0
    if city is None or by is None or known or not Outline.objects.of(city).exists():
        report.unchanged("sample Wi-Fi points", known)
        return
    with quietly():
        _Maker(city, by, plan).make()
    report.added("sample Wi-Fi points", Point.objects.filter(city=city).count())


class _Maker:
    """By the programme office, now. The same points every time."""

    def __init__(self, city: City, by: User, plan: Entry) -> None:
        self._city, self._plan = city, plan
        self._how: dict[str, Any] = {"by": by, "now": timezone.now()}
        self._chance = random.Random(city.code)  # noqa: S311 - samples that are the same every time, no secret

    def make(self) -> None:
        points.write_all(self._city, self._rows(), **self._how)
        rows = list(Point.objects.of(self._city))
        for entry in self._plan["contracts"]:
            self._contract(entry, rows)
        self._states(rows)
        for entry in self._plan["inspections"]:
            found = inspections.Found(
                entry["day"], entry["findings"], "Diskominfo", Decimal(entry["mbps"]) if entry["mbps"] else None,
                entry["is_published"],
            )  # fmt: skip
            inspections.inspect(rows[entry["point"]], found, **self._how)

    # --- points ------------------------------------------------------------------------------------------------

    def _rows(self) -> list[points.Row]:
        days = list(self._days())
        self._chance.shuffle(days)
        places = list(self._places(len(days)))
        return [
            self._row(number, *place, day)
            for number, (place, day) in enumerate(zip(places, days, strict=True))
        ]

    def _days(self) -> Iterator[date]:
        for entry in self._plan["installed"]:
            whole = (entry["last"] - entry["first"]).days
            for at in range(entry["count"]):
                day = entry["first"] + timedelta(days=whole * at // max(entry["count"] - 1, 1))
                yield day.replace(day=1)

    def _places(self, count: int) -> Iterator[tuple[Outline, int, float, float]]:
        """In turn through the kelurahan, each with how many it has so far."""
        outlines = list(Outline.objects.of(self._city))
        areas = areas_of(self._city)
        for at in range(count):
            outline, turn = outlines[at % len(outlines)], at // len(outlines)
            yield outline, turn, *self._place(outline, areas)

    def _place(self, outline: Outline, areas: Any) -> tuple[float, float]:
        """Within the kelurahan; nearer to its middle the longer none is found."""
        lon, lat = float(outline.lon), float(outline.lat)
        for at in range(TRIES):
            reach = AWAY * (1 - at / TRIES)
            east, north = (self._chance.uniform(-reach, reach) for _side in range(2))
            found = areas.at(lon + east, lat + north)
            if found is not None and found.code == outline.unit.code:
                return lon + east, lat + north
        return lon, lat

    def _row(self, number: int, outline: Outline, turn: int, lon: float, lat: float, day: date) -> points.Row:
        kinds, speeds = self._plan["kinds"], self._plan["speeds"]
        kind = kinds[(turn + number) % len(kinds)]
        is_radio, is_cellular = turn > 0 and number % 7 == 3, number % 31 == 11
        first = f"{self._plan['prefix']}-{number % 34 + 1:03d}"
        fields = {
            "name": f"Contoh {kind['name']} {turn + 1}, {outline.unit.name}",
            "kind": kind["kind"],
            "lon": round(Decimal(lon), 6),
            "lat": round(Decimal(lat), 6),
            "speed_mbps": speeds[number % len(speeds)]["mbps"],
            "backhaul": "radio" if is_radio else "cellular" if is_cellular else "fibre",
            "hub_words": first if is_radio else "",
            "equipment": "Titik akses luar ruang (contoh)",
            "mast_height_m": Decimal(3 + number % 10),
            "antenna": "sector" if number % 6 == 5 else "omni",
            "azimuth": number * 40 % 360 if number % 6 == 5 else None,
            "beam_width": 90 if number % 6 == 5 else None,
            "gain_dbi": Decimal(12 if number % 6 == 5 else 6),
            "people_a_day": 12 + number * 7 % 60 if number % 10 < 7 else None,
            "installed_on": day,
            "is_sample": True,
        }
        return points.Row(f"{self._plan['prefix']}-{number + 1:03d}", fields, 0)

    # --- contracts and states ----------------------------------------------------------------------------------

    def _contract(self, entry: Entry, rows: Sequence[Point]) -> None:
        words = ContractWords(
            number=entry["number"], provider=entry["provider"], starts_on=entry["starts_on"], ends_on=entry["ends_on"],
            monthly_cost=self._plan["speeds"][1]["cost"], money=Contract.Money.CITY, note=entry["note"],
        )  # fmt: skip
        made = contracts.sign(self._city, entry["code"], words, is_sample=True, **self._how)
        costs = {each["mbps"]: each["cost"] for each in self._plan["speeds"]}
        paid = {
            each.code: None if costs[each.speed_mbps] == words.monthly_cost else costs[each.speed_mbps]
            for each in rows
            if each.installed_on is not None and each.installed_on <= words.ends_on
        }
        contracts.pay(made, paid, expected=made.version, **self._how)

    def _states(self, rows: Sequence[Point]) -> None:
        for day in sorted({each.installed_on for each in rows if each.installed_on}):
            self._switch([each for each in rows if each.installed_on == day], True, day)
        gap = self._plan["gap"]
        self._switch(rows, False, gap["off_on"], OffReason.CONTRACT, gap["off_note"])
        self._switch(rows, True, gap["on_on"], "", gap["on_note"])
        for entry in self._plan["faults"]:
            some = rows[entry["from"] :: entry["every"]]
            self._switch(some, False, entry["since"], entry["reason"])
            if entry["until"]:
                self._switch(some, True, entry["until"])

    def _switch(
        self, rows: Sequence[Point], is_on: bool, since: date, reason: str = "", note: str = ""
    ) -> None:
        wanted = states.Switch(is_on, since, reason, note)
        states.note(rows, wanted, city=self._city, **self._how)
