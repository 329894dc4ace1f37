"""Where somebody sits and what he or she keeps, and the page of one panel, on which everything about it is done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.common import formats
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.queries.readers import clock_of
from kotacerdas.panel.domain.standing import Standing
from kotacerdas.panel.forms.seats import EndForm, ReopenForm, TalkForm
from kotacerdas.panel.models import Panel
from kotacerdas.panel.queries import asking, overview, panels
from kotacerdas.panel.views.finding import keeps, panel_of, seat_or_none
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody's own; it is empty for whoever neither sits nor keeps a round."""
    user, now = signed_in(request), timezone.now()
    sittings = panels.sittings(user, now=now)
    context = {
        "lines": [(each, _until(request, each), _why_not(each)) for each in sittings],
        "rounds": panels.kept_rounds(user),
        "is_assessor": may(user, Permission.ASSESS),
    }
    return render(request, "panel/panels.html", context)


def _until(request: HttpRequest, sitting: panels.Sitting) -> str:
    round_ = sitting.seat.panel.round
    clocks = Clocks(round_.zone, clock_of(round_, None, request.user))
    return clocks.told(sitting.until) if sitting.until else ""


def _why_not(sitting: panels.Sitting) -> list[str]:
    with timezone.override(formats.zone_of(sitting.seat.panel.round.zone)):
        return sentences(sitting.refusals)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def panel(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """For whoever sits in it, and for whoever keeps the round."""
    return page_of(request, panel_of(request, code, city))


def page_of(request: HttpRequest, found: Panel, *, status: int = 200, **refused: Any) -> HttpResponse:
    """`refused`: forms that were sent and could not be carried out, by their name; `ending` the number of the seat that was
    to be ended, `talking` the code of the question that was talked about."""
    user, now = signed_in(request), timezone.now()
    seat = seat_or_none(request, found)
    seen = overview.of(found, seat, user, now=now)
    clocks = Clocks(found.round.zone, clock_of(found.round, None, user))
    days = _days(seen)
    is_keeper = keeps(request, found)
    context = {
        "panel": found,
        "seen": seen,
        "seat": seat,
        "keeps": is_keeper,
        "until": clocks.told(seen.scoring_until) if seen.scoring_until else "",
        "days": days,
        "may_talk": _may_talk(seen, days, keeps=is_keeper),
        "asked": asking.of_panel(found, user, now=now),
        "end_form": EndForm(auto_id="akhiri_%s"),
        "talk_form": TalkForm(auto_id=False),
        "reopen_form": ReopenForm(auto_id="ulangi_%s"),
        "has_samples": found.is_sample,
    }
    return render(request, "panel/panel.html", context | refused, status=status)


def _days(seen: overview.Overview) -> dict[str, list[str]]:
    """By deed, why the days do not allow it now, on the clock of the round."""
    deeds = (Deed.APPOINT, Deed.DECLARE, Deed.SCORE, Deed.OPEN_PANEL, Deed.CONCLUDE, Deed.TELL_ADVICE)
    with timezone.override(formats.zone_of(seen.panel.round.zone)):
        return {deed.value: sentences(seen.against(deed)) for deed in deeds}


def _may_talk(seen: overview.Overview, days: dict[str, list[str]], *, keeps: bool) -> bool:
    deed = Deed.SCORE if seen.seat else Deed.OPEN_PANEL
    return seen.standing is Standing.OPEN and bool(seen.seat or keeps) and not days[deed.value]
