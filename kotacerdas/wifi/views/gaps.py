"""What contract gaps cost, and what it would cost if the next contract started on a day."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.wifi import downloads, findings
from kotacerdas.wifi.forms.contracts import GapFilter, NextFilter
from kotacerdas.wifi.queries import gaps
from kotacerdas.wifi.views.finding import today_in

ROWS = 40


@public
def report(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    today = today_in(city)
    usual = gaps.usual_next(city, today=today)
    asked = _asked(request, city, today)
    asked_next = NextFilter(request.GET, usual=usual, today=today)
    period, starts_on = asked.period, asked_next.starts_on
    found = gaps.report(city, period, today=today)
    ahead = gaps.if_next_starts(city, starts_on, today=today)
    shown = {"kota": city.code, "dari": period.first, "sampai": period.last, "mulai": starts_on}
    context = {
        "city": city,
        "search": asked if asked.errors else GapFilter(usual=period, initial=shown),
        "report": found,
        "rows": Paginator(found.rows, ROWS).get_page(request.GET.get("halaman")),
        "finding": findings.of_gaps(found),
        "beside": findings.beside_gaps(found),
        "ahead": ahead,
        "next": asked_next if asked_next.errors else NextFilter(usual=usual, today=today, initial=shown),
        "next_finding": findings.of_next(ahead, starts_on),
        "next_beside": findings.beside_gaps(ahead),
        "address": f"kota={city.code}&dari={period.first.isoformat()}&sampai={period.last.isoformat()}",
        "has_samples": found.has_samples,
    }
    return render(request, "wifi/gaps.html", context)


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    if file_type not in ("csv", "xlsx"):
        raise Http404
    city = city_of(request)
    today = today_in(city)
    found = gaps.report(city, _asked(request, city, today).period, today=today)
    return downloads.gaps(city, found, file_type, address=request.build_absolute_uri())


def _asked(request: HttpRequest, city: City, today: date) -> GapFilter:
    return GapFilter(request.GET, usual=gaps.usual_period(city, today=today))
