"""The question board: what is proven, what waits, what was found, and what nobody has dug up yet."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evidence import downloads, findings, targets
from kotacerdas.evidence.domain.board import Standing
from kotacerdas.evidence.forms.board import BoardFilter
from kotacerdas.evidence.models.documents import organisations_of
from kotacerdas.evidence.queries import board as queries
from kotacerdas.evidence.targets import Scope
from kotacerdas.people import access
from kotacerdas.people.access import requires
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@requires(Permission.SEE_EVIDENCE)
@never_cache
def board(request: HttpRequest, scope: str = "") -> HttpResponse:
    """Every question of a round by the parts of its form, below the table by agency and dimension."""
    city = city_with(request, Permission.SEE_EVIDENCE)
    known = targets.scopes(request.user, city)
    chosen = chosen_scope(known, scope)
    if chosen is None:
        return render(request, "evidence/board_empty.html", {"city": city})
    found, search, questions = _asked(request, city, chosen)
    today = timezone.now().astimezone(city.timezone).date()
    context = {
        "city": city,
        "scope": chosen,
        "scopes": known,
        "board": found,
        "counts": [(each, found.count(each)) for each in reversed(Standing)],
        "finding": findings.board.of_board(found),
        "search": search,
        "groups": list(queries.grouped(questions)),
        "shown": len(questions),
        "matrix": queries.matrix(found, today=today),
        "today": today,
        "asks": access.may(request.user, Permission.MANAGE_EVIDENCE, city),
        "brings": access.may(request.user, Permission.ADD_EVIDENCE, city),
        "mine": agencies_of(request.user, city),
        "address": request.GET.urlencode(),
        "has_samples": any(each.request and each.request.is_sample for each in found.questions),
    }
    return render(request, "evidence/board.html", context)


@requires(Permission.SEE_EVIDENCE)
@never_cache
def download(request: HttpRequest, scope: str, file_type: str) -> HttpResponse:
    """The questions of the board, narrowed as on the page."""
    city = city_with(request, Permission.SEE_EVIDENCE)
    chosen = chosen_scope(targets.scopes(request.user, city), scope)
    if chosen is None or file_type not in {"csv", "xlsx"}:
        raise Http404
    _found, _search, questions = _asked(request, city, chosen)
    return downloads.board.board(request, city, chosen, questions, file_type)


def _asked(
    request: HttpRequest, city: City, scope: Scope
) -> tuple[queries.Board, BoardFilter, list[queries.Question]]:
    found = queries.of_scope(request.user, city, scope)
    agencies = [each.agency for each in found.questions if each.agency]
    search = BoardFilter(request.GET, agencies=agencies)
    return found, search, queries.narrowed(found, search.wanted())


def agencies_of(user: "Someone", city: City) -> list[int]:
    """The agencies whose requests somebody may open without being the asking office."""
    return organisations_of(user) if access.may(user, Permission.ADD_EVIDENCE, city) else []


def chosen_scope(known: list[Scope], key: str) -> Scope | None:
    """The one in the address, else the newest. An unknown one is 404."""
    if not key:
        return targets.newest(known)
    found = next((each for each in known if each.key == key), None)
    if found is None:
        raise Http404
    return found


def scope_named(request: HttpRequest, city: City, key: str) -> Scope:
    try:
        return targets.scope(request.user, city, key)
    except Refused:
        raise Http404 from None
