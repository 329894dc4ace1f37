"""What a file would change: the outlines in it, which areas lack one, and everything worth knowing before it is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.outlines import fitting, matching, mending, placing, reading
from kotacerdas.geography.domain.outlines.matching import Known, Matched
from kotacerdas.geography.domain.projection import projection_at

NAMED = 8
"""So many are called by name in one sentence."""


@dataclass(frozen=True)
class Proposal:
    """`notes` say what was done or found without hindering anything, `warnings` what somebody should look at first."""

    shapes: Mapping[str, Any]
    square_metres: Mapping[str, float]
    lacking: Sequence[Known]
    property_name: str
    is_by_name: bool
    notes: Sequence[Fault]
    warnings: Sequence[Fault]


def propose(content: bytes, known: Sequence[Known], epsg: int | None = None) -> Proposal:
    """Reads the whole file; the same file gives the same proposal. Raises `Refused`."""
    collection = reading.read(content)
    placed = placing.place(collection, epsg)
    matched = matching.match(placed.features, known)
    if not matched.by_code:
        raise Refused(Fault("geography-no-match", {"names": _properties(placed.features)}))
    shapes, mended = _shapes(matched)
    if not shapes:
        raise Refused(mended)
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    fit = fitting.fit(shapes, projection_at((west + east) / 2, (south + north) / 2))
    lacking = [area for area in known if area.code not in shapes]
    names = {area.code: area.name for area in known}
    return Proposal(
        dict(sorted(shapes.items())),
        fit.square_metres,
        lacking,
        matched.property_name,
        matched.is_by_name,
        [
            *placed.notes,
            *_pieces(matched, names),
            *(each for each in mended if each.kind == "geography-mended"),
        ],
        [
            *collection.faults,
            *(each for each in mended if each.kind != "geography-mended"),
            *_left_out(matched, lacking),
            *_fit(fit, names),
        ],
    )


def _shapes(matched: Matched) -> tuple[dict[str, Any], list[Fault]]:
    """One for each area; pieces of one area become one shape."""
    found, broken, lost, tangled = {}, [], [], []
    for code, features in matched.by_code.items():
        mended = [mending.mend(each.shape) for each in features]
        broken += [code] * any(each.was_broken and each.shape is not None for each in mended)
        tangled += [code] * any(each.is_tangled for each in mended)
        whole = [each.shape for each in mended if each.shape is not None]
        if not whole:
            lost += [code] * (code not in tangled)
            continue
        found[code] = whole[0] if len(whole) == 1 else mending.mend(shapely.union_all(whole)).shape
    kinds = (("geography-mended", broken), ("geography-tangled", tangled), ("geography-empty-shape", lost))
    return found, [Fault(kind, {"count": len(some), "codes": _some(some)}) for kind, some in kinds if some]


def _pieces(matched: Matched, names: Mapping[str, str]) -> list[Fault]:
    several = [names[code] for code, features in matched.by_code.items() if len(features) > 1]
    return [Fault("geography-pieces", {"count": len(several), "names": _some(several)})] if several else []


def _left_out(matched: Matched, lacking: Sequence[Known]) -> list[Fault]:
    found = []
    if lacking:
        found.append(
            Fault(
                "geography-lacking", {"count": len(lacking), "names": _some([each.name for each in lacking])}
            )
        )
    for kind, some in (("geography-strangers", matched.strangers), ("geography-doubtful", matched.doubtful)):
        if some:
            found.append(
                Fault(kind, {"count": len(some), "names": _some([matching.label(each) for each in some])})
            )
    return found


def _fit(fit: fitting.Fit, names: Mapping[str, str]) -> list[Fault]:
    found = []
    if fit.overlaps:
        worst = fit.overlaps[0]
        found.append(
            Fault(
                "geography-overlaps",
                {
                    "count": len(fit.overlaps),
                    "hectares": _hectares(sum(each.square_metres for each in fit.overlaps)),
                    "first": names[worst.first],
                    "second": names[worst.second],
                    "most": _hectares(worst.square_metres),
                },
            )
        )
    if fit.gaps:
        values = {
            "count": len(fit.gaps),
            "hectares": _hectares(sum(fit.gaps)),
            "most": _hectares(fit.gaps[0]),
        }
        found.append(Fault("geography-gaps", values))
    return found


def _hectares(square_metres: float) -> float:
    return round(square_metres / fitting.HECTARE, 2)


def _some(words: Sequence[str]) -> list[str]:
    return [*words[:NAMED], *(["…"] if len(words) > NAMED else [])]


def _properties(features: Sequence[reading.Feature]) -> list[str]:
    return [str(name)[:40] for name in list(features[0].properties)[:NAMED]] or ["–"]
