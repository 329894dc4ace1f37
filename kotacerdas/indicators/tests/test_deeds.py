"""Figures are written, corrected and removed; nothing that stood is lost."""

from decimal import Decimal

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators import actions
from kotacerdas.indicators.models import Indicator, Observation, Revision, Source, Target
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW, written


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def test_a_figure_is_kept_with_its_source_and_its_decimals(people_here, rina):
    row = actions.write(people_here, written("2024", "746804"), by=rina, now=NOW)

    assert (row.value, row.places, row.status, row.version) == (Decimal(746804), 0, "fact", 1)
    assert row.source is not None
    assert row.source.title == "BPS, Daerah Dalam Angka"
    assert Entry.objects.get(kind="indicators.write").actor_id == rina.pk


def test_what_stood_before_becomes_a_revision_with_its_reason(people_here, rina):
    factories.wrote(people_here, ("2024", "746000"))

    row = actions.write(
        people_here, written("2024", "746804"), by=rina, now=NOW, expected=1, reason="Salah ketik"
    )

    (before,) = Revision.objects.all()
    assert (before.value, before.by, before.reason, before.period) == (
        Decimal(746000),
        rina,
        "Salah ketik",
        "2024",
    )
    assert (row.value, row.version) == (Decimal(746804), 2)


def test_the_same_again_changes_nothing(people_here):
    factories.wrote(people_here, ("2024", "1"))

    assert actions.write_all(people_here, [written("2024", "1")], by=None, now=NOW) == 0
    assert not Revision.objects.exists()
    assert Entry.objects.filter(kind="indicators.write").count() == 1


@pytest.mark.parametrize(("expected", "stored"), [(0, 1), (7, 1)])
def test_a_stale_save_is_refused_with_what_is_stored(people_here, expected, stored):
    factories.wrote(people_here, ("2024", "1"))

    with pytest.raises(versions.StaleSave) as stale:
        actions.write(people_here, written("2024", "2"), by=None, now=NOW, expected=expected)

    assert stale.value.current.version == stored
    assert stale.value.typed["value"] == Decimal(2)
    assert Observation.objects.get().value == 1


def test_one_that_somebody_removed_meanwhile_is_stale_too(people_here):
    with pytest.raises(versions.StaleSave):
        actions.write(people_here, written("2024", "2"), by=None, now=NOW, expected=1)


def test_of_many_all_are_written_or_none(people_here):
    with pytest.raises(Refused) as refused:
        actions.write_all(
            people_here, [written("2023", "5"), written("2024", "6", unit="rumah tangga")], by=None, now=NOW
        )

    assert kinds(refused) == ["unit-differs"]
    assert not Observation.objects.exists()


def test_many_are_written_in_few_queries(people_here, django_assert_max_num_queries):
    rows = [written(str(year), str(year)) for year in range(1950, 2025)]

    with django_assert_max_num_queries(16):
        assert actions.write_all(people_here, rows, by=None, now=NOW) == 75


def test_a_source_is_one_row_however_often_it_is_named(people_here):
    factories.wrote(people_here, ("2022", "1"), ("2023", "2"), ("2024", "3"))

    assert Source.objects.filter(key=None).count() == 1


def test_a_removed_figure_stays_among_the_revisions(people_here, rina):
    (row,) = factories.wrote(people_here, ("2024", "1"))

    with pytest.raises(Refused):
        actions.remove(row, reason=" ", by=rina, now=NOW)
    actions.remove(row, reason="Bukan angka kota", by=rina, now=NOW)
    actions.remove(row, reason="Klik kedua", by=rina, now=NOW)

    assert not Observation.objects.exists()
    assert [each.reason for each in Revision.objects.all()] == ["Bukan angka kota"]


def test_a_series_that_begins_anew_says_why(people, balikpapan):
    with pytest.raises(Refused) as refused:
        actions.begin_series(people, actions.NewSeries(city=balikpapan, label="baru"), by=None, now=NOW)

    assert kinds(refused) == ["series-without-reason"]


def test_a_series_is_begun_once_and_takes_the_unit_of_the_indicator(people, balikpapan):
    first = factories.series(people, balikpapan, label="baru")

    assert factories.series(people, balikpapan, label="baru") == first
    assert (first.unit_id, first.unit_en) == ("jiwa", "people")


def definition(**fields: object) -> actions.Definition:
    return actions.Definition(**{"group": "people", "title_id": "Taman", "title_en": "Parks", **fields})


def test_a_city_defines_an_indicator_with_its_variables(balikpapan, rina):
    words = definition(variables=[actions.VariableWords("Luas taman", "Area of parks")], codes=["X 1"])

    row = actions.define("taman", words, city=balikpapan, by=rina, now=NOW)

    assert (row.city, row.codes, [each.title_id for each in row.variables.all()]) == (
        balikpapan,
        ["X 1"],
        ["Luas taman"],
    )
    with pytest.raises(Refused) as refused:
        actions.define("taman", words, city=balikpapan, by=rina, now=NOW)
    assert kinds(refused) == ["indicator-code-taken"]


@pytest.mark.parametrize("code", ["baru", "ambil", "skenario"])
def test_words_of_addresses_are_no_codes(balikpapan, code):
    with pytest.raises(Refused) as refused:
        actions.define(code, definition(), city=balikpapan, by=None, now=NOW)

    assert kinds(refused) == ["indicator-code-taken"]


def test_the_unit_of_figures_that_stand_is_not_changed(balikpapan, rina):
    row = actions.define("taman", definition(unit_id="ha", unit_en="ha"), city=balikpapan, by=rina, now=NOW)
    factories.wrote(factories.series(row, balikpapan), ("2024", "12"))

    with pytest.raises(Refused) as refused:
        actions.change(row, definition(unit_id="m²", unit_en="m²"), expected=1, by=rina, now=NOW)

    assert kinds(refused) == ["unit-of-figures"]
    assert Indicator.objects.get().unit_id == "ha"


def test_a_definition_changed_meanwhile_is_not_overwritten(balikpapan, rina):
    row = actions.define("taman", definition(), city=balikpapan, by=rina, now=NOW)
    actions.change(row, definition(producer="Dinas Lingkungan Hidup"), expected=1, by=rina, now=NOW)

    with pytest.raises(versions.StaleSave):
        actions.change(row, definition(producer="BPS"), expected=1, by=rina, now=NOW)

    assert Indicator.objects.get().producer == "Dinas Lingkungan Hidup"


def test_a_definition_with_bounds_the_wrong_way_round_is_refused(balikpapan):
    with pytest.raises(Refused) as refused:
        actions.define(
            "taman", definition(least=Decimal(5), most=Decimal(1)), city=balikpapan, by=None, now=NOW
        )

    assert kinds(refused) == ["indicator-bounds"]


def test_a_target_names_its_plan_and_keeps_within_the_indicator(people, balikpapan, rina):
    people.most = Decimal(10)
    people.save()

    with pytest.raises(Refused) as refused:
        factories.target(people, balikpapan, value="11", basis=" ")

    assert kinds(refused) == ["figure-too-large-for-indicator", "target-without-plan"]
    assert not Target.objects.exists()


def test_a_target_changed_meanwhile_is_stale(people, balikpapan, rina):
    row = factories.target(people, balikpapan, value="5")
    assert factories.target(people, balikpapan, value="6", expected=1).version == 2

    with pytest.raises(versions.StaleSave):
        factories.target(people, balikpapan, value="7", expected=1)
    actions.drop_target(row, by=rina, now=NOW)
    actions.drop_target(row, by=rina, now=NOW)

    assert Entry.objects.filter(kind="indicators.drop-target").count() == 1
