"""Facts of `data/masterplan` that no table keeps: what a dimension is for, the action plans, the sectors a city names."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kotacerdas.common.language import pick
from kotacerdas.instruments.files import read_yaml
from kotacerdas.masterplan.scales import document


@dataclass(frozen=True)
class Words:
    """In both languages."""

    words_id: str
    words_en: str

    def __str__(self) -> str:
        return pick(self, "words")


@dataclass(frozen=True)
class Sectors:
    """What a city wants to live on, as a source reports it on a day."""

    names: tuple[Words, ...]
    source: str
    said_on: date


@cache
def aims() -> dict[str, Words]:
    """By dimension."""
    return {code: _words(each) for code, each in document("dimensions.yaml")["aims"].items()}


@cache
def sectors(city: str) -> Sectors | None:
    """By the code of the city; None where no source was found."""
    path = Path(settings.REFERENCE_DATA) / "masterplan" / "cities" / f"{city}.yaml"
    found = read_yaml(path).get("sectors") if path.exists() else None
    if not found:
        return None
    return Sectors(tuple(map(_words, found["names"])), found["source"], found["said_on"])


def _words(entry: Any) -> Words:
    return Words(entry["id"], entry["en"])
