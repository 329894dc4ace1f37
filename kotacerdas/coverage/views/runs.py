"""How far the points of a city reach: the page, its pictures and files; and the form that has it computed anew."""

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from math import pi, sqrt
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition

from kotacerdas.common import formats
from kotacerdas.common.faults import sentence
from kotacerdas.coverage.actions import running
from kotacerdas.coverage.downloads import runs as downloads
from kotacerdas.coverage.drawings import runs as drawings
from kotacerdas.coverage.findings import about, measure, people, percent, roughly, share, work
from kotacerdas.coverage.findings import runs as findings
from kotacerdas.coverage.forms.runs import RunForm
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries import runs as queries
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.queries.work import UNDER_WAY
from kotacerdas.coverage.run_files import RASTERS
from kotacerdas.coverage.what_if import what_if_context
from kotacerdas.geography.models import Outline
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.geography.queries.areas import areas_from
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import used_ground

ROWS, GAPS = 10, 10
YEAR = 31_536_000


@public
@never_cache
def run(request: HttpRequest) -> HttpResponse:
    """The run in use, with what a city does about it where there is none."""
    city = city_of(request)
    found, outlines = queries.used_run(city), list(Outline.objects.of(city))
    used = used_ground(city)
    context = {
        "city": city, "run": found, "areas": areas_from(outlines), "finding": findings.headline(queries.brief_of(found) if found else None, city),
        "keeps": may(request.user, Permission.KEEP_WIFI, city), "is_being_computed": queries.is_being_computed(city),
        "has_group": find_spec("numba") is not None, "has_samples": bool(found and found.is_sample),
        "ground": found.ground if found else used, "can_be_computed": used is not None,
    }  # fmt: skip
    if found is not None:
        context |= _shown(request, city, found, outlines, used)
    return render(request, "coverage/run.html", context)


def _shown(
    request: HttpRequest, city: City, run: CoverageRun, outlines: list[Outline], used: Ground | None
) -> dict[str, Any]:
    points = points_on(city, timezone.localdate(timezone=city.timezone))
    names = {each.unit.code: each.unit.name for each in outlines}
    titles = {each.code: each.name for each in points}
    has_files = run.folder.is_dir()
    is_old = queries.inputs_of(city, points, used.code if used else "") != run.found["inputs"]
    rows = sorted(run.found["points"], key=lambda each: (-each["only_people"], -each["people"], each["code"]))
    is_estimate = run.found["people"]["is_estimate"]
    what_if = what_if_context(request, city, run)
    return {
        "what_if": what_if,
        "beside": findings.beside(run), "model": findings.model(run), "method": findings.method(run),
        "notes": findings.notes(run, is_old=is_old, has_files=has_files),
        "layers": drawings.layers(run, points, names, has_files=has_files, may_move=what_if is not None),
        "tiles": drawings.tiles(run, outlines), "of_areas": findings.of_areas(run, names),
        "shares": [_area(code, each, names, is_estimate=is_estimate) for code, each in run.found["areas"].items()],
        "page": Paginator([_point(each, titles, is_estimate=is_estimate) for each in rows], ROWS).get_page(request.GET.get("halaman")),
        "of_points": findings.of_points(run), "of_classes": findings.of_classes(run),
        "classes": findings.classes(run), "gaps": [_gap(each, names) for each in run.found["gaps"][:GAPS]],
        "more_gaps": len(run.found["gaps"]) + run.found["gaps_more"] - GAPS,
        "has_rasters": (run.folder / "count.tif").exists(),
    }  # fmt: skip


def _area(code: str, each: Mapping[str, Any], names: Mapping[str, str], *, is_estimate: bool) -> dict[str, Any]:  # fmt: skip
    return {
        "code": code,
        "name": names.get(code, code),
        "people": people(each["people"], is_estimate=is_estimate),
        "reached": people(each["reached"], is_estimate=is_estimate),
        "share": percent(share(each["reached"], each["people"])),
        "schools": _places(each, PlaceKind.SCHOOL),
        "posyandu": _places(each, PlaceKind.POSYANDU),
    }


def _places(each: Mapping[str, Any], kind: str) -> str:
    told = each["places"].get(kind)
    if not told:
        return formats.NOTHING
    return _("%(some)s of %(all)s") % {"some": formats.number(told[0]), "all": formats.number(told[1])}


