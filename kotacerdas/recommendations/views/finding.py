"""Which city and which recommendation an address means, for this reader; what he or she does not see is 404."""

from django.http import Http404, HttpRequest

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for


def city_of(request: HttpRequest) -> City:
    """The city in the address (`?kota=64.71`), else the first whose offices the reader belongs to."""
    wanted = request.GET.get("kota")
    if not wanted and (held := _held(request)):
        return held
    cities = cities_for(request.user, Permission.SEE_CITY_DRAFTS).order_by("code")
    found = (cities.filter(code=wanted) if wanted else cities).first()
    if found is None:
        raise Http404
    return found


def _held(request: HttpRequest) -> City | None:
    """Known from the reader's roles, without asking the database."""
    held = access.assignments(request.user)
    cities = [each.city for each in held if each.city and Permission.SEE_CITY_DRAFTS in each.duty.permissions]
    return min(cities, key=lambda city: city.code, default=None)


def recommendation_of(request: HttpRequest, slug: str) -> Recommendation:
    """Recommendations are public; what is done about one is for the offices of its city alone."""
    rows = (
        Recommendation.objects.visible_to(request.user).called(slug).select_related("city", "source", "round")
    )
    here = access.reach(request.user, Permission.SEE_CITY_DRAFTS).rows("city")
    wanted = request.GET.get("kota")
    rows = rows.filter(here, **({"city__code": wanted} if wanted else {}))
    found = rows.order_by("city__code").first()
    if found is None:
        raise Http404
    return found
