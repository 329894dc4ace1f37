"""The sheet of a programme as PDF."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.masterplan import sheet
from kotacerdas.masterplan.queries import programmes
from kotacerdas.masterplan.views.finding import programme_of
from kotacerdas.people.access import public


@public
def programme_sheet(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = programme_of(request, city, edition, code)
    try:
        content = sheet.pdf(programmes.of(found, request.user), now=timezone.now())
    except Refused as refused:
        for fault in refused.faults:
            messages.error(request, sentence(fault))
        return redirect(found)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{found.code}.pdf"
    )
    return response
