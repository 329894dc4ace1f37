"""Which recommendations are done, and where is the proof: one page to be printed, and the same as a PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kotacerdas.people.access import requires
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations import findings, sheet
from kotacerdas.recommendations.queries import board as queries
from kotacerdas.recommendations.views.board import asked, today_in


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def table(request: HttpRequest) -> HttpResponse:
    """The rows of the list, narrowed as there."""
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    _listed, search, rows = asked(request, city, today=today_in(city))
    count = queries.count(rows)
    context: dict[str, Any] = {
        "city": city,
        "rows": rows,
        "finding": findings.of_count(count),
        "beside": findings.beside(count),
        "asked": search.told(),
        "address": request.GET.urlencode(),
        "printed_at": timezone.now(),
        "has_samples": any(row.is_sample for row in rows),
    }
    return render(request, "recommendations/print.html", context)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def pdf(request: HttpRequest) -> HttpResponse:
    """PDF/A-2a and PDF/UA-1."""
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    _listed, search, rows = asked(request, city, today=today_in(city))
    content = sheet.pdf(city, rows, asked=search.told(), now=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    name = f"rekomendasi-{city.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
