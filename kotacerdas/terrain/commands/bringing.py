"""The command `ground bring`: an elevation model of any size becomes the ground of a city, prepared in the background."""

import json
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.domain.names import NameProblem
from kotacerdas.people.queries import CityDirectory
from kotacerdas.terrain.actions import grounds
from kotacerdas.terrain.actions.grounds import Brought
from kotacerdas.terrain.models import Ground

if TYPE_CHECKING:
    from kotacerdas.people.models import City

MEDIA_TYPES = {".tif": "image/tiff", ".tiff": "image/tiff", ".hgt": "application/octet-stream"}
CELLS = range(1, 101)


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas ground`."""
    bring = deeds.add_parser("bring", parents=[common], help=_("bring the elevation model of a city"))
    bring.add_argument(
        "files", metavar="FILE", nargs="+", help=_("GeoTIFF or .hgt; several become one mosaic")
    )
    bring.add_argument(
        "--clutter",
        metavar="FILE",
        nargs="+",
        default=[],
        help=_("GeoTIFF of trees and buildings above the ground"),
    )
    bring.add_argument(
        "--source", metavar="TEXT", default="", help=_("who measured it, when, under which terms")
    )
    bring.add_argument("--cell", metavar="M", type=int, default=10, help=_("metres of a cell (10)"))
    bring.add_argument(
        "--city", metavar="CODE", default=settings.DEFAULT_CITY, help=_("the city, by code or name")
    )
    bring.add_argument("--json", action="store_true", help=_("as JSON"))
    bring.set_defaults(run=bring_in)


def bring_in(options: Namespace) -> None:
    """The files are copied piece by piece, so that memory does not grow with them."""
    if not options.source.strip():
        raise Refused(Fault("terrain-no-source"))
    if options.cell not in CELLS:
        raise Refused(Fault("terrain-cell-of-ground", {"given": options.cell}))
    city = _city(options.city)
    with ExitStack() as opened:
        brought = [_opened(opened, path, is_clutter=False) for path in options.files]
        brought += [_opened(opened, path, is_clutter=True) for path in options.clutter]
        row = grounds.bring(
            brought, city=city, source=options.source.strip(), cell=options.cell, by=None, now=timezone.now()
        )
    _tell(row, is_json=options.json)


def _opened(opened: ExitStack, name: str, *, is_clutter: bool) -> Brought:
    path = Path(name)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if not path.is_file():
        raise Refused(Fault("terrain-no-file", {"file": path.name}))
    if media_type is None:
        raise Refused(Fault("terrain-unreadable", {"file": path.name}))
    return Brought(opened.enter_context(path.open("rb")), path.name, media_type, is_clutter)


def _city(name: str) -> "City":
    try:
        return CityDirectory.load().find(name)
    except NameProblem:
        raise Refused(Fault("terrain-city-unknown", {"name": name[:60]})) from None


def _tell(row: Ground, *, is_json: bool) -> None:
    if is_json:
        print(json.dumps({"city": row.city.code, "ground": row.code, "title": row.title, "state": row.state}))
        return
    said = {"title": row.title, "city": row.city.name}
    print(
        _(
            "“%(title)s” is kept for %(city)s and is prepared in the background; the ground stays as it is until then."
        )
        % said
    )
