"""Pages of the front door that anybody may read."""

from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common.marks import public
from kotacerdas.evaluation import findings, queries
from kotacerdas.instruments import catalogue
from kotacerdas.people.models import City

FIRST_ROWS = 10


@public
def home(request: HttpRequest) -> HttpResponse:
    """The newest whole list in one sentence and ten rows, the city of this installation, and where to go on."""
    rounds = queries.rounds(request.user)
    ranking = queries.featured(request.user, rounds)
    city = (
        City.objects.visible_to(request.user)
        .select_related("province")
        .filter(code=settings.DEFAULT_CITY)
        .first()
    )
    profile = queries.profile(city, request.user) if city else None
    context = {
        "ranking": ranking,
        "rows": ranking.ranked[:FIRST_ROWS] if ranking else (),
        "finding": findings.of_ranking(ranking) if ranking else "",
        "extent": findings.extent(ranking) if ranking else "",
        "top": Decimal(4),
        "rounds": rounds,
        "city": city,
        "profile": profile,
        "city_finding": findings.of_city(profile) if profile else "",
        "explained": queries.best_explained(request.user),
        "editions": catalogue.shipped(),
    }
    return render(request, "portal/home.html", context)
