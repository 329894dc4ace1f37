"""Scenarios of a city: the list, one with its answer, several side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import reswap, retarget

from kotacerdas.common.faults import sentence
from kotacerdas.common.parts import wants_part
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.geography.queries.areas import areas_of, kecamatan_names
from kotacerdas.people.access import may, requires
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.siting import comparing, drawings, findings
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Answer, Scenario
from kotacerdas.siting.queries import answers as queries
from kotacerdas.siting.queries import candidates
from kotacerdas.siting.queries.around import around
from kotacerdas.siting.views.finding import scenario_of
from kotacerdas.terrain.queries.grounds import used_ground

LEAST_SIDES, MOST_SIDES = 2, 4


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def scenarios(request: HttpRequest) -> HttpResponse:
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    rows = queries.listed(city, request.user)
    context = {
        "city": city, "rows": [_row(each) for each in rows], "finding": findings.of_list(rows, city),
        "can_compare": sum(each.shown is not None for each in rows) >= LEAST_SIDES,
        "has_ground": used_ground(city) is not None,
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "has_samples": any(each.scenario.is_sample or (each.shown and each.shown.is_sample) for each in rows),
    }  # fmt: skip
    return render(request, "siting/scenarios.html", context)


def _row(each: queries.Listed) -> dict[str, Any]:
    last = each.shown.last if each.shown else None
    phase = queries.phase_of(each.current) if each.current else None
    words, tone = findings.PHASES[phase] if phase else (_("not computed"), "")
    return {
        "scenario": each.scenario, "candidates": each.candidates, "answer": each.shown, "last": last,
        "people": findings.people(last["people"], each.shown.figures) if last and each.shown else "",
        "state": words, "tone": tone, "is_older": each.is_older,
    }  # fmt: skip


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def scenario(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """While it is being computed, what is known already; htmx asks again how far it is."""
    found = scenario_of(request, city, code)
    current, shown = queries.current_of(found), queries.shown_of(found)
    phase = queries.phase_of(current) if current else None
    ground = used_ground(found.city)
    context = _answer(found, current, shown, phase) | {
        "city": found.city, "scenario": found, "keeps": may(request.user, Permission.KEEP_WIFI, found.city),
        "plans": may(request.user, Permission.KEEP_PLANS, found.city),
        "stale": findings.stale(found, shown, current, phase, ground.code if ground else ""),
        "has_samples": found.is_sample or bool(shown and shown.is_sample),
    }  # fmt: skip
    if not wants_part(request):
        return _varied(render(request, "siting/scenario.html", context | _around(found, shown)))
    if not context["is_going_on"]:
        # The whole page, for only then its map moves again.
        return _varied(HttpResponse(headers={"HX-Refresh": "true"}))
    if request.GET.get("tampak") == context["mark"]:
        return _varied(render(request, "siting/_progress.html", context))
    response = render(request, "siting/_answer.html", context | _around(found, shown))
    return _varied(retarget(reswap(response, "outerHTML"), "#jawaban"))


def _varied(response: HttpResponse) -> HttpResponse:
    """The same address answers with the page or a part; no cache may give the one for the other."""
    patch_vary_headers(response, ["HX-Request"])
    return response


def _answer(
    found: Scenario, current: Answer | None, shown: Answer | None, phase: queries.Phase | None
) -> dict[str, Any]:
    counts = candidates.counts_of(found)
    words, tone = findings.PHASES[phase] if phase else ("", "")
    faults = queries.faults_of(current) if current and phase == "refused" else []
    told = None if phase == "refused" else shown
    candidates_left = counts.all - counts.left_out
    return {
        "current": current, "answer": shown, "phase": phase, "state": words, "tone": tone, "counts": counts,
        "is_going_on": phase in findings.GOING_ON, "mark": shown.mark if shown else "", "is_current": bool(current and shown and current.pk == shown.pk),
        "finding": findings.refusal(found, faults) if phase == "refused" else findings.headline(shown, candidates_left),
        "bound": findings.of_bound(told) if told else "",
        "stages": [(each, findings.METHODS[each["method"]]) for each in shown.stages] if shown else [],
        "chosen": _chosen(shown), "areas_gained": _areas(shown), "areas_without": _without(shown),
        "needs": _needs(shown), "last_rupiah": findings.last_rupiah(shown) if shown else "",
        "rests_on": findings.rests_on(shown) if shown else [],
        "faults": [sentence(each) for each in faults], "is_clash": findings.is_clash(faults),
        "has_relays": any(each["over"] or each["is_hub_near"] for each in (shown.chosen if shown else ())),
    }  # fmt: skip


def _chosen(shown: Answer | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = shown.chosen if shown else []
    most = max((each["people"] for each in rows), default=0)
    return [
        each
        | {
            "share": each["people"] / most if most else 0,
            "reach": findings.reach_words(each),
            "words": findings.people(each["people"], shown.figures) if shown else "",
            "words_so_far": findings.people(each["people_so_far"], shown.figures) if shown else "",
        }
        for each in rows
    ]


def _areas(shown: Answer | None) -> list[dict[str, Any]]:
    """Those that gain, the most gained first."""
    rows = [each for each in shown.figures["areas"] if each["gained"] or each["chosen"]] if shown else []
    told = [
        each
        | {
            "words": findings.people(each["gained"], shown.figures),
            "waits": findings.people(each["waiting"], shown.figures),
        }
        for each in rows
        if shown
    ]
    return sorted(told, key=lambda each: (-each["gained"], each["name"]))


def _without(shown: Answer | None) -> list[str]:
    """Names of kelurahan that gain nothing."""
    rows = shown.figures["areas"] if shown else []
    return sorted(each["name"] for each in rows if not each["gained"] and not each["chosen"])


def _needs(shown: Answer | None) -> list[tuple[str, dict[str, int]]]:
    told = shown.figures["needs"] if shown else {}
    return [(str(PlaceKind(kind).label), each) for kind, each in told.items()]


def _around(found: Scenario, shown: Answer | None) -> dict[str, Any]:
    day = timezone.localdate(timezone=found.city.timezone)
    drawn = candidates.on_map(found, drawings.MOST_CANDIDATES)
    beside = around(found.city, on=day, with_hubs=Wishes.of(found.settings).backhaul == "hubs")
    chosen = shown.chosen if shown else []
    return {
        "areas": areas_of(found.city), "layers": drawings.layers(chosen, drawn, beside),
        "drawn": len(drawn),
    }  # fmt: skip


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four scenarios `?s=CODE&s=CODE` that have an answer."""
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    sides = _sides(request, city)
    if not LEAST_SIDES <= len(sides) <= MOST_SIDES:
        messages.warning(request, _("Choose two to four scenarios that have been computed."))
        return redirect(f"{reverse('siting:scenarios')}?kota={city.code}")
    found = comparing.compared(sides, kecamatan_names(city))
    context = {
        "city": city, "found": found,
        "sides": [_side(each) for each in found.sides],
        "finding": findings.of_comparison(found),
        "has_samples": any(each.scenario.is_sample or each.answer.is_sample for each in sides),
    }  # fmt: skip
    return render(request, "siting/compare.html", context)


def _sides(request: HttpRequest, city: City) -> list[comparing.Side]:
    wanted = list(dict.fromkeys(request.GET.getlist("s")))[: MOST_SIDES + 1]
    known = queries.some_of(wanted, city, request.user)
    return [comparing.Side(each.scenario, each.shown) for each in known if each.shown is not None]


def _side(each: comparing.Side) -> dict[str, Any]:
    return {
        "side": each, "last": each.last, "method": findings.METHODS[each.last["method"]],
        "people": findings.people(each.last["people"], each.answer.figures),
        "is_older": each.answer.version < each.scenario.version,
    }  # fmt: skip
