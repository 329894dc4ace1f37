"""Programmes of an edition in force begin on their day: once, by the system, told to the desk that leads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.jobs import schedules
from kotacerdas.masterplan.actions import programmes as records
from kotacerdas.masterplan.actions import starting
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.queries import answers
from kotacerdas.masterplan.tests.factories import edition, programme
from kotacerdas.notices.models import Notice

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City, Organisation, User

pytestmark = pytest.mark.django_db

START = date(2026, 3, 2)
BEFORE = datetime(2026, 3, 1, 15, 59, tzinfo=UTC)
"""A minute before midnight in Balikpapan (UTC+8)."""
NOW = datetime(2026, 3, 1, 16, 0, tzinfo=UTC)


def state(of: Programme) -> str:
    return Programme.objects.values_list("state", flat=True).get(pk=of.pk)


def test_a_programme_runs_from_the_midnight_of_its_city(adopted: Edition) -> None:
    one = programme(adopted, starts_on=START)

    assert (starting.start_due(now=BEFORE), state(one)) == (0, "planned")
    assert (starting.start_due(now=NOW), state(one)) == (1, "running")


def test_the_deed_is_that_of_the_system_and_is_done_once(adopted: Edition) -> None:
    one = programme(adopted, starts_on=START)

    assert [starting.start_due(now=NOW), starting.start_due(now=NOW)] == [1, 0]

    (entry,) = Entry.objects.filter(kind="masterplan.start-programme")
    assert (entry.actor_id, entry.subject_key) == (None, str(one.pk))
    assert entry.values.content["state"] == ["planned", "running"]
    assert Programme.objects.get(pk=one.pk).version == one.version + 1


@pytest.mark.parametrize("status", ["draft", "review", "superseded"])
def test_only_an_edition_in_force_is_carried_out(balikpapan: City, status: str) -> None:
    one = programme(edition(balikpapan, status=status), starts_on=START)

    assert (starting.start_due(now=NOW), state(one)) == (0, "planned")


@pytest.mark.parametrize("given", [{"state": "stopped", "stop_reason": "Dana dialihkan"}, {"state": "done"}])
def test_what_is_done_or_was_stopped_stays_so(adopted: Edition, given: dict[str, str]) -> None:
    one = programme(adopted, starts_on=START, **given)

    assert (starting.start_due(now=NOW), state(one)) == (0, given["state"])


def test_what_is_over_already_does_not_begin_any_more(adopted: Edition) -> None:
    one = programme(adopted, starts_on=date(2025, 1, 1), ends_on=date(2026, 3, 1))

    assert (starting.start_due(now=NOW), state(one)) == (0, "planned")


def test_without_days_the_years_of_the_edition_count(balikpapan: City) -> None:
    adopted = edition(balikpapan, status="adopted", first_year=2026, last_year=2030)
    one = programme(adopted)

    assert starting.start_due(now=datetime(2025, 12, 31, 15, 0, tzinfo=UTC)) == 0
    assert (starting.start_due(now=datetime(2025, 12, 31, 16, 0, tzinfo=UTC)), state(one)) == (1, "running")


def test_who_sets_it_back_to_planned_is_obeyed(adopted: Edition, rina: User) -> None:
    one = programme(adopted, starts_on=START)
    starting.start_due(now=NOW)
    version = Programme.objects.get(pk=one.pk).version
    records.change(one, Record({"state": "planned"}), expected=version, by=rina, now=NOW)

    assert (starting.start_due(now=NOW), state(one)) == (0, "planned")


def test_the_desk_is_told_once_for_all_of_its_programmes(
    adopted: Edition, budi: User, diskominfo: Organisation
) -> None:
    for code in ("SG-01", "SG-02"):
        programme(adopted, code, starts_on=START, lead=diskominfo)
    programme(adopted, "SG-03", starts_on=START)

    assert starting.start_due(now=NOW) == 3
    starting.start_due(now=NOW)

    (told,) = Notice.objects.filter(kind="masterplan.started")
    assert told.person == budi
    assert all(code in told.values["programmes"] for code in ("SG-01", "SG-02"))
    assert "SG-03" not in told.values["programmes"]
    assert told.url.endswith(f"/program/?opd={diskominfo.pk}")


def test_killed_between_two_agencies_it_goes_on_where_it_was(
    adopted: Edition, diskominfo: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the second agency are written already when the worker dies; nothing of that may stay."""
    first = programme(adopted, "SG-01", starts_on=START)
    second = programme(adopted, "SG-02", starts_on=START, lead=diskominfo)
    record = starting.audit.record

    def killed(kind: str, *, on: Programme, **rest: object) -> object:
        if on.code == "SG-02":
            raise SystemExit
        return record(kind, on=on, **rest)  # type: ignore[arg-type]  # handed on as it came

    with monkeypatch.context() as patched:
        patched.setattr(starting.audit, "record", killed)
        with pytest.raises(SystemExit):
            starting.start_due(now=NOW)
    assert state(second) == "planned"
    assert not Notice.objects.filter(kind="masterplan.started").exists()
    begun = state(first) == "running"

    assert starting.start_due(now=NOW) == 2 - begun
    assert Entry.objects.filter(kind="masterplan.start-programme").count() == 2


def test_the_proposals_for_the_evaluation_count_it(adopted: Edition, balikpapan: City, rina: User) -> None:
    programme(adopted, starts_on=START)

    def running() -> int | None:
        today = NOW.astimezone(balikpapan.timezone).date()
        found = answers.of_question(balikpapan, "smartcity/2023-kppn", "C01", 2026, rina, today=today)
        assert found is not None
        return found.found.count

    before = running()
    starting.start_due(now=NOW)

    assert (before, running()) == (0, 1)


def test_the_trail_says_it_in_words(adopted: Edition, office: Client) -> None:
    programme(adopted, "SG-01", starts_on=START)
    starting.start_due(now=NOW)

    page = office.get("/en/kantor/jejak/").content.decode()

    assert "let the programme SG-01 Program SG-01 run, for its start has come" in page


def test_a_worker_asks_for_it_each_day_after_midnight_in_all_zones() -> None:
    plan = schedules.plans()["masterplan.start-due"].timetable
    midnight = datetime(2026, 2, 28, 17, 0, tzinfo=UTC)  # in Jakarta, the last of the three

    assert midnight < plan.after(midnight) < datetime(2026, 2, 28, 18, 0, tzinfo=UTC)