def _point(each: Mapping[str, Any], titles: Mapping[str, str], *, is_estimate: bool) -> dict[str, Any]:
    told = {
        name: people(each[name], is_estimate=is_estimate) for name in ("people", "only_people", "best_people")
    }
    return {"code": each["code"], "name": titles.get(each["code"], ""), "ha": each["ha"], **told}


def _gap(each: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    radius = min(max(round(sqrt(each["ha"] * 10_000 / pi)), 50), 1_000)
    name = names.get(each["unit"], each["unit"])
    note = _("By terrain: %(people)s people, %(ha)s ha, seen neither by a Wi-Fi point nor by a known tower; operators: %(signal)s.") % {
        "people": roughly(each["people"]), "ha": measure(each["ha"]), "signal": findings.signal(each),
    }  # fmt: skip
    return {
        "name": name,
        "people": about(each["people"]),
        "ha": each["ha"],
        "signal": findings.signal(each),
        "east": each["lon"],
        "north": each["lat"],
        # As an address has them.
        "lon": f"{each['lon']:.6f}",
        "lat": f"{each['lat']:.6f}",
        "radius": radius,
        "note": note,
    }


def _mark(request: HttpRequest, code: str, what: str, mark: str) -> str | None:
    """Whoever has the picture gets it once more only where it may not be seen any more: that is 404."""
    has_one = what in RASTERS and queries.pictured(request.user, code, what, mark) is not None
    return f'"{mark}"' if has_one else None


@public
@cache_control(max_age=YEAR, public=True, immutable=True)
@condition(etag_func=_mark)
def picture(request: HttpRequest, code: str, what: str, mark: str) -> HttpResponse:
    """Its address changes with its content, so it may be kept for ever."""
    row = queries.pictured(request.user, code, what, mark) if what in RASTERS else None
    if row is None:
        raise Http404
    try:
        content = (row.folder / f"{what}.png").read_bytes()
    except OSError:
        raise Http404 from None
    return HttpResponse(content, content_type="image/png")


@public
@never_cache
def download(request: HttpRequest, city: str, what: str, file_type: str) -> HttpResponse | FileResponse:
    here = get_object_or_404(City.objects.visible_to(request.user), code=city)
    found = queries.used_run(here)
    if found is None:
        raise Http404
    names = {each.unit.code: each.unit.name for each in Outline.objects.of(here)}
    titles = {each.code: each.name for each in points_on(here, found.day)}
    return downloads.response(request, here, found, names, titles, what, file_type)


@requires(Permission.KEEP_WIFI)
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The form, the last runs, and how the work stands."""
    city = kept_city(request, Permission.KEEP_WIFI)
    now = timezone.now()

    def do(sent: Any) -> str:
        running.ask(city, sent[0].wanted(), by=signed_in(request), now=now)
        return f"{reverse('coverage:ask-run')}?kota={city.code}"

    usual = running.usual(city, now)
    context = {"city": city, "has_group": find_spec("numba") is not None, **_work(request, city)}
    if request.method != "POST" and getattr(request, "htmx", False):
        return render(request, "coverage/run_ask.html#keadaan", context)
    desk = Desk(
        "coverage/run_ask.html", "coverage.ask-run", bind=partial(RunForm, usual=usual), do=do,
        done=_("The coverage is being computed. You can leave this page."), context=context,
    )  # fmt: skip
    return answer(request, desk)


def _work(request: HttpRequest, city: City) -> dict[str, Any]:
    lines = [_line(*each) for each in queries.newest_of(city)]
    return {
        "lines": lines,
        "running": next((each for each in lines if each["phase"] in UNDER_WAY), None),
        "sees_jobs": may(request.user, Permission.SEE_JOBS, city),
        "has_samples": any(each["run"].is_sample for each in lines),
    }


def _line(each: CoverageRun, brief: queries.Brief | None) -> dict[str, Any]:
    phase = queries.phase_of(each)
    words, tone = work.state(phase)
    return {
        "run": each, "phase": phase, "state": words, "tone": tone,
        "result": findings.headline(brief, each.city) if phase == "done" else "",
        "faults": [sentence(fault) for fault in queries.faults_of(each)],
        "radius": measure(each.settings["radius_m"]),
        "doing": work.doing(each.job),
    }  # fmt: skip
