"""What is known of one city: its results, recommendations and milestones."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Milestone, Recommendation, Result

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class CityProfile:
    city: "City"
    results: list[Result]
    recommendations: list[Recommendation]
    milestones: list[Milestone]

    @cached_property
    def advice(self) -> list[tuple[int, str, list[Recommendation]]]:
        """The recommendations by year and stage, the latest first."""
        groups: dict[tuple[int, str], list[Recommendation]] = {}
        for each in self.recommendations:
            groups.setdefault((each.year, each.stage), []).append(each)
        return [(year, stage, group) for (year, stage), group in sorted(groups.items(), reverse=True)]


def profile(city: "City", user: "Someone") -> CityProfile:
    return CityProfile(
        city,
        results_of(city, user),
        list(Recommendation.objects.visible_to(user).filter(city=city).select_related("source")),
        list(Milestone.objects.visible_to(user).filter(city=city).select_related("source")),
    )


def results_of(city: "City", user: "Someone") -> list[Result]:
    """A city's results, the latest year first."""
    return list(
        Result.objects.visible_to(user)
        .filter(city=city)
        .select_related("round", "source")
        .order_by("-round__year")
    )
