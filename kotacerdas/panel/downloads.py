"""The log of an interview as a file: exactly the lines of the page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.panel import parts
from kotacerdas.panel.models import Interview
from kotacerdas.panel.queries.interviews import Line


def log(request: HttpRequest, interview: Interview, lines: Iterable[Line], file_type: str) -> HttpResponse:
    zone = interview.city.zone
    named = {"zone": interview.starts_at.astimezone(interview.city.timezone).tzname()}
    columns = [
        Column("day", _("Day"), "date"),
        Column("clock", _("Minute (%(zone)s)") % named, width=12),
        Column("kind", pgettext("interview", "Kind"), width=12),
        Column("code", _("Question")),
        Column("title", _("Words of the question"), width=50),
        Column("who", _("Who"), width=30),
        Column("words", _("What was said"), width=70),
        Column("due", _("Promise is due"), width=26),
        Column("kept_by", _("Is kept by"), width=30),
        Column("task", _("State of the task"), width=20),
        Column("author", _("Written by"), width=30),
        Column("struck", _("Struck out at"), width=26),
    ]
    name = f"wawancara-{interview.city.code}-{interview.round.code}-{interview.pk}"
    told = [_row(interview, line, zone) for line in lines]
    if file_type == "csv":
        return csv_response(name, columns, told)
    source = Source(
        title=_("Log of the interview of %(city)s, %(round)s")
        % {"city": interview.city.name, "round": interview.round.title},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": interview.city.name},
        address=request.build_absolute_uri(interview.get_absolute_url()),
        exported_at=timezone.now(),
        zone=zone,
    )
    return xlsx_response(name, columns, told, source)


def _row(interview: Interview, line: Line, zone: str) -> dict[str, Any]:
    entry = line.entry
    task = entry.task
    return {
        "day": entry.at.astimezone(interview.city.timezone).date(),
        "clock": formats.clock(entry.at, zone),
        "kind": entry.get_kind_display(),
        "code": entry.code,
        "title": parts.title(interview.round, entry.code),
        "who": entry.who,
        "words": entry.words,
        "due": formats.moment(entry.due_at, zone) if entry.due_at else "",
        "kept_by": str((task and (task.organisation or task.owner)) or ""),
        "task": str(task.state_words) if task else "",
        "author": line.author or (_("Assessor %(number)s") % {"number": line.seat} if line.seat else ""),
        "struck": formats.moment(entry.struck_at, zone) if entry.struck_at else "",
    }
