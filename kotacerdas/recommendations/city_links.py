"""From the page of a city to what its offices do about its recommendations."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation.city_links import Link, register
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def _board(city: "City", user: "Someone") -> str:
    is_theirs = may(user, Permission.SEE_CITY_DRAFTS, city)
    return f"{reverse('recommendations:recommendations')}?kota={city.code}" if is_theirs else ""


register(Link("recommendations.board", _("Follow-up of the recommendations"), _board, "checklist"))
