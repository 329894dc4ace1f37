"""What the programmes of an edition answer, and which agencies carry them."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Edition as Form
from kotacerdas.instruments.words import text
from kotacerdas.masterplan import downloads, findings
from kotacerdas.masterplan.forms.matrix import AnswersFilter, MatrixFilter
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import answers as proposing
from kotacerdas.masterplan.queries import matrix as matrices
from kotacerdas.masterplan.queries.answers import Proposal
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people import access
from kotacerdas.people.access import public, requires
from kotacerdas.people.permissions import Permission


@requires(Permission.SEE_CITY_DRAFTS)
def answers(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """For the city's offices: it rests on what agencies report."""
    found = edition_of(request, city, edition)
    if not access.may(request.user, Permission.SEE_CITY_DRAFTS, found.city):
        raise Http404
    today = _today(found)
    years = range(found.first_year, max(min(today.year, found.last_year), found.first_year) + 1)
    search = AnswersFilter(request.GET, years=years[::-1], year=years[-1])
    year, form = search.wanted()
    some = proposing.of(found, form, year, request.user, today=today)
    context = {
        "edition": found,
        "search": search,
        "year": year,
        "parts": _by_component(some, catalogue.edition(form)),
        "finding": findings.answers.of_list(some, year),
        "has_samples": any(each.is_sample for each in some),
    }
    return render(request, "masterplan/answers.html", context)


@public
def agencies(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """All agencies of the city in force, whatever they carry."""
    found = edition_of(request, city, edition)
    matrix = matrices.of(found, request.user, today=_today(found))
    search = MatrixFilter(request.GET, columns=matrix.columns)
    context = {
        "edition": found,
        "matrix": matrix,
        "columns": [(each, findings.matrix.column(each)) for each in matrix.columns],
        "search": search,
        "rows": matrices.narrowed(matrix.rows, **search.wanted()),
        "finding": findings.matrix.of_matrix(matrix),
        "beside": findings.matrix.beside_matrix(matrix),
        "sees_proof": access.may(request.user, Permission.SEE_PUBLIC_EVIDENCE, found.city),
        "address": request.GET.urlencode(),
        "has_samples": found.is_sample or any(row.agency.is_sample for row in matrix.rows),
    }
    return render(request, "masterplan/agencies.html", context)


@public
def agencies_download(request: HttpRequest, city: str, edition: str, file_type: str) -> HttpResponse:
    """The rows of the matrix, narrowed as on the page."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    found = edition_of(request, city, edition)
    matrix = matrices.of(found, request.user, today=_today(found))
    wanted = MatrixFilter(request.GET, columns=matrix.columns).wanted()
    rows = matrices.narrowed(matrix.rows, **wanted)
    return downloads.matrix.response(request, found, matrix, rows, wanted, file_type)


def _today(edition: Edition) -> date:
    return timezone.now().astimezone(edition.city.timezone).date()


def _by_component(proposals: Iterable[Proposal], form: Form) -> list[tuple[str, list[Proposal]]]:
    """In the order of the form, under the titles of its components."""
    component = {leaf.code: part for part in form.root.children for leaf in part.walk()}
    return [
        (f"{part.code} · {text(part.title)}", list(some))
        for part, some in groupby(proposals, key=lambda each: component[each.code])
    ]
