"""Reports of signal: the list, one, writing one, checking it."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.connectivity.actions import reporting as deeds
from kotacerdas.connectivity.domain import coarse
from kotacerdas.connectivity.forms import FIELD_OF, CheckForm, ReportForm
from kotacerdas.connectivity.intakes import REPORTS
from kotacerdas.connectivity.models import SignalReport
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.connectivity.views.listing import address_of, asked_reports
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.people import access
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

ROWS = 50


@public
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search, rows = asked_reports(request, city)
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city,
        "search": search,
        "page": page,
        "intake": REPORTS,
        "address": address_of(request, city),
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "reports": may(request.user, Permission.REPORT_SIGNAL, city),
        "has_samples": any(row.is_sample for row in page),
    }
    return render(request, "connectivity/reports.html", context)


@public
@never_cache
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Words, name and the very place are shown to the office, and to who wrote it."""
    rows = SignalReport.objects.visible_to(request.user).select_related(
        "city", "unit", "operator", "by", "checked_by"
    )
    found = get_object_or_404(rows, code=code)
    keeps = may(request.user, Permission.KEEP_WIFI, found.city)
    is_close = keeps or (request.user.is_authenticated and found.by_id == request.user.pk)
    context = {
        "city": found.city,
        "report": found,
        "sees_words": is_close,
        "at": _place(found, is_exact=is_close),
        "may_check": keeps and found.by_id != request.user.pk,
        "has_samples": found.is_sample,
    }
    return render(request, "connectivity/report.html", context)


def _place(report: SignalReport, *, is_exact: bool) -> tuple[Decimal, Decimal] | None:
    if report.lon is None or report.lat is None:
        return None
    exact = report.lon, report.lat
    return exact if is_exact else (coarse.degrees(report.lon), coarse.degrees(report.lat))


@requires(Permission.REPORT_SIGNAL)
@never_cache
def new_report(request: HttpRequest) -> HttpResponse:
    """`?kelurahan=&rt=&lon=&lat=` fills the form, for those who come from the page of a place."""
    city = kept_city(request, Permission.REPORT_SIGNAL)
    today = timezone.localdate(timezone=city.timezone)
    given = {name: request.GET.get(name, "") for name in ("kelurahan", "rt", "lon", "lat")}
    initial = {"hari": today, "peran": SignalReport.Role.OFFICER, "tempat": "luar", **given}

    def do(sent: Any) -> str:
        made = deeds.report(city, sent[0].wanted(), by=signed_in(request), now=timezone.now(), today=today)
        return made.get_absolute_url()

    desk = Desk(
        "connectivity/report_form.html", "connectivity.report",
        bind=partial(ReportForm, units=units_by_code(city), operators=operators(), initial=initial), do=do,
        done=_("Thank you. The report is written and counts until the office has checked it."), field_of=FIELD_OF,
        context={"city": city, "back": f"{reverse('connectivity:reports')}?kota={city.code}"},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    kept = SignalReport.objects.filter(access.reach(request.user, Permission.KEEP_WIFI).rows("city"))
    found = get_object_or_404(kept.select_related("city", "unit", "operator"), code=code)

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        deeds.check(
            found, is_true=given["benar"] == "ya", finding=given["temuan"], expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return found.get_absolute_url()

    desk = Desk(
        "connectivity/check.html", "connectivity.check",
        bind=partial(CheckForm, initial={"version": found.version}), do=do,
        done=_("The check is written."), field_of=FIELD_OF, told=_told,
        context={"city": found.city, "report": found, "back": found.get_absolute_url(), "has_samples": found.is_sample},
    )  # fmt: skip
    return answer(request, desk)


def _told(stale: versions.StaleSave) -> list[versions.Difference]:
    now: Any = stale.current
    mine = SignalReport.State(str(stale.typed["state"])).label
    return [
        versions.Difference(str(_("State")), now.get_state_display(), str(mine)),
        versions.Difference(str(_("What the check found")), now.finding, stale.typed["finding"]),
    ]
