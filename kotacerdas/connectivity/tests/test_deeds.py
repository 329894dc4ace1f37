"""Deeds on evidence of signal: what they write, what they refuse, and that the grid follows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.audit.models import Entry
from kotacerdas.common import personal, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.connectivity.actions import computing, measuring, reporting
from kotacerdas.connectivity.models import Batch, KeptGrid, Measurement, Operator, SignalReport
from kotacerdas.connectivity.queries import grid_of
from kotacerdas.connectivity.tests import factories
from kotacerdas.connectivity.tests.factories import LAT, LON, NOW, TODAY
from kotacerdas.files.models import File
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db


# --- measurements ------------------------------------------------------------------------------------------


def test_a_file_that_is_looked_at_writes_no_measurement_and_is_kept(here, rina):
    batch = factories.looked_at(here, factories.rows(-80, -20), by=rina)

    assert (batch.state, batch.outcome["good"], batch.outcome["refused"]) == ("looked_at", 1, 1)
    assert [each["kind"] for each in batch.outcome["faults"]] == ["signal-rsrp-impossible"]
    assert not Measurement.objects.exists()
    assert File.objects.filter(subject_kind="connectivity.batch", subject_key=str(batch.pk)).count() == 1


def test_good_rows_are_brought_in_by_a_job_and_the_grid_follows(here, rina):
    batch = factories.looked_at(here, factories.rows(-80, -20, -82), by=rina)

    measuring.bring(batch, by=rina, now=NOW)
    assert not Measurement.objects.counting(here).exists()
    run_all(now=NOW + timedelta(days=1))

    batch.refresh_from_db()
    assert (batch.state, batch.rows, Measurement.objects.counting(here).count()) == ("in", 2, 2)
    grid = grid_of(here)
    assert grid is not None
    assert grid.state_at(LON, LAT, "telkomsel") == "served"
    assert not grid.is_stale


def test_bringing_the_same_batch_in_twice_writes_it_once(here):
    batch = factories.looked_at(here, factories.rows(-80, -81))
    measuring.bring(batch, by=None, now=NOW)
    measuring.bring(batch, by=None, now=NOW)
    measuring.carry_out(batch, by=None, now=NOW)
    measuring.carry_out(batch, by=None, now=NOW)

    assert Measurement.objects.count() == 2
    assert Job.objects.filter(task=measuring.TASK).count() == 1


def test_a_worker_that_was_killed_in_the_middle_leaves_nothing_twice(here):
    batch = factories.looked_at(here, factories.rows(-80, -81))
    Measurement.objects.create(batch=batch, operator=Operator.objects.get(code="telkomsel"), lon=LON, lat=LAT)
    Batch.objects.filter(pk=batch.pk).update(state="coming")

    measuring.carry_out(batch, by=None, now=NOW)

    assert sorted(Measurement.objects.values_list("rsrp_dbm", flat=True)) == [-81, -80]


def test_the_same_file_is_refused_the_second_time(here):
    factories.looked_at(here, factories.rows(-80))

    with pytest.raises(Refused, match="signal-same-file"):
        factories.looked_at(here, factories.rows(-80), name="Lagi")


def test_a_file_without_a_good_row_cannot_be_brought_in(here):
    batch = factories.looked_at(here, factories.rows(-20))

    with pytest.raises(Refused, match="signal-nothing-good"):
        measuring.bring(batch, by=None, now=NOW)


@pytest.mark.parametrize(
    "content", [b"lat,lon,operator,rsrp\n\xff\xfe,1,2,3\n", "lat,lon,operator,rsrp\né".encode("latin-1")]
)
def test_what_is_no_text_is_refused_as_a_whole(here, content):
    with pytest.raises(Refused, match="signal-not-text"):
        factories.looked_at(here, content)

    assert not Batch.objects.exists()


def test_a_city_without_outlines_takes_no_measurement(balikpapan):
    factories.operators()

    with pytest.raises(Refused, match="signal-no-outlines"):
        factories.looked_at(balikpapan, factories.rows(-80))


def test_a_batch_is_taken_away_with_its_measurements_and_its_file(here, rina):
    batch = factories.batch(here, factories.rows(-80))
    factories.grid(here)

    measuring.drop(batch, by=rina, now=NOW)

    assert not Measurement.objects.exists()
    assert not File.objects.filter(subject_kind="connectivity.batch").exists()
    assert KeptGrid.objects.get(city=here).stale_since is not None
    assert Entry.objects.filter(kind="connectivity.drop").exists()


def test_a_batch_that_is_on_its_way_cannot_be_taken_away(here):
    batch = factories.looked_at(here, factories.rows(-80))
    measuring.bring(batch, by=None, now=NOW)

    with pytest.raises(Refused, match="signal-batch-coming"):
        measuring.drop(batch, by=None, now=NOW)


def test_a_batch_whose_job_failed_for_good_is_ordered_again_or_taken_away(here):
    batch = factories.looked_at(here, factories.rows(-80))
    measuring.bring(batch, by=None, now=NOW)
    Job.objects.filter(task=measuring.TASK).update(state="failed", ended_at=NOW)

    measuring.bring(batch, by=None, now=NOW)
    assert Job.objects.filter(task=measuring.TASK, state="waiting").count() == 1

    Job.objects.filter(task=measuring.TASK).update(state="failed", ended_at=NOW)
    measuring.drop(batch, by=None, now=NOW)
    assert not Batch.objects.exists()


def test_memory_stays_bounded_while_a_long_file_is_read(here):
    """A tenfold file takes a little more for its fingerprints, never ten times as much."""
    import tracemalloc

    def peak(rows):
        text = (
            factories.HEAD
            + "\n"
            + "".join(
                f",{LAT},{LON + at / 10_000_000:.7f},XL,4G,-{80 + at % 40}.{at},\n" for at in range(rows)
            )
        )
        tracemalloc.start()
        factories.looked_at(here, text, name=f"Uji {rows}")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most - len(text) * 2

    peak(100)
    small, large = peak(6_000), peak(30_000)

    assert large < small * 3


# --- reports -----------------------------------------------------------------------------------------------


def test_a_report_counts_as_reported_until_it_is_checked(here, unit, rina, budi):
    row = factories.report(unit, by=budi, lon=Decimal(str(LON)), lat=Decimal(str(LAT)), rt="")
    factories.grid(here)
    before = grid_of(here)

    reporting.check(row, is_true=True, finding="Dicoba di tempat.", expected=1, by=rina, now=NOW)
    factories.grid(here)
    after = grid_of(here)

    assert [each.basis for each in before.reasons_at(LON, LAT) if each.layer == "any"] == ["reported"]
    assert [each.basis for each in after.reasons_at(LON, LAT) if each.layer == "any"] == ["verified"]
    assert after.state_at(LON, LAT) == "none"


def test_a_rejected_report_counts_no_more(here, unit, rina):
    row = factories.report(unit, lon=Decimal(str(LON)), lat=Decimal(str(LAT)), rt="")
    reporting.check(row, is_true=False, finding="Kartu pelapor mati.", expected=1, by=rina, now=NOW)
    factories.grid(here)

    assert grid_of(here).state_at(LON, LAT) == "unknown"


def test_nobody_checks_what_he_or_she_has_written(unit, rina):
    row = factories.report(unit, by=rina)

    with pytest.raises(Refused, match="signal-own-report"):
        reporting.check(row, is_true=True, finding="Ya.", expected=1, by=rina, now=NOW)


def test_a_check_needs_its_finding_and_the_version_that_was_read(unit, rina):
    row = factories.report(unit)

    with pytest.raises(Refused, match="signal-check-without-finding"):
        reporting.check(row, is_true=True, finding=" ", expected=1, by=rina, now=NOW)
    reporting.check(row, is_true=True, finding="Ya.", expected=1, by=rina, now=NOW)
    with pytest.raises(versions.StaleSave):
        reporting.check(row, is_true=False, finding="Tidak.", expected=1, by=rina, now=NOW)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"rt": ""}, "signal-report-without-place"),
        ({"on": TODAY + timedelta(days=1)}, "signal-report-of-the-future"),
        ({"lon": Decimal("116.0"), "lat": Decimal("-1.2")}, "signal-outside"),
        ({"lon": Decimal("-0.59"), "lat": Decimal("117.005")}, "signal-swapped"),
    ],
)
def test_a_report_without_a_place_or_of_the_future_is_refused(unit, fields, kind):
    with pytest.raises(Refused, match=kind):
        factories.report(unit, **fields)

    assert not SignalReport.objects.exists()


def test_a_report_of_an_rt_counts_where_the_rt_lies_if_that_is_known(here, unit):
    factories.report(unit, rt="007")
    factories.grid(here)
    assert grid_of(here).total()["none"] == 0
    assert grid_of(here).evidence["unplaced"]["reports"] == 1

    factories.line(unit, "007", "unknown", lon=Decimal(str(LON)), lat=Decimal(str(LAT)))
    factories.grid(here)

    assert grid_of(here).state_at(LON, LAT) == "none"
    assert grid_of(here).evidence["unplaced"]["reports"] == 0


# --- the grid ----------------------------------------------------------------------------------------------


def test_new_evidence_makes_the_grid_stale_and_orders_one_job(here, unit):
    factories.grid(here)
    factories.report(unit)
    factories.report(unit)

    assert KeptGrid.objects.get(city=here).stale_since is not None
    assert Job.objects.filter(task=computing.TASK).count() == 1


def test_what_came_while_it_was_computed_leaves_it_stale(here):
    factories.grid(here)
    KeptGrid.objects.update(stale_since=NOW + timedelta(seconds=5))
    factories.grid(here)
    assert KeptGrid.objects.get(city=here).stale_since is not None

    computing.compute(here, by=None, now=NOW + timedelta(seconds=10))
    assert KeptGrid.objects.get(city=here).stale_since is None


def test_a_city_without_outlines_has_no_grid(balikpapan):
    assert computing.compute(balikpapan, by=None, now=NOW) is None
    assert grid_of(balikpapan) is None


def test_samples_count_only_as_long_as_there_is_no_fact(here, unit):
    factories.batch(here, factories.rows(-80), is_sample=True)
    factories.grid(here)
    assert grid_of(here).state_at(LON, LAT, "telkomsel") == "served"
    assert grid_of(here).has_samples

    factories.report(unit, operator=Operator.objects.get(code="xlsmart"))
    factories.grid(here)

    assert grid_of(here).state_at(LON, LAT, "telkomsel") == "unknown"
    assert not grid_of(here).has_samples


def test_the_grid_is_read_back_as_it_was_computed(here, unit):
    factories.tower(here)
    factories.line(unit, available="no", lon=Decimal(str(LON)), lat=Decimal(str(LAT)))
    factories.batch(here, factories.rows(-80, -81, operator="XL"))
    factories.grid(here)

    grid = grid_of(here)

    assert grid.operators == ("telkomsel", "indosat", "xlsmart", "any", "fixed")
    assert grid.states_at([(LON, LAT), (0, 0)], "xlsmart") == ["served", "unknown"]
    assert grid.state_at(LON, LAT, "fixed") == "none"
    (reason,) = [each for each in grid.reasons_at(LON, LAT) if each.layer == "xlsmart"]
    assert (reason.samples, reason.newest, reason.basis) == (2, date(2026, 11, 20), "verified")
    (near,) = [each for each in grid.reasons_at(LON, LAT) if each.layer == "telkomsel"]
    assert near.is_possible
    cells = list(grid.cells_with("served"))
    assert [(cell.area, cell.basis) for cell in cells] == [(unit.code, "verified")]
    assert grid.state_at(cells[0].lon, cells[0].lat) == "served"
    assert grid.reasons_at(0, 0) == []
    assert sum(grid.total()[state] for state in ("served", "weak", "none", "unknown")) == 400


def test_evidence_is_read_in_a_constant_number_of_queries(here, unit):
    def count():
        with CaptureQueriesContext(connection) as queries:
            factories.grid(here)
        return len(queries)

    factories.batch(here, factories.rows(-80))
    factories.report(unit)
    factories.tower(here)
    factories.grid(here)
    few = count()
    for at in range(4):
        factories.batch(here, factories.rows(-80 - at, -90), name=f"Uji {at}")
        factories.report(unit, rt=f"00{at}")
        factories.tower(here, f"M-{at + 2}")
        factories.line(unit, f"10{at}")

    assert count() == few


# --- persons -----------------------------------------------------------------------------------------------


def holding():
    return next(each for each in personal.holdings() if each.name == "connectivity.reports")


def test_names_and_words_go_after_a_year_and_the_report_stays(unit, budi):
    row = factories.report(unit, by=budi, name="Pak Contoh", words="Di rumah Pak Contoh.")
    retention = holding().retention
    assert retention
    assert retention.destroy

    assert not retention.due(NOW).exists()
    assert retention.destroy(retention.due(NOW + timedelta(days=1)), NOW) == 1

    row.refresh_from_db()
    assert (row.name, row.words, row.signal) == ("", "", "none")


def test_what_somebody_reported_is_given_and_taken_away_at_request(unit, budi):
    row = factories.report(unit, by=budi, name="Budi", words="Di kantor.")

    assert [each["words"] for each in holding().export(budi)] == ["Di kantor."]
    assert holding().erase(budi, NOW) == 1

    row.refresh_from_db()
    assert (row.name, row.words, row.by) == ("", "", None)
    assert holding().export(budi) == []
