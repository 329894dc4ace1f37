"""Answers of scenarios: the newest, the one that is shown, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kotacerdas.common.domain.faults import Fault
from kotacerdas.jobs.models import Job, State
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
    return _ENDED.get(answer.state) or phase_of_job(answer.job)


def phase_of_job(job: Job | None) -> Literal["waits", "runs", "failed", "stopped"]:
    """Of work that has not told how it ended: a job that is over, or gone, lost its worker."""
    if job is None:
        return "failed"
    match job.state:
        case State.WAITING:
            return "waits"
        case State.RUNNING:
            return "runs"
        case State.CANCELLED:
            return "stopped"
    return "failed"


def open_job(answer: Answer) -> Job | None:
    """The job that works on it, as long as nobody has asked it to stop and it has not ended."""
    job = answer.job
    if answer.state != Answer.State.WAITING or job is None or not job.is_open or job.is_cancel_wanted:
        return None
    return job


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
    """Every scenario of the city that the reader sees, the last changed first, its answers without their sites; two queries."""
    return _with_answers(
        Scenario.objects.visible_to(user).of(city), city, Answer.objects.defer("chosen", "settings")
    )


def some_of(codes: Sequence[str], city: City, user: "Someone") -> list[Listed]:
    """In this order, their answers whole; two queries."""
    scenarios = Scenario.objects.visible_to(user).of(city).filter(code__in=codes)
    found = _with_answers(scenarios, city, Answer.objects.all())
    return sorted(found, key=lambda each: codes.index(each.scenario.code))


def _with_answers(scenarios: QuerySet[Scenario], city: City, answers: QuerySet[Answer]) -> list[Listed]:
    mine = Answer.objects.filter(scenario=OuterRef("pk")).order_by("-asked_at", "-pk").values("pk")
    rows = scenarios.annotate(
        newest=Subquery(mine[:1]),
        best=Subquery(mine.exclude(stages=[])[:1]),
        count=Count("candidates", filter=Q(candidates__is_excluded=False)),
    ).select_related("made_by")
    found = list(rows)
    wanted = {pk for each in found for pk in (each.newest, each.best) if pk}
    known = answers.select_related("job").in_bulk(wanted)
    for each in found:
        each.city = city
        for pk in {each.newest, each.best} & known.keys():
            known[pk].scenario = each
    return [Listed(each, each.count, known.get(each.newest), known.get(each.best)) for each in found]
