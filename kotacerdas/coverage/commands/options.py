"""What `wifi coverage` and `wifi viewshed` ask alike: the model, how one looks over it, and where the answer goes."""

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain import raster
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.looking import REFRACTION, Look, checked


def add_model(to: ArgumentParser) -> None:
    to.add_argument(
        "--dem",
        metavar="DEM.tif",
        required=True,
        action="append",
        type=Path,
        help=_("the elevation model; again for the tiles of a mosaic, with --cell"),
    )
    to.add_argument(
        "--cell",
        metavar="M",
        type=float,
        help=_("resample the model to cells of so many metres in its UTM zone; the result is on that grid"),
    )


def add_looking(to: ArgumentParser) -> None:
    to.add_argument(
        "--radius", metavar="M", required=True, type=float, help=_("how far a point reaches, in metres")
    )
    to.add_argument(
        "--refraction",
        metavar="R",
        type=float,
        default=REFRACTION,
        help=_("how much the air bends the ray back, as a share of the Earth's curve (0.13)"),
    )
    to.add_argument("--flat", action="store_true", help=_("take the Earth as flat"))
    to.add_argument(
        "--exact", action="store_true", help=_("a ray of its own to each cell: slower, without bias")
    )
    to.add_argument(
        "-o", "--output", metavar="OUT.tif", required=True, type=Path, help=_("where the result goes")
    )
    to.add_argument("--json", action="store_true", help=_("as JSON"))


def look_of(options: Namespace, target: float) -> Look:
    return checked(Look(options.radius, target, options.refraction, options.flat))


def model_of(options: Namespace) -> Elevation:
    """Before it is read, that the result can be written and overwrites nothing that is read."""
    _check_output(options)
    if options.cell is not None:
        return raster.gather(options.dem, size=options.cell)
    if len(options.dem) > 1:
        raise Refused(Fault("coverage-mosaic-cell"))
    return raster.read(options.dem[0])


def _check_output(options: Namespace) -> None:
    folder = options.output.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK) or options.output.is_dir():
        raise Refused(Fault("coverage-output", {"file": str(options.output)}))
    read = [*options.dem, *filter(None, [getattr(options, "points", None)])]
    if options.output.exists() and any(each.exists() and options.output.samefile(each) for each in read):
        raise Refused(Fault("coverage-output-is-input", {"file": options.output.name}))


class Clock:
    """Seconds since it was made, to the thousandth."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def seconds(self) -> float:
        return round(time.perf_counter() - self._began, 3)


def tell(told: dict[str, Any]) -> None:
    is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
    print(json.dumps(told, ensure_ascii=not is_utf8, indent=2))
