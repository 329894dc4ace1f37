"""A sample scenario with its answer for the demo; it rests on samples and says so."""

from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec

import structlog
from django.utils import timezone

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.people.models import City, User
from kotacerdas.siting.actions import computing, scenarios
from kotacerdas.siting.defaults import defaults_on
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Answer, Scenario

log = structlog.get_logger()
CITY, OFFICE = "64.71", "program@balikpapan.example"
TITLES = ("Contoh: 30 titik baru", "Contoh: 15 titik, sekolah dan posyandu didahulukan")
CODES = ("c0nt0h00000000000001", "c0nt0h00000000000002")


@demo_loader("siting.samples", after=["coverage.spots", "terrain.samples"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    city = City.objects.filter(code=CITY).first()
    by = User.objects.filter(is_demo=True, email=OFFICE).first()
    if city is None or by is None or Scenario.objects.of(city).exists():
        report.unchanged("sample scenarios")
        return
    now = timezone.now()
    with quietly():
        for code, title, wishes in zip(CODES, TITLES, _wishes(city, now), strict=True):
            try:
                made = scenarios.make(city, title, wishes, by=by, now=now, sample_code=code)
            except Refused as refused:
                log.info("siting.no-sample", faults=[each.kind for each in refused.faults])
                return
            report.added("sample scenarios", made.title)
            _answer(made, by, now)


def _wishes(city: City, now: datetime) -> list[Wishes]:
    usual = defaults_on(now.astimezone(city.timezone).date()).wishes
    kinds = ("school", "posyandu", "health", "office", "hall", "park", "market", "sport")
    plain = replace(usual, places=kinds, grid_m=1_000, most=30, seconds=30)
    return [plain, replace(plain, most=15, needs={"school": 300, "posyandu": 150}, apart_m=300)]


def _answer(scenario: Scenario, by: User, now: datetime) -> None:
    """Here and now, without the proof, for a demo should show something before a worker begins. Where the packages or the ground
    are missing there is a scenario without an answer."""
    if find_spec("numba") is None:
        return
    row = Answer.objects.create(
        scenario=scenario, version=scenario.version, settings=scenario.settings, asked_by=by, asked_at=now
    )
    row.scenario = scenario
    try:
        for number, said in enumerate(computing.computed(row, day=now.date(), proves=False)):
            computing.keep_stage(row, said, number)
    except Refused as refused:
        log.info("siting.no-sample-answer", faults=[each.kind for each in refused.faults])
        row.delete()
        return
    computing.finish(row, by=by, now=now)
