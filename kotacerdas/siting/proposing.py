"""What a programme of the plan says of chosen sites: title, measure, target, money, and where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Programme
from kotacerdas.siting.domain.parcels import Parcel
from kotacerdas.siting.exports import facts
from kotacerdas.siting.models import Answer, Scenario

STEM = "WIFI"
MOST_LETTERS = 4_000
TITLE = 300


@dataclass(frozen=True)
class How:
    """`source` is one of the sources of money of the plan, `address` where the scenario is read."""

    by_kecamatan: bool
    year: int
    source: str
    address: str
    lead: int | None = None


def record(parcel: Parcel, answer: Answer, scenario: Scenario, how: How) -> Record:
    """In the language that is on, which is that of the plan."""
    return Record(
        {
            "title": title(parcel)[:TITLE],
            "description": description(parcel, answer, scenario, how),
            "kind": Programme.Kind.INFRASTRUCTURE,
            "nature": Programme.Nature.INFRASTRUCTURE,
            "goal": _("People who have no public Wi-Fi within reach get it."),
            "measure": _("People whom new public Wi-Fi points reach"),
            "unit": _("people"),
            "direction": Programme.Direction.UP,
            "lead_id": how.lead,
            "is_sample": facts.is_sample(answer, scenario),
        },
        targets={how.year: Decimal(parcel.people)},
        budgets={(how.year, how.source): Money(parcel.cost)},
    )


def title(parcel: Parcel) -> str:
    said = {"count": formats.number(len(parcel.sites)), "area": parcel.name}
    if parcel.name:
        words = ngettext(
            "%(count)s new public Wi-Fi point in %(area)s",
            "%(count)s new public Wi-Fi points in %(area)s",
            len(parcel.sites),
        )
    else:
        words = ngettext(
            "%(count)s new public Wi-Fi point", "%(count)s new public Wi-Fi points", len(parcel.sites)
        )
    return words % said


def description(parcel: Parcel, answer: Answer, scenario: Scenario, how: How) -> str:
    """Places that do not fit are counted; the address leads to all of them."""
    said = {"title": scenario.title, "day": formats.day(answer.asked_at, scenario.city.zone)}
    head = _("Proposed by the scenario “%(title)s” of %(day)s.") % said
    tail = "\n\n".join(
        [*facts.notes(answer, scenario), _("The whole computation: %(address)s") % {"address": how.address}]
    )
    room = MOST_LETTERS - len(head) - len(tail) - 200
    return f"{head}\n\n{_('Places:')}\n{_places(parcel.sites, room)}\n\n{tail}"[:MOST_LETTERS]


def _places(sites: Iterable[Mapping[str, Any]], room: int) -> str:
    lines = [_place(each) for each in sites]
    for count in range(len(lines), 0, -1):
        more = len(lines) - count
        last = [_("and %(count)s more") % {"count": formats.number(more)}] if more else []
        text = "\n".join([*lines[:count], *last])
        if len(text) <= room:
            return text
    return ""


def _place(each: Mapping[str, Any]) -> str:
    where = f", {each['unit_name']}" if each["unit_name"] else ""
    said = {
        "place": f"{each['name']} ({each['code']}){where}",
        "lon": formats.number(each["lon"], 5),
        "lat": formats.number(each["lat"], 5),
        "cost": formats.rupiah(each["cost"]),
    }
    return _("- %(place)s; longitude %(lon)s, latitude %(lat)s; %(cost)s") % said


def next_codes(taken: Iterable[str], count: int) -> list[str]:
    """WIFI-1, WIFI-2 and so on, those that are free."""
    known, found, at = {each.upper() for each in taken}, list[str](), 1
    while len(found) < count:
        code = f"{STEM}-{at}"
        if code not in known:
            found.append(code)
        at += 1
    return found
