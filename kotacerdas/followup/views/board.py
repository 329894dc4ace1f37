"""The city's tasks for those who oversee them: by day or by organisation, as a file, and those that nobody owns."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.followup import downloads, findings, queries
from kotacerdas.followup.forms import BoardFilter
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

ROWS_PER_PAGE = 50
BY_ORGANISATION = "organisasi"


@requires(Permission.SEE_ALL_TASKS)
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    city, search = _asked(request)
    today = timezone.now().astimezone(city.timezone).date()
    tasks = queries.board(signed_in(request), city, search.wanted(), today=today)
    desks = queries.desks(tasks, today=today)
    page = Paginator(tasks, ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    now = timezone.now()
    context = {
        "city": city,
        "search": search,
        "finding": findings.of_board(desks),
        "desks": desks,
        "page": page,
        "rows": [queries.row_of(task, request.user, now) for task in page],
        "is_by_organisation": request.GET.get("susun") == BY_ORGANISATION,
        "has_samples": any(task.is_sample for task in page),
        "gives": access.may(request.user, Permission.ASSIGN_TASKS, city),
        "address": request.GET.urlencode(),
    }
    return render(request, "followup/board.html", context)


@requires(Permission.SEE_ALL_TASKS)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows of the board: narrowed and ordered as on the page, all pages of it."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    city, search = _asked(request)
    now = timezone.now()
    today = now.astimezone(city.timezone).date()
    tasks = queries.board(signed_in(request), city, search.wanted(), today=today)
    return downloads.board(
        request, city, [queries.row_of(task, request.user, now) for task in tasks], file_type
    )


@requires(Permission.DO_TASKS)
@never_cache
def ownerless(request: HttpRequest) -> HttpResponse:
    """Tasks whose person has left, for whoever can hand them over: the head of the organisation, the programme office."""
    now = timezone.now()
    tasks = queries.to_hand_over(signed_in(request), now=now)
    rows = [queries.row_of(task, request.user, now) for task in tasks]
    return render(request, "followup/ownerless.html", {"rows": rows})


def _asked(request: HttpRequest) -> tuple[City, BoardFilter]:
    city = city_with(request, Permission.SEE_ALL_TASKS)
    origins = queries.origins(queries.overseen(request.user, city))
    return city, BoardFilter(request.GET, city=city, origins=origins)
