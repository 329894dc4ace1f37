"""An answer as it is taken away: its scenario, its candidates, and the names of kecamatan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kotacerdas.geography.queries.areas import kecamatan_names
from kotacerdas.people.models import City
from kotacerdas.siting.models import Answer, Candidate, Scenario


@dataclass(frozen=True)
class Taken:
    """`candidates` are those that were not chosen, by code; `kecamatan` the names of kecamatan by code."""

    scenario: Scenario
    answer: Answer
    candidates: Sequence[Candidate]
    kecamatan: Mapping[str, str]

    @property
    def city(self) -> City:
        return self.scenario.city

    @property
    def names(self) -> dict[str, str]:
        """Of kecamatan and kelurahan, by code."""
        return {
            **self.kecamatan,
            **{each["code"]: each["name"] for each in self.answer.figures.get("areas", [])},
        }

    @property
    def areas(self) -> list[dict[str, Any]]:
        """What each kelurahan gains, with the name of its kecamatan."""
        return [
            each | {"kecamatan": self.kecamatan.get(each["kecamatan"], each["kecamatan"])}
            for each in self.answer.figures.get("areas", [])
        ]


def taken(scenario: Scenario, answer: Answer) -> Taken:
    """Two queries."""
    chosen = {each["code"] for each in answer.chosen}
    rows = Candidate.objects.filter(scenario=scenario).select_related("unit__parent").order_by("code")
    left = [each for each in rows if each.code not in chosen]
    return Taken(scenario, answer, left, kecamatan_names(scenario.city))
