"""Scenarios on the map: what was chosen with its number, the other candidates small, points and hubs of today."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.geography.maps import Layer, Mark
from kotacerdas.siting.queries.around import Around
from kotacerdas.siting.queries.candidates import Drawn

MOST_CANDIDATES = 400
"""Drawn; more of them would hide the map, and its picture would weigh megabytes."""

Candidates = Sequence[Drawn]


def layers(chosen: Sequence[Mapping[str, Any]], candidates: Candidates, around: Around) -> list[Layer]:
    """What is less important below."""
    taken = {each["code"] for each in chosen}
    others = [each for each in candidates if each[0] not in taken and not each[5]]
    found = []
    if around.points:
        marks = tuple(Mark(each.lon, each.lat, each.name, "ramp-1") for each in around.points)
        found.append(Layer("points", _("Points of today"), marks, tone="ramp-1"))
    if others:
        marks = tuple(Mark(lon, lat, name, "plain") for _code, name, lon, lat, _must, _out in others)
        found.append(Layer("candidates", pgettext("map", "Candidates"), marks, tone="plain"))
    if around.hubs:
        marks = tuple(Mark(lon, lat, _("Hub"), "violet") for lon, lat in around.hubs)
        found.append(Layer("hubs", _("Hubs"), marks, tone="violet"))
    if chosen:
        found.append(_chosen(chosen))
    return found


def _chosen(rows: Sequence[Mapping[str, Any]]) -> Layer:
    marks = tuple(
        Mark(each["lon"], each["lat"], f"{each['rank']}. {each['name']}", "accent", number=str(each["rank"]))
        for each in rows
    )
    return Layer("chosen", pgettext("map", "Chosen"), marks, tone="accent")


def of_candidates(candidates: Candidates) -> list[Layer]:
    """For the page where they are marked."""
    parts = (
        ("free", pgettext("candidates", "May be chosen"), "ramp-2", lambda must, out: not must and not out),
        ("out", pgettext("candidates", "Left out"), "plain", lambda must, out: out),
        ("must", pgettext("candidates", "Must be chosen"), "warm", lambda must, out: must),
    )
    found = []
    for key, label, tone, holds in parts:
        marks = tuple(
            Mark(lon, lat, name, tone) for _code, name, lon, lat, must, out in candidates if holds(must, out)
        )
        if marks:
            found.append(Layer(key, label, marks, tone=tone))
    return found
