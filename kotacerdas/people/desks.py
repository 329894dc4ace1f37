"""One way for a page with one form: carried out once, errors beside their fields, both versions where two people wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
from kotacerdas.people import drafts

Told = Callable[[versions.StaleSave], list[versions.Difference]]
LastChange = Callable[[versions.StaleSave], "tuple[Any, datetime | None]"]


def nobody_known(stale: versions.StaleSave) -> "tuple[Any, datetime | None]":
    return None, None


@dataclass(frozen=True)
class Desk:
    """`bind` makes the form of what was typed, None for the first look at it; `do` carries it out and says where to see the
    result; `told` writes both versions in words; `last_change` says who saved before, and when."""

    template: str
    action: str
    bind: Callable[[Any], forms.Form]
    do: Callable[[Any], str]
    done: "str | Promise"
    told: Told = versions.StaleSave.differences
    context: Mapping[str, Any] = field(default_factory=dict)
    beside: Callable[[Any], list[forms.Form]] = lambda typed: []
    """Further forms that are sent with it."""
    field_of: Mapping[str, str] = field(default_factory=dict)
    """Beside which field a fault is told, by its kind; the others stand above the form."""
    last_change: LastChange = nobody_known


def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        typed = drafts.kept(request)
        return _page(request, desk, desk.bind(typed), desk.beside(typed))
    form, beside = desk.bind(request.POST), desk.beside(request.POST)
    # All of them, so that every mistake is told at once.
    checked = [each.is_valid() for each in (form, *beside)]
    if not all(checked):
        return _page(request, desk, form, beside, status=422)
    try:
        outcome = submissions.once_for(request, action=desk.action, deed=lambda: desk.do((form, beside)))
    except versions.StaleSave as stale:
        return _both(request, desk, stale)
    except Refused as refused:
        for fault in refused.faults:
            name = desk.field_of.get(fault.kind)
            form.add_error(name if name in form.fields else None, sentence(fault))
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


def _both(request: HttpRequest, desk: Desk, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed; the next save is meant against what is stored."""
    typed = request.POST.copy()
    typed[versions.FIELD] = str(stale.current.version)
    who, when = desk.last_change(stale)
    more = {"differences": desk.told(stale), "stale_by": who or _("Somebody"), "stale_at": when}
    return _page(request, desk, desk.bind(typed), desk.beside(typed), status=409, **more)
