"""The search in the pages of evidence, with what narrows it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.evidence.findings.standings import DIMENSION_NAMES
from kotacerdas.evidence.forms.searching import SearchForm
from kotacerdas.evidence.models import Confidentiality, Nature
from kotacerdas.evidence.queries import dimensions, finding
from kotacerdas.evidence.queries.finding import Filters, Found
from kotacerdas.people import access
from kotacerdas.people.access import requires
from kotacerdas.people.asked_city import city_with
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
DIMENSION = "dimensi"
NAMES = (*(name for name, *_rest in FACETS), DIMENSION)


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
    """`?cari=` the words; the names of `FACETS` and `?dimensi=` narrow. Only what the reader may see is counted."""
    city = city_with(request, Permission.SEE_PUBLIC_EVIDENCE)
    typed, filters, dimension = SearchForm(request.GET).asked()
    cited = dimensions.of_documents(request.user, city) if typed else {}
    if dimension:
        filters = replace(filters, among={key for key, codes in cited.items() if dimension in codes})
    found = _found(request, city, typed, filters)
    page = Paginator(range(found.total), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "city": city,
        "typed": typed,
        "found": found,
        "page": page,
        "is_narrowed": bool(filters),
        "facets": [*_facets(found, filters), *_dimensions(found, cited, dimension)],
        "kept": [(name, request.GET[name]) for name in NAMES if request.GET.get(name)],
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


def _dimensions(found: Found, cited: Mapping[int, Collection[str]], chosen: str) -> Iterator[Facet]:
    """In the order of the form. A document belongs to none, or to several, by the questions that cite it."""
    counts: Counter[str] = Counter()
    for key, count in found.facets.get("pk", ()):
        counts.update(dict.fromkeys(cited.get(key, ()), count))
    values = [
        Value(str(name), counts[code], code, code == chosen)
        for code, name in DIMENSION_NAMES.items()
        if counts[code] or code == chosen
    ]
    if values:
        yield Facet(DIMENSION, _("Cited for the dimension"), values)


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
