"""Which prepared grounds keep their heights on the disk, read from `data/terrain/keeping.yaml`.

Apps above name the grounds that they still need; those are never put away.
"""

import shutil
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, NonNegativeInt

from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.models import City
from kotacerdas.terrain import keeping
from kotacerdas.terrain.models import Ground

Needed = Callable[[City], Collection[int]]
"""Keys of the grounds of a city that somebody needs."""
_needs: dict[str, Needed] = {}


class Rule(BaseModel):
    """`before`: so many beside the one in use."""

    before: NonNegativeInt
    source: str


def register(name: str, needed: Needed) -> None:
    _needs[name] = needed


@lru_cache(maxsize=1)
def rule() -> Rule:
    return Rule.model_validate(read_yaml(Path(settings.REFERENCE_DATA) / "terrain" / "keeping.yaml"))


def put_away(city: City) -> int:
    """Takes the heights of older grounds from the disk, but of none in use, being prepared or needed; of the others those stay that
    were last prepared or chosen. Answers how many went."""
    needed = {key for each in _needs.values() for key in each(city)}
    rows = Ground.objects.filter(city=city, is_used=False).select_related("job")
    free = [row for row in rows if row.pk not in needed and not (row.job and row.job.is_open)]
    kept = [row.folder for row in free if keeping.is_kept(row.folder)]
    old = sorted(kept, key=keeping.chosen_at, reverse=True)[rule().before :]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
