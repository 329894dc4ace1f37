"""What killed preparations leave behind goes with the next one, and nothing that somebody may still be writing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain import keeping
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.tests.factories import geotiff, ground
from kotacerdas.terrain.tests.ground import over

if TYPE_CHECKING:
    from pathlib import Path

    from kotacerdas.people.models import City

YESTERDAY = time.time() - keeping.ABANDONED - 60


def killed(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[Path]:
    """Both ways of being killed while a model is kept: the folder that was begun, and a file that was begun in one."""
    model = over(np.full((9, 9), 3.0))
    keeping.keep(model, root / "lama")
    with monkeypatch.context() as broken:
        for name in ("replace", "unlink"):
            broken.setattr(os, name, _dies)
        broken.setattr(keeping.shutil, "rmtree", _dies)
        for deed in (
            lambda: keeping.keep(model, root / "baru"),
            lambda: keeping.kept_whole(root / "lama" / "relief.png", b"x"),
        ):
            with pytest.raises(KeyboardInterrupt):
                deed()
    return sorted(path for path in root.rglob(".*"))


def _dies(*_given: object, **_more: object) -> None:
    raise KeyboardInterrupt


def aged(path: Path) -> None:
    for each in (*path.rglob("*"), path):
        os.utime(each, (YESTERDAY, YESTERDAY))


def test_what_is_older_than_a_day_goes_and_what_is_younger_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = killed(monkeypatch, tmp_path)
    assert len(left) == 2
    assert keeping.sweep(tmp_path) == 0

    for path in left:
        aged(path)
    assert keeping.sweep(tmp_path) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["lama", *sorted(each.name for each in (tmp_path / "lama").iterdir())]  # fmt: skip


def test_a_folder_that_is_still_written_into_stays(tmp_path: Path) -> None:
    busy = tmp_path / f".sibuk.x{keeping.PART}"
    busy.mkdir()
    (busy / keeping.HEIGHTS).write_bytes(b"x")
    os.utime(busy, (YESTERDAY, YESTERDAY))

    assert keeping.sweep(tmp_path) == 0
    assert keeping.sweep(tmp_path / "tidak-ada") == 0


@pytest.mark.django_db
def test_the_next_preparation_sweeps(balikpapan: City, tmp_path: Path, settings: Any) -> None:
    settings.STATE = tmp_path / "state"
    left = settings.STATE / "terrain" / f".mati.x{keeping.PART}"
    left.mkdir(parents=True)
    aged(left)
    ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    run_all()

    assert Ground.objects.get().is_used
    assert not left.exists()
