"""An answer is asked for, kept stage by stage as it comes, and ends whole, broken off or refused."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.jobs import actions as jobs
from kotacerdas.siting import answering, building
from kotacerdas.siting.domain import solving
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Answer, Scenario
from kotacerdas.siting.queries.answers import open_job
from kotacerdas.siting.queries.material import material_of
from kotacerdas.siting.queries.offers import offers_of

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
TASK = "siting.solve"
State = Answer.State


@transaction.atomic
def ask(scenario: Scenario, *, by: "User | None", now: datetime) -> Answer:
    """One that waits or runs for the scenario as it stands is that answer, unless it is being stopped; one for an older version is
    stopped."""
    locked = Scenario.objects.select_for_update(of=("self",)).select_related("city").get(pk=scenario.pk)
    for open_one in Answer.objects.of(locked).filter(state=State.WAITING).select_related("job"):
        if (job := open_job(open_one)) is None:
            continue
        if open_one.version == locked.version:
            return open_one
        jobs.cancel(job, by=by, now=now)
    made = _row(locked, by, now)
    made.job = jobs.enqueue(TASK, by=by, city=locked.city, about=locked, key=str(made.pk), answer=made.pk)
    made.save(update_fields=["job"])
    audit.record("siting.ask", on=locked, by=by, city=locked.city, now=now)
    return made


def _row(scenario: Scenario, by: "User | None", now: datetime) -> Answer:
    return Answer.objects.create(
        scenario=scenario, version=scenario.version, settings=scenario.settings, asked_by=by, asked_at=now
    )


def stop(answer: Answer, *, by: "User | None", now: datetime) -> None:
    """The last stage that was kept stands. Raises `Refused` if it has ended already."""
    if answer.job is not None:
        jobs.cancel(answer.job, by=by, now=now)


def computed(
    answer: Answer,
    *,
    day: Any,
    told: Callable[[int, int], None] = lambda done, of: None,
    stopped: Callable[[], bool] | None = None,
    proves: bool = True,
) -> Iterator[dict[str, Any]]:
    """Stage after stage what `keep_stage` keeps; nothing is written. Raises `Refused`, also where the scenario is no longer what was
    asked about: its candidates are read now."""
    scenario, wishes = answer.scenario, Wishes.of(answer.settings)
    material = material_of(scenario.city, on=day)
    offers = offers_of(scenario)
    if not Scenario.objects.filter(pk=scenario.pk, version=answer.version).exists():
        raise Refused(Fault("siting-changed-since"))
    built = building.build(material, offers, wishes, told=told)
    above = {each.code: (each.name, each.kecamatan) for each in areas_of(scenario.city).rows}
    for stage in solving.stages(built.problem, seconds=wishes.seconds, proves=proves, stopped=stopped):
        yield {
            "stage": answering.stage(built, stage),
            "chosen": answering.chosen(built, stage),
            "figures": answering.figures(built, stage, above) | {"ground_code": material.ground.code},
            "inputs": material.inputs,
            "is_sample": material.is_sample or scenario.is_sample,
        }


@transaction.atomic
def keep_stage(answer: Answer, said: dict[str, Any], number: int) -> bool:
    """The stage of this number, counted from 0. One that an earlier attempt kept stays until it is found again. False where
    somebody took the scenario away meanwhile."""
    row = Answer.objects.select_for_update(of=("self",)).filter(pk=answer.pk).first()
    if row is None:
        return False
    if row.state != State.WAITING:
        return True
    is_last = number >= len(row.stages) - 1
    row.stages = [*row.stages[:number], said["stage"], *row.stages[number + 1 :]]
    if is_last:
        row.chosen, row.figures = said["chosen"], said["figures"]
        row.inputs, row.is_sample = said["inputs"], said["is_sample"]
    row.save(update_fields=["stages", "chosen", "figures", "inputs", "is_sample"])
    return True


@transaction.atomic
def finish(answer: Answer, *, by: "User | None", now: datetime) -> bool:
    row = _waiting(answer)
    if row is None or not row.stages:
        return False
    row.state, row.done_at = State.READY, now
    row.save(update_fields=["state", "done_at"])
    last = row.stages[-1]
    note = {"count": len(last["chosen"]), "people": last["people"]}
    log.info("siting.answered", answer=row.pk, method=last["method"], gap=last["gap"])
    audit.record("siting.answer", on=row.scenario, by=by, city=row.scenario.city, now=now, note=note)
    return True


@transaction.atomic
def break_off(answer: Answer, *, now: datetime) -> bool:
    """What was found until then is marked as broken off."""
    row = _waiting(answer)
    if row is None or not row.stages:
        return False
    row.state, row.done_at = State.PARTIAL, now
    row.save(update_fields=["state", "done_at"])
    return True


@transaction.atomic
def refuse(answer: Answer, faults: Sequence[Fault], *, now: datetime) -> bool:
    row = _waiting(answer)
    if row is None:
        return False
    row.state, row.done_at = State.REFUSED, now
    row.faults = [[each.kind, dict(each.values)] for each in faults]
    row.save(update_fields=["state", "done_at", "faults"])
    return True


def _waiting(answer: Answer) -> Answer | None:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("scenario__city")
    row: Answer | None = rows.filter(pk=answer.pk, state=State.WAITING).first()
    return row
