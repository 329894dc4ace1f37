"""The page of one interview, which several deeds come back to."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common import formats, submissions
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.domain.workflow import Calendar
from kotacerdas.panel import parts
from kotacerdas.panel.forms.interviews import GiveForm, LogForm, PresentationForm
from kotacerdas.panel.models import Interview, LogEntry
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.people import drafts
from kotacerdas.people.access import signed_in

# After a question comes its answer.
_NEXT: dict[str, str] = {LogEntry.Kind.QUESTION: LogEntry.Kind.ANSWER}


def found(request: HttpRequest, pk: int) -> Interview:
    return get_object_or_404(Interview.objects.visible_to(request.user).for_rows(), pk=pk)


def clocks_of(row: Interview) -> Clocks:
    """The clock of the round, with the city's beside it where it differs."""
    return Clocks(row.round.zone, row.city.zone if row.city.zone != row.round.zone else "")


def ends_of(row: Interview) -> str:
    """On the same day only the hour."""
    clocks = clocks_of(row)
    if formats.day(row.starts_at, clocks.zone) != formats.day(row.ends_at, clocks.zone):
        return clocks.told(row.ends_at)
    here = formats.clock(row.ends_at, clocks.zone)
    return f"{here} ({formats.clock(row.ends_at, clocks.other)})" if clocks.other else here


def is_live(row: Interview, now: datetime) -> bool:
    """On its day, in the city."""
    zone = row.city.timezone
    first, last = (each.astimezone(zone).date() for each in (row.starts_at, row.ends_at))
    return first <= now.astimezone(zone).date() <= last


def log_of(
    request: HttpRequest, row: Interview, rights: queries.Rights, numbers: dict[int, int] | None = None
) -> dict[str, Any]:
    """What the log and the promises show; the same for the whole page and for its part."""
    now = timezone.now()
    # First the mark: what is written after it is asked for by the next call.
    mark = queries.mark_of_log(row)
    lines = queries.lines(row, request.user, rights, numbers=numbers)
    return {
        "interview": row,
        "lines": lines,
        "promises": queries.promises(lines),
        "mark": mark,
        "is_live": is_live(row, now),
        "zone": row.city.zone,
        "zone_name": row.starts_at.astimezone(row.city.timezone).tzname(),
        "today": now.astimezone(row.city.timezone).date(),
    }


def page(
    request: HttpRequest,
    row: Interview,
    *,
    typed: Any = None,
    form: LogForm | None = None,
    give: GiveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    rights = queries.rights_of(row, user)
    days, numbers = queries.calendar(row), queries.seat_numbers(row)
    against = queries.why_not_now(days, now=now)
    log, speakers = log_of(request, row, rights, numbers), queries.speakers(row)
    writes = rights.writes and not against
    prepares = rights.prepares and not against
    context = {
        **log,
        "rights": rights,
        "writes": writes,
        "prepares": prepares,
        "refusals": sentences(against) if rights.writes else [],
        "starts": clocks_of(row).told(row.starts_at),
        "ends": ends_of(row),
        "speakers": speakers,
        "codes": parts.parts(row.round).values() if writes else [],
        "people": _people(speakers, numbers) if writes else [],
        "form": (form or _log_form(request, row, typed, days)) if writes else None,
        "presentation_form": PresentationForm() if prepares else None,
        "give_form": _give_form(row, log["promises"], give, now) if prepares else None,
        "writer": drafts.mark_of(user)[:16],
        "has_samples": row.is_sample,
    }
    return render(request, "panel/interview.html", context, status=status)


def _people(speakers: list[queries.Speaking], numbers: dict[int, int]) -> list[str]:
    """Names that are likely to be typed: speakers, those who stand in, and the assessors by their number."""
    said = [name for each in speakers for name in (each.name, each.stand_in) if name]
    seats = [_("Assessor %(number)s") % {"number": number} for number in sorted(numbers.values())]
    return list(dict.fromkeys([*said, *seats]))


def _log_form(request: HttpRequest, row: Interview, typed: Any, days: Calendar) -> LogForm:
    """After a line the next one is about the same question."""
    usual = formats.moment(queries.usual_due(row, days, at=timezone.now()), row.city.zone)
    kind = request.GET.get("jenis", "")
    initial = {
        "kind": _NEXT.get(kind, kind) if kind in LogEntry.Kind.values else LogEntry.Kind.QUESTION,
        "code": request.GET.get("soal", "")[:20],
        "key": submissions.new_key(),
    }
    help_text = _("Empty: %(at)s.") % {"at": usual}
    return LogForm(typed, interview=row, initial=initial, usual_due=help_text)


def _give_form(
    row: Interview, promises: list[queries.Line], bound: GiveForm | None, now: datetime
) -> GiveForm | None:
    """Nothing to give while nothing was promised."""
    if bound is not None or not promises:
        return bound
    desks = queries.organisations(row.city, now=now)
    return GiveForm(promises=[each.entry for each in promises], desks=desks)
