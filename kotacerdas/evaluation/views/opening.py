"""Opening a round: a city's own, or an operator's for many cities."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.forms import NewOwnRoundForm, NewRunRoundForm
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, reach, requires, signed_in
from kotacerdas.people.models import TerritorialUnit
from kotacerdas.people.queries import cities_for

AnyForm = NewOwnRoundForm | NewRunRoundForm


@requires(Permission.KEEP_ROUNDS)
@never_cache
def new_round(request: HttpRequest) -> HttpResponse:
    """Of one's city, the first or the one in the address: beside the ministry's portal, or a rehearsal."""
    cities = cities_for(request.user, Permission.KEEP_ROUNDS).order_by("code")
    wanted = request.GET.get("kota")
    city = (cities.filter(code=wanted) if wanted else cities).first()
    if city is None:
        raise Http404
    today = timezone.now().astimezone(city.timezone).date()
    form = NewOwnRoundForm(_typed(request), city=city, today=today)
    return _opened(request, form, {"city": city})


@requires(Permission.RUN_ROUNDS)
@never_cache
def new_run_round(request: HttpRequest) -> HttpResponse:
    """For the cities of the country; of a provincial operator, for those of the province."""
    area = reach(request.user, Permission.RUN_ROUNDS)
    provinces = TerritorialUnit.objects.filter(pk__in=area.provinces).order_by("code")
    province = None if area.is_everywhere else provinces.first()
    form = NewRunRoundForm(_typed(request), province=province, today=timezone.localdate())
    return _opened(request, form, {"province": province})


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else drafts.kept(request)


def _opened(request: HttpRequest, form: AnyForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form}
    if request.method != "POST":
        return render(request, "evaluation/new_round.html", context)
    if form.is_valid():

        def deed() -> str:
            made = actions.open_round(form.new(), by=signed_in(request), now=timezone.now())
            return reverse("evaluation:calendar", args=[made.code])

        try:
            outcome = submissions.once_for(request, action="evaluation.open_round", deed=deed)
        except Refused as refused:
            form.refuse(refused)
        else:
            if not outcome.repeated:
                messages.success(request, _("The round is open."))
            return redirect(outcome.address)
    return render(request, "evaluation/new_round.html", context, status=422)
