"""The survey: asked for and watched by those who keep the list; and the areas that it leaves to be checked."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.faults import sentence
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.coverage import rules
from kotacerdas.coverage.actions import surveying
from kotacerdas.coverage.drawings import spots as drawings
from kotacerdas.coverage.findings import about, work
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.models import Survey
from kotacerdas.coverage.queries import surveys as queries
from kotacerdas.coverage.queries.work import UNDER_WAY
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_WIFI)
@never_cache
def survey(request: HttpRequest) -> HttpResponse:
    """The rules, the last surveys and how the work stands; sending the form asks for a new one."""
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method == "POST":
        return _ask(request, city)
    lines = [_line(each) for each in queries.newest_of(city)]
    today = timezone.localdate(timezone=city.timezone)
    context = {
        "city": city, "lines": lines, "rules": rules.rules_on(today),
        "running": next((each for each in lines if each["phase"] in UNDER_WAY), None),
        "sees_jobs": may(request.user, Permission.SEE_JOBS, city),
        "has_samples": any(each["survey"].is_sample for each in lines),
    }  # fmt: skip
    template = "coverage/survey.html"
    if getattr(request, "htmx", False):
        template += "#keadaan"
    return render(request, template, context)


def _ask(request: HttpRequest, city: City) -> HttpResponse:
    def deed() -> str:
        surveying.ask(city, by=signed_in(request), now=timezone.now())
        return f"{reverse('coverage:survey')}?kota={city.code}"

    outcome = submissions.once_for(request, action="coverage.survey", deed=deed)
    if not outcome.repeated:
        messages.success(request, _("The blank spots are being computed. You can leave this page."))
    return redirect(outcome.address)


def _line(each: Survey) -> dict[str, Any]:
    phase = queries.phase_of(each)
    words, tone = work.state(phase)
    return {
        "survey": each, "phase": phase, "state": words, "tone": tone,
        "changes": findings.changes(each) if phase == "done" else "",
        "faults": [sentence(fault) for fault in queries.faults_of(each)],
        "doing": work.doing(each.job),
    }  # fmt: skip


@public
@never_cache
def unknown(request: HttpRequest) -> HttpResponse:
    """Where somebody should measure or ask next, the most people first."""
    city = city_of(request)
    areas, last = areas_of(city), queries.last_of(city)
    rows = queries.unknown_of(last, {each.code: each.name for each in areas.rows})
    names = {each.code: each.name for each in operators()}
    context = {
        "city": city, "areas": areas, "survey": last, "finding": findings.of_unknown(rows, city),
        "rows": [(each, about(each.people), findings.missing(each, names)) for each in rows],
        "layers": drawings.layers([], rows, only_unknown=True),
        "method": findings.method(last) if last else "",
        "reports": may(request.user, Permission.REPORT_SIGNAL, city),
        "has_samples": bool(last and last.is_sample),
    }  # fmt: skip
    return render(request, "coverage/unknown.html", context)
