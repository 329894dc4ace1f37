"""Planning documents as everybody reads them: the time line, an edition, two editions crossed, the strategic issues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kotacerdas.masterplan import facts, findings, rights
from kotacerdas.masterplan.forms.documents import QUADRANTS, dimension_choices
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries import documents
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of


@public
def editions(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    shelves = documents.of_city(city, request.user)
    this_year = timezone.now().astimezone(city.timezone).year
    context = {
        "city": city,
        "shelves": shelves,
        "finding": findings.documents.of_city(shelves, city),
        "beside": findings.documents.unfit(shelves),
        "time_line": findings.documents.time_line(shelves, this_year, city),
        "keeps": rights.keeps(request.user, city),
        "has_samples": any(each.edition.is_sample for shelf in shelves for each in shelf.editions),
    }
    return render(request, "masterplan/editions.html", context)


@public
def edition(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = edition_of(request, city, edition)
    tree = documents.of_edition(found, request.user)
    keeps = rights.keeps(request.user, found.city)
    context = {
        "edition": found,
        "tree": tree,
        "finding": findings.documents.of_edition(tree),
        "beside": findings.documents.beside_edition(tree),
        "readiness_words": findings.documents.of_readiness(tree.readiness),
        "readiness_chart": findings.documents.readiness_chart(tree.readiness) if tree.is_judged else None,
        "aims": facts.aims(),
        "dimensions": Dimension.choices,
        "swot_choices": dimension_choices(),
        "quadrants": list(QUADRANTS.items()),
        "others": documents.others_of(found, request.user),
        "keeps": keeps,
        "edits": keeps and not found.is_frozen,
        "has_samples": found.is_sample,
    }
    return render(request, "masterplan/edition.html", context)


@public
def crosswalk(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?dengan=` names the other edition; without it the RPJMD in force, else the first one that there is."""
    found = edition_of(request, city, edition)
    others = documents.others_of(found, request.user)
    asked = request.GET.get("dengan", "")
    other = next((each for each in others if each.code == asked), None) or _likely(others)
    walk = documents.crosswalk(found, other, request.user) if other else None
    context = {
        "edition": found,
        "others": others,
        "other": other,
        "walk": walk,
        "finding": findings.documents.of_crosswalk(walk) if walk else "",
        "has_samples": found.is_sample or bool(other and other.is_sample),
    }
    return render(request, "masterplan/crosswalk.html", context)


def _likely(others: list[Edition]) -> Edition | None:
    medium = [each for each in others if each.kind == Edition.Kind.RPJMD and each.is_frozen]
    return next(iter([*medium, *others]), None)


@public
def issues(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    found = documents.issues_of(city, request.user)
    context = {
        "city": city,
        "issues": found,
        "finding": findings.documents.of_issues(found, city),
        "sectors": facts.sectors(city.code),
        "sector_source": documents.source_called(facts.sectors(city.code)),
        "keeps": rights.keeps(request.user, city),
        "answering": documents.answering(city, request.user),
        "has_samples": any(
            each.issue.is_sample or any(row.is_sample for row in each.programmes) for each in found
        ),
    }
    return render(request, "masterplan/issues.html", context)
