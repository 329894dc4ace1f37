"""Which recommendation an address means, for this reader; what he or she does not see is 404."""

from django.http import Http404, HttpRequest

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission


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
