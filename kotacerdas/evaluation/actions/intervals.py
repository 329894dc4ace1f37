"""Reckons how sure the places of a round are, from the single answers of its assessors; `domain.resampling` says how."""

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import Count, Max

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import resampling
from kotacerdas.evaluation.domain.resampling import DRAWS, Interval, Sheet, Tell
from kotacerdas.evaluation.models import RankInterval, Result, Round, Score
from kotacerdas.evaluation.queries.intervals import TASK
from kotacerdas.instruments.domain.scoring import Panel
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.models import Job

if TYPE_CHECKING:
    from kotacerdas.people.models import User

NAMED = 5
"""So many cities that lack something are named; the others are counted."""
log = structlog.get_logger()


@transaction.atomic
def order_intervals(round_: Round, *, by: "User | None", now: datetime) -> Job:
    """A job computes them; while it waits, ordering again is the same job."""
    guarding.require_whole(round_, by=by)
    _cities(round_)
    job = enqueue(TASK, by=by, about=round_, key=round_.code, code=round_.code)
    log.info("intervals.ordered", round=round_.code, at=now.isoformat())
    record("evaluation.intervals_ordered", on=round_, by=by, city=None, now=now)
    return job


def compute_intervals(
    round_: Round,
    *,
    by: "User | None",
    now: datetime,
    seed: int | None = None,
    tell: Tell = lambda done, of: None,
) -> int:
    """In the place of those that were there; how many. The seed is the evaluated year unless told, so that computing
    again gives the same.

    Some seconds for 191 cities, so nothing is locked meanwhile: if results have changed by then, the intervals are
    refused, for they would be those of figures that nobody sees any more.
    """
    guarding.require_whole(round_, by=by)
    before = _version(round_)
    cities = _cities(round_)
    edition, seed = round_.edition, round_.year if seed is None else seed
    assert edition is not None
    sheets = {result.city.code: sheets for result, sheets in cities}
    found = resampling.intervals(edition, sheets, seed=seed, tell=tell)
    rows = [_row(result, found[result.city.code], seed, now) for result, _sheets in cities]
    _keep(round_, rows, before, by=by, now=now)
    return len(rows)


@transaction.atomic
def _keep(
    round_: Round, rows: list[RankInterval], before: object, *, by: "User | None", now: datetime
) -> None:
    Round.objects.select_for_update().get(pk=round_.pk)
    if _version(round_) != before:
        raise Refused(Fault("intervals-overtaken"))
    forget_intervals(round_)
    RankInterval.objects.bulk_create(rows)
    log.info("intervals.computed", round=round_.code, at=now.isoformat(), cities=len(rows))
    note = {"count": len(rows), "draws": DRAWS, "seed": rows[0].seed}
    record("evaluation.intervals_computed", on=round_, by=by, city=None, now=now, note=note)


def forget_intervals(round_: Round) -> None:
    """Whatever changes one result may change every place, so those of the whole round go."""
    RankInterval.objects.filter(result__round=round_).delete()


def _version(round_: Round) -> object:
    """Changes with every result that is written or taken out: its scores are written anew."""
    scores = Score.objects.filter(result__round=round_).aggregate(Count("pk"), Max("pk"))
    results = Result.objects.filter(round=round_).order_by("pk").values_list("pk", "participated", "index")
    return scores, list(results)


def _cities(round_: Round) -> list[tuple[Result, list[Sheet]]]:
    """The cities that took part with the sheets of their assessors; refused unless all of them have these."""
    edition = round_.edition
    if round_.city_id is not None or edition is None:
        raise Refused(Fault("intervals-not-computable"))
    panels = _panels(round_)
    results = round_.results.filter(participated=True).select_related("city").order_by("city__code")
    found = [(result, resampling.sheets_of(edition, panels.get(result.pk, {}))) for result in results]
    lacking = [result.city.name for result, sheets in found if sheets is None]
    if len(lacking) == len(found):
        raise Refused(Fault("intervals-not-computable"))
    if lacking:
        raise Refused(Fault("intervals-lack-sheets", {"cities": lacking[:NAMED], "count": len(lacking)}))
    return [(result, sheets) for result, sheets in found if sheets is not None]


def _panels(round_: Round) -> dict[int, dict[str, Panel]]:
    """By result, the single answers to each question; rows of a ministry's round are too many for objects."""
    scores = Score.objects.filter(result__round=round_, panel__isnull=False).order_by()
    found: dict[int, dict[str, Panel]] = {}
    for result, code, panel in scores.values_list("result", "code", "panel"):
        found.setdefault(result, {})[code] = tuple(panel or ())
    return found


def _row(result: Result, found: Interval, seed: int, now: datetime) -> RankInterval:
    return RankInterval(
        result=result,
        index_low=found.index_low,
        index_high=found.index_high,
        rank_low=found.rank_low,
        rank_high=found.rank_high,
        assessors=found.assessors,
        draws=DRAWS,
        seed=seed,
        at=now,
    )
