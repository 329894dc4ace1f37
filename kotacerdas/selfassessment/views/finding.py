"""Which assessment and which answer an address means, for this reader; what he or she does not see is 404."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from kotacerdas.selfassessment.models import Answer, Assessment

Found = TypeVar("Found", bound=Model)


def assessment_of(request: HttpRequest, code: str) -> Assessment:
    """A round that an operator runs has one of each city; `?kota=64.71` says which where somebody sees several."""
    rows = Assessment.objects.visible_to(request.user).select_related("round", "city")
    return _of_city(request, rows.filter(round__code=code), "city__code")


def answer_of(request: HttpRequest, code: str, question: str) -> Answer:
    rows = Answer.objects.visible_to(request.user).for_rows()
    return _of_city(
        request, rows.filter(assessment__round__code=code, code=question), "assessment__city__code"
    )


def _of_city(request: HttpRequest, rows: "QuerySet[Found, Any]", city: str) -> Found:
    wanted = request.GET.get("kota")
    found: Found | None = (rows.filter(**{city: wanted}) if wanted else rows).order_by(city).first()
    if found is None:
        raise Http404
    return found
