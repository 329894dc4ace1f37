"""The command `wifi loss`: what the ground between two antennas costs a signal. Its words and JSON are a promise."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number
from kotacerdas.coverage.commands import opinion
from kotacerdas.terrain import words_radio
from kotacerdas.terrain.domain import profile_files, profiles
from kotacerdas.terrain.domain.profiles import Obstacle, Profile, Sight
from kotacerdas.terrain.domain.radio import earth, paths
from kotacerdas.terrain.domain.radio.itm import Opinion
from kotacerdas.terrain.domain.radio.paths import PathLoss

FREQUENCIES = (100, 100_000)
MASTS = (0, 300)
REFRACTIONS = (-1.0, 0.9)

Told = dict[str, Any]


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas wifi`."""
    loss = deeds.add_parser(
        "loss", parents=[common], help=_("what the ground between two antennas costs a signal")
    )
    loss.add_argument(
        "--profile",
        metavar="FILE",
        required=True,
        help=_("CSV with distance_m,height_m, or a row of ITM: intervals, step, heights"),
    )
    loss.add_argument("--row", type=int, metavar="N", help=_("which of several rows of ITM, counted from 1"))
    loss.add_argument("--freq-mhz", type=float, metavar="MHZ", required=True, help=_("the frequency in MHz"))
    loss.add_argument(
        "--tx", type=float, metavar="M", required=True, help=_("metres of the first antenna above ground")
    )
    loss.add_argument(
        "--rx", type=float, metavar="M", required=True, help=_("metres of the last antenna above ground")
    )
    loss.add_argument(
        "--refraction",
        type=float,
        metavar="R",
        default=earth.RADIO_REFRACTION,
        help=_("how much the air bends the ray: 0.25 is k = 4/3 (default)"),
    )
    loss.add_argument("--json", action="store_true", help=_("as JSON"))
    opinion.add_options(loss)
    loss.set_defaults(run=run_loss)


def run_loss(options: Namespace) -> None:
    _check(options)
    path = Path(options.profile)
    profile = profile_files.read_profile(_read(path), options.row)
    ends = {
        "mhz": options.freq_mhz,
        "first": options.tx,
        "last": options.rx,
        "refraction": options.refraction,
    }
    found = paths.path_loss(profile, **ends)
    assert found is not None, "a profile from a file has no voids and two samples at least"
    sight = profiles.sight(profile, **ends)
    other = opinion.opinion(profile, options) if options.itm else None
    if options.json:
        told = as_json(profile, options, found, sight, other)
        is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
        print(json.dumps({"file": path.name, **told}, ensure_ascii=not is_utf8, indent=2))
    else:
        _print(found, sight, other)


def _check(options: Namespace) -> None:
    """Every option that lies outside its limits, told at once. A NaN lies outside all of them."""
    asked = (
        ("terrain-loss-frequency", FREQUENCIES, options.freq_mhz),
        ("terrain-loss-mast", MASTS, options.tx),
        ("terrain-loss-mast", MASTS, options.rx),
        ("terrain-loss-refraction", REFRACTIONS, options.refraction),
    )
    faults = [
        Fault(kind, {"least": least, "most": most, "given": profile_files.plain(given)})
        for kind, (least, most), given in asked
        if not least <= given <= most
    ]
    if faults:
        raise Refused(faults)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(profile_files.MOST_BYTES + 1)
    except OSError as error:
        said = {"file": path.name, "reason": error.strerror or ""}
        raise Refused(Fault("terrain-profile-file", said)) from None


# --- JSON --------------------------------------------------------------------------------------------------


def as_json(
    profile: Profile, options: Namespace, loss: PathLoss, sight: Sight, other: Opinion | None
) -> Told:
    """Metres and dB to the thousandth. `total_db` is free space plus `diffraction_db` (Bullington with his correction)."""
    has_edge = len(profile.along) > 2
    return {
        "samples": len(profile.along),
        "distance_m": _r(loss.metres),
        "freq_mhz": options.freq_mhz,
        "tx_m": options.tx,
        "rx_m": options.rx,
        "refraction": options.refraction,
        "k": _r(earth.k_of(options.refraction), 6),
        "free_space_db": _r(loss.free_space_db),
        "diffraction_db": _r(loss.diffraction_db),
        "total_db": _r(loss.total_db),
        "bullington_point": {
            "distance_m": _r(loss.edge.at),
            "above_ray_m": _r(loss.edge.height),
            "v": _r(loss.edge.v, 6),
        }
        if has_edge
        else None,
        "delta_bullington": {
            "diffraction_db": _r(loss.complete.total),
            "smooth_earth_bullington_db": _r(loss.complete.smoothed),
            "spherical_earth_db": _r(loss.complete.spherical),
            "total_db": _r(loss.total_complete_db),
        },
        "line_of_sight": sight.worst is None or sight.worst.clearance >= 0,
        "verdict": sight.verdict.value,
        "fresnel": {
            "needed_share": profiles.FREE_SHARE,
            "free_share": None if sight.worst is None else _r(sight.worst.share),
            "margin_m": None if sight.margin is None else _r(sight.margin),
            "raise_both_m": None if sight.needed is None else _r(sight.needed),
            "worst": None if sight.worst is None else _obstacle(sight.worst),
        },
        "itm": None if other is None else {
            "total_db": _r(other.total_db),
            "free_space_db": _r(other.free_space_db),
            "warning": other.warning,
        },
    }  # fmt: skip


def _obstacle(worst: Obstacle) -> Told:
    return {
        "distance_m": _r(worst.at),
        "ground_m": _r(worst.ground),
        "ray_m": _r(worst.ray),
        "clearance_m": _r(worst.clearance),
        "zone_radius_m": _r(worst.zone),
    }


def _r(value: float, places: int = 3) -> float:
    """Rounded, and never a zero with a sign."""
    return round(float(value), places) + 0.0


# --- words -------------------------------------------------------------------------------------------------


def _print(loss: PathLoss, sight: Sight, other: Opinion | None) -> None:
    print(words_radio.headline(sight))
    if advice := words_radio.advice(sight):
        print(advice)
    rows = [*words_radio.rows_of_loss(loss), *words_radio.rows_of(sight)[1:]]
    if other is not None:
        rows.append((_("Irregular Terrain Model"), words_radio.decibels(other.total_db)))
    print()
    print(_("%(metres)s between the two") % {"metres": words_radio.metres(loss.metres, 0)})
    for name, figure in rows:
        print(f"{name}: {figure}")
    if other is not None and other.warning:
        print(
            _(
                "The Irregular Terrain Model warns (%(code)s): this path lies near or beyond what it was made for."
            )
            % {"code": number(other.warning)}
        )
