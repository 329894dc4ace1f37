"""The run in use, those that were asked for, and whether the one in use still fits the points of today."""

import hashlib
import json
from collections.abc import Sequence
from typing import Literal

from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.jobs.models import State
from kotacerdas.people.models import City
from kotacerdas.wifi.queries.points import WifiPoint

Phase = Literal["waits", "runs", "failed", "stopped", "refused", "done"]


def used_run(city: City) -> CoverageRun | None:
    """One query, with its ground."""
    row = CoverageRun.objects.used(city).select_related("ground").first()
    if row is not None:
        row.city = city
    return row


def newest_of(city: City, count: int = 6) -> list[CoverageRun]:
    """Whatever became of them, with their jobs. One query."""
    rows = list(CoverageRun.objects.of(city).select_related("job", "asked_by", "ground")[:count])
    for each in rows:
        each.city = city
    return rows


def open_run(rows: Sequence[CoverageRun]) -> CoverageRun | None:
    return next((each for each in rows if phase_of(each) in ("waits", "runs")), None)


def phase_of(run: CoverageRun) -> Phase:
    if run.state == CoverageRun.State.READY:
        return "done"
    if run.state == CoverageRun.State.REFUSED:
        return "refused"
    if run.job is None or run.job.state == State.FAILED:
        return "failed"
    if run.job.state == State.CANCELLED:
        return "stopped"
    return "runs" if run.job.state == State.RUNNING else "waits"


def faults_of(run: CoverageRun) -> list[Fault]:
    return [Fault(kind, values) for kind, values in run.faults]


def inputs_of(points: Sequence[WifiPoint], ground_code: str) -> str:
    """Other points, heights, antennas or another ground: another mark."""
    told = [
        [each.code, each.lon, each.lat, each.mast_height_m, repr(each.antenna), each.is_sample]
        for each in points
    ]
    return hashlib.sha256(json.dumps([ground_code, told]).encode()).hexdigest()[:16]
