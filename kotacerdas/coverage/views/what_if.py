"""Trying points elsewhere: the page with its form, and the answers that the map's script asks for. Nothing is saved."""

import base64
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.coverage import what_if as asking
from kotacerdas.coverage.findings import what_if as findings
from kotacerdas.coverage.forms.what_if import TrialForm
from kotacerdas.coverage.queries.runs import used_run
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.people.access import may, requires
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.planner.client import Busy, Message, Unanswered

JSON = "application/json"
FIELD_OF = {
    "what-if-unknown": "point", "what-if-there-already": "point", "what-if-no-code": "point", "what-if-outside": "lon",
    "what-if-swapped": "lon", "what-if-on-void": "lon", "terrain-mast-height": "height",
}  # fmt: skip


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """For whoever sees what the city plans; a script sends and gets JSON, everybody else a form and a page."""
    city = city_of(request)
    if not may(request.user, Permission.SEE_CITY_DRAFTS, city):
        raise Http404
    if request.content_type == JSON:
        return _as_json(request, city)
    return _as_page(request, city)


# --- For the script ----------------------------------------------------------------------------------------


def _as_json(request: HttpRequest, city: City) -> HttpResponse:
    try:
        answer = _tried(request, city, _sent(request), asking.SECONDS)
    except Refused as refused:
        return JsonResponse({"faults": sentences(refused)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Unanswered as error:
        told = {"faults": [findings.unanswered(error)], "again": isinstance(error, Busy)}
        return JsonResponse(told, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse(_told(answer, _names(city)) | {"pictures": _pictures(answer)})


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Refused(Fault("what-if-unreadable")) from None
    if not isinstance(found, dict):
        raise Refused(Fault("what-if-unreadable"))
    return found


def _tried(request: HttpRequest, city: City, given: Mapping[str, Any], seconds: float) -> Message:
    model = asking.model_of(city, used_run(city))
    return asking.tried(city, given, model, asker=asking.asker_of(request), seconds=seconds)


def _told(answer: Message, names: Mapping[str, str]) -> dict[str, Any]:
    told, vague = answer.values, answer.values["is_estimate"]
    return {
        "headline": findings.headline(told),
        "change": findings.change(told),
        "ground": findings.ground(told),
        "areas": [findings.area(row, names, is_estimate=vague) for row in told["areas"]],
        "points": [
            {"code": row["code"], "words": findings.point(row, is_estimate=vague)} for row in told["points"]
        ],
        "notes": findings.notes(told),
        "is_sample": told["is_synthetic"],
    }


def _pictures(answer: Message) -> list[dict[str, Any]]:
    return [
        {
            "key": each["name"],
            "url": "data:image/png;base64,"
            + base64.b64encode(answer.arrays[each["name"]].tobytes()).decode(),
            "corners": each["corners"],
        }
        for each in answer.values["pictures"]
    ]


def _names(city: City) -> dict[str, str]:
    return {code: unit.name for code, unit in units_by_code(city).items()}


# --- For a person without a script -------------------------------------------------------------------------


def _as_page(request: HttpRequest, city: City) -> HttpResponse:
    form = TrialForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"city": city, "form": form}
    status = HTTPStatus.OK
    if form.is_bound:
        status = _answered(request, city, form, context)
    return render(request, "coverage/what_if.html", context, status=status)


def _answered(request: HttpRequest, city: City, form: TrialForm, context: dict[str, Any]) -> HTTPStatus:
    """Writes the answer, or what is wrong, into the page."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        answer = _tried(request, city, form.wishes(), asking.SECONDS_OF_A_PAGE)
    except Refused as refused:
        for fault, words in zip(refused.faults, sentences(refused), strict=True):
            form.add_error(FIELD_OF.get(fault.kind), words)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except Unanswered as error:
        context["trouble"] = findings.unanswered(error)
        return HTTPStatus.SERVICE_UNAVAILABLE
    context["told"] = _told(answer, _names(city))
    return HTTPStatus.OK
