"""An answer as GeoJSON (RFC 7946): chosen sites and the candidates that were not chosen."""

import json
from typing import Any

from kotacerdas.siting.exports import facts
from kotacerdas.siting.models import Candidate
from kotacerdas.siting.queries.taking import Taken


def content(taken: Taken) -> str:
    """Names of properties are English, as those of every file for machines; they stay as they are."""
    is_sample = facts.is_sample(taken.answer, taken.scenario)
    features = [_chosen(each, is_sample=is_sample) for each in taken.answer.chosen]
    features += [_candidate(each) for each in taken.candidates]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _feature(lon: float, lat: float, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        "properties": properties,
    }


def _chosen(each: dict[str, Any], *, is_sample: bool) -> dict[str, Any]:
    told = {
        "role": "chosen", "rank": each["rank"], "code": each["code"], "name": each["name"], "source": each["source"],
        "kind": each["kind"], "kelurahan": each["unit_name"], "kecamatan": each["kecamatan_name"], "cost": each["cost"],
        "cost_is_default": each["cost_is_default"], "people_added": each["people"], "people_so_far": each["people_so_far"],
        "cost_so_far": each["cost_so_far"], "is_must": each["is_must"], "over": each["over"], "is_sample": is_sample,
    }  # fmt: skip
    return _feature(each["lon"], each["lat"], told)


def _candidate(each: Candidate) -> dict[str, Any]:
    above = each.unit.parent if each.unit else None
    told = {
        "role": "left_out" if each.is_excluded else "candidate", "code": each.code, "name": each.name,
        "source": each.source, "kind": each.kind, "kelurahan": each.unit.name if each.unit else "",
        "kecamatan": above.name if above else "", "cost": each.cost, "cost_is_default": each.cost_is_default,
        "is_must": each.is_must, "is_sample": each.is_sample,
    }  # fmt: skip
    return _feature(float(each.lon), float(each.lat), told)
