"""What is known of one city: its results, recommendations and milestones."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.common import subjects
from kotacerdas.evaluation.models import Milestone, Recommendation, Result
from kotacerdas.followup import queries as followup
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class CityProfile:
    city: "City"
    results: list[Result]
    recommendations: list[Recommendation]
    milestones: list[Milestone]
    tasks: dict[int, list[Task]]
    """What the reader sees of the work on each recommendation, by its primary key."""

    @property
    def has_samples(self) -> bool:
        of_tasks = any(task.is_sample for some in self.tasks.values() for task in some)
        return of_tasks or any(each.is_sample for each in self.recommendations)

    @cached_property
    def advice(self) -> list[tuple[int, str, list[Recommendation]]]:
        """The recommendations by year and stage, the latest first."""
        groups: dict[tuple[int, str], list[Recommendation]] = {}
        for each in self.recommendations:
            groups.setdefault((each.year, each.stage), []).append(each)
        return [(year, stage, group) for (year, stage), group in sorted(groups.items(), reverse=True)]


def profile(city: "City", user: "Someone") -> CityProfile:
    rows = Recommendation.objects.visible_to(user).filter(city=city).with_words(user)
    advice = list(rows.select_related("city", "source", "round"))
    return CityProfile(
        city,
        results_of(city, user),
        advice,
        list(Milestone.objects.visible_to(user).filter(city=city).select_related("source")),
        tasks_of(advice, user),
    )


def tasks_of(advice: Iterable[Recommendation], user: "Someone") -> dict[int, list[Task]]:
    """One query for those who take part in a programme, none for everybody else."""
    if not access.may(user, Permission.DO_TASKS):
        return {}
    references = {subjects.reference(each): each.pk for each in advice}
    found = followup.about(references, seen_by=user)
    return {references[at]: tasks for at, tasks in found.items()}


def results_of(city: "City", user: "Someone") -> list[Result]:
    """A city's results, the latest year first."""
    return list(
        Result.objects.visible_to(user)
        .filter(city=city)
        .select_related("round", "source")
        .order_by("-round__year")
    )
