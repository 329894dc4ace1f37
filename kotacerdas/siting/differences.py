"""Two versions of a scenario in words, where two people wrote."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.versions import Difference, StaleSave
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.geography.queries.areas import kecamatan_names, units_by_code
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.findings import BACKHAULS
from kotacerdas.siting.models import Scenario


def differences(stale: StaleSave) -> list[Difference]:
    """Three queries, for the names of kecamatan and kelurahan."""
    current = stale.current
    assert isinstance(current, Scenario)
    settings = stale.typed["settings"]
    assert isinstance(settings, Mapping)
    names = {
        **kecamatan_names(current.city),
        **{code: unit.name for code, unit in units_by_code(current.city).items()},
    }
    stored, typed = (
        dict(_told(wishes, names)) for wishes in (Wishes.of(current.settings), Wishes.of(settings))
    )
    found = [Difference(_("Name"), current.title, stale.typed["title"])]
    found += [Difference(label, stored[label], typed[label]) for label in stored]
    return [each for each in found if each.current != each.typed]


def _told(wishes: Wishes, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield _("Places of the city"), ", ".join(_kind(each) for each in wishes.places) or formats.NOTHING
    yield _("Grid: metres between candidates"), _figure(wishes.grid_m or None)
    yield _("New points at most"), _figure(wishes.most)
    yield _("Budget in rupiah"), _figure(wishes.budget)
    yield _("Least of each kecamatan"), _pairs(wishes.least, names)
    yield _("Metres between two new points at least"), _figure(wishes.apart_m)
    yield _("A point serves as far as, in metres"), _figure(wishes.radius_m)
    yield _("Phone above ground, in metres"), _figure(wishes.receiver_m)
    yield _("Antenna of a new point above ground, in metres"), _figure(wishes.mast_m)
    yield _("Factor of people by kelurahan"), _pairs(wishes.equity, names)
    yield (
        _("As how many people a place counts"),
        _pairs({_kind(kind): each for kind, each in wishes.needs.items()}),
    )
    yield _("A report of missing signal"), _figure(wishes.report_people)
    yield _("How new points are linked"), str(dict(BACKHAULS)[wishes.backhaul])
    yield _("A radio link spans at most, in kilometres"), _figure(wishes.link_km)
    yield _("Points that may pass a link on, one behind the other"), _figure(wishes.relays)
    yield _("Cost by kind of place"), _pairs({_kind(kind): cost for kind, cost in wishes.costs.items()})
    yield _("Seconds for the proof"), _figure(wishes.seconds)


def _kind(kind: str) -> str:
    return str(PlaceKind(kind).label) if kind in PlaceKind.values else _("all others, and the grid")


def _figure(value: float | None) -> str:
    return formats.number(value) if value is not None else formats.NOTHING


def _pairs(values: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    told = sorted(((names or {}).get(name, name), value) for name, value in values.items())
    return "; ".join(f"{name}: {formats.number(value)}" for name, value in told) or formats.NOTHING
