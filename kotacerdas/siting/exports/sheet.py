"""An answer on paper: what was found with its map, the list of sites, the gain by kelurahan, and how it was computed."""

import base64
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.typesetting import LIMITS
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.siting.exports import drawing, facts
from kotacerdas.siting.queries.taking import Taken

ROOM = 120
"""Sites that are listed; the others stand in the workbook."""
NAME = 70


def pdf(taken: Taken, *, now: datetime) -> bytes:
    """Raises `Refused` where it is more than the typesetter can bear."""
    data = page(taken, now=now)
    made: str = sandbox.run(
        "kotacerdas.siting.press:pdf",
        data,
        now.isoformat(timespec="seconds"),
        limits=LIMITS,
        name=data["title"],
    )
    return base64.b64decode(made)


def page(taken: Taken, *, now: datetime) -> dict[str, Any]:
    answer, city = taken.answer, taken.city
    local = now.astimezone(city.timezone)
    points = points_on(city, answer.asked_at.astimezone(city.timezone).date())
    said = {"city": city.name, "at": formats.moment(now, city.timezone)}
    return {
        "language": get_language(),
        "title": taken.scenario.title,
        "author": city.name,
        "day": [local.year, local.month, local.day],
        "overline": f"{city.name} · {_('The next public Wi-Fi points')}",
        "finding": facts.finding(answer),
        "notes": facts.notes(answer, taken.scenario),
        "map": drawing.printed(taken, areas_of(city), list(points)),
        "map_words": facts.finding(answer),
        "key": _("Numbers: new points. Dark squares: points that there are. Grey dots: other candidates."),
        "found": _found(taken),
        "asked": _asked(taken),
        "stages": _stages(taken),
        "sites": _sites(taken),
        "areas": _areas(taken),
        "how_title": _("How it was computed"),
        "how": facts.how(answer, city),
        "page_words": [_("Page"), _("of")],
        "footer": _("%(city)s, as of %(at)s") % said,
    }


def _found(taken: Taken) -> dict[str, Any]:
    return {
        "title": _("What was found"),
        "facts": [[each.name, each.words] for each in facts.found(taken.answer)],
    }


def _asked(taken: Taken) -> dict[str, Any]:
    return {
        "title": _("What was asked"),
        "facts": [[each.name, each.words] for each in facts.asked(taken)],
    }


def _stages(taken: Taken) -> dict[str, Any]:
    heads = [_("Stage"), _("Covered"), _("At most possible"), _("Gap"), _("Seconds")]
    return {"title": _("Stages of the answer"), "heads": heads, "rows": facts.stages(taken.answer)}


def _sites(taken: Taken) -> dict[str, Any]:
    chosen = taken.answer.chosen
    left = len(chosen) - ROOM
    rows = [
        [
            str(each["rank"]), _short(f"{each['name']} ({each['code']})"), each["unit_name"] or formats.NOTHING,
            formats.number(each["people"]), formats.rupiah(each["cost"]), formats.number(each["people_so_far"]),
        ]
        for each in chosen[:ROOM]
    ]  # fmt: skip
    more = _("%(count)s more stand in the workbook.") % {"count": formats.number(left)} if left > 0 else ""
    heads = [_("No."), _("Site"), _("Kelurahan"), _("People added"), _("Cost"), _("People so far")]
    return {
        "title": _("The sites, in the order of what they add"),
        "heads": heads,
        "rows": rows,
        "more": more,
    }


def _areas(taken: Taken) -> dict[str, Any]:
    rows = [
        [each["name"], each["kecamatan"] or formats.NOTHING, formats.number(each["waiting"]),
         formats.number(each["gained"]), formats.number(each["chosen"])]
        for each in taken.areas
    ]  # fmt: skip
    heads = [_("Kelurahan"), _("Kecamatan"), _("Without Wi-Fi today"), _("Gain Wi-Fi"), _("New points")]
    return {"title": _("By kelurahan"), "heads": heads, "rows": rows}


def _short(text: str) -> str:
    return text if len(text) <= NAME else f"{text[: NAME - 1]}…"
