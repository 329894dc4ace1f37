"""An answer as a workbook: what was found and asked, the chosen sites, the other candidates, and the gain by kelurahan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Sheet, Source, workbook_response
from kotacerdas.siting.exports import facts
from kotacerdas.siting.models import Candidate
from kotacerdas.siting.queries.taking import Taken


def response(request: HttpRequest, taken: Taken, name: str) -> HttpResponse:
    answer, city = taken.answer, taken.city
    sheets = [
        Sheet(_("Summary"), _summary_columns(), _summary(taken)),
        Sheet(pgettext("sites", "Chosen"), _chosen_columns(), [_chosen(each) for each in answer.chosen]),
        Sheet(_("Other candidates"), _candidate_columns(), [_candidate(each) for each in taken.candidates]),
        Sheet(_("By kelurahan"), _area_columns(), taken.areas),
    ]
    source = Source(
        title=f"{taken.scenario.title}, {city.name}",
        source=_("Computed in KotaCerdas for %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(taken.scenario.get_absolute_url()),
        exported_at=timezone.now(),
        zone=city.zone,
        note=" ".join([*facts.notes(answer, taken.scenario), facts.how(answer, city)]),
    )
    return workbook_response(name, sheets, source)


def _summary_columns() -> list[Column]:
    return [
        Column("name", pgettext("summary", "What"), width=48),
        Column("words", _("In words"), width=40),
        Column("figure", _("Figure"), "number", width=20),
    ]


def _summary(taken: Taken) -> list[facts.Fact]:
    return [*facts.found(taken.answer), *facts.asked(taken)]


def _place_columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=20),
        Column("name", _("Name"), width=32),
        Column("source", _("Source"), width=18),
        Column("kind", _("Kind of place"), width=18),
        Column("kelurahan", _("Kelurahan"), width=22),
        Column("kecamatan", _("Kecamatan"), width=22),
        Column("cost", _("Cost in rupiah"), "integer", width=16),
        Column("default", _("Cost of its kind"), width=12),
        Column("must", _("Must be chosen"), width=12),
    ]


def _degree_columns() -> list[Column]:
    return [
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
    ]


def _chosen_columns() -> list[Column]:
    return [
        Column("rank", _("No."), "integer", width=8),
        *_place_columns(),
        Column("people", _("People added"), "integer"),
        Column("people_so_far", _("People so far"), "integer"),
        Column("cost_so_far", _("Cost so far"), "integer", width=16),
        Column("over", _("Over the relay"), width=20),
        *_degree_columns(),
    ]


def _chosen(each: dict[str, Any]) -> dict[str, Any]:
    return each | {
        "source": facts.source_words(each["source"]),
        "kind": facts.kind_words(each["kind"]),
        "kelurahan": each["unit_name"],
        "kecamatan": each["kecamatan_name"],
        "default": _yes(each["cost_is_default"]),
        "must": _yes(each["is_must"]),
    }


def _candidate_columns() -> list[Column]:
    return [
        *_place_columns(),
        Column("out", _("Left out"), width=12),
        Column("exclusion", _("Only one of these"), width=18),
        *_degree_columns(),
        Column("sample", _("Sample"), width=10),
    ]


def _candidate(each: Candidate) -> dict[str, Any]:
    above = each.unit.parent if each.unit else None
    return {
        "code": each.code, "name": each.name, "source": str(each.get_source_display()),
        "kind": facts.kind_words(each.kind), "kelurahan": each.unit.name if each.unit else "",
        "kecamatan": above.name if above else "", "cost": each.cost, "default": _yes(each.cost_is_default),
        "must": _yes(each.is_must), "out": _yes(each.is_excluded), "exclusion": each.exclusion, "lon": each.lon,
        "lat": each.lat, "sample": _yes(each.is_sample),
    }  # fmt: skip


def _area_columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=16),
        Column("name", _("Kelurahan"), width=24),
        Column("kecamatan", _("Kecamatan"), width=24),
        Column("waiting", _("People whom no point reaches"), "integer"),
        Column("gained", _("People who gain Wi-Fi"), "integer"),
        Column("chosen", _("New points"), "integer"),
    ]


def _yes(is_so: bool) -> str:
    return _("Yes") if is_so else ""
