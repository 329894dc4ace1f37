"""What others see of blank spots: the demo, the search, the indicators, the register of personal data."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from kotacerdas.common import personal
from kotacerdas.common.reference import Report
from kotacerdas.common.tests.reading import words
from kotacerdas.coverage import demo_spots, indicator_sources, rules, searchables
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.models import BlankSpot, Survey
from kotacerdas.coverage.tests.factories import NOW, grid, picture, spot, squares, survey
from kotacerdas.geography.tests import factories as geography
from kotacerdas.indicators import reference as indicators
from kotacerdas.people.models import User
from kotacerdas.search.registry import searchables as registered

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


def test_the_demo_shows_samples_in_every_state_and_is_loaded_once(balikpapan: City, rina: User) -> None:
    User.objects.filter(pk=rina.pk).update(email=demo_spots.OFFICE, is_demo=True)
    squares(balikpapan)
    drawn = picture((2, 2, 5, 5), (2, 12, 3, 3), (12, 2, 3, 3)) | picture((12, 12, 6, 6), letter="?")
    newest = timezone.localdate() - timedelta(days=9)
    grid(balikpapan, drawn, newest=newest, has_samples=True)

    demo_spots.load_spots(Report())
    demo_spots.load_spots(Report())

    states = set(BlankSpot.objects.values_list("state", flat=True))
    assert states == {"planned", "rejected", "reported", "solved", "verified"}
    assert set(BlankSpot.objects.values_list("is_sample", flat=True)) == {True}
    assert Survey.objects.count() == 1


def test_without_evidence_the_demo_shows_no_blank_spot(balikpapan: City) -> None:
    demo_spots.load_spots(Report())

    assert not BlankSpot.objects.exists()


def test_blank_spots_are_found_by_kelurahan_and_by_who_told_them(balikpapan: City) -> None:
    squares(balikpapan)
    made = spot(balikpapan)

    assert "coverage.spot" in {each.kind for each in registered()}
    assert "RT 12" in searchables.spot_text(made).texts
    assert searchables.spot_shown(made).url == made.get_absolute_url()


def test_people_without_any_service_are_a_figure_of_the_year_of_the_survey(balikpapan: City) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)))
    survey(balikpapan)

    with translation.override("en"):
        told = indicator_sources.unserved(balikpapan, AnonymousUser())

    assert set(told) == {"2026"}
    assert told["2026"].value == Decimal(BlankSpot.objects.get().people or 0)
    assert told["2026"].basis == "Survey of blank spots on 29 November 2026, an estimate by area"
    assert not told["2026"].is_sample


def test_the_figure_says_where_people_were_not_counted_and_that_it_is_a_sample(balikpapan: City) -> None:
    first, *_others = squares(balikpapan, people=None)
    geography.count(first, 1000)
    grid(balikpapan, picture((12, 2, 3, 3)), has_samples=True)
    survey(balikpapan)

    with translation.override("en"):
        told = indicator_sources.unserved(balikpapan, AnonymousUser())["2026"]

    assert told.basis.endswith("people are known in 1 of 4 kelurahan")
    assert told.is_sample


def test_the_figure_is_an_indicator_that_everybody_reads(balikpapan: City, anonymous: Client) -> None:
    indicators.load_definitions(Report())
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)), has_samples=True)
    survey(balikpapan)

    shown = words(anonymous.get("/en/indikator/warga-blank-spot/"))

    assert "People in blank spots" in shown
    assert "Survey of blank spots on 29 November 2026, an estimate by area" in shown
    assert "Sample" in shown


def test_who_decided_is_given_to_whoever_asks_for_his_or_her_data(balikpapan: City, rina: User) -> None:
    squares(balikpapan)
    deeds.verify(spot(balikpapan), reason="Dilihat", expected=1, by=rina, now=NOW)
    (holding,) = [each for each in personal.holdings() if each.name == "coverage.spots"]

    assert [each["deed"] for each in holding.export(rina)] == ["verified"]


def test_rules_come_from_the_data_and_say_that_nobody_decided_them() -> None:
    first = rules.rules_on(date(2020, 1, 1))

    assert (first.reach_m, first.is_verified) == (150, False)
    assert rules.rules_on(date(2030, 1, 1)) == first
