"""One way for every form of this app: carried out once, errors beside their fields, both versions where two people wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.indicators.forms.figures import FIELD_OF
from kotacerdas.indicators.models import Indicator, Revision, Series
from kotacerdas.people import drafts
from kotacerdas.people.models import City

FORM = "indicators/form.html"
Told = Callable[[versions.StaleSave], list[versions.Difference]]


@dataclass(frozen=True)
class Desk:
    """A page with one form. `bind` makes the form of what was typed, None for the first look at it; `do` carries it out and
    says where to see the result; `told` writes both versions in words."""

    template: str
    action: str
    bind: Callable[[Any], forms.Form]
    do: Callable[[Any], str]
    done: "str | Promise"
    told: Told = versions.StaleSave.differences
    context: Mapping[str, Any] = field(default_factory=dict)
    beside: Callable[[Any], list[forms.Form]] = lambda typed: []
    """Further forms that are sent with it."""


def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        typed = drafts.kept(request)
        return _page(request, desk, desk.bind(typed), desk.beside(typed))
    form, beside = desk.bind(request.POST), desk.beside(request.POST)
    checked = [
        each.is_valid() for each in (form, *beside)
    ]  # all of them, so that every mistake is told at once
    if not all(checked):
        return _page(request, desk, form, beside, status=422)
    try:
        outcome = submissions.once_for(request, action=desk.action, deed=lambda: desk.do((form, beside)))
    except versions.StaleSave as stale:
        return _both(request, desk, stale)
    except Refused as refused:
        _blame(form, refused)
        return _page(request, desk, form, beside, status=422)
    if not outcome.repeated:
        messages.success(request, str(desk.done))
    return redirect(outcome.address)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: forms.Form,
    beside: list[forms.Form],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {**desk.context, "form": form, "beside": beside, **more}
    return render(request, desk.template, context, status=status)


def _blame(form: forms.Form, refused: Refused) -> None:
    for fault in refused.faults:
        name = FIELD_OF.get(fault.kind)
        form.add_error(name if name in form.fields else None, sentence(fault))


def _both(request: HttpRequest, desk: Desk, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed; the next save is meant against what is stored."""
    typed = request.POST.copy()
    typed[versions.FIELD] = str(stale.current.version)
    last = _last_change(stale)
    more = {
        "differences": desk.told(stale),
        "stale_by": (last and last.by) or _("Somebody"),
        "stale_at": last.until if last else None,
    }
    return _page(request, desk, desk.bind(typed), desk.beside(typed), status=409, **more)


def _last_change(stale: versions.StaleSave) -> Revision | None:
    """Who changed the figure last, and when: what stood before was put away at that moment."""
    series, period = getattr(stale.current, "series_id", None), getattr(stale.current, "period", "")
    rows = (
        Revision.objects.filter(series=series, period=period).select_related("by")
        if series
        else Revision.objects.none()
    )
    return rows.order_by("-until", "-pk").first()


def page_of(indicator: Indicator, city: City) -> str:
    return f"{indicator.get_absolute_url()}?kota={city.code}"


def around(
    indicator: Indicator, city: City, heading: Any, *, series: Series | None = None, at: str = ""
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "city": city,
        "heading": heading,
        "series": series,
        "at": at,
        "back": page_of(indicator, city),
        "has_samples": bool(series and series.is_sample),
    }
