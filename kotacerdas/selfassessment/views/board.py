"""The list of a city's self-assessments, and the board of one: every question, who answers it, how far it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.evaluation.queries.calendars import lines
from kotacerdas.people.access import may, requires
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import downloads, findings, rights
from kotacerdas.selfassessment.forms import BoardFilter
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.queries import board as queries
from kotacerdas.selfassessment.queries import lists, workbook
from kotacerdas.selfassessment.views.finding import assessment_of


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "rows": lists.listed(request.user, now=now),
        "waiting": lists.not_begun(request.user),
        "keeps": may(request.user, Permission.KEEP_ROUNDS),
    }
    return render(request, "selfassessment/assessments.html", context)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def board(request: HttpRequest, code: str) -> HttpResponse:
    """All questions by the parts of the form; above them who still owes what, by agency, dimension and day."""
    assessment = assessment_of(request, code)
    now = timezone.now()
    found, search, rows = _asked(request, assessment)
    context = {
        "assessment": assessment,
        "board": found,
        "count": found.count,
        "finding": findings.of_count(found.count, is_submitted=assessment.is_submitted),
        "search": search,
        "groups": list(queries.grouped(rows)),
        "shown": len(rows),
        "today": found.today,
        "steps": [each for each in lines(assessment.round, assessment.city, now=now) if each.window],
        "keeps": may(request.user, Permission.KEEP_ROUNDS, assessment.city),
        "mine": sorted(rights.desks(request.user, assessment.city)),
        "address": request.GET.urlencode(),
        "workbook": workbook.workbook_address(assessment),
        "bring_back": workbook.upload_address(),
        "has_samples": assessment.is_sample,
    }
    return render(request, "selfassessment/board.html", context)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def download(request: HttpRequest, code: str, file_type: str) -> HttpResponse:
    """The rows of the board, narrowed as on the page."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    assessment = assessment_of(request, code)
    _found, _search, rows = _asked(request, assessment)
    return downloads.board(request, assessment, rows, file_type)


def _asked(
    request: HttpRequest, assessment: Assessment
) -> tuple[queries.Board, BoardFilter, list[queries.Row]]:
    today = timezone.now().astimezone(assessment.city.timezone).date()
    found = queries.of(assessment, request.user, today=today)
    search = BoardFilter(request.GET, agencies=queries.agencies_of(found))
    return found, search, queries.narrowed(found, search.wanted())
