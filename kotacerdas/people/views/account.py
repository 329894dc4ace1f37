"""Pages for those who are signed in: oneself, and the people of one's own area."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.common import menu
from kotacerdas.people import access, queries
from kotacerdas.people.access import requires
from kotacerdas.people.forms import SearchForm
from kotacerdas.people.permissions import Permission

PEOPLE_PER_PAGE = 50


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    mine = access.permissions(request.user)
    context = {
        "entries": menu.items(request, "account"),
        "assignments": access.assignments(request.user),
        "allowed": [permission.sentence for permission in Permission if permission in mine],
        "refused": [permission.sentence for permission in Permission if permission not in mine],
    }
    return render(request, "people/account.html", context)


@requires(Permission.SEE_PEOPLE)
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    search = SearchForm(request.GET)
    held = queries.roles_held(seen_by=request.user, words=search.words)
    page = Paginator(held, PEOPLE_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"search": search, "page": page, "deeds": menu.items(request, "people")}
    return render(request, "people/people.html", context)
