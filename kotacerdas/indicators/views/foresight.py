"""Forecasts of one indicator, scenarios of a city, and balances of demand against capacity."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.common.faults import sentence
from kotacerdas.indicators import findings_foresight as findings
from kotacerdas.indicators.actions import foreseeing as deeds
from kotacerdas.indicators.forms.foresight import (
    BalanceForm,
    ForeseeForm,
    ScenarioForm,
    SeriesFilter,
    driver_forms,
)
from kotacerdas.indicators.models import Balance, Indicator, Scenario
from kotacerdas.indicators.queries import foresight as queries
from kotacerdas.indicators.queries.foresight import Foresight
from kotacerdas.indicators.views.finding import indicator_of, kept_city
from kotacerdas.indicators.views.foresight_pages import of_balance, of_scenario, the_forecast
from kotacerdas.indicators.views.sending import TELLING
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

# --- Forecasts ---------------------------------------------------------------------------------------------


@public
def forecast(request: HttpRequest, code: str) -> HttpResponse:
    """The newest that is kept of the chosen series; who keeps indicators has another one computed."""
    page = _Page(request, code)
    form = ForeseeForm(of=page.found) if page.keeps and page.found and not page.found.faults else None
    return render(request, "indicators/forecast.html", {**page.context(), "form": form})


@requires(Permission.KEEP_INDICATORS)
@never_cache
def foresee(request: HttpRequest, code: str) -> HttpResponse:
    """Orders a forecast; opened instead of sent, the same page."""
    page = _Page(request, code)
    found = page.found
    if not page.keeps or found is None:
        raise Http404

    def do(sent: Any) -> str:
        horizon = sent[0].cleaned_data["horizon"]
        deeds.foresee(found.series, horizon, by=signed_in(request), now=timezone.now())
        return f"{reverse('indicators:forecast', args=[code])}?kota={page.city.code}&seri={found.series.pk}"

    desk = Desk(
        "indicators/forecast.html",
        "indicators.foresee",
        bind=partial(ForeseeForm, of=found),
        do=do,
        done=_("The forecast is being computed. It stands here in a minute or two."),
        context=page.context(),
        **TELLING,
    )
    return answer(request, desk)


class _Page:
    """What the address of a forecast means to this reader."""

    def __init__(self, request: HttpRequest, code: str) -> None:
        self.request, self.city = request, city_of(request)
        self.indicator = indicator_of(request, code, self.city)
        self.series = queries.series_around(self.indicator, self.city, request.user)
        self.scenarios = queries.scenarios_of(self.city, request.user)
        wanted = request.GET.get("seri", "")
        chosen = next((each for each in self.series if str(each.pk) == wanted), None)
        if wanted and chosen is None:
            raise Http404
        chosen = chosen or queries.first_to_foresee(self.series, request.user, this_year=timezone.now().year)
        self.found: Foresight | None = None
        if chosen is not None:
            self.found = queries.foresight_of(chosen, request.user, this_year=timezone.now().year)
        self.keeps = may(request.user, Permission.KEEP_INDICATORS, self.city)

    def context(self) -> dict[str, Any]:
        found = self.found
        narrowing = SeriesFilter(
            {
                "seri": str(found.series.pk) if found else "",
                "skenario": self.request.GET.get("skenario", ""),
                "kota": self.city.code,
            },
            series=self.series,
            scenarios=self.scenarios if found and found.outcome else [],
        )
        return {
            "city": self.city,
            "indicator": self.indicator,
            "found": found,
            "filter": narrowing if narrowing.is_needed else None,
            "keeps": self.keeps,
            "back": f"{self.indicator.get_absolute_url()}?kota={self.city.code}",
            "faults": [sentence(fault) for fault in found.faults] if found else [],
            **(the_forecast(found, _scenario_in(self.request, self.scenarios)) if found else {}),
        }


def _scenario_in(request: HttpRequest, scenarios: list[Scenario]) -> Scenario | None:
    """Of the address (`?skenario=`); one that the reader does not see is 404."""
    wanted = request.GET.get("skenario", "")
    chosen = next((each for each in scenarios if each.code == wanted), None)
    if wanted and chosen is None:
        raise Http404
    return chosen


# --- Scenarios ---------------------------------------------------------------------------------------------


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def scenarios(request: HttpRequest) -> HttpResponse:
    city = _office_city(request)
    indicators = _indicators(request, city)
    rows = [of_scenario(each, indicators) for each in queries.scenarios_of(city, request.user)]
    keeps = may(request.user, Permission.KEEP_INDICATORS, city)
    return render(request, "indicators/scenarios.html", {"city": city, "rows": rows, "keeps": keeps})


@requires(Permission.KEEP_INDICATORS)
@never_cache
def new_scenario(request: HttpRequest) -> HttpResponse:
    return _scenario_form(request, kept_city(request), None)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def scenario(request: HttpRequest, code: str) -> HttpResponse:
    """Corrects one."""
    city = kept_city(request)
    found = Scenario.objects.visible_to(request.user).filter(city=city, code=code).first()
    if found is None:
        raise Http404
    return _scenario_form(request, city, found)


def _scenario_form(request: HttpRequest, city: City, kept: Scenario | None) -> HttpResponse:
    indicators = list(_indicators(request, city).values())
    back = f"{reverse('indicators:scenarios')}?kota={city.code}"

    def do(sent: Any) -> str:
        form, lines = sent
        deeds.keep_scenario(
            city, form.wanted(lines), row=kept, expected=versions.expected(request), by=signed_in(request),
            now=timezone.now(),
        )  # fmt: skip
        return back

    desk = Desk(
        "indicators/scenario_form.html",
        "indicators.keep-scenario",
        bind=partial(ScenarioForm, kept=kept),
        beside=lambda typed: list(driver_forms(typed, kept.drivers if kept else [], indicators)),
        do=do,
        done=_("The scenario is saved."),
        told=findings.scenario_versions,
        context={"city": city, "kept": kept, "back": back},
        **TELLING,
    )
    return answer(request, desk)


def _indicators(request: HttpRequest, city: City) -> dict[str, Indicator]:
    rows = Indicator.objects.visible_to(request.user).kept_by(city).exclude(kind=Indicator.Kind.OPINION)
    return {each.code: each for each in rows}


# --- Balances ----------------------------------------------------------------------------------------------


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def balances(request: HttpRequest) -> HttpResponse:
    city = _office_city(request)
    kept = queries.balances_of(city, request.user)
    found = queries.weighings_of(kept, request.user, this_year=timezone.now().year)
    rows = [(each.balance, of_balance(each)["finding"]) for each in found]
    keeps = may(request.user, Permission.KEEP_INDICATORS, city)
    return render(request, "indicators/balances.html", {"city": city, "rows": rows, "keeps": keeps})


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def balance(request: HttpRequest, code: str) -> HttpResponse:
    """Demand against capacity year by year, with or without a scenario."""
    city = _office_city(request)
    kept = _balance(request, city, code)
    listed = queries.scenarios_of(city, request.user)
    chosen = _scenario_in(request, listed)
    found = queries.weighing_of(kept, request.user, this_year=timezone.now().year, scenario=chosen)
    narrowing = SeriesFilter(
        {"skenario": request.GET.get("skenario", ""), "kota": city.code}, series=[], scenarios=listed
    )
    context = {
        "city": city,
        "balance": kept,
        "found": found,
        "filter": narrowing if narrowing.is_needed else None,
        "keeps": may(request.user, Permission.KEEP_INDICATORS, city),
        **of_balance(found, chosen),
    }
    return render(request, "indicators/balance.html", context)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def new_balance(request: HttpRequest) -> HttpResponse:
    return _balance_form(request, kept_city(request), None)


@requires(Permission.KEEP_INDICATORS)
@never_cache
def change_balance(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request)
    return _balance_form(request, city, _balance(request, city, code))


def _balance_form(request: HttpRequest, city: City, kept: Balance | None) -> HttpResponse:
    series = queries.choices_for(city, request.user)

    def do(sent: Any) -> str:
        made = deeds.keep_balance(
            city, sent[0].wanted(), row=kept, expected=versions.expected(request), by=signed_in(request),
            now=timezone.now(),
        )  # fmt: skip
        return f"{made.get_absolute_url()}?kota={city.code}"

    desk = Desk(
        "indicators/balance_form.html",
        "indicators.keep-balance",
        bind=partial(BalanceForm, series=series, kept=kept),
        do=do,
        done=_("The balance is saved."),
        told=findings.balance_versions,
        context={
            "city": city,
            "kept": kept,
            "back": f"{kept.get_absolute_url() if kept else reverse('indicators:balances')}?kota={city.code}",
        },
        **TELLING,
    )
    return answer(request, desk)


def _balance(request: HttpRequest, city: City, code: str) -> Balance:
    rows = Balance.objects.visible_to(request.user).filter(city=city, code=code)
    found: Balance | None = rows.select_related("city", "people__indicator", "capacity__indicator").first()
    if found is None:
        raise Http404
    return found


def _office_city(request: HttpRequest) -> City:
    """Scenarios and balances are work of the city's offices: another city's are 404."""
    city = city_of(request)
    if not may(request.user, Permission.SEE_CITY_DRAFTS, city):
        raise Http404
    return city
