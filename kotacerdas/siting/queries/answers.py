"""Answers of scenarios: the newest, the one that is shown, and how far it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kotacerdas.common.domain.faults import Fault
from kotacerdas.jobs.models import State
from kotacerdas.people.models import City
from kotacerdas.siting.models import Answer, Scenario

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

Phase = Literal["waits", "runs", "failed", "stopped", "refused", "partial", "ready"]
_ENDED: dict[str, Phase] = {
    Answer.State.READY: "ready",
    Answer.State.PARTIAL: "partial",
    Answer.State.REFUSED: "refused",
}


def current_of(scenario: Scenario) -> Answer | None:
    """The newest, whatever became of it, with its job."""
    row: Answer | None = Answer.objects.of(scenario).select_related("job").first()
    if row is not None:
        row.scenario = scenario
    return row


def shown_of(scenario: Scenario) -> Answer | None:
    """The newest that has a stage."""
    row: Answer | None = Answer.objects.of(scenario).exclude(stages=[]).select_related("job").first()
    if row is not None:
        row.scenario = scenario
    return row


def phase_of(answer: Answer) -> Phase:
    """A job that ended without telling the answer, because its worker was lost, counts as it ended."""
    if (ended := _ENDED.get(answer.state)) is not None:
        return ended
    if answer.job is None or answer.job.state == State.FAILED:
        return "failed"
    if answer.job.state == State.CANCELLED:
        return "stopped"
    return "runs" if answer.job.state == State.RUNNING else "waits"


def faults_of(answer: Answer) -> list[Fault]:
    return [Fault(kind, values) for kind, values in answer.faults]


@dataclass(frozen=True)
class Listed:
    """`current` is the newest answer, `shown` the newest with a stage."""

    scenario: Scenario
    candidates: int
    current: Answer | None
    shown: Answer | None

    @property
    def is_older(self) -> bool:
        """The answer is older than the scenario."""
        return self.shown is not None and self.shown.version < self.scenario.version


def listed(city: City, user: "Someone") -> list[Listed]:
    """Every scenario of the city that the reader sees, the last changed first; two queries."""
    return with_answers(Scenario.objects.visible_to(user).of(city), city)


def with_answers(scenarios: QuerySet[Scenario], city: City) -> list[Listed]:
    mine = Answer.objects.filter(scenario=OuterRef("pk")).order_by("-asked_at", "-pk").values("pk")
    rows = scenarios.annotate(
        newest=Subquery(mine[:1]),
        best=Subquery(mine.exclude(stages=[])[:1]),
        count=Count("candidates", filter=Q(candidates__is_excluded=False)),
    ).select_related("made_by")
    found = list(rows)
    wanted = {pk for each in found for pk in (each.newest, each.best) if pk}
    answers = Answer.objects.select_related("job").in_bulk(wanted)
    for each in found:
        each.city = city
    for answer in answers.values():
        answer.scenario = next(each for each in found if each.pk == answer.scenario_id)
    return [Listed(each, each.count, answers.get(each.newest), answers.get(each.best)) for each in found]
