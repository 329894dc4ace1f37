"""Who hears that a contract ends, and the samples of the demonstration."""

from __future__ import annotations

from datetime import date

import pytest

from kotacerdas.geography.tests import factories as geography
from kotacerdas.instruments.files import read_yaml
from kotacerdas.notices.models import Notice
from kotacerdas.wifi import telling
from kotacerdas.wifi.demo import _Maker
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.queries import endings, gaps, listing, standing
from kotacerdas.wifi.tests import factories
from kotacerdas.wifi.tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("left", "step"), [(200, None), (91, None), (90, 90), (31, 90), (30, 30), (0, 30), (-1, None)]
)
def test_reminders_come_90_and_30_days_before_the_end(left, step):
    assert telling.step_of(date.fromordinal(TODAY.toordinal() + left), TODAY) == step


def test_the_programme_office_is_told_once_a_step(balikpapan, point, rina):
    made = factories.paid(balikpapan, point, last=date(2026, 12, 31))
    for _again in range(2):
        telling.contract_ends(made, points=1, step=90, now=NOW)
    telling.contract_ends(made, points=1, step=30, now=NOW)

    assert [each.person for each in Notice.objects.filter(kind="wifi.contract_ends")] == [rina, rina]


def test_a_contract_that_another_follows_is_not_ending(balikpapan, point):
    factories.paid(balikpapan, point, last=date(2026, 12, 31))
    (ending,) = endings.of(balikpapan, on=TODAY)
    assert (ending.points, ending.days_left) == (1, 32)

    factories.paid(balikpapan, point, code="wifi-2027", first=date(2027, 1, 1), last=date(2027, 12, 31))
    assert endings.of(balikpapan, on=TODAY) == []


def test_the_demonstration_has_362_samples_shaped_on_the_gap_of_january(balikpapan, rina, settings):
    geography.outlines(balikpapan)
    plan = read_yaml(settings.REFERENCE_DATA / "demo" / "wifi.yaml")
    _Maker(balikpapan, rina, plan).make()
    found = gaps.report(balikpapan, Span(date(2026, 1, 1), date(2026, 2, 28)), today=TODAY)
    rows = standing.of(balikpapan, on=TODAY)

    assert Point.objects.filter(is_sample=True, name__startswith="Contoh ").count() == 362
    assert not Point.objects.filter(unit=None).exists()
    assert (found.total.points, found.total.days) == (362, 362 * 59)
    assert listing.count(rows).unknown == 0
    assert {each.change.since for each in standing.of(balikpapan, on=date(2026, 2, 1)) if each.change} == {
        date(2026, 1, 1)
    }
