"""Which feature is which area: by the property that holds its code, else by the one that holds its name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kotacerdas.geography.domain.outlines.reading import Feature
from kotacerdas.people.domain import names

MOST_PROPERTIES = 200
_LIKELY = ("kode", "code", "kd", "id")
"""Where two properties fit alike, one of these words in its name decides."""


@dataclass(frozen=True)
class Known:
    """An area that an outline can belong to; `names` are all its spellings."""

    code: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Matched:
    """`strangers` are features of no area of the city; `doubtful` those whose name several areas have."""

    by_code: Mapping[str, Sequence[Feature]]
    property_name: str
    is_by_name: bool
    strangers: Sequence[Feature]
    doubtful: Sequence[Feature]


def match(features: Sequence[Feature], known: Sequence[Known]) -> Matched:
    codes = {area.code for area in known}
    by_code, code_hits = _best(features, lambda value: [found] if (found := _code(value)) in codes else [])
    spelt: dict[str, set[str]] = defaultdict(set)
    for area in known:
        for name in area.names:
            spelt[names.fold(name)].add(area.code)
    by_name, name_hits = _best(features, lambda value: sorted(spelt.get(_folded(value), ())))
    is_by_name = not code_hits and bool(name_hits)
    found: dict[str, list[Feature]] = defaultdict(list)
    strangers: list[Feature] = []
    doubtful: list[Feature] = []
    for feature in features:
        code = _code(feature.properties.get(by_code)) if code_hits else ""
        meant = [code] if code in codes else []
        # A code of somewhere else is no invitation to look at the name: many cities have a Baru Ilir.
        if not meant and not code and name_hits:
            meant = sorted(spelt.get(_folded(feature.properties.get(by_name)), ()))
        if len(meant) == 1:
            found[meant[0]].append(feature)
        else:
            (doubtful if meant else strangers).append(feature)
    return Matched(found, by_name if is_by_name else by_code, is_by_name, strangers, doubtful)


def label(feature: Feature) -> str:
    """How a feature of no known area is called in its file."""
    words = [str(value) for value in feature.properties.values() if isinstance(value, str) and value.strip()]
    return f"{feature.number}: {', '.join(words[:3])[:60]}" if words else str(feature.number)


def _best(features: Sequence[Feature], meaning: Any) -> tuple[str, int]:
    """The property whose values mean the most areas, and how many."""
    hits: dict[str, set[str]] = defaultdict(set)
    seen: Counter[str] = Counter()
    for feature in features:
        for name, value in list(feature.properties.items())[:MOST_PROPERTIES]:
            seen[name] += 1
            hits[name].update(meaning(value))
    ranked = sorted(hits, key=lambda name: (-len(hits[name]), not _is_likely(name), name))
    return (ranked[0], len(hits[ranked[0]])) if ranked else ("", 0)


def _is_likely(name: str) -> bool:
    return any(word in name.casefold() for word in _LIKELY)


def _code(value: Any) -> str:
    """ "6471011001", 6471011001 and "64.71.01.1001" are one code; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return names.code(text[:40]) or ""


def _folded(value: Any) -> str:
    return names.fold(value[:120]) if isinstance(value, str) and value.strip() else " "
