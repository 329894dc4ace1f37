"""Contracts: their list, the page of one, and the forms that write them and say which points they pay."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.people.access import may, public, requires
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.desks import answer
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import actions, downloads, findings
from kotacerdas.wifi.forms.contracts import FIELD_OF, ContractForm, PointsForm, paid_lines
from kotacerdas.wifi.queries import contracts as queries
from kotacerdas.wifi.queries import endings
from kotacerdas.wifi.views.finding import city_at, contract_of, kept_at, kept_city, today_in
from kotacerdas.wifi.views.writing import adds, changes, one_form, shown


@public
def listing(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    today = today_in(city)
    rows = queries.of(city, on=today)
    context = {
        "city": city,
        "rows": rows,
        "finding": findings.of_contracts(rows),
        "endings": [findings.of_ending(each) for each in endings.of(city, on=today)],
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "has_samples": any(each.contract.is_sample for each in rows),
    }
    return render(request, "wifi/contracts.html", context)


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    if file_type not in ("csv", "xlsx"):
        raise Http404
    return downloads.contracts(city_of(request), file_type, address=request.build_absolute_uri())


@public
def contract(request: HttpRequest, city: str, code: str) -> HttpResponse:
    place = city_at(request, city)
    found = contract_of(request, code, place)
    agreed = queries.one(found, on=today_in(place))
    context = {
        "city": place,
        "contract": found,
        "agreed": agreed,
        "finding": findings.of_contract(agreed),
        "keeps": may(request.user, Permission.KEEP_WIFI, place),
        "has_samples": found.is_sample,
    }
    return render(request, "wifi/contract.html", context)


@requires(Permission.KEEP_WIFI)
@never_cache
def sign(request: HttpRequest) -> HttpResponse:
    city = kept_city(request)
    desk = one_form(
        "wifi.sign",
        bind=ContractForm,
        do=adds(request, city, actions.sign),
        done=_("The contract is written down. Say which points it pays for."),
        context=shown(city, _("Write down a contract"), of_contracts=True),
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def change(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = contract_of(request, code, kept_at(request, city))
    desk = one_form(
        "wifi.change-contract",
        bind=partial(ContractForm, kept=found),
        do=changes(request, found, actions.change_contract, ContractForm.wanted),
        done=_("The contract is changed."),
        context=shown(found, _("Change the contract")),
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def pay(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """All points that it pays for, in one form: what is not in it is not paid."""
    found = contract_of(request, code, kept_at(request, city))

    def told(stale: versions.StaleSave) -> list[versions.Difference]:
        current: Any = stale.current
        label, typed = str(_("Points that it pays for")), request.POST.get("points", "")
        return [versions.Difference(label, paid_lines(current), typed)]

    desk = one_form(
        "wifi.pay",
        bind=partial(PointsForm, kept=found),
        do=changes(request, found, actions.pay, PointsForm.costs),
        done=_("The points are saved."),
        told=told,
        context=shown(found, _("Points that it pays for")),
        field_of=FIELD_OF,
    )
    return answer(request, desk)
