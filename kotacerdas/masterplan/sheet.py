"""One programme on one page: what it wants, what it has reached, whose money it is."""

import base64
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.typesetting import LIMITS
from kotacerdas.masterplan.findings import programmes as findings
from kotacerdas.masterplan.queries.programmes import Details

_ROOM = 1600
"""Letters of facts that fit a page beside its tables at the usual size; more are set smaller."""


def pdf(details: Details, *, now: datetime) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    data = page(details, now=now)
    made: str = sandbox.run(
        "kotacerdas.masterplan.press:pdf",
        data,
        now.isoformat(timespec="seconds"),
        limits=LIMITS,
        name=data["title"],
    )
    return base64.b64decode(made)


def page(details: Details, *, now: datetime) -> dict[str, Any]:
    programme = details.programme
    edition, city = programme.edition, programme.edition.city
    local = now.astimezone(city.timezone)
    facts = [(name, _short(value)) for name, value in findings.facts(details)]
    letters = sum(len(value) for _name, value in facts)
    is_sample = programme.is_sample or edition.is_sample
    said = {"city": city.name, "at": formats.moment(now, city.timezone)}
    return {
        "language": get_language(),
        "title": programme.title,
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": " · ".join(filter(None, (edition.title, programme.code, findings.heading(programme)))),
        "finding": findings.of_programme(details, local.date()),
        "size": 10 if letters < _ROOM else 8.5,
        "facts": facts,
        "tables": [_years(details), *_money(details)],
        "sample_note": _("A sample, invented for the demonstration.") if is_sample else "",
        "footer": _("%(city)s, as of %(at)s") % said,
    }


def _short(text: str) -> str:
    return text if len(text) <= 600 else f"{text[:599]}…"


def _years(details: Details) -> dict[str, Any]:
    unit = details.programme.unit
    rows = [
        [
            str(line.year),
            findings.figure(line.target, unit),
            findings.figure(line.realised, unit),
            "–" if line.ceiling is None else formats.rupiah(line.ceiling),
            "–" if line.spent is None else formats.rupiah(line.spent),
        ]
        for line in details.years
    ]
    heads = [_("Year"), pgettext("programme", "Target"), _("Reached"), _("Ceiling"), _("Spent")]
    return {"title": _("Year by year"), "heads": heads, "rows": rows}


def _money(details: Details) -> list[dict[str, Any]]:
    if not details.money:
        return []
    rows = [[str(line.source.label), formats.rupiah(line.total)] for line in details.money]
    heads = [pgettext("money", "Source"), _("Together")]
    return [{"title": _("Where the money comes from"), "heads": heads, "rows": rows}]
