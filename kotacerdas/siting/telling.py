"""Two versions of a scenario in words, where two people wrote."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.versions import Difference, StaleSave
from kotacerdas.siting.domain.wishes import Wishes


def differences(stale: StaleSave) -> list[Difference]:
    current: Any = stale.current
    stored, typed = Wishes.of(current.settings), Wishes.of(stale.typed["settings"])  # type: ignore[arg-type] # as `change` made them
    found = [Difference(_("Name"), current.title, stale.typed["title"])]
    found += [
        Difference(label, one, other)
        for (label, one), (_label, other) in zip(_told(stored), _told(typed), strict=True)
    ]
    return [each for each in found if each.current != each.typed]


def _told(wishes: Wishes) -> Iterator[tuple[str, str]]:
    yield _("Places of the city"), ", ".join(wishes.places)
    yield _("Grid: metres between candidates"), _figure(wishes.grid_m)
    yield _("New points at most"), _figure(wishes.most)
    yield _("Budget in rupiah"), _figure(wishes.budget)
    yield _("Least of each kecamatan"), _pairs(wishes.least)
    yield _("Metres between two new points at least"), _figure(wishes.apart_m)
    yield _("A point serves as far as, in metres"), _figure(wishes.radius_m)
    yield _("Phone above ground, in metres"), _figure(wishes.receiver_m)
    yield _("Antenna of a new point above ground, in metres"), _figure(wishes.mast_m)
    yield _("Factor of people by kelurahan"), _pairs(wishes.equity)
    yield _("As how many people a place counts"), _pairs(wishes.needs)
    yield _("A report of missing signal"), _figure(wishes.report_people)
    yield _("How new points are linked"), wishes.backhaul
    yield _("A radio link spans at most, in kilometres"), _figure(wishes.link_km)
    yield _("Points that may pass a link on, one behind the other"), _figure(wishes.relays)
    yield _("Cost by kind of place"), _pairs(wishes.costs)
    yield _("Seconds for the proof"), _figure(wishes.seconds)


def _figure(value: float | None) -> str:
    return formats.number(value) if value is not None else "–"


def _pairs(values: Any) -> str:
    return "; ".join(f"{code or '*'}: {formats.number(value)}" for code, value in sorted(values.items()))
