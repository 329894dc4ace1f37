"""A scenario is made, changed, and taken away; its candidates follow its settings."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs import actions as jobs
from kotacerdas.people.models import City
from kotacerdas.search import actions as search
from kotacerdas.siting.domain.wishes import Wishes, faults_of
from kotacerdas.siting.gathering import gathered
from kotacerdas.siting.models import Answer, Candidate, Scenario
from kotacerdas.siting.queries.answers import open_job

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
Source = Candidate.Source
MOST_TITLE = 160


@transaction.atomic
def make(
    city: City,
    title: str,
    wishes: Wishes,
    *,
    by: "User | None",
    now: datetime,
    like: Scenario | None = None,
    sample_code: str = "",
) -> Scenario:
    """`like` gives its candidates from files, and what was marked; a sample has a code that never changes. Raises `Refused`."""
    _check(title, wishes)
    made = Scenario(
        city=city, title=title.strip(), settings=wishes.as_json(), made_by=by, made_at=now, changed_at=now,
        is_sample=bool(sample_code),
    )  # fmt: skip
    made.code = sample_code or made.code
    made.save(force_insert=True)
    before = list(Candidate.objects.filter(scenario=like).select_related("unit")) if like else []
    _gather(made, wishes, before)
    search.refresh(made)
    audit.record("siting.make", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def change(
    scenario: Scenario, title: str, wishes: Wishes, *, expected: int, by: "User | None", now: datetime
) -> Scenario:
    """Candidates of places and of the grid are gathered anew; what was marked stays. Raises `Refused` and `StaleSave`."""
    _check(title, wishes)
    changes = {"title": title.strip(), "settings": wishes.as_json(), "changed_at": now}
    saved = versions.save(scenario, expected=expected, changes=changes)
    before = list(Candidate.objects.filter(scenario=saved).select_related("unit"))
    Candidate.objects.filter(scenario=saved).delete()
    _gather(saved, wishes, before)
    search.refresh(saved)
    audit.record("siting.change", on=saved, by=by, city=saved.city, now=now)
    return saved


@transaction.atomic
def remove(scenario: Scenario, *, expected: int, by: "User | None", now: datetime) -> None:
    """With its answers; what is being computed is stopped. Raises `StaleSave` if somebody changed it meanwhile."""
    locked = Scenario.objects.select_for_update(of=("self",)).select_related("city").get(pk=scenario.pk)
    if locked.version != expected:
        raise versions.StaleSave(locked, {})
    for answer in Answer.objects.of(locked).select_related("job"):
        if (job := open_job(answer)) is not None:
            jobs.cancel(job, by=by, now=now)
    audit.record("siting.remove", on=locked, by=by, city=locked.city, now=now)
    search.forget(locked)
    locked.delete()


def _check(title: str, wishes: Wishes) -> None:
    faults = [] if title.strip() else [Fault("siting-without-title")]
    faults += faults_of(wishes)
    if faults:
        raise Refused(faults)


def _gather(scenario: Scenario, wishes: Wishes, before: Sequence[Candidate]) -> None:
    """New ones by their code as they were marked before; those from files stay whatever the settings say."""
    known = {each.code: each for each in before}
    rows = gathered(scenario.city, wishes)
    taken = {each.code for each in rows}
    rows += [each for each in before if each.source == Source.UPLOAD and each.code not in taken]
    for row in rows:
        if (old := known.get(row.code)) is not None:
            row.is_must, row.is_excluded, row.exclusion = old.is_must, old.is_excluded, old.exclusion
            if not old.cost_is_default:
                row.cost, row.cost_is_default = old.cost, False
        if row.cost_is_default:
            row.cost = wishes.cost_of(row.kind)
        row.pk, row.scenario = None, scenario
    Candidate.objects.bulk_create(rows)
    log.info("siting.gathered", scenario=scenario.pk, candidates=len(rows))
