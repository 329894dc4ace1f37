"""What is foreseen, as pages show it: the newest forecast of a series, a balance, and what stands around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Max

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.forecasting import balance, drivers, foreseeing, statistical
from kotacerdas.indicators.domain.forecasting.balance import Norms, Weighed
from kotacerdas.indicators.domain.forecasting.drivers import Driver
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome
from kotacerdas.indicators.domain.forecasting.paths import Path
from kotacerdas.indicators.models import Balance, Forecast, Indicator, Observation, Scenario, Series
from kotacerdas.jobs.models import OPEN, Job, State
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User

Value = TypeVar("Value")
TASK = "indicators.foresee"
USUAL_YEARS = 10


@dataclass(frozen=True)
class Figures:
    """Those that a forecast rests on: what has been, not what an office estimates for years to come."""

    rows: Sequence[Observation]

    @cached_property
    def fingerprint(self) -> str:
        return foreseeing.fingerprint([(row.period, row.value.normalize()) for row in self.rows])

    @property
    def parts(self) -> int:
        """Periods in a year."""
        return periods.PARTS[periods.read(self.rows[-1].period).frequency] if self.rows else 1

    def as_floats(self) -> list[tuple[str, float]]:
        return [(row.period, float(row.value)) for row in self.rows]


def figures_of(series: Series, *, this_year: int) -> Figures:
    return Figures(list(series.observations.filter(year__lte=this_year).order_by("period")))


@dataclass(frozen=True)
class Foresight:
    """All of the page of one series. `faults` say why no forecast can be computed from its figures; `job` is "waits",
    "failed" or ""."""

    series: Series
    figures: Figures
    forecast: Forecast | None
    outcome: Outcome | None
    faults: tuple[Fault, ...]
    furthest: int
    job: str

    @property
    def is_stale(self) -> bool:
        """Figures were written, corrected or removed since."""
        return self.forecast is not None and self.forecast.observed != self.figures.fingerprint

    @property
    def usual_horizon(self) -> int:
        """Ten years, or as far as it goes."""
        return min(USUAL_YEARS * self.figures.parts, self.furthest)

    @property
    def lacks_group(self) -> bool:
        """Whether only the simple models can be computed here."""
        return not statistical.is_installed()


def series_around(indicator: Indicator, city: "City", user: "Someone") -> list[Series]:
    """The city's first, facts before samples."""
    rows = Series.objects.visible_to(user).around(city).filter(indicator=indicator)
    levels = [Series.Level.CITY, Series.Level.PROVINCE, Series.Level.NATION]
    found = rows.select_related("indicator", "city", "province")
    return sorted(
        found, key=lambda each: (levels.index(Series.Level(each.level)), each.is_sample, each.label)
    )


def foresight_of(series: Series, user: "Someone", *, this_year: int) -> Foresight:
    """Three queries."""
    found = foresights_of([series], user, this_year=this_year)[series.pk]
    return replace(found, job=_last_job(series))


def first_to_foresee(series: Sequence[Series], user: "Someone", *, this_year: int) -> Series | None:
    """The first of which there is a forecast or can be one, else the first."""
    found = foresights_of(series, user, this_year=this_year)
    able = (each for each in series if found[each.pk].outcome or not found[each.pk].faults)
    return next(able, next(iter(series), None))


def foresights_of(series: Sequence[Series], user: "Someone", *, this_year: int) -> Mapping[int, Foresight]:
    """By the series' key, in two queries however many; without their jobs."""
    rows: dict[int, list[Observation]] = {each.pk: [] for each in series}
    for row in Observation.objects.filter(series__in=rows, year__lte=this_year).order_by("period"):
        rows[row.series_id].append(row)
    kept = Forecast.objects.visible_to(user).filter(series__in=rows)
    newest = kept.order_by().values("series").annotate(last=Max("pk")).values("last")
    forecasts = {each.series_id: each for each in Forecast.objects.filter(pk__in=newest)}
    return {each.pk: _foresight(each, Figures(rows[each.pk]), forecasts.get(each.pk)) for each in series}


def _foresight(series: Series, figures: Figures, forecast: Forecast | None) -> Foresight:
    return Foresight(
        series, figures, forecast,
        outcome=foreseeing.read(forecast.outcome) if forecast else None,
        faults=_faults(series, figures),
        furthest=foreseeing.furthest(figures.as_floats()),
        job="",
    )  # fmt: skip


def _faults(series: Series, figures: Figures) -> tuple[Fault, ...]:
    if series.indicator.kind == Indicator.Kind.OPINION:
        return (Fault("forecast-of-opinion"),)
    try:
        foreseeing.require(figures.as_floats(), 1)
    except Refused as refused:
        return refused.faults
    return ()


