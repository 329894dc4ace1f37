"""The calendar of a round: a page, and a file for calendar programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.common.language import pick
from kotacerdas.evaluation import calendar_files, calendar_words, guarding
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.models import Extension, Participation, Round
from kotacerdas.evaluation.queries.calendars import lines, prefetched
from kotacerdas.evaluation.queries.readers import city_in, clock_of
from kotacerdas.evaluation.round_links import links_of
from kotacerdas.followup.agenda_sources import addressed
from kotacerdas.followup.domain import ics
from kotacerdas.people.access import Permission, may, public, reach


@public
@never_cache
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """All steps with their days, on the round's clock and on the reader's; a round that is only known by its results has
    no days, so its ranking."""
    user, now = request.user, timezone.now()
    rounds = Round.objects.visible_to(user).select_related("city", "province")
    round_ = get_object_or_404(rounds, code=code)
    if round_.kind == Round.Kind.PUBLISHED:
        return redirect("evaluation:ranking", code)
    city = city_in([round_], user).get(round_.pk)
    clocks = Clocks(round_.zone, clock_of(round_, city, user))
    found = lines(round_, city, now=now)
    dated = {line.step: line.window for line in found if line.window is not None}
    context = {
        "round": round_,
        "city": city,
        "clocks": clocks,
        "headline": calendar_words.headline(dated, clocks, now),
        "also": calendar_words.also_open(dated, clocks, now),
        "rows": [calendar_words.row_of(line, clocks, now) for line in found],
        "has_days": bool(dated),
        "keeps": user.is_authenticated and guarding.may_keep(round_, user),
        "records_letters": guarding.may_record_letters(round_, user),
        "single": _single(request, round_, None if city is None else city.pk),
        "links": links_of(round_, city, user),
        "asked": _asked(request, round_),
        "names_people": user.is_authenticated,
        "may_subscribe": may(user, Permission.DO_TASKS) and city is not None,
    }
    return render(request, "evaluation/calendar.html", context)


def _single(request: HttpRequest, round_: Round, own: int | None) -> list[Extension]:
    """More time for one city, as its operator sees it; what counts for the reader's own city stands in the list."""
    rows = Extension.objects.visible_to(request.user).filter(round=round_, city__isnull=False)
    return list(rows.exclude(city=own).select_related("city", "by"))


def _asked(request: HttpRequest, round_: Round) -> Participation | None:
    """The invitation that the reader can answer."""
    if round_.city_id is not None:
        return None
    keeping = reach(request.user, Permission.KEEP_ROUNDS)
    rows = Participation.objects.visible_to(request.user).filter(keeping.rows("city"), round=round_)
    return rows.select_related("city").order_by("city__code").first()


@public
@never_cache
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """One event a step, in UTC, whose mark stays the same and whose number grows when its days move."""
    rounds = Round.objects.visible_to(request.user).with_days().select_related("city")
    round_ = get_object_or_404(prefetched(rounds), code=code)
    city = city_in([round_], request.user).get(round_.pk)
    entries = [addressed(request, each) for each in calendar_files.entries(round_, city)]
    text = ics.calendar(pick(round_, "title"), entries, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{round_.code}.ics"'
    return response
