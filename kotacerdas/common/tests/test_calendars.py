"""The shipped calendars hold exactly what the decrees list."""

import csv
from collections import Counter
from datetime import date

import pytest
from django.conf import settings

from kotacerdas.common.calendars import national
from kotacerdas.common.domain.calendar import Kind

# As the decrees count: national holidays, and days of joint leave.
COUNTS = {2025: (17, 11), 2026: (17, 8)}


@pytest.mark.parametrize("year", sorted(COUNTS))
def test_a_year_has_as_many_days_as_its_decree(year):
    kinds = Counter(day.kind for day in national().days_off.values() if day.on.year == year)

    assert (kinds[Kind.HOLIDAY], kinds[Kind.JOINT_LEAVE]) == COUNTS[year]


def test_only_years_with_a_decree_are_known():
    assert national().known_years == frozenset(COUNTS)


def test_every_day_is_in_its_file_once_in_order_with_names_and_source():
    for path in (settings.REFERENCE_DATA / "calendar").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        days = [row["date"] for row in rows]
        assert days == sorted(set(days))
        assert all(row["date"].startswith(path.stem) for row in rows)
        assert all(row["name_id"] and row["name_en"] and row["source"] for row in rows)


def test_joint_leave_falls_on_what_would_have_been_working_days():
    leave = [day.on for day in national().days_off.values() if day.kind is Kind.JOINT_LEAVE]

    assert all(day.weekday() < 5 for day in leave)


def test_work_goes_on_after_eid():
    assert national().add_working_days(date(2026, 3, 17), 1) == date(2026, 3, 25)
