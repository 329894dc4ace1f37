"""A city's page: what is public of its way through the programme, and what is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kotacerdas.evaluation import findings, queries
from kotacerdas.evaluation.city_links import links_of
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.people.access import Permission, may, public
from kotacerdas.people.models import City


@public
def profile(request: HttpRequest, city: str) -> HttpResponse:
    found = get_object_or_404(City.objects.visible_to(request.user).select_related("province"), code=city)
    profile_ = queries.profile(found, request.user)
    context = {
        "profile": profile_,
        "city": found,
        "finding": findings.of_city(profile_),
        "links": links_of(found, request.user),
        "has_samples": profile_.has_samples,
    }
    return render(request, "evaluation/city.html", context)


@public
def recommendation(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """What the assessors advised, for everybody; what the city does about it, for those who take part in it."""
    rows = Recommendation.objects.visible_to(request.user).select_related("city__province", "source", "round")
    found = get_object_or_404(rows.called(slug).with_words(request.user), city__code=city)
    tasks = queries.tasks_of([found], request.user).get(found.pk, [])
    context = {
        "recommendation": found,
        "city": found.city,
        "tasks": tasks,
        "has_samples": found.is_sample or any(task.is_sample for task in tasks),
        "gives": may(request.user, Permission.ASSIGN_TASKS, found.city),
        "takes_part": may(request.user, Permission.DO_TASKS, found.city),
    }
    return render(request, "evaluation/recommendation.html", context)
