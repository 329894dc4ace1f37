"""What readers see: series apart, computed beside published, samples never among facts, and nobody's drafts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.indicators import sources
from kotacerdas.indicators.models import Indicator, Observation, Series, Target
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.queries.figures import Sheet
from kotacerdas.indicators.sources import Measurement
from kotacerdas.indicators.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City

NOBODY = AnonymousUser()
DENSITY = {"kind": "expression", "text": "people / area", "inputs": {"people": "penduduk", "area": "luas"},
           "steady": ["area"]}  # fmt: skip


def sheet(code: str, city: City) -> Sheet:
    found = figures.sheet(code, city, NOBODY)
    assert found is not None
    return found


@pytest.fixture
def density(people: Indicator, people_here: Series, balikpapan: City) -> Indicator:
    area = factories.indicator("luas", unit_id="km²", unit_en="km²")
    factories.wrote(people_here, ("2022", "1000"), ("2024", "3000"))
    factories.wrote(factories.series(area, balikpapan), ("2020", "10"), ("2023", "20"))
    return factories.indicator("kepadatan", formula=DENSITY)


def test_the_last_known_area_stays_in_force(density, balikpapan):
    main = sheet("kepadatan", balikpapan).main

    assert main is not None
    assert [(point.period, point.value, point.status) for point in main.points] == [
        ("2022", 100, "computed"),
        ("2024", 150, "computed"),
    ]


def test_a_published_figure_stays_and_is_compared_with_its_parts(density, balikpapan):
    factories.wrote(factories.series(density, balikpapan), ("2022", "100"), ("2024", "765"))

    found = sheet("kepadatan", balikpapan)

    assert [(point.period, point.value) for point in found.main.points] == [("2022", 100), ("2024", 765)]
    assert [point.period for point in found.disagreements] == ["2024"]


def test_samples_and_facts_are_never_computed_together(density, people, balikpapan):
    factories.wrote(
        factories.series(people, balikpapan, label="contoh", is_sample=True), ("2023", "1"), status="sample"
    )

    assert all(not line.is_sample for line in sheet("kepadatan", balikpapan).lines)


def test_series_of_other_methods_stay_lines_of_their_own(people, people_here, balikpapan):
    factories.wrote(people_here, ("2023", "5"))
    factories.wrote(factories.series(people, balikpapan, label="baru"), ("2024", "7"))

    found = sheet("penduduk", balikpapan)

    assert [[point.period for point in line.points] for line in found.lines] == [["2023"], ["2024"]]
    assert found.latest.value == 7


def test_facts_are_shown_before_samples_that_reach_farther(people, people_here, balikpapan):
    factories.wrote(people_here, ("2023", "5"))
    sample = factories.series(people, balikpapan, label="contoh", is_sample=True)
    factories.wrote(sample, ("2024", "7"), status="sample")

    assert sheet("penduduk", balikpapan).latest.value == 5


def test_province_and_nation_stand_beside_it(people, people_here, balikpapan):
    province = factories.series(people, None, level="province", province=balikpapan.province)
    nation = factories.series(people, None, level="nation")
    for kept, value in ((people_here, "1"), (province, "2"), (nation, "3")):
        factories.wrote(kept, ("2024", value))

    found = sheet("penduduk", balikpapan)

    assert found.beside(found.province, "2024").value == 2
    assert found.beside(found.nation, "2024").value == 3
    assert found.beside(found.nation, "2023") is None


def test_the_figure_that_counts_is_observed_before_computed(density, balikpapan):
    assert figures.value_of("kepadatan", "2024", balikpapan, NOBODY).value == 150
    factories.wrote(factories.series(density, balikpapan), ("2024", "149"))

    assert figures.value_of("kepadatan", "2024", balikpapan, NOBODY).value == 149
    assert figures.value_of("kepadatan", "2010", balikpapan, NOBODY) is None
    assert figures.value_of("tidak-ada", "2024", balikpapan, NOBODY) is None


def test_a_streak_ends_with_an_unknown_year(balikpapan):
    opinion = factories.indicator("opini", kind="opinion", labels={"3": {}, "4": {}, "5": {}})
    factories.wrote(factories.series(opinion, balikpapan), ("2020", "5"), ("2022", "4"), ("2023", "5"))
    factories.indicator("beruntun", formula={"kind": "streak", "inputs": {"opinion": "opini"}, "least": 4})

    assert [point.value for point in sheet("beruntun", balikpapan).main.points] == [1, 1, 2]


def test_a_figure_of_another_app_is_asked_for_when_it_is_shown(balikpapan, monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    sources.source("uji.angka")(lambda city, user: {"2024": Measurement(Decimal("3.10"), 2, "dari uji")})
    factories.indicator("uji", formula={"kind": "source", "name": "uji.angka"})

    assert (sheet("uji", balikpapan).latest.value, sheet("uji", balikpapan).latest.status) == (
        Decimal("3.10"),
        "told",
    )
    with pytest.raises(ValueError, match="registered already"):
        sources.source("uji.angka")(lambda city, user: {})


def test_the_target_is_that_of_the_latest_year_or_the_next(people, people_here, balikpapan):
    factories.wrote(people_here, ("2024", "5"))
    for year in (2023, 2025, 2026):
        factories.target(people, balikpapan, year=year)

    assert sheet("penduduk", balikpapan).target.year == 2025


def test_what_a_city_keeps_for_itself_only_its_offices_see(balikpapan, rina, budi, tetangga, siti):
    own = factories.indicator("rahasia", city=balikpapan, is_public=False)
    factories.wrote(factories.series(own, balikpapan), ("2024", "5"))
    factories.target(own, balikpapan)

    for user, count in ((rina, 1), (budi, 1), (tetangga, 0), (siti, 0), (NOBODY, 0)):
        for rows in (Indicator, Series, Observation, Target):
            assert rows.objects.visible_to(user).count() == count, (rows, user)


def test_a_neighbour_does_not_stand_in_the_list_of_a_city(balikpapan, samarinda, people):
    factories.indicator("milik-samarinda", city=samarinda)
    factories.wrote(factories.series(people, samarinda), ("2024", "5"))

    (found,) = figures.sheets(balikpapan, NOBODY)
    assert (found.indicator.code, found.latest) == ("penduduk", None)


def test_the_list_asks_as_often_for_many_as_for_few(density, balikpapan, django_assert_num_queries):
    for at in range(30):
        row = factories.indicator(f"lain-{at}")
        factories.wrote(factories.series(row, balikpapan), ("2024", "5"))

    with django_assert_num_queries(4):
        assert len(figures.sheets(balikpapan, NOBODY)) == 33
