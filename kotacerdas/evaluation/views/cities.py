"""A city's page: what is public of its way through the programme, and what is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kotacerdas.evaluation import findings, queries
from kotacerdas.people.access import public
from kotacerdas.people.models import City


@public
def profile(request: HttpRequest, city: str) -> HttpResponse:
    found = get_object_or_404(City.objects.visible_to(request.user).select_related("province"), code=city)
    profile_ = queries.profile(found, request.user)
    context = {"profile": profile_, "city": found, "finding": findings.of_city(profile_)}
    return render(request, "evaluation/city.html", context)
