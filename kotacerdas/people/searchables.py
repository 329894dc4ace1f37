"""What of this app the search box finds: organisations, areas, and people for those who may see them."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.language import pick
from kotacerdas.people import access
from kotacerdas.people.models import City, Organisation, TerritorialUnit, User
from kotacerdas.people.permissions import Permission
from kotacerdas.search.registry import Searchable, Shown, Text, register

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models.users import UserQuerySet

AREAS = {TerritorialUnit.Kind.KECAMATAN, TerritorialUnit.Kind.KELURAHAN, TerritorialUnit.Kind.DESA}


def organisation_text(row: Organisation) -> Text:
    return Text(title=row.name, words=(row.name_en, row.short_name, row.code), code=row.short_name)


def organisation_shown(row: Organisation) -> Shown:
    title = pick({"name": {"id": row.name, "en": row.name_en}}, "name")
    return Shown(
        title, _list("people:organisations", row.name, row.city), str(row.city or _("Several cities"))
    )


def unit_text(row: TerritorialUnit) -> Text | None:
    """Kabupaten and kota are found as cities."""
    return Text(title=row.name, words=str(row.city or ""), code=row.code) if row.kind in AREAS else None


def unit_shown(row: TerritorialUnit) -> Shown:
    line = f"{row.get_kind_display()} {row.code}"
    return Shown(
        row.name, _list("people:units", row.name, row.city), f"{line}, {row.city}" if row.city else line
    )


def _list(url_name: str, words: str, city: City | None) -> str:
    """The list in which the thing stands, with only it in view."""
    where = reverse(url_name, args=[city.code]) if city else reverse(f"{url_name}-here")
    return f"{where}?{urlencode({'cari': words})}"


def people_of_whom_a_page_is_open(user: "Someone") -> "UserQuerySet":
    """Everybody sees oneself, but the list to which a hit leads is for those who look after people."""
    may_open = access.may(user, Permission.SEE_PEOPLE)
    seen = User.objects.visible_to(user)
    return seen if may_open else seen.filter(pk__in=[])


def user_text(row: User) -> Text | None:
    return Text(title=row.display_name, words=row.email) if row.is_active else None


def user_shown(row: User) -> Shown:
    return Shown(
        row.display_name, f"{reverse('people:people')}?{urlencode({'cari': row.display_name})}", row.email
    )


register(
    Searchable(
        kind="people.organisation",
        noun=_("Organisation"),
        nouns=_("Organisations"),
        rows=lambda user: Organisation.objects.visible_to(user),
        text=organisation_text,
        shown=organisation_shown,
        for_display=lambda rows: rows.select_related("city"),
        is_public=True,
        order=40,
        icon="building-community",
    )
)
register(
    Searchable(
        kind="people.user",
        noun=_("Person"),
        nouns=_("People"),
        rows=people_of_whom_a_page_is_open,
        text=user_text,
        shown=user_shown,
        order=50,
        icon="user",
    )
)
register(
    Searchable(
        kind="people.unit",
        noun=_("Area"),
        nouns=_("Areas"),
        rows=lambda user: TerritorialUnit.objects.visible_to(user),
        text=unit_text,
        shown=unit_shown,
        everything=lambda: TerritorialUnit.objects.select_related("city"),
        for_display=lambda rows: rows.select_related("city"),
        is_public=True,
        order=60,
        icon="map-pin",
    )
)
