"""A forecast is asked for and computed in the background; scenarios and balances are written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import structlog
from django.db import models, transaction
from django.utils.text import slugify

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain.forecasting import apart, balance, drivers, foreseeing
from kotacerdas.indicators.models import Balance, Forecast, Indicator, Scenario, Series
from kotacerdas.indicators.queries import foresight
from kotacerdas.indicators.queries.foresight import TASK
from kotacerdas.jobs.actions import enqueue

if TYPE_CHECKING:
    from kotacerdas.jobs.models import Job
    from kotacerdas.people.models import City, User

log = structlog.get_logger()


@transaction.atomic
def foresee(series: Series, horizon: int, *, by: "User | None", now: datetime) -> "Job":
    """A job computes it; while that waits, asking again is the same job. Raises `Refused` for figures that do not suffice."""
    figures = foresight.figures_of(series, this_year=now.year)
    if series.indicator.kind == Indicator.Kind.OPINION:
        raise Refused(Fault("forecast-of-opinion"))
    foreseeing.require(figures.as_floats(), horizon)
    job = enqueue(
        TASK, by=by, city=series.city, about=series.indicator, key=f"{series.pk}/{horizon}",
        series=series.pk, horizon=horizon,
    )  # fmt: skip
    audit.record("indicators.forecast", on=series.indicator, by=by, city=series.city, now=now)
    return job


def computed(
    series: Series, horizon: int, *, this_year: int, check: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Some seconds in a process of its own; nothing is written."""
    figures = foresight.figures_of(series, this_year=this_year)
    outcome = apart.foresee(figures.as_floats(), horizon, check=check)
    return {"observed": figures.fingerprint, "outcome": outcome.as_json()}


def keep(
    series: Series, horizon: int, found: Mapping[str, Any], *, by: "User | None", now: datetime
) -> Forecast:
    """Beside earlier ones, which stay as they were. Of a city's series everybody sees it who sees the series; of a province
    or the nation, for which the city does not speak, its own offices alone."""
    asker = None if series.city_id or by is None else foresight.office_of(by)
    row = Forecast.objects.create(
        series=series, city=asker, horizon=horizon, observed=found["observed"], outcome=found["outcome"],
        made_at=now, by=by,
    )  # fmt: skip
    log.info("forecast.computed", series=series.pk, horizon=horizon, model=found["outcome"]["choice"]["key"])
    return row


@dataclass(frozen=True)
class ScenarioWords:
    title_id: str
    title_en: str
    drivers: Sequence[Mapping[str, Any]]


@transaction.atomic
def keep_scenario(
    city: "City",
    wanted: ScenarioWords,
    *,
    by: "User | None",
    now: datetime,
    row: Scenario | None = None,
    expected: int = 0,
) -> Scenario:
    """A new one, or `row` changed. Raises `Refused`, and `versions.StaleSave` if it was changed since version `expected`."""
    read = drivers.read(wanted.drivers)
    columns = {
        "title_id": wanted.title_id.strip(), "title_en": wanted.title_en.strip(),
        "drivers": [each.as_json() for each in read],
    }  # fmt: skip
    if row is None:
        kept = Scenario.objects.create(city=city, code=_free_code(Scenario, city, wanted.title_id), **columns)
    else:
        kept = versions.save(row, expected=expected, changes=columns)
    audit.record("indicators.keep-scenario", on=kept, by=by, city=city, now=now)
    return kept


@dataclass(frozen=True)
class BalanceWords:
    """`served` and `losses` are shares of one."""

    title_id: str
    title_en: str
    people: Series
    capacity: Series
    per_head: Decimal
    served: Decimal
    losses: Decimal
    basis: str = ""


@transaction.atomic
def keep_balance(
    city: "City",
    wanted: BalanceWords,
    *,
    by: "User | None",
    now: datetime,
    row: Balance | None = None,
    expected: int = 0,
) -> Balance:
    """A new one, or `row` changed. One that rests on a sample is a sample. Raises `Refused` and `versions.StaleSave`."""
    _require(wanted)
    columns = {
        "title_id": wanted.title_id.strip(), "title_en": wanted.title_en.strip(), "people": wanted.people,
        "capacity": wanted.capacity, "per_head": wanted.per_head, "served": wanted.served,
        "losses": wanted.losses, "basis": wanted.basis.strip(),
        "is_sample": wanted.people.is_sample or wanted.capacity.is_sample,
    }  # fmt: skip
    if row is None:
        kept = Balance.objects.create(city=city, code=_free_code(Balance, city, wanted.title_id), **columns)
    else:
        kept = versions.save(row, expected=expected, changes=columns)
    audit.record("indicators.keep-balance", on=kept, by=by, city=city, now=now)
    return kept


MOST_PER_HEAD = 1000
"""Litres a head and day; more is a slip of the pen, for no city of the world drinks and washes with it."""


def _require(wanted: BalanceWords) -> None:
    found = []
    if not 0 < wanted.per_head <= MOST_PER_HEAD:
        found.append(Fault("balance-per-head", {"most": MOST_PER_HEAD}))
    if not 0 <= wanted.served <= 1:
        found.append(Fault("balance-served"))
    if not 0 <= wanted.losses < 1:
        found.append(Fault("balance-losses"))
    if balance.people_factor(wanted.people.unit_id) is None:
        found.append(Fault("balance-people-unit", {"unit": wanted.people.unit}))
    if balance.flow_factor(wanted.capacity.unit_id) is None:
        found.append(Fault("balance-capacity-unit", {"unit": wanted.capacity.unit}))
    if found:
        raise Refused(found)


def _free_code(model: type[models.Model], city: "City", title: str) -> str:
    """From the title, with a number where that is taken."""
    stem = slugify(title)[:50].strip("-") or "tanpa-nama"
    taken = set(model._base_manager.filter(city=city, code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken or code in RESERVED:
        number += 1
        code = f"{stem}-{number}"
    return code


RESERVED = frozenset({"baru"})
"""Words of the addresses beside the codes."""
