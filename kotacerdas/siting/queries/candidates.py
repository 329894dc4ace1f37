"""Candidates of a scenario as its pages list them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from kotacerdas.siting.models import Candidate, Scenario


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty is everything."""

    words: str = ""
    kecamatan: str = ""
    source: str = ""
    mark: str = ""


def narrowed(scenario: Scenario, wanted: Wanted) -> QuerySet[Candidate]:
    """Those that must be chosen first, then by name."""
    rows = Candidate.objects.filter(scenario=scenario).select_related("unit__parent")
    if wanted.words:
        rows = rows.filter(Q(name__icontains=wanted.words) | Q(code__icontains=wanted.words))
    if wanted.kecamatan:
        rows = rows.filter(unit__parent__code=wanted.kecamatan)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.mark:
        rows = rows.filter(is_must=wanted.mark == "must", is_excluded=wanted.mark == "out")
    return rows.order_by("-is_must", "name", "code")


@dataclass(frozen=True)
class Counts:
    all: int
    musts: int
    left_out: int
    uploaded: int


def counts_of(scenario: Scenario) -> Counts:
    found = Candidate.objects.filter(scenario=scenario).aggregate(
        all=Count("pk"), musts=Count("pk", filter=Q(is_must=True)), left_out=Count("pk", filter=Q(is_excluded=True)),
        uploaded=Count("pk", filter=Q(source=Candidate.Source.UPLOAD)),
    )  # fmt: skip
    return Counts(**found)


Drawn = tuple[str, str, float, float, bool, bool]
"""Code, name, place, must be chosen, left out."""


def on_map(scenario: Scenario, most: int) -> list[Drawn]:
    """All of them, or so many evenly among them and every must; one query."""
    rows = Candidate.objects.filter(scenario=scenario).order_by("code")
    values = list(rows.values_list("code", "name", "lon", "lat", "is_must", "is_excluded"))
    step = -(-len(values) // most)
    return [
        (code, name, float(lon), float(lat), is_must, is_out)
        for at, (code, name, lon, lat, is_must, is_out) in enumerate(values)
        if is_must or at % max(step, 1) == 0
    ]
