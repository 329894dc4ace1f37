"""The shipped documents: with their sources, loaded again without a change, never over what an office wrote; and the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.common.reference import Report
from kotacerdas.indicators.models import Source
from kotacerdas.masterplan import facts, reference
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.models import Edition, Issue, Node, Programme, Serving
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.scales import document

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


def load() -> Report:
    report = Report()
    reference.load_sources(report)
    reference.load_documents(report)
    return report


@pytest.fixture
def shipped(balikpapan: City) -> City:
    load()
    return balikpapan


def test_loading_again_changes_nothing(shipped: City) -> None:
    again = load()

    assert all(not count["added"] and not count["changed"] for count in again.counts.values()), again.lines()


def test_every_fact_names_its_source_and_says_what_is_not_known(shipped: City) -> None:
    for row in Edition.objects.all():
        assert row.source is not None, row
        assert row.is_frozen, row
        assert row.note_id, row
        assert row.note_en, row
        if not row.nodes.exists():
            assert "tidak ditemukan" in row.note_id, row
    assert all(row.source for row in Issue.objects.all())
    assert all(each.url for each in Source.objects.filter(key__startswith="plan-"))


def test_the_vision_of_the_rpjmd_serves_that_of_the_rpjpd(shipped: City) -> None:
    row = Serving.objects.get(lower__edition__code="rpjmd-2025", lower__code="V")

    assert (row.higher.edition.code, row.higher.code) == ("rpjpd-2025", "V")
    assert Edition.objects.get(code="rpjmd-2025").legal_basis.endswith("Nomor 6 Tahun 2025")


def test_what_an_office_changed_or_removed_stays(shipped: City) -> None:
    Node.objects.filter(edition__code="rpjmd-2021", code="M1").update(text_id="Kata kota sendiri", version=2)
    Issue.objects.get(code="blank-spot").delete()
    Issue.objects.filter(code="air-baku").update(title_id="Judul kota sendiri", version=2)
    Edition.objects.filter(code="rpjmd-2016").update(title_id="Salah muat")

    report = load()

    assert Node.objects.get(edition__code="rpjmd-2021", code="M1").text_id == "Kata kota sendiri"
    assert not Issue.objects.filter(code="blank-spot").exists()
    assert Issue.objects.get(code="air-baku").title_id == "Judul kota sendiri"
    assert Edition.objects.get(code="rpjmd-2016").title_id == "RPJMD Kota Balikpapan"
    assert report.counts["editions of plans"]["changed"] == 1


def test_six_dimensions_with_three_parts_each_and_four_action_plans() -> None:
    assert len(subdimensions()) == 18
    assert list(facts.aims()) == Dimension.values
    plans = [each["code"] for each in document("dimensions.yaml")["action_plans"]]
    assert plans == [each.value for each in Programme.ACTION_PLANS]


def test_sectors_are_those_of_a_city_that_names_some() -> None:
    found = facts.sectors("64.71")

    assert found is not None
    assert len(found.names) == 5
    assert facts.sectors("64.72") is None
