"""The shipped definitions and figures: every one with its source, loaded again without a change."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.common.reference import Report
from kotacerdas.evaluation import indicator_sources  # noqa: F401 - it offers the figures that definitions name
from kotacerdas.indicators import actions, demo, reference, sources
from kotacerdas.indicators.domain import computing, metadata
from kotacerdas.indicators.models import Balance, Forecast, Indicator, Observation, Scenario, Series
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.tests.factories import NOW, written
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.reference import records

NOBODY = AnonymousUser()


@pytest.fixture
def shipped(balikpapan):
    report = Report()
    load_all(report)
    return report


def load_all(report: Report) -> None:
    for load in (
        reference.load_sources, reference.load_definitions, reference.load_figures, reference.load_targets
    ):  # fmt: skip
        load(report)


def test_loading_again_changes_nothing(shipped):
    again = Report()
    load_all(again)

    assert all(not count["added"] and not count["changed"] for count in again.counts.values()), again.lines()


def test_every_formula_can_be_read_and_finds_its_inputs(shipped):
    codes = set(Indicator.objects.values_list("code", flat=True))

    for row in Indicator.objects.exclude(formula={}):
        if row.formula["kind"] == "source":
            assert row.formula["name"] in sources.names()
        else:
            assert set(computing.read(row.formula).inputs.values()) <= codes, row.code


def test_every_definition_fits_the_metadata_form(shipped):
    for row in Indicator.objects.all():
        assert metadata.faults(row.metadata, metadata.MS_IND) == [], row.code


def test_every_shipped_fact_has_a_source_with_an_address(shipped):
    assert all(row.source.url for row in Observation.objects.select_related("source"))


def test_the_printed_misprint_of_2018_is_found_and_nothing_else(shipped, balikpapan):
    found = figures.sheets(balikpapan, NOBODY)

    flagged = [(sheet.indicator.code, point.period) for sheet in found for point in sheet.disagreements]
    assert flagged == [("ipm", "2018")]


def test_spbe_and_pemdi_never_share_a_line(shipped):
    pemdi = Indicator.objects.get(code="pemdi")

    assert pemdi.predecessor.code == "spbe"
    assert not Series.objects.filter(indicator=pemdi).exists()
    assert not Observation.objects.filter(series__indicator__code="spbe", year__gt=2025).exists()


def test_density_is_computed_and_never_imported(shipped, balikpapan):
    point = figures.value_of("kepadatan-penduduk", "2024-S1", balikpapan, NOBODY)

    assert (point.value, point.status) == (Decimal(1484), "computed")


def test_what_an_office_wrote_or_removed_is_not_loaded_back(shipped):
    kept = Series.objects.get(indicator__code="penduduk", level="city")
    actions.write(kept, written("2024-S1", "746900"), by=None, now=NOW)
    removed = Observation.objects.get(series__indicator__code="wtp-beruntun")
    actions.remove(removed, reason="Belum dapat dipastikan", by=None, now=NOW)

    load_all(Report())

    assert kept.observations.get().value == 746900
    assert not Observation.objects.filter(series__indicator__code="wtp-beruntun").exists()


def test_parts_of_an_index_are_titled_as_their_instrument_titles_them(shipped):
    part = Indicator.objects.get(code="spbe-d4")

    assert part.title_id.startswith("Indeks SPBE: Layanan SPBE")
    assert (part.least, part.most) == (1, 5)


def test_samples_of_the_demo_are_marked_and_stay_apart(shipped):
    demo.load_samples(Report())
    demo.load_samples(Report())

    for rows in (Series.objects.filter(label="contoh"), Scenario.objects.all(), Balance.objects.all()):
        assert rows.exists()
        assert all(row.is_sample for row in rows)
    assert set(Observation.objects.filter(series__is_sample=True).values_list("status", flat=True)) == {
        "sample"
    }
    assert not Forecast.objects.exists()


def test_every_source_of_the_file_is_used_and_every_used_one_is_there():
    files = [reference.folder() / name for name in ("figures.csv", "targets.csv")]
    named = {row["source"] for path in files for row in records(path)}

    assert named == {entry["key"] for entry in read_yaml(reference.folder() / "sources.yaml")}
