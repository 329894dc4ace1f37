"""The ground of a city in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from kotacerdas.common.formats import number, percent
from kotacerdas.terrain.models import Ground

register = template.Library()

STEEP = 0.15
"""Metres a metre; the end of a class of slope."""


@register.simple_tag
def finding_of_ground(ground: Ground) -> str:
    about = ground.about
    steep = sum(share for low, _high, _hectares, share in about["slopes"] if low >= STEEP)
    return _("From %(lowest)s to %(highest)s metres; %(steep)s of the land is steeper than %(limit)s") % {
        "lowest": number(about["lowest"], 0),
        "highest": number(about["highest"], 0),
        "steep": percent(steep, 0),
        "limit": percent(STEEP, 0),
    }


@register.filter
def facts_of_ground(ground: Ground) -> list[tuple[str, str]]:
    about = ground.about
    return [
        (_("Cells"), _("%(rows)s × %(columns)s of %(size)s m") % {
            "rows": number(about["rows"]), "columns": number(about["columns"]), "size": number(about["size"], 0)}),
        (_("Coordinate system"), about["crs"]),
        (_("Without a height"), percent(about["void_share"], 1)),
        *_files(about),
    ]  # fmt: skip


def _files(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of a model that was brought."""
    if "tiles" in about:
        yield _("Files of the model"), number(about["tiles"])
        yield _("Trees and buildings"), _("in the heights") if about["clutter"] else _("not in the heights")


@register.filter
def classes_of_ground(ground: Ground) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Caption, unit, and rows of class, hectares and share."""
    yield (
        _("By height"),
        _("Metres"),
        [
            (_range(low, high, 1), number(hectares, 0), percent(share, 1))
            for low, high, hectares, share in ground.about["heights"]
        ],
    )
    yield (
        _("By slope"),
        _("Percent"),
        [
            (_range(low, high, 100), number(hectares, 0), percent(share, 1))
            for low, high, hectares, share in ground.about["slopes"]
        ],
    )


def _range(low: float, high: float | None, times: int) -> str:
    if high is None:
        return _("above %(low)s") % {"low": number(low * times, 0)}
    return f"{number(low * times, 0)}–{number(high * times, 0)}"
