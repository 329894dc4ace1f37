"""Samples for the demo: invented figures, marked as such, so that forecast and balance can be looked at."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.indicators.actions import foreseeing as actions
from kotacerdas.indicators.models import Balance, Scenario, Series
from kotacerdas.indicators.reference import load
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.models import City

HORIZON = 10


@demo_loader("indicators.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    folder = Path(settings.REFERENCE_DATA) / "demo"
    load(report, folder / "indicators.csv", is_sample=True)
    _foresee_people()
    plans = read_yaml(folder / "foresight.yaml")
    cities = {each.code: each for each in City.objects.members()}
    for entry in plans["scenarios"]:
        named = {"city": cities[entry.pop("city")], "code": entry.pop("code")}
        _tell(report, *Scenario.objects.get_or_create(**named, defaults={**entry, "is_sample": True}))
    for entry in plans["balances"]:
        named = {"city": cities[entry.pop("city")], "code": entry.pop("code")}
        for name in ("people", "capacity"):
            entry[name] = Series.objects.get(
                indicator__code=entry[name], city=named["city"], is_sample=True, label="contoh"
            )
        _tell(report, *Balance.objects.get_or_create(**named, defaults={**entry, "is_sample": True}))


def _foresee_people() -> None:
    """Once: the worker computes it while people look around."""
    rows = Series.objects.filter(indicator__code="penduduk", is_sample=True, forecasts=None)
    for series in rows.select_related("indicator", "city"):
        actions.foresee(series, HORIZON, by=None, now=timezone.now())


def _tell(report: Report, row: object, is_new: bool) -> None:
    if is_new:
        report.added("foresight", row)
    else:
        report.unchanged("foresight")
