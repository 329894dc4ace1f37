"""The grid is computed in the background, anew after every change of its evidence, and once a day because evidence ages."""

import io
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.formats import zone_of
from kotacerdas.connectivity.domain import serving
from kotacerdas.connectivity.domain.cells import Frame, frame_over
from kotacerdas.connectivity.domain.rules import Rules
from kotacerdas.connectivity.models import KeptGrid
from kotacerdas.connectivity.queries.evidence import Known, evidence_of, number_of
from kotacerdas.connectivity.weighing import rules_on
from kotacerdas.geography.queries.areas import areas_of, projection_of
from kotacerdas.jobs.actions import enqueue
from kotacerdas.people.models import City

TASK = "connectivity.compute"


def touch(city: City, *, by: Any, now: datetime) -> None:
    """In the transaction of whoever changed evidence: the grid is stale, and is computed again."""
    KeptGrid.objects.of(city).update(stale_since=now)
    enqueue(TASK, key=city.code, city=city, by=by, code=city.code)


def compute(city: City, *, by: Any, now: datetime) -> KeptGrid | None:
    """None where the city has no outlines, for then nobody knows which cells are its own."""
    areas = areas_of(city)
    if not areas.rows:
        return None
    projection = projection_of(areas)
    today = now.astimezone(zone_of(city.zone)).date()
    rules = rules_on(today)
    shapes = {area.code: projection.shape_in_metres(area.shape) for area in areas.rows}
    frame = frame_over(shapes, cell_m=rules.cell_m, epsg=projection.epsg)
    known = evidence_of(city, projection)
    layers = serving.compute(frame, known.evidence, rules, today=number_of(today))
    values = _values(frame, layers, known, rules)
    return _keep(city, values | {"as_of": today}, by=by, now=now)


def _values(frame: Frame, layers: dict[str, serving.Layer], known: Known, rules: Rules) -> dict[str, Any]:
    packed = io.BytesIO()
    np.savez_compressed(packed, area=frame.area, **serving.as_arrays(layers))  # type: ignore[arg-type]  # names of arrays, not of options
    return {
        "rules_from": rules.valid_from,
        "cell_m": frame.cell_m,
        "west": frame.west,
        "north": frame.north,
        "epsg": frame.epsg,
        "layers": list(layers),
        "codes": list(frame.codes),
        "shares": {name: serving.shares(frame, layer) for name, layer in layers.items()},
        "evidence": {**known.counts, "unplaced": dict(known.unplaced)},
        "content": packed.getvalue(),
        "has_samples": known.is_sample and any(known.counts.values()),
    }


@transaction.atomic
def _keep(city: City, values: dict[str, Any], *, by: Any, now: datetime) -> KeptGrid:
    """What came while it was computed leaves it stale; a job for that waits already."""
    before = KeptGrid.objects.select_for_update().filter(city=city).first()
    stale = before.stale_since if before and before.stale_since and before.stale_since > now else None
    kept, _is_new = KeptGrid.objects.update_or_create(
        city=city, defaults={**values, "computed_at": now, "stale_since": stale}
    )
    audit.record("connectivity.compute", on=city, by=by, city=city, now=now)
    return kept
