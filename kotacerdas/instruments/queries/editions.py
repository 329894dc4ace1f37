"""Reads of editions that staff write: which one may see and write, for whom, and what keeps one from being published."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.documents import from_document
from kotacerdas.instruments.domain import drafting
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Owner:
    """For whom somebody may write an edition: one city, or all (`city` None)."""

    key: str
    city: City | None


def owners(user: "Someone") -> list[Owner]:
    reach = access.reach(user, Permission.EDIT_EDITIONS)
    cities = City.objects.filter(pk__in=reach.cities).order_by("code")
    return [Owner("", None)] * reach.is_everywhere + [Owner(city.code, city) for city in cities]


def drafts_for(user: "Someone") -> list[EditionDraft]:
    """Not published yet, the one last changed first."""
    rows = EditionDraft.objects.editable_by(user).select_related("city", "updated_by")
    return list(rows.order_by("-updated_at", "pk"))


def editions_seen_by(user: "Someone") -> list[Edition]:
    """Shipped ones, those published for all, and those of one's own city."""
    seen = EditionDraft.objects.visible_to(user).published().values_list("code", "edition")
    own = [f"{code}/{edition}" for code, edition in seen]
    catalogue.fetch(own)
    return [catalogue.edition(key) for key in sorted({*catalogue.shipped_keys(), *own})]


def is_seen_by(user: "Someone", key: str) -> bool:
    """Shipped editions cost no query."""
    if key in catalogue.shipped_keys():
        return True
    code, _slash, edition = key.partition("/")
    return EditionDraft.objects.visible_to(user).published().filter(code=code, edition=edition).exists()


def written_for(user: "Someone", key: str) -> EditionDraft | None:
    """The row of a published edition, for those who write for the same city."""
    if key in catalogue.shipped_keys():
        return None
    code, _slash, edition = key.partition("/")
    rows = EditionDraft.objects.written_by(user).published().filter(code=code, edition=edition)
    return rows.select_related("city", "published_by").first()


def base_of(draft: EditionDraft) -> Edition | None:
    """What it was copied from; none of one that came as a file."""
    try:
        return catalogue.edition(draft.based_on) if draft.based_on else None
    except Refused:
        return None


def faults_of(draft: EditionDraft) -> list[Fault]:
    """What keeps it from being published, with its places; empty when it may be."""
    return drafting.faults(from_document(draft.content), base_of(draft))
