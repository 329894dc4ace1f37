"""Files that are there whole or not at all, and the store of a city's resampled model."""

import json
import math
import os
import shutil
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Grid

HEIGHTS, ABOUT = "heights.npy", "about.json"
PART = ".part"
ABANDONED = 24 * 3600
"""Seconds after which nobody still writes what is unfinished."""


def kept_whole(path: Path, content: bytes | memoryview) -> None:
    """Written beside its place and then renamed: whoever looks finds the old file or the new one."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def keep(elevation: Elevation, folder: Path) -> None:
    """A model into a folder that is not there yet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=PART))
    try:
        np.save(new / HEIGHTS, elevation.heights)
        about = {
            "grid": asdict(elevation.grid),
            "is_synthetic": elevation.is_synthetic,
            "source": elevation.source,
        }
        (new / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        os.replace(new, folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def kept(folder: Path) -> Elevation:
    """The model of a folder. Its heights stay on the disk until somebody looks at them."""
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    # Copied on writing, which nobody does: the kernels would be compiled once more for heights that cannot be written.
    heights = np.asarray(np.load(folder / HEIGHTS, mmap_mode="c"))
    return Elevation(Grid(**about["grid"]), heights, about["is_synthetic"], about["source"])


def is_kept(folder: Path) -> bool:
    return (folder / HEIGHTS).is_file() and (folder / ABOUT).is_file()


def choose(folder: Path) -> None:
    """Notes that somebody wants this store; its heights are not touched, for by their time others know them."""
    (folder / ABOUT).touch()


def chosen_at(folder: Path) -> float:
    """When a store was written or chosen; before everything where it went meanwhile."""
    try:
        return (folder / ABOUT).stat().st_mtime
    except FileNotFoundError:
        return -math.inf


def sweep(root: Path) -> int:
    """Removes what was left unfinished under a folder of stores by work that was killed; what was touched within a day may still
    be written."""
    before = time.time() - ABANDONED
    found = [path for pattern in (f".*{PART}", f"*/.*{PART}") for path in root.glob(pattern)]
    old = [path for path in found if _touched(path) < before]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _touched(path: Path) -> float:
    """When it or what lies in it was last written; long after everything where it went meanwhile."""
    try:
        return max(float(each.lstat().st_mtime) for each in (path, *_inside(path)))
    except FileNotFoundError:
        return math.inf


def _inside(path: Path) -> list[Path]:
    return list(path.iterdir()) if path.is_dir() else []
