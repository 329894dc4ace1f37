"""Deeds on points: what is refused, what is kept, and that each leaves its line."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.people.tests.factories import organisation
from kotacerdas.wifi import actions
from kotacerdas.wifi.actions import points as deeds
from kotacerdas.wifi.models import AntennaPattern, Inspection, OffReason, Photo, Point, State
from kotacerdas.wifi.pictures import LONGEST_SIDE, redrawn
from kotacerdas.wifi.queries import standing
from kotacerdas.wifi.queries.points import points_of
from kotacerdas.wifi.tests import factories
from kotacerdas.wifi.tests.domain.test_patterns import msi
from kotacerdas.wifi.tests.factories import HOW, TODAY, fields, switch

pytestmark = pytest.mark.django_db


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.kind for each in refused.value.faults]


def told() -> list[str]:
    return list(Entry.objects.filter(kind__startswith="wifi.").order_by("pk").values_list("kind", flat=True))


# --- points ------------------------------------------------------------------------------------------------


def test_a_point_lies_in_the_kelurahan_where_it_stands(outlined):
    found = factories.point(outlined, lon=Decimal("116.936"), lat=Decimal("-1.215"))

    assert found.unit is not None
    assert found.unit.code == "64.71.01.1001"
    assert told() == ["wifi.add"]


def test_swapped_numbers_are_told_as_swapped(outlined):
    with pytest.raises(Refused) as refused:
        factories.point(outlined, lon=Decimal("-1.2654"), lat=Decimal("116.8312"))

    (fault,) = refused.value.faults
    assert fault.kind == "wifi-coordinates-swapped"
    assert (fault.values["lon"], fault.values["lat"]) == ("116.8312", "-1.2654")


def test_a_place_outside_every_outline_is_refused(outlined):
    with pytest.raises(Refused) as refused:
        factories.point(outlined, lon=Decimal("117.15"), lat=Decimal("-0.50"))

    assert kinds(refused) == ["wifi-point-outside"]
    assert not Point.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"mast_height_m": Decimal(301)}, "wifi-height"),
        ({"mast_height_m": Decimal("-0.5")}, "wifi-height"),
        ({"mast_height_m": Decimal("NaN")}, "wifi-height"),
        ({"lon": Decimal("NaN")}, "wifi-coordinate-no-number"),
        ({"azimuth": 360}, "wifi-azimuth"),
        ({"beam_width": 0}, "wifi-beam-width"),
        ({"antenna": "sector"}, "wifi-sector-without-beam"),
        ({"antenna": "pattern", "pattern": "tidak-ada"}, "wifi-pattern-missing"),
        ({"speed_mbps": 100_001}, "wifi-speed"),
        ({"gain_dbi": Decimal(61)}, "wifi-gain"),
        ({"installed_on": date(2026, 2, 1), "removed_on": date(2026, 1, 1)}, "wifi-removed-before-installed"),
        ({"hub_words": "WIFI-001"}, "wifi-own-hub"),
    ],
)
def test_what_cannot_be_is_refused(balikpapan, wrong, kind):
    with pytest.raises(Refused) as refused:
        factories.point(balikpapan, **wrong)

    assert kinds(refused) == [kind]


def test_a_code_is_taken_once(balikpapan, point, samarinda):
    with pytest.raises(Refused) as refused:
        factories.point(balikpapan)

    assert kinds(refused) == ["wifi-code-taken"]
    assert factories.point(samarinda).code == point.code


def test_a_change_keeps_what_it_does_not_speak_of(balikpapan):
    owner = organisation("Dinas Pendidikan", city=balikpapan)
    made = factories.point(balikpapan, owner_words="dinas pendidikan", equipment="AP-1")
    changed = actions.change(made, {"name": "Baru"}, expected=made.version, **HOW)

    assert (changed.name, changed.owner, changed.equipment, changed.version) == ("Baru", owner, "AP-1", 2)
    assert told() == ["wifi.add", "wifi.change"]


def test_the_same_again_changes_nothing(balikpapan, point):
    again = actions.change(point, fields(name=point.name), expected=point.version, **HOW)

    assert again.version == 1
    assert told() == ["wifi.add"]


def test_who_saved_later_from_an_old_form_is_told_both_versions(balikpapan, point):
    actions.change(point, {"name": "Satu"}, expected=1, **HOW)

    with pytest.raises(versions.StaleSave) as stale:
        actions.change(point, {"name": "Dua"}, expected=1, **HOW)

    assert stale.value.current.name == "Satu"  # type: ignore[attr-defined]  # a point


def test_a_point_may_name_its_hub_before_that_comes(balikpapan):
    rows = [
        deeds.Row("A", fields(hub_words="B"), 0),
        deeds.Row("B", fields(hub_words="Menara penyedia"), 0),
    ]
    deeds.write_all(balikpapan, rows, **HOW)
    first, second = Point.objects.of(balikpapan)

    assert first.hub == second
    assert (second.hub, second.hub_name) == (None, "Menara penyedia")


def test_many_points_cost_no_more_queries_than_few(outlined):
    """Within what SQLite takes in one statement."""

    def queries(count: int, stem: str) -> int:
        rows = [deeds.Row(f"{stem}-{at}", fields(lat=Decimal("-1.26")), 0) for at in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as caught:
            deeds.write_all(outlined, rows, **HOW)
        return len(caught)

    queries(deeds.SINGLY + 1, "A")
    assert queries(deeds.SINGLY + 1, "B") == queries(30, "C")


def test_a_point_with_a_past_is_not_taken_away(balikpapan, point):
    factories.paid(balikpapan, point)

    with pytest.raises(Refused) as refused:
        actions.remove(point, **HOW)

    assert kinds(refused) == ["wifi-point-has-past"]


def test_after_new_outlines_a_point_is_placed_anew(balikpapan, point):
    from kotacerdas.geography.tests import factories as geography

    assert point.unit is None
    geography.outlines(balikpapan)

    assert deeds.place_anew(balikpapan) == 1
    point.refresh_from_db()
    assert point.unit is not None
    assert deeds.place_anew(balikpapan) == 0


# --- states ------------------------------------------------------------------------------------------------


def test_many_are_switched_at_once_and_those_that_were_so_stay(balikpapan):
    one, other = factories.point(balikpapan, "A"), factories.point(balikpapan, "B")
    switch(one, is_on=False, since=date(2026, 1, 1), reason=OffReason.CONTRACT)
    count = switch(one, other, is_on=False, since=date(2026, 1, 5), reason=OffReason.CONTRACT)

    assert count == 1
    assert [each.since for each in one.states.all()] == [date(2026, 1, 1)]
    assert told()[-1] == "wifi.switch-off"


def test_a_change_on_the_same_day_replaces_the_one_before(point):
    switch(point, is_on=True, since=date(2026, 3, 1))
    switch(point, is_on=False, since=date(2026, 3, 1))

    assert [each.is_on for each in point.states.all()] == [False]


def test_history_is_corrected_before_a_later_change(point):
    switch(point, is_on=True, since=date(2026, 3, 1))
    switch(point, is_on=False, since=date(2026, 1, 1), reason=OffReason.CONTRACT)
    row = standing.one(point, on=TODAY)

    assert row.is_on is True
    assert standing.one(point, on=date(2026, 2, 1)).is_on is False


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (actions.Switch(True, date(2026, 11, 30)), "wifi-state-in-future"),
        (actions.Switch(False, date(2026, 11, 1)), "wifi-off-without-reason"),
        (actions.Switch(True, date(2025, 11, 1)), "wifi-state-before-installed"),
    ],
)
def test_a_state_that_cannot_be_is_refused(balikpapan, wanted, kind):
    made = factories.point(balikpapan, installed_on=date(2026, 1, 1))

    with pytest.raises(Refused) as refused:
        actions.switch([made], wanted, city=balikpapan, **HOW)

    assert kinds(refused) == [kind]
    assert not State.objects.exists()


def test_nothing_to_change_is_told(point):
    switch(point, is_on=True, since=date(2026, 3, 1))

    with pytest.raises(Refused) as refused:
        switch(point, is_on=True, since=date(2026, 4, 1))

    assert kinds(refused) == ["wifi-nothing-changes"]


def test_what_was_noted_by_mistake_is_taken_back_once(point):
    switch(point, is_on=True, since=date(2026, 3, 1))
    row = point.states.get()
    actions.forget(row, **HOW)
    actions.forget(row, **HOW)

    assert not State.objects.exists()
    assert told().count("wifi.forget-state") == 1


# --- contracts ---------------------------------------------------------------------------------------------


def test_reversed_days_of_a_contract_are_told(balikpapan):
    with pytest.raises(Refused) as refused:
        factories.contract(balikpapan, first=date(2026, 12, 31), last=date(2026, 3, 1))

    assert kinds(refused) == ["wifi-contract-dates"]


def test_a_contract_pays_exactly_the_points_that_were_named(balikpapan):
    one, other = factories.point(balikpapan, "A"), factories.point(balikpapan, "B")
    made = factories.paid(balikpapan, one)
    made = actions.pay(made, {"A": 600_000, "B": None}, expected=made.version, **HOW)
    made = actions.pay(made, {"A": 600_000}, expected=made.version, **HOW)

    (row,) = made.payments.all()
    assert (row.point, row.monthly) == (one, 600_000)
    assert not other.payments.exists()
    assert told().count("wifi.pay") == 3


def test_points_of_no_city_or_of_another_are_refused(balikpapan, samarinda):
    factories.point(samarinda, "X")
    made = factories.contract(balikpapan)

    with pytest.raises(Refused) as refused:
        actions.pay(made, {"X": None}, expected=made.version, **HOW)

    assert kinds(refused) == ["wifi-points-unknown"]


# --- inspections and photos --------------------------------------------------------------------------------


def test_an_inspection_is_for_the_offices_until_it_is_published(point, rina, siti, tetangga):
    row = actions.inspect(point, actions.Found(TODAY, "Kabel lepas", measured_mbps=Decimal("12.5")), **HOW)

    assert [Inspection.objects.visible_to(each).count() for each in (rina, siti, tetangga)] == [1, 0, 0]
    actions.publish(row, is_published=True, **HOW)
    assert Inspection.objects.visible_to(siti).count() == 1


def test_a_photo_is_drawn_anew_without_place_and_device(point, rina, siti):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 15.0, 55.0)})
    content = factories.picture((3000, 2000), exif=exif)
    assert b"Kamera Rahasia" in content

    row = actions.add_photo(point, content, caption="Tiang", **HOW)
    assert row.file is not None
    with row.file.open() as kept:
        raw = kept.read()

    assert b"Kamera Rahasia" not in raw
    with Image.open(io.BytesIO(raw)) as picture:
        assert not picture.getexif()
        assert picture.size == (LONGEST_SIDE, 1067)
    assert [Photo.objects.visible_to(each).count() for each in (rina, siti)] == [1, 0]


def test_a_picture_that_lay_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(redrawn(factories.picture((60, 40), exif=exif)))) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a....", b"\xff\xd8\xff\xe0 not a picture", factories.picture()[:200]]
)
def test_what_is_no_picture_is_refused(point, content):
    with pytest.raises(Refused) as refused:
        actions.add_photo(point, content, caption="x", **HOW)

    assert kinds(refused) == ["wifi-photo-unreadable"]
    assert not Photo.objects.exists()


def test_a_photo_is_taken_away_with_its_file(point):
    row = factories.photo(point)
    actions.drop_photo(row, **HOW)
    actions.drop_photo(row, **HOW)

    assert not Photo.objects.exists()
    assert told().count("wifi.drop-photo") == 1


# --- antennas, and what other apps see ---------------------------------------------------------------------


def test_a_pattern_from_a_file_reaches_those_who_reckon_coverage(balikpapan):
    actions.add_pattern(balikpapan, "sektor-90", msi(), file_name="sektor.msi", **HOW)
    factories.point(
        balikpapan,
        antenna="pattern",
        pattern="sektor-90",
        azimuth=90,
        mast_height_m=Decimal("8.5"),
        speed_mbps=50,
    )
    (found,) = points_of(balikpapan, on=TODAY)

    assert (found.code, found.lon, found.mast_height_m, found.is_on) == ("WIFI-001", 116.8312, 8.5, None)
    assert found.antenna is not None
    assert (found.antenna.across(90), found.antenna.across(270)) == (0.0, 18.0)


def test_a_wrong_pattern_file_leaves_nothing(balikpapan):
    with pytest.raises(Refused):
        actions.add_pattern(balikpapan, "x", b"bukan antena", file_name="x.txt", **HOW)

    assert not AntennaPattern.objects.exists()


def test_removed_and_coming_points_are_not_among_those_of_today(balikpapan):
    factories.point(balikpapan, "LAMA", removed_on=date(2026, 6, 1))
    factories.point(balikpapan, "NANTI", installed_on=date(2027, 1, 1))
    here = factories.point(balikpapan, "KINI")
    switch(here, is_on=True, since=date(2026, 3, 1))

    assert [(each.code, each.is_on) for each in points_of(balikpapan, on=TODAY)] == [("KINI", True)]


def test_points_of_costs_three_queries(balikpapan, django_assert_num_queries):
    for at in range(5):
        factories.point(balikpapan, f"W-{at}")
    with django_assert_num_queries(3):
        points_of(balikpapan, on=TODAY)


def test_points_that_would_feed_each_other_in_a_circle_are_refused(balikpapan):
    factories.point(balikpapan, "A", hub_words="B")
    factories.point(balikpapan, "B", hub_words="C")
    third = factories.point(balikpapan, "C")

    with pytest.raises(Refused) as refused:
        actions.change(third, {"hub_words": "A"}, expected=third.version, **HOW)

    assert [(each.kind, each.values["points"]) for each in refused.value.faults] == [
        ("wifi-hub-circle", "C ← A ← B ← C")
    ]
    assert Point.objects.get(code="C").hub_words == ""
    assert actions.change(third, {"hub_words": "Menara"}, expected=third.version, **HOW).hub_name == "Menara"


def test_points_of_an_old_circle_can_still_be_changed(balikpapan):
    first, second = factories.point(balikpapan, "A"), factories.point(balikpapan, "B", hub_words="A")
    Point.objects.filter(code="A").update(hub=second)

    changed = actions.change(first, {"name": "Baru"}, expected=first.version, **HOW)

    assert changed.name == "Baru"
