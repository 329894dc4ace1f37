"""Who may speak and decide on an edition, its goals and its programmes: everybody who takes part, while the review is open;
and on a scale of priorities, as long as people compare by it."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kotacerdas.discussion import places
from kotacerdas.masterplan.models import Edition, Scale
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

KINDS = ("masterplan.edition", "masterplan.node", "masterplan.programme")


def may_write(user: "Someone", thing: Any) -> bool:
    edition = thing if isinstance(thing, Edition) else thing.edition
    if edition.status != Edition.Status.REVIEW:
        return False
    today = timezone.now().astimezone(edition.city.timezone).date()
    is_over = edition.review_until is not None and today > edition.review_until
    return not is_over and access.may(user, Permission.DISCUSS, edition.city)


def may_decide(user: "Someone", thing: Any) -> bool:
    """Also after the last day, and when the edition went back to a draft; never once it is adopted."""
    edition = thing if isinstance(thing, Edition) else thing.edition
    return not edition.is_frozen and access.may(user, Permission.DECIDE, edition.city)


def may_weigh_in(user: "Someone", scale: Scale) -> bool:
    """Priorities are weighed in a draft as well as after the adoption, so the edition does not matter."""
    return scale.is_open and access.may(user, Permission.DISCUSS, scale.edition.city)


for kind in KINDS:
    places.register(kind, may_write=may_write, may_decide=may_decide)
# Who decides in the city decides here at any time.
places.register("masterplan.scale", may_write=may_weigh_in)
