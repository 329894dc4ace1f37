"""Loads results of a round, publishes a round."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.actions.intervals import forget_intervals
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.models import Result, Round, Score, Source
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.domain.scoring import Panel

if TYPE_CHECKING:
    from kotacerdas.people.models import User

from kotacerdas.evaluation.planning import Plan, plan_results

log = structlog.get_logger()


@transaction.atomic
def load_results(
    round_: Round,
    rows: Iterable[CityAnswers],
    *,
    by: "User | None",
    now: datetime,
    source: Source | None = None,
    replace_all: bool = False,
    origin: Result.Origin = Result.Origin.LOADED,
) -> Plan:
    """Writes all cities or none. `by` is None when the command line or shipped reference data writes."""
    Round.objects.select_for_update().get(pk=round_.pk)
    plan = plan_results(round_, list(rows), by=by, source=source, replace_all=replace_all, origin=origin)
    written = [planned for planned in plan.cities if planned.change != "unchanged"]
    for planned in written:
        planned.result.save()
    results = [planned.result for planned in written]
    Score.objects.filter(result__in=results).delete()
    Score.objects.bulk_create(
        _score(planned.result, code, answer) for planned in written for code, answer in planned.scores.items()
    )
    if written:
        forget_intervals(round_)
        log.info(
            "results.loaded",
            round=round_.code,
            at=now.isoformat(),
            cities=len(written),
        )
        if origin is Result.Origin.LOADED:
            note = {"count": len(written), "replaced": replace_all}
            record("evaluation.results_loaded", on=round_, by=by, city=None, now=now, note=note)
    return plan


@transaction.atomic
def publish(round_: Round, *, by: "User", now: datetime) -> None:
    """Shows the round and its results to everyone. One that runs here is published in its days: raises `Refused`."""
    if round_.kind == Round.Kind.RUN:
        guarding.require_days(Deed.PUBLISH, round_, None, now=now)
        _count_cities(round_)
    _show(round_, True, by=by, now=now)


def _count_cities(round_: Round) -> None:
    """What is known of a round that runs here: how many were invited and scored, and whether none is missing."""
    states = list(round_.participations.values_list("state", flat=True))
    joined = sum(state == "joined" for state in states)
    scored = round_.results.filter(participated=True, index__isnull=False).count()
    Round.objects.filter(pk=round_.pk).update(
        cities_invited=len(states), cities_scored=scored, is_complete=0 < joined <= scored
    )


@transaction.atomic
def take_back(round_: Round, *, by: "User", now: datetime) -> None:
    """Hides a published round again from all but those who saw it before."""
    _show(round_, False, by=by, now=now)


def _show(round_: Round, is_published: bool, *, by: "User", now: datetime) -> None:
    before = Round.objects.select_for_update().get(pk=round_.pk).is_published
    if before == is_published:
        return
    Round.objects.filter(pk=round_.pk).update(
        is_published=is_published, published_at=now if is_published else None
    )
    word = "round.published" if is_published else "round.taken_back"
    log.info(word, round=round_.code, at=now.isoformat())
    record(
        "evaluation.round_published" if is_published else "evaluation.round_taken_back",
        on=round_,
        by=by,
        city=None,
        now=now,
        changes={"is_published": (before, is_published)},
    )


# --- an import undone --------------------------------------------------------------------------------------

_KEPT = (
    "participated",
    "index",
    "exact",
    "band",
    "parts",
    "published",
    "published_improvement",
    "published_rank",
    "published_rank_of",
    "is_computed",
    "origin",
    "source_id",
    "note_id",
    "note_en",
)


def snapshot(result: Result) -> dict[str, Any]:
    """Everything that `put_back` needs, as JSON; `scores` must be prefetched where there are many results."""
    kept = {name: getattr(result, name) for name in _KEPT}
    return {
        "city": result.city_id,
        "result": {name: str(value) if isinstance(value, Decimal) else value for name, value in kept.items()},
        "scores": [[score.code, str(score.value), score.panel] for score in result.scores.all()],
    }


@transaction.atomic
def put_back(
    round_: Round, snapshots: Iterable[Mapping[str, Any]], *, by: "User | None", now: datetime
) -> None:
    """Makes results again what they were; the import that is undone stands in the trail."""
    for kept in snapshots:
        result = Result.objects.get(round=round_, city=kept["city"])
        for name, value in kept["result"].items():
            setattr(result, name, value)
        result.save()
        result.scores.all().delete()
        Score.objects.bulk_create(
            Score(result=result, code=code, value=Decimal(value), panel=panel)
            for code, value, panel in kept["scores"]
        )
    forget_intervals(round_)


@transaction.atomic
def take_out(round_: Round, cities: Iterable[str], *, by: "User | None", now: datetime) -> None:
    """Takes out the results of these cities (by code), which an import that is undone had added."""
    round_.results.filter(city__code__in=list(cities)).delete()
    forget_intervals(round_)


def _score(result: Result, code: str, answer: Decimal | Panel) -> Score:
    if isinstance(answer, tuple):
        value = exact_decimal(scoring.panel_mean(answer))
        return Score(result=result, code=code, value=value, panel=[int(each) for each in answer])
    return Score(result=result, code=code, value=answer)
