"""The samples of the demonstration."""

from kotacerdas.common.reference import Report
from kotacerdas.connectivity import demo
from kotacerdas.connectivity.models import Batch, FixedLine, Measurement, SignalReport, Tower
from kotacerdas.connectivity.queries import grid_of
from kotacerdas.connectivity.tests import factories
from kotacerdas.geography.tests import factories as geography


def test_the_demo_shows_every_state_and_says_that_all_of_it_is_invented(balikpapan):
    geography.outlines(balikpapan)
    factories.operators()

    demo.load_samples(Report())

    grid = grid_of(balikpapan)
    assert grid is not None
    assert grid.has_samples
    total = grid.total("telkomsel")
    assert all(total[state] > 0 for state in ("served", "weak", "none", "unknown", "possible"))
    assert grid.total()["none"] > 0
    rows = [*Tower.objects.all(), *Batch.objects.all(), *FixedLine.objects.all(), *SignalReport.objects.all()]
    assert len(rows) > 30
    assert all(row.is_sample for row in rows)
    assert Measurement.objects.filter(network="none").exists()


def test_loaded_again_it_adds_nothing(balikpapan):
    geography.outlines(balikpapan)
    factories.operators()
    demo.load_samples(Report())
    before = (Tower.objects.count(), Measurement.objects.count(), SignalReport.objects.count())

    demo.load_samples(Report())

    assert (Tower.objects.count(), Measurement.objects.count(), SignalReport.objects.count()) == before


def test_without_outlines_there_are_no_samples(balikpapan):
    factories.operators()

    demo.load_samples(Report())

    assert not Tower.objects.exists()
