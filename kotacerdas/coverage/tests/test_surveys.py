"""Surveys: what the grid says becomes spots, and spots stay themselves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.actions import surveying
from kotacerdas.coverage.models import BlankSpot, SpotStep, Survey
from kotacerdas.coverage.queries import surveys as queries
from kotacerdas.coverage.tests.factories import NOW, SOUTH, WEST, grid, picture, spot, squares, survey
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.actions import cancel
from kotacerdas.jobs.models import Job, Step
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.wifi.models import Point, State

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
BLOCK = (2, 2, 3, 3)
"""Nine cells in the upper left kelurahan."""


def the_spot(city: City) -> BlankSpot:
    return BlankSpot.objects.for_rows().get(city=city)


def kinds(of: BlankSpot) -> list[str]:
    return list(of.steps.values_list("kind", flat=True))


@pytest.fixture
def surveyed(balikpapan: City) -> City:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK))
    survey(balikpapan)
    return balikpapan


def test_a_block_without_any_service_is_a_spot_with_people_area_and_evidence(surveyed: City) -> None:
    found = the_spot(surveyed)

    assert (found.code, found.area_ha, found.state) == ("bs-kelurahan-1003-1", Decimal("9.00"), "reported")
    assert found.people is not None
    assert 60 <= found.people <= 130
    assert found.people_is_estimate
    assert found.behind == {
        "samples": {"satu": 9}, "reports": 0, "checked": 0, "newest": "2026-11-01", "verified": 1.0, "contradicts": 0,
    }  # fmt: skip
    assert found.cause == "unknown"
    assert kinds(found) == ["found"]


def test_unknown_places_are_listed_apart_and_never_as_spots(balikpapan: City) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK), else_="?")
    done = survey(balikpapan)

    assert the_spot(balikpapan).area_ha == 9
    listed = queries.unknown_of(done, {})
    assert sum(each.people or 0 for each in listed) + (the_spot(balikpapan).people or 0) == 4000
    assert {missing for each in listed for missing in each.missing} == {"satu", "fixed"}


def test_finding_the_same_again_writes_nothing_but_the_survey(surveyed: City) -> None:
    before = BlankSpot.objects.values().get()
    again = survey(surveyed, now=LATER)

    after = BlankSpot.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"found_at"}
    assert SpotStep.objects.count() == 1
    assert again.outcome["changes"] == {"new": 0, "same": 1, "split": 0, "merged": 0, "gone": 0, "again": 0}


def test_a_spot_that_grows_keeps_its_code_and_says_so(surveyed: City) -> None:
    grid(surveyed, picture((2, 2, 3, 5)))
    survey(surveyed, now=LATER)

    grown = the_spot(surveyed)
    assert (grown.code, grown.area_ha, grown.version) == ("bs-kelurahan-1003-1", 15, 2)
    assert kinds(grown) == ["found", "reshaped"]
    assert grown.steps.last().basis == {"before_ha": "9.00", "after_ha": "15.0"}


def test_a_spot_that_falls_apart_goes_on_as_the_larger_part(surveyed: City) -> None:
    grid(surveyed, picture((2, 2, 3, 3)))
    survey(surveyed)
    grid(surveyed, picture((2, 2, 1, 2), (4, 2, 1, 3)))
    survey(surveyed, now=LATER)

    first, second = BlankSpot.objects.order_by("code")
    assert (first.area_ha, second.area_ha) == (3, 2)
    assert second.steps.get().kind == "split"
    assert second.steps.get().other == first


def test_spots_that_grow_together_are_told_as_one(balikpapan: City) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 1, 2, 2), (2, 5, 3, 3)))
    survey(balikpapan)
    grid(balikpapan, picture((2, 1, 2, 7), (2, 5, 3, 3)))
    survey(balikpapan, now=LATER)

    small, large = BlankSpot.objects.order_by("code")
    assert (small.state, small.merged_into) == ("merged", large)
    assert kinds(small)[-1] == "merged"
    assert "absorbed" in kinds(large)
    survey(balikpapan, now=LATER)
    small.refresh_from_db()
    assert small.version == 2


def test_what_is_served_now_is_not_found_any_more_and_leaves_the_list(surveyed: City) -> None:
    grid(surveyed, {})
    done = survey(surveyed, now=LATER)

    gone = the_spot(surveyed)
    assert (gone.is_found, gone.state, kinds(gone)) == (False, "reported", ["found", "gone"])
    assert not BlankSpot.objects.listed().exists()
    assert done.outcome["changes"]["gone"] == 1


def test_a_rejected_spot_stays_rejected_until_newer_evidence_speaks(surveyed: City) -> None:
    deeds.reject(the_spot(surveyed), reason="Hutan", expected=1, by=None, now=NOW)
    survey(surveyed, now=LATER)
    assert the_spot(surveyed).state == "rejected"

    grid(surveyed, picture(BLOCK), newest=date(2026, 12, 20))
    survey(surveyed, now=LATER)
    assert the_spot(surveyed).state == "reported"
    assert kinds(the_spot(surveyed)) == ["found", "rejected", "again"]


def test_a_spot_by_hand_becomes_the_area_that_a_survey_finds_there(balikpapan: City) -> None:
    squares(balikpapan)
    told = spot(balikpapan)
    grid(balikpapan, {})
    survey(balikpapan)
    told.refresh_from_db()
    assert (told.is_found, kinds(told)) == (None, ["added"])

    rows = 20
    grid(balikpapan, picture((rows - 10, 3, 6, 6)))
    survey(balikpapan, now=LATER)
    found = the_spot(balikpapan)
    assert (found.code, found.is_found, found.area_ha) == (told.code, True, 36)


def point(city: City, **fields: Any) -> Point:
    values = {
        "code": "wf-1",
        "name": "Taman",
        "lon": Decimal(str(WEST + 0.003)),
        "lat": Decimal(str(SOUTH + 0.0148)),
    }
    return Point.objects.create(city=city, **{**values, **fields})


def test_public_wifi_makes_a_hole_unless_the_point_is_known_to_be_off(surveyed: City) -> None:
    grid(surveyed, picture((1, 1, 7, 7)))
    survey(surveyed)
    assert the_spot(surveyed).area_ha == 49
    standing = point(surveyed)
    survey(surveyed)
    assert 40 <= the_spot(surveyed).area_ha < 49
    assert len(the_spot(surveyed).shape["coordinates"]) == 2

    State.objects.create(point=standing, is_on=False, since=date(2026, 1, 1), reason="contract", at=NOW)
    survey(surveyed)
    assert the_spot(surveyed).area_ha == 49


def test_places_of_need_within_are_counted(balikpapan: City) -> None:
    squares(balikpapan)
    geography.place(balikpapan, "sdn-1", WEST + 0.0032, SOUTH + 0.0148)
    geography.place(balikpapan, "posyandu-1", WEST + 0.0032, SOUTH + 0.0148, kind="posyandu")
    geography.place(balikpapan, "sdn-2", WEST + 0.015, SOUTH + 0.002)
    grid(balikpapan, picture(BLOCK))
    survey(balikpapan)

    assert the_spot(balikpapan).needs == {"school": 1, "posyandu": 1}


def test_nobody_is_made_up_where_nobody_counted(balikpapan: City) -> None:
    squares(balikpapan, people=None)
    grid(balikpapan, picture(BLOCK))
    done = survey(balikpapan)

    assert the_spot(balikpapan).people is None
    assert queries.people_by_verdict(done) is None


def test_what_rests_on_samples_is_a_sample(balikpapan: City) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK), has_samples=True)

    assert survey(balikpapan).is_sample
    assert the_spot(balikpapan).is_sample


def test_a_survey_is_a_job_and_a_second_wish_is_the_same_survey(balikpapan: City, rina: User) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK))
    asked = surveying.ask(balikpapan, by=rina, now=NOW)
    assert surveying.ask(balikpapan, by=rina, now=NOW) == asked
    assert queries.phase_of(Survey.objects.select_related("job").get()) == "waits"

    run_all("heavy")

    done = Survey.objects.select_related("job").get()
    assert queries.phase_of(done) == "done"
    assert the_spot(balikpapan).code == "bs-kelurahan-1003-1"
    assert Job.objects.get().result == {"spots": 1}
    assert set(Entry.objects.filter(kind__startswith="coverage.").values_list("kind", flat=True)) == {
        "coverage.ask-survey",
        "coverage.survey",
    }


def test_a_worker_killed_between_finding_and_keeping_finds_nothing_twice(
    balikpapan: City, rina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK))
    surveying.ask(balikpapan, by=rina, now=NOW)
    keep = surveying.keep

    def killed(*args: Any, **options: Any) -> Any:
        keep(*args, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(surveying, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        run_all("heavy")
    assert not BlankSpot.objects.exists()
    assert Step.objects.get().name == "find"

    monkeypatch.setattr(surveying, "keep", keep)
    monkeypatch.setattr(surveying, "found", lambda *args, **options: pytest.fail("found twice"))
    Job.objects.update(state="waiting", lease_until=None)
    run_all("heavy")
    assert the_spot(balikpapan).area_ha == 9


def test_a_cancelled_survey_changes_nothing(balikpapan: City, rina: User) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK))
    asked = surveying.ask(balikpapan, by=rina, now=NOW)
    assert asked.job is not None
    cancel(asked.job, by=rina, now=NOW)
    run_all("heavy")

    assert queries.phase_of(Survey.objects.select_related("job").get()) == "stopped"
    assert not BlankSpot.objects.exists()
    assert surveying.ask(balikpapan, by=rina, now=LATER) != asked


def test_without_a_grid_the_survey_says_why_there_is_none(balikpapan: City, rina: User) -> None:
    squares(balikpapan)
    surveying.ask(balikpapan, by=rina, now=NOW)
    run_all("heavy")

    refused = Survey.objects.select_related("job").get()
    assert queries.phase_of(refused) == "refused"
    assert [each.kind for each in queries.faults_of(refused)] == ["coverage-without-grid"]
    assert queries.last_of(balikpapan) is None


def test_an_old_survey_that_is_tried_again_does_not_change_spots_back(balikpapan: City, rina: User) -> None:
    squares(balikpapan)
    grid(balikpapan, picture(BLOCK))
    old = surveying.ask(balikpapan, by=rina, now=NOW)
    said = surveying.found(balikpapan, on=NOW.date())
    grid(balikpapan, {})
    survey(balikpapan, now=LATER)

    with pytest.raises(Refused, match="coverage-survey-overtaken"):
        surveying.keep(old, said, by=rina, now=LATER)
    assert not BlankSpot.objects.exists()
    run_all()
    old.refresh_from_db()
    assert [kind for kind, _values in old.faults] == ["coverage-survey-overtaken"]
    assert queries.last_of(balikpapan) != old


def test_what_was_kept_is_not_refused_afterwards(surveyed: City) -> None:
    done = queries.last_of(surveyed)
    assert done is not None

    surveying.refuse(done, [Fault("coverage-without-grid")], now=LATER)

    assert queries.last_of(surveyed) == done


def test_people_whom_somebody_counted_are_not_replaced_by_an_estimate(balikpapan: City) -> None:
    squares(balikpapan)
    counted = spot(balikpapan, radius=300, people=4_321)
    grid(balikpapan, picture((12, 2, 6, 6)))
    survey(balikpapan)
    counted.refresh_from_db()

    assert (counted.is_found, counted.people, counted.people_is_estimate) == (True, 4_321, False)
    assert 200 <= counted.behind["people"] <= 600
    before = counted.version
    survey(balikpapan, now=LATER)
    counted.refresh_from_db()
    assert (counted.version, counted.people) == (before, 4_321)

    BlankSpot.objects.all().delete()
    uncounted = spot(balikpapan, radius=300)
    survey(balikpapan, now=LATER)
    uncounted.refresh_from_db()
    assert (uncounted.people_is_estimate, "people" in uncounted.behind) == (True, False)
    assert uncounted.people
