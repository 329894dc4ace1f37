"""Who keeps a city's figures defines indicators of its own, and corrects what they mean."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.indicators import actions
from kotacerdas.indicators.forms import DefinitionForm, variable_forms
from kotacerdas.indicators.views.finding import indicator_of, kept_city
from kotacerdas.indicators.views.sending import TELLING, around, page_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_INDICATORS)
@never_cache
def define(request: HttpRequest) -> HttpResponse:
    """An indicator of the city's own."""
    city = kept_city(request)

    def do(sent: Any) -> str:
        form, variables = sent
        made = actions.define(
            form.cleaned_data["code"],
            _definition(form, variables),
            city=city,
            by=signed_in(request),
            now=timezone.now(),
        )
        return page_of(made, city)

    desk = Desk(
        "indicators/define.html",
        "indicators.define",
        bind=DefinitionForm,
        do=do,
        done=_("The indicator is defined. Write its first figure."),
        context={"city": city, "heading": _("Define an indicator")},
        beside=lambda typed: list(variable_forms(typed, None)),
        **TELLING,
    )
    return answer(request, desk)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Only the city's own: what is shared comes with the product and means the same in every city."""
    city = kept_city(request)
    indicator = indicator_of(request, code, city)
    if indicator.city_id != city.pk:
        raise Http404

    def do(sent: Any) -> str:
        form, variables = sent
        expected = versions.expected(request)
        actions.change(
            indicator,
            _definition(form, variables),
            expected=expected,
            by=signed_in(request),
            now=timezone.now(),
        )
        return page_of(indicator, city)

    desk = Desk(
        "indicators/define.html",
        "indicators.change",
        bind=partial(DefinitionForm, kept=indicator),
        do=do,
        done=_("The indicator is changed."),
        told=_told_definition,
        context=around(indicator, city, _("Change what it means")),
        beside=lambda typed: list(variable_forms(typed, indicator)),
        **TELLING,
    )
    return answer(request, desk)


def _definition(form: DefinitionForm, variables: list[Any]) -> actions.Definition:
    found = [each.wanted() for each in variables]
    return form.wanted([each for each in found if each is not None])


def _told_definition(stale: versions.StaleSave) -> list[versions.Difference]:
    """The blocks of the metadata are compared as one: the form below holds each of them as it was typed."""
    changed = _("changed")
    return [
        each._replace(current="–", typed=str(changed)) if isinstance(each.typed, dict) else each
        for each in stale.differences()
    ]
