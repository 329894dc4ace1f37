"""The run in use, those that were asked for, and whether the one in use still fits the points of today."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Func, IntegerField
from django.db.models.fields.json import KeyTransform

from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries import marks
from kotacerdas.coverage.queries.work import Phase, phase_of_job
from kotacerdas.jobs.models import OPEN
from kotacerdas.people.models import City
from kotacerdas.wifi.queries.points import WifiPoint

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def used_run(city: City) -> CoverageRun | None:
    """One query, with its ground."""
    row = CoverageRun.objects.used(city).select_related("ground").first()
    if row is not None:
        row.city = city
    return row


def is_being_computed(city: City) -> bool:
    """One query, which reads nothing of what older runs found."""
    return CoverageRun.objects.of(city).filter(state=CoverageRun.State.WAITING, job__state__in=OPEN).exists()


def pictured(user: "Someone", code: str, what: str, mark: str) -> CoverageRun | None:
    """The run in use of which this is a picture; its folder is all that is read of it. One query."""
    rows = CoverageRun.objects.visible_to(user).filter(is_used=True, code=code)
    return rows.filter(**{f"found__pictures__{what}": mark}).only("code").first()


@dataclass(frozen=True)
class Brief:
    """What a headline tells of a run: its points, its people, and its areas by kelurahan."""

    points: int
    people: Mapping[str, Any]
    areas: Mapping[str, Mapping[str, Any]]


def brief_of(run: CoverageRun) -> Brief:
    return Brief(len(run.found["points"]), run.found["people"], run.found["areas"])


def newest_of(city: City, count: int = 6) -> list[tuple[CoverageRun, Brief | None]]:
    """Whatever became of them, with their jobs; brief are those that are ready. One query, which reads no more of what they found:
    that is half a megabyte each, and the page that watches one asks every two seconds."""
    rows = CoverageRun.objects.of(city).select_related("job", "asked_by", "ground").defer("found")
    told: Any = rows.annotate(
        found_points=Length(KeyTransform("points", "found")),
        found_people=F("found__people"),
        found_areas=F("found__areas"),
    )
    found = []
    for each in told[:count]:
        each.city = city
        is_ready = each.state == CoverageRun.State.READY
        found.append(
            (each, Brief(each.found_points, each.found_people, each.found_areas) if is_ready else None)
        )
    return found


class Length(Func):
    """Of a list in a JSON column."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_ARRAY_LENGTH", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **more)


def phase_of(run: CoverageRun) -> Phase:
    if run.state == CoverageRun.State.READY:
        return "done"
    if run.state == CoverageRun.State.REFUSED:
        return "refused"
    return phase_of_job(run.job)


def faults_of(run: CoverageRun) -> list[Fault]:
    return [Fault(kind, values) for kind, values in run.faults]


def inputs_of(city: City, points: Sequence[WifiPoint], ground_code: str) -> str:
    """Other points, heights, antennas, people, outlines or another ground: another mark. Two queries."""
    told = [
        [each.code, each.lon, each.lat, each.mast_height_m, repr(each.antenna), each.is_sample]
        for each in points
    ]
    return hashlib.sha256(
        json.dumps([ground_code, told, marks.of_people(city)], default=str).encode()
    ).hexdigest()[:16]
