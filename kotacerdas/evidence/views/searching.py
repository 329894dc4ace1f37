"""The search in the pages of evidence, with what narrows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.evidence.forms.searching import SearchForm
from kotacerdas.evidence.models import Confidentiality, Nature
from kotacerdas.evidence.queries import finding
from kotacerdas.evidence.queries.finding import Filters, Found
from kotacerdas.evidence.views.cities import city_of
from kotacerdas.people import access
from kotacerdas.people.access import requires
from kotacerdas.people.models import Organisation
from kotacerdas.people.permissions import Permission

PER_PAGE = 20
MOST_VALUES = 12
# Name in the address, name in `Filters`, what it is called.
FACETS: tuple[tuple[str, str, "str | Promise"], ...] = (
    ("instansi", "agency", _("Owner")),
    ("tahun", "year", _("Year")),
    ("jenis", "nature", _("Kind of document")),
    ("kerahasiaan", "confidentiality", _("Confidentiality")),
    ("berkas", "kind", _("Kind of file")),
)


@dataclass(frozen=True)
class Value:
    """One value that narrows; choosing it again widens."""

    label: str
    count: int
    asked: str
    is_on: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: "str | Promise"
    values: list[Value]


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """`?cari=` the words; the other names of `FACETS` narrow. Only what the reader may see is counted."""
    city = city_of(request, Permission.SEE_PUBLIC_EVIDENCE)
    typed, filters = SearchForm(request.GET).asked()
    found = _found(request, city, typed, filters)
    page = Paginator(range(found.total), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "city": city,
        "typed": typed,
        "found": found,
        "page": page,
        "is_narrowed": bool(filters),
        "facets": _facets(found, filters),
        "kept": [(name, request.GET[name]) for name, *_rest in FACETS if request.GET.get(name)],
        "edits": access.may(request.user, Permission.MANAGE_EVIDENCE, city),
        "sees_synonyms": access.may(request.user, Permission.SEE_EVIDENCE, city),
        "example": "rapat dewan smart city",
    }
    return render(request, "evidence/search.html", context)


def _found(request: HttpRequest, city: Any, typed: str, filters: Filters) -> Found:
    if not typed:
        return Found([], 0)
    asked = request.GET.get("halaman", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    offset = (max(number, 1) - 1) * PER_PAGE
    found = finding.search(
        typed, user=request.user, city=city, filters=filters, limit=PER_PAGE, offset=offset
    )
    if not found.hits and found.total:
        offset = (found.total - 1) // PER_PAGE * PER_PAGE
        found = finding.search(
            typed, user=request.user, city=city, filters=filters, limit=PER_PAGE, offset=offset
        )
    return found


def _facets(found: Found, filters: Filters) -> list[Facet]:
    """What can be chosen, and always what was chosen, so that it can be taken back."""
    agencies = {value for value, _count in found.facets.get("agency", ())} | {filters.agency}
    names = Organisation.objects.in_bulk([key for key in agencies if key is not None])
    facets = []
    for name, field, label in FACETS:
        chosen = getattr(filters, field)
        counted = found.facets.get(field, [])[:MOST_VALUES]
        if chosen and chosen not in dict(counted):
            counted = [(chosen, 0), *counted]
        values = [
            Value(_label(field, value, names), count, str(value), value == chosen)
            for value, count in _sorted(field, counted)
        ]
        if len(values) > 1 or chosen:
            facets.append(Facet(name, label, values))
    return facets


def _sorted(field: str, counted: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Years from the newest, the rest by their number."""
    return sorted(counted, key=lambda each: -each[0] if field == "year" else -each[1])


def _label(field: str, value: Any, agencies: dict[int, Organisation]) -> str:
    if field == "agency":
        return str(agencies[value]) if value in agencies else "–"
    if field == "nature":
        return str(Nature(value).label)
    if field == "confidentiality":
        return str(Confidentiality(value).label)
    return str(value) if field == "year" else str(value).upper()
