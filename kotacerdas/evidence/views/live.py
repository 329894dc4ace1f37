"""The figures of the system for some days, each with a button that freezes it as evidence."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.formats import number
from kotacerdas.evidence import live
from kotacerdas.evidence.actions import freezing
from kotacerdas.evidence.forms.live import FreezeForm, PeriodFilter
from kotacerdas.evidence.models import Frozen
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

MOST_SHOWN = 20


@requires(Permission.SEE_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    city = city_with(request, Permission.SEE_EVIDENCE)
    problems: list[str] = []
    if request.method == "POST":
        try:
            return _freeze(request)
        except Refused as refused:
            problems = sentences(refused)
    today = timezone.now().astimezone(city.timezone).date()
    search = PeriodFilter(request.GET, today=today)
    period = search.period()
    frozen = Frozen.objects.visible_to(request.user).filter(city=city).select_related("document")
    context = {
        "city": city,
        "search": search,
        "period": period,
        "problems": problems,
        "figures": [(each, each.query(city, period)) for each in live.figures()],
        "frozen": [_told(row) for row in frozen[:MOST_SHOWN]],
        "may_freeze": access.may(request.user, Permission.ADD_EVIDENCE, city) and period.until <= today,
    }
    return render(request, "evidence/live.html", context, status=422 if problems else 200)


def _told(row: Frozen) -> tuple[Frozen, str, str]:
    """The row, the figure's title and its value in words; a figure that is counted no more has its bare name."""
    known = {each.name: each for each in live.figures()}.get(row.figure)
    if known is None:
        return row, row.figure, number(row.value)
    return row, str(known.title), f"{number(row.value, known.places)} {known.unit}"


def _freeze(request: HttpRequest) -> HttpResponse:
    """Only for whoever may bring evidence to that city; the agency that somebody works in becomes the owner."""
    user, city = signed_in(request), city_with(request, Permission.ADD_EVIDENCE)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        raise Refused(Fault("evidence-period-turned"))
    now = timezone.now()
    ready = freezing.prepare(
        live.named(form.cleaned_data["figure"]), city=city, period=form.period(), now=now
    )

    def deed() -> str:
        document = freezing.keep(ready, agency=_agency(user, city), by=user, now=now)
        messages.success(request, _("The figure is frozen. It can be cited like any other document."))
        return document.get_absolute_url()

    return HttpResponseRedirect(submissions.once_for(request, action="evidence.freeze", deed=deed).address)


def _agency(user: Any, city: City) -> Any:
    held = [each for each in access.assignments(user) if each.city_id == city.pk and each.organisation_id]
    return held[0].organisation if held else None
