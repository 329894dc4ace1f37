"""What was found, as a page of its own and as suggestions below the box while one types."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common.marks import public
from kotacerdas.common.parts import render_part, wants_part
from kotacerdas.search import queries, registry
from kotacerdas.search.domain.words import MOST_TYPED

MOST_SUGGESTED, MOST_OF_EACH, MOST_OF_ONE = 4, 5, 50


@public
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    typed, kind = _typed(request), request.GET.get("jenis", "")
    found = queries.search(typed, user=request.user, kind=kind, most=MOST_OF_ONE if kind else MOST_OF_EACH)
    context = {
        "typed": typed,
        "found": found,
        "most": MOST_OF_ONE,
        "kind": registry.of_kind(kind),
        "address": f"{reverse('search:results')}?{urlencode({'q': typed})}",
    }
    return render_part(
        request, "search/results.html", "temuan", context, rest=lambda: {"all_kinds": registry.searchables()}
    )


@public
@never_cache
def suggestions(request: HttpRequest) -> HttpResponse:
    """Only a part; whoever opens the address itself gets the page."""
    typed = _typed(request)
    if not wants_part(request):
        return HttpResponseRedirect(f"{reverse('search:results')}?{urlencode({'q': typed})}")
    found = queries.search(typed, user=request.user, most=MOST_SUGGESTED)
    return render(
        request, "search/suggestions.html", {"typed": typed, "found": found, "label": _("Suggestions")}
    )


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:MOST_TYPED]
