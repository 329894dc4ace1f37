"""Which scenario an address means, for this reader; what he or she does not see or keep is 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission
from kotacerdas.siting.models import Scenario


def scenario_of(request: HttpRequest, city: str, code: str) -> Scenario:
    rows = Scenario.objects.visible_to(request.user).select_related("city__province", "made_by")
    found: Scenario = get_object_or_404(rows, city__code=city, code=code)
    return found


def kept_scenario(request: HttpRequest, city: str, code: str) -> Scenario:
    """For pages that change it."""
    found = scenario_of(request, city, code)
    if not may(request.user, Permission.KEEP_WIFI, found.city):
        raise Http404
    return found
