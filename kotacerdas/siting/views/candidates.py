"""Candidates of a scenario: listed, marked, and brought from a file."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.common.exports import Column, csv_response
from kotacerdas.geography.queries.areas import areas_of, kecamatan_names
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission
from kotacerdas.siting import candidate_files, drawings
from kotacerdas.siting.actions import candidates as deeds
from kotacerdas.siting.forms.candidates import BringForm, CandidateFilter, MarksForm
from kotacerdas.siting.models import Candidate
from kotacerdas.siting.queries import candidates as queries
from kotacerdas.siting.views.finding import kept_scenario, scenario_of

ROWS = 40


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def candidates(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """Whoever keeps the city's Wi-Fi may mark the rows of the page."""
    found = scenario_of(request, city, code)
    keeps = may(request.user, Permission.KEEP_WIFI, found.city)
    if request.method == "POST" and not keeps:
        found = kept_scenario(request, city, code)
    search = CandidateFilter(request.GET, kecamatan=kecamatan_names(found.city))
    rows = queries.narrowed(found, search.wanted())
    drawn = queries.on_map(found, drawings.MOST_CANDIDATES)
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))

    def do(sent: Any) -> str:
        deeds.mark(
            found, sent[0].wanted(), expected=versions.expected(request), by=signed_in(request), now=timezone.now()
        )  # fmt: skip
        return request.get_full_path()

    desk = Desk(
        "siting/candidates.html", "siting.mark",
        bind=partial(MarksForm, rows=list(page), initial={"version": found.version}), do=do,
        done=_("The marks are saved. Compute the scenario anew."), told=_told_nothing,
        context={
            "city": found.city, "scenario": found, "search": search, "page": page, "keeps": keeps,
            "counts": queries.counts_of(found), "areas": areas_of(found.city),
            "layers": drawings.of_candidates(drawn), "drawn": len(drawn),
             "has_samples": found.is_sample,
        },
    )  # fmt: skip
    return answer(request, desk)


def _told_nothing(stale: versions.StaleSave) -> list[versions.Difference]:
    """Marks are told by the table itself: what was typed stands in it still."""
    current: Any = stale.current
    return [versions.Difference(str(_("Version of the scenario")), current.version, str(_("an earlier one")))]


@requires(Permission.KEEP_WIFI)
@never_cache
def bring(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = kept_scenario(request, city, code)
    back = reverse("siting:candidates", args=[city, code])

    def bind(typed: Any) -> BringForm:
        files = request.FILES if typed is not None and request.method == "POST" else None
        return BringForm(typed, files, initial={"version": found.version})

    def do(sent: Any) -> str:
        upload = sent[0].cleaned_data["file"]
        content = upload.read(candidate_files.MOST_BYTES + 1)
        rows = candidate_files.read(content, upload.name, areas_of(found.city))
        deeds.bring(
            found, rows, expected=versions.expected(request), by=signed_in(request), now=timezone.now()
        )
        return f"{back}?sumber={Candidate.Source.UPLOAD.value}"

    desk = Desk(
        "siting/bring.html", "siting.bring", bind=bind, do=do,
        done=_("The candidates of the file are in. Compute the scenario anew."), told=_told_nothing,
        context={"city": found.city, "scenario": found, "back": back, "has_samples": found.is_sample},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def download(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """As CSV in the columns in which a file is brought."""
    found = scenario_of(request, city, code)
    columns = [
        Column("id", "id"), Column("name", "name"), Column("lon", "lon", "number", places=6),
        Column("lat", "lat", "number", places=6), Column("cost", "cost", "integer"), Column("source", "source"),
    ]  # fmt: skip
    rows = Candidate.objects.filter(scenario=found).order_by("code")
    lines = (
        {"id": each.code, "name": each.name, "lon": each.lon, "lat": each.lat, "cost": each.cost, "source": each.source}
        for each in rows.iterator()
    )  # fmt: skip
    return csv_response(f"calon-{city}-{code}", columns, lines)
