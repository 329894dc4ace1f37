"""Coverage on the map and on tiles."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.coverage.domain.serving.pictures import COUNT_ENDS
from kotacerdas.coverage.findings import about, percent, share, tone
from kotacerdas.coverage.findings import runs as findings
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.geography.maps import Layer, Mark, Patch, Picture, Tile
from kotacerdas.geography.models import Outline
from kotacerdas.terrain import radio_files
from kotacerdas.wifi.queries.points import WifiPoint

RAMP = ("ramp-1", "ramp-2", "ramp-3", "ramp-4")


def layers(
    run: CoverageRun,
    points: Sequence[WifiPoint],
    names: Mapping[str, str],
    *,
    has_files: bool,
    may_move: bool = False,
) -> list[Layer]:
    pictures = [_count(run), _signal(run), _best(run)] if has_files else []
    known = [each for each in run.found["gaps"] if not findings.is_unknown(each)]
    unknown = [each for each in run.found["gaps"] if findings.is_unknown(each)]
    gaps = [
        _gaps("celah", _("To look at: operators absent or weak"), known, names, "warm", is_shown=True),
        # Shown when asked for: it may be most of a city of which nobody has measured anything.
        _gaps("celah-tanya", _("To look at: operators not known"), unknown, names, "plain", is_shown=False),
    ]
    return [*pictures, *(each for each in gaps if each.patches), _points(points, may_move=may_move)]


def _count(run: CoverageRun) -> Layer:
    least = [formats.number(each) for each in COUNT_ENDS]
    # Without the palest, as in the picture.
    words = [
        least[0],
        f"{least[1]}–{formats.number(COUNT_ENDS[2] - 1)}",
        _("%(least)s or more") % {"least": least[2]},
    ]
    return Layer(
        "banyak",
        _("Points that reach a place"),
        picture=_picture(run, "count"),
        legend=list(zip(RAMP[1:], words, strict=True)),
    )


def _signal(run: CoverageRun) -> Layer:
    classes = radio_files.classes().classes
    titles = [pick({"title": dict(each.title)}, "title") for each in classes]
    legend = list(zip(reversed(RAMP), titles, strict=False))
    return Layer(
        "sinyal", _("Strength of the signal"), picture=_picture(run, "signal"), legend=legend, is_shown=False
    )


def _best(run: CoverageRun) -> Layer:
    """Its colours only tell neighbours apart."""
    return Layer(
        "terkuat",
        _("Which point is strongest (colours take turns)"),
        picture=_picture(run, "best"),
        tone="plain",
        is_shown=False,
    )


def _picture(run: CoverageRun, what: str) -> Picture:
    address = reverse("coverage:run-picture", args=[run.code, what, run.found["pictures"][what]])
    return Picture(address, [(lon, lat) for lon, lat in run.found["corners"]])


def _gaps(
    key: str,
    label: str,
    gaps: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    tone: str,
    *,
    is_shown: bool,
) -> Layer:
    patches = [
        Patch(
            each["shape"],
            _("%(place)s, people: %(people)s")
            % {"place": names.get(each["unit"], each["unit"]), "people": about(each["people"])},
            tone,
        )
        for each in gaps
    ]
    return Layer(key, label, patches=patches, tone=tone, is_shown=is_shown)


def _points(points: Sequence[WifiPoint], *, may_move: bool) -> Layer:
    marks = [
        Mark(each.lon, each.lat, f"{each.code} {each.name}", "accent", move=each.code if may_move else "")
        for each in points
    ]
    # On a map of the whole city the dots would hide what the points reach.
    return Layer("titik", pgettext("map", "Wi-Fi points"), marks=marks, is_shown=may_move)


def tiles(run: CoverageRun, outlines: Sequence[Outline]) -> list[Tile]:
    found = []
    for each in outlines:
        told = run.found["areas"].get(each.unit.code)
        part = share(told["reached"], told["people"]) if told else None
        found.append(
            Tile(
                each.unit.code,
                each.unit.name,
                percent(part),
                each.column,
                each.row,
                tone(part),
                figure="share",
            )
        )
    return found
