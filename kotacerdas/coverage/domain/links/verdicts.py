"""What the ground does to each of many links, with the worst obstacle: as `terrain.domain.profiles.sight` says it of one."""

from collections.abc import Iterator

import numpy as np

from kotacerdas.coverage.domain.links.paths import Paths, Samples, Whole, samples
from kotacerdas.terrain.domain.profiles import FREE_SHARE, Obstacle, Sight, Verdict

_UNKNOWN, _NOTHING_BETWEEN = Sight(Verdict.UNKNOWN, None, None), Sight(Verdict.CLEAR, None, 0.0)


def sights(paths: Paths) -> list[Sight]:
    """One of each path, in order."""
    is_known = ~np.isnan(np.add(*paths.tops))
    found = [_NOTHING_BETWEEN if known else _UNKNOWN for known in is_known]
    known = np.flatnonzero(is_known)
    for part in samples(paths.of(known)):
        owners = known[part.path[part.begins]]
        for path, sight in zip(owners.tolist(), _judged(part), strict=True):
            found[path] = sight
    return found


def _judged(part: Samples) -> Iterator[Sight]:
    clearance = part.clearance
    is_known = ~np.isnan(clearance)
    share = np.where(is_known, clearance / part.zone, np.inf)
    worst = _first_least(share, part.begins)
    missing = np.where(is_known, FREE_SHARE * part.zone - clearance, -np.inf)
    needed = np.maximum(np.maximum.reduceat(missing, part.begins), 0.0)
    is_blocked = np.minimum.reduceat(np.where(is_known, clearance, np.inf), part.begins) < 0
    has_voids = np.logical_or.reduceat(~is_known, part.begins)
    for at, blocked, void, more in zip(worst, is_blocked, has_voids, needed.tolist(), strict=True):
        if not is_known[at]:
            yield _UNKNOWN
            continue
        obstacle = Obstacle(*(float(row[at]) for row in (part.along, part.ground, part.ray, part.zone)))
        yield Sight(_verdict(blocked, void, more), obstacle, None if void else more)


def _verdict(is_blocked: bool, has_voids: bool, needed: float) -> Verdict:
    if is_blocked:
        return Verdict.BLOCKED
    if has_voids:
        return Verdict.UNKNOWN
    return Verdict.GRAZING if needed > 0 else Verdict.CLEAR


def _first_least(values: np.ndarray, begins: Whole) -> Whole:
    """Where in each piece its least value stands first."""
    counts = np.diff(np.append(begins, len(values)))
    least = np.repeat(np.minimum.reduceat(values, begins), counts)
    hits = np.flatnonzero(values == least)
    piece = np.searchsorted(begins, hits, side="right") - 1
    return hits[np.unique(piece, return_index=True)[1]]