def _last_job(series: Series) -> str:
    rows = Job.objects.filter(task=TASK, key__startswith=f"{series.pk}/").order_by("-pk")
    state = rows.values_list("state", flat=True).first()
    if state in OPEN:
        return "waits"
    return "failed" if state == State.FAILED else ""


def scenarios_of(city: "City", user: "Someone") -> list[Scenario]:
    return list(Scenario.objects.visible_to(user).filter(city=city))


def drivers_of(scenario: Scenario | None, indicator: Indicator) -> tuple[Driver, ...]:
    """Of this indicator alone; a stored list that is not valid any more drives nothing."""
    if scenario is None:
        return ()
    try:
        return drivers.of_indicator(drivers.read(scenario.drivers), indicator.code)
    except Refused:
        return ()


def driven(path: Path, ahead: Sequence[str], by: Sequence[Driver], indicator: Indicator) -> Path:
    """With its drivers, and held at the ends of what the indicator can be."""
    return within(drivers.driven(path, ahead, by) if by else path, indicator)


def within(path: Path, indicator: Indicator) -> Path:
    """A share stays between nought and 100 percent, whatever a model says."""
    least, most = (None if end is None else float(end) for end in (indicator.least, indicator.most))
    return tuple(each.within(least, most) for each in path)


@dataclass(frozen=True)
class Weighing:
    """A balance with what it rests on. `weighed` is None while there is no forecast of the people, or no capacity."""

    balance: Balance
    people: Foresight
    weighed: Weighed | None
    has_capacity: bool


def balances_of(city: "City", user: "Someone") -> list[Balance]:
    rows = Balance.objects.visible_to(user).filter(city=city)
    return list(rows.select_related("city", "people__indicator", "capacity__indicator"))


def weighing_of(
    kept: Balance, user: "Someone", *, this_year: int, scenario: Scenario | None = None
) -> Weighing:
    return weighings_of([kept], user, this_year=this_year, scenario=scenario)[0]


def weighings_of(
    kept: Sequence[Balance], user: "Someone", *, this_year: int, scenario: Scenario | None = None
) -> list[Weighing]:
    """Three queries, however many; the balances with their series and these with their indicators selected."""
    people = foresights_of([each.people for each in kept], user, this_year=this_year)
    series = {each.capacity_id: each.capacity for each in kept}
    rows: dict[int, list[Observation]] = {pk: [] for pk in series}
    for row in Observation.objects.filter(series__in=series).order_by("period"):
        rows[row.series_id].append(row)
    capacities = {pk: _capacity_by_year(series[pk], rows[pk]) for pk in series}
    return [_weighing(each, people[each.people_id], capacities[each.capacity_id], scenario) for each in kept]


def _weighing(
    kept: Balance, people: Foresight, capacity: Mapping[int, float], scenario: Scenario | None
) -> Weighing:
    weighed = None
    if people.outcome is not None and capacity:
        weighed = _weighed(kept, people.outcome, capacity, scenario)
    return Weighing(kept, people, weighed, has_capacity=bool(capacity))


def _capacity_by_year(series: Series, rows: Sequence[Observation]) -> Mapping[int, float]:
    """In litres a second; estimates of years to come count here, since what is being built will give water."""
    factor = balance.flow_factor(series.unit_id)
    if factor is None:
        return {}
    return {row.year: float(row.value) * float(factor) for row in rows}


def _weighed(
    kept: Balance, outcome: Outcome, capacity: Mapping[int, float], scenario: Scenario | None
) -> Weighed:
    factor = balance.people_factor(kept.people.unit_id) or 1
    indicator = kept.people.indicator
    path = driven(outcome.chosen.path, outcome.ahead, drivers_of(scenario, indicator), indicator)
    known = _by_year(outcome.periods, [value * factor for value in outcome.values])
    foreseen = _by_year(outcome.ahead, [each.times(factor) for each in path])
    norms = Norms(float(kept.per_head), float(kept.served), float(kept.losses))
    known = {year: value for year, value in known.items() if year not in foreseen}
    return balance.weigh(known, foreseen, capacity, norms)


def _by_year(labels: Sequence[str], values: Sequence[Value]) -> dict[int, Value]:
    """The last period of each year speaks for it."""
    return {periods.read(label).year: value for label, value in zip(labels, values, strict=True)}


def choices_for(city: "City", user: "Someone") -> list[Series]:
    """Series of the city that a balance can rest on."""
    rows = Series.objects.visible_to(user).filter(level=Series.Level.CITY, city=city)
    return list(rows.select_related("indicator").order_by("indicator__title_id", "is_sample", "label"))


def office_of(user: "User") -> "City | None":
    """The city for which somebody keeps indicators."""
    held = [
        each.city for each in access.assignments(user)
        if each.city is not None and Permission.KEEP_INDICATORS in each.duty.permissions
    ]  # fmt: skip
    return min(held, key=lambda city: city.code, default=None)
