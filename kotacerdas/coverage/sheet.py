"""The list of blank spots on one page, with its map: what a city shows its assessors."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.coverage.drawings import spots as drawings
from kotacerdas.coverage.findings import measure
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.models import Survey
from kotacerdas.coverage.queries.spots import Numbered
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.typesetting import LIMITS
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.people.models import City

ROOM = 18
"""Rows that fit one page beside the map; the others are told by their number."""


def pdf(city: City, rows: Sequence[Numbered], survey: Survey | None, areas: Areas, *, now: datetime) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    data = page(city, rows, survey, areas, now=now)
    made: str = sandbox.run(
        "kotacerdas.coverage.press:pdf",
        data,
        now.isoformat(timespec="seconds"),
        limits=LIMITS,
        name=data["title"],
    )
    return base64.b64decode(made)


def page(
    city: City, rows: Sequence[Numbered], survey: Survey | None, areas: Areas, *, now: datetime
) -> dict[str, Any]:
    local = now.astimezone(city.timezone)
    is_sample = bool(survey and survey.is_sample) or any(each.spot.is_sample for each in rows)
    finding = findings.headline(rows, survey, city)
    notes = [findings.unknown_words(survey), findings.method(survey)] if survey else []
    left = len(rows) - ROOM
    if left > 0:
        notes.insert(0, _("%(count)s more stand in the list on screen.") % {"count": formats.number(left)})
    said = {"city": city.name, "at": formats.moment(now, city.timezone)}
    return {
        "language": get_language(),
        "title": _("List of blank spots"),
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": city.name,
        "finding": f"{finding}. {capfirst(findings.beside(rows))}",
        "map": drawings.printed(areas, rows[:ROOM]),
        "map_words": finding,
        "heads": [
            _("No."), _("Kelurahan"), _("People"), _("Hectares"), _("Cause"), _("Schools, posyandu"),
            pgettext("blank spot", "State"), _("Remedy"),
        ],
        "rows": [_row(each) for each in rows[:ROOM]],
        "notes": [each for each in notes if each],
        "sample_note": _("A sample, invented for the demonstration.") if is_sample else "",
        "footer": _("%(city)s, as of %(at)s") % said,
    }  # fmt: skip


def _row(each: Numbered) -> list[str]:
    spot = each.spot
    counts = [formats.number(spot.needs.get(kind, 0)) for kind in ("school", "posyandu")]
    return [
        str(each.number),
        f"{spot.unit.name} ({spot.code})",
        findings.people(spot),
        measure(spot.area_ha),
        str(spot.get_cause_display()),
        ", ".join(counts) if spot.behind else formats.NOTHING,
        str(spot.get_state_display()),
        findings.remedy(spot.remedy),
    ]
