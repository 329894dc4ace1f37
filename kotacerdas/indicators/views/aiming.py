"""Who keeps a city's figures sets its targets, changes them and takes them away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions, versions
from kotacerdas.indicators import actions
from kotacerdas.indicators.forms import TargetForm
from kotacerdas.indicators.models import Indicator, Target
from kotacerdas.indicators.views.editing import in_words
from kotacerdas.indicators.views.finding import indicator_of, kept_city
from kotacerdas.indicators.views.sending import FORM, TELLING, around, page_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_INDICATORS)
@never_cache
def new_target(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request)
    indicator = indicator_of(request, code, city)
    return answer(request, _target_desk(request, indicator, city, None))


@requires(Permission.KEEP_INDICATORS)
@never_cache
def target(request: HttpRequest, code: str, year: int) -> HttpResponse:
    city = kept_city(request)
    kept = _target(request, code, year, city)
    return answer(request, _target_desk(request, kept.indicator, city, kept))


@requires(Permission.KEEP_INDICATORS)
@require_POST
def drop_target(request: HttpRequest, code: str, year: int) -> HttpResponse:
    city = kept_city(request)
    indicator = indicator_of(request, code, city)
    kept = Target.objects.visible_to(request.user).filter(indicator=indicator, city=city, year=year).first()

    def do() -> str:
        if kept is not None:
            actions.drop_target(kept, by=signed_in(request), now=timezone.now())
        return page_of(indicator, city)

    outcome = submissions.once_for(request, action="indicators.drop-target", deed=do)
    if not outcome.repeated:
        messages.success(request, str(_("The target is taken away.")))
    return redirect(outcome.address)


def _target(request: HttpRequest, code: str, year: int, city: City) -> Target:
    indicator = indicator_of(request, code, city)
    rows = Target.objects.visible_to(request.user).filter(indicator=indicator, city=city, year=year)
    found = rows.select_related("indicator", "source").first()
    if found is None:
        raise Http404
    return found


def _target_desk(request: HttpRequest, indicator: Indicator, city: City, kept: Target | None) -> Desk:
    def do(sent: Any) -> str:
        expected = versions.expected(request)
        actions.set_target(
            indicator, city, **sent[0].wanted(), by=signed_in(request), now=timezone.now(), expected=expected
        )
        return page_of(indicator, city)

    def told(stale: versions.StaleSave) -> list[versions.Difference]:
        now: Any = stale.current
        pairs = {
            _("Target"): (in_words(indicator, now.value), in_words(indicator, stale.typed["value"])),
            _("From which plan"): (now.basis, stale.typed["basis"]),
        }
        return [
            versions.Difference(str(label), str(current), str(mine))
            for label, (current, mine) in pairs.items()
            if current != mine
        ]

    title = _("Change a target") if kept else _("Set a target")
    return Desk(
        FORM,
        "indicators.target",
        bind=partial(TargetForm, indicator=indicator, kept=kept),
        do=do,
        done=_("The target is saved."),
        told=told,
        context=around(indicator, city, title, at=str(kept.year) if kept else "") | {"target": kept},
        **TELLING,
    )
