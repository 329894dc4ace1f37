"""Which spot an address means, for this reader; what he or she does not see or keep is 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kotacerdas.coverage.models import BlankSpot
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission


def spot_of(request: HttpRequest, city: str, code: str) -> BlankSpot:
    rows = BlankSpot.objects.visible_to(request.user).select_related(
        "city", "unit__parent", "programme__edition__city", "merged_into__city", "merged_into__unit"
    )
    return get_object_or_404(rows, city__code=city, code=code)


def kept_spot(request: HttpRequest, city: str, code: str) -> BlankSpot:
    """For pages that decide about it."""
    found = spot_of(request, city, code)
    if not may(request.user, Permission.KEEP_WIFI, found.city):
        raise Http404
    return found
