"""The report on a result to take away: as a PDF that is accessible and fit for the archive, and as a workbook."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import report_pdf, report_xlsx
from kotacerdas.evaluation.report import Report, report_of
from kotacerdas.evaluation.views.scorecards import result_of
from kotacerdas.people.access import public


@public
@require_safe
def pdf(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = _found(request, city, code)
    try:
        content = report_pdf.pdf(found, timezone.now().astimezone(found.round.timezone).date())
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(found.result)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"laporan-{found.result.city.code}-{found.round.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def xlsx(request: HttpRequest, city: str, code: str) -> HttpResponse:
    return report_xlsx.workbook(request, _found(request, city, code))


def _found(request: HttpRequest, city: str, code: str) -> Report:
    return report_of(result_of(request, city, code), request.user)
