"""Which self-assessment an address means, for whoever keeps rounds in its city; it is 404 for everybody else."""

from django.http import Http404, HttpRequest

from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.views.finding import assessment_of


def kept_assessment(request: HttpRequest, code: str) -> Assessment:
    found = assessment_of(request, code)
    if not access.may(request.user, Permission.KEEP_ROUNDS, found.city):
        raise Http404
    return found
