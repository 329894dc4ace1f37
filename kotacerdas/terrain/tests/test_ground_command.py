"""The command `ground bring`, as its users call it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain.models import Ground, Part
from kotacerdas.terrain.queries.grounds import elevation_of
from kotacerdas.terrain.tests.factories import geotiff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"


def test_a_mosaic_with_trees_becomes_the_ground(
    balikpapan: City, tmp_path: Path, command: Callable[..., Any]
) -> None:
    tile, more = geotiff(tmp_path / "satu.tif"), geotiff(tmp_path / "dua.tif")
    trees = geotiff(tmp_path / "pohon.tif", np.full((40, 50), 7))
    said = command(
        "ground", "bring", tile, more, "--clutter", trees, "--source", "Badan Contoh", "--cell", 30, "--json"
    )
    run_all()

    assert said.code == 0
    row = Ground.objects.get(code=json.loads(said.out)["ground"])
    assert (row.city, row.source, row.is_used) == (balikpapan, "Badan Contoh", True)
    assert [each.kind for each in row.parts.all()] == [Part.Kind.TILE, Part.Kind.CLUTTER]
    heights = elevation_of(row)
    assert heights is not None
    assert heights.heights[0, 0] == 12


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--source", "  "], "Say with --source"),
        (["--source", "x", "--cell", "0"], "cells of 1 to 100"),
        (["--source", "x", "--city", "Atlantis"], "There is no city “Atlantis” here"),
        (["--source", "x", "--clutter", "tidak.tif"], "There is no file tidak.tif"),
        (["--source", "x", "--clutter", "conftest.py"], "conftest.py cannot be read"),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_nothing(
    balikpapan: City, tmp_path: Path, command: Callable[..., Any], more: list[str], said: str
) -> None:
    answer = command("ground", "bring", geotiff(tmp_path / "satu.tif"), *more, lang="en")

    assert answer.code != 0
    assert said in answer.err
    assert not Ground.objects.exists()
