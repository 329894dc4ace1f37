"""Old grounds leave the disk, but none that somebody needs, and each comes back from its files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain import keeping, retention
from kotacerdas.terrain.actions import grounds as deeds
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.tests.factories import NOW, geotiff, ground

if TYPE_CHECKING:
    from pathlib import Path

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"


def brought(city: City, tmp_path: Path, *names: str) -> list[Ground]:
    """One after another; each of them was in use."""
    found = []
    for at, name in enumerate(names):
        row = ground(city, geotiff(tmp_path / f"{name}.tif"))
        run_all()
        os.utime(row.folder / keeping.ABOUT, (1_000 + at, 1_000 + at))
        found.append(row)
    return found


def on_disk(city: City) -> list[str]:
    rows = Ground.objects.filter(city=city).order_by("pk")
    return [row.title.removesuffix(".tif") for row in rows if keeping.is_kept(row.folder)]


def test_the_ground_in_use_and_the_last_two_before_it_stay(balikpapan: City, tmp_path: Path) -> None:
    rows = brought(balikpapan, tmp_path, *"abcde")

    assert retention.put_away(balikpapan) == 2
    assert on_disk(balikpapan) == ["c", "d", "e"]
    assert Ground.objects.count() == len(rows)
    assert retention.put_away(balikpapan) == 0


def test_a_ground_that_takes_the_place_of_another_puts_the_oldest_away(
    balikpapan: City, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    brought(balikpapan, tmp_path, *"abc")
    with django_capture_on_commit_callbacks(execute=True):
        brought(balikpapan, tmp_path, "d")

    assert on_disk(balikpapan) == ["b", "c", "d"]


def test_a_ground_that_was_chosen_again_counts_as_new(balikpapan: City, tmp_path: Path) -> None:
    first, *_rest = brought(balikpapan, tmp_path, *"abc")
    first.refresh_from_db()
    deeds.use(first, by=None, now=NOW)
    Ground.objects.filter(pk=first.pk).update(is_used=False)
    Ground.objects.filter(title="c.tif").update(is_used=True)
    brought(balikpapan, tmp_path, "d")

    retention.put_away(balikpapan)

    assert on_disk(balikpapan) == ["a", "c", "d"]


def test_what_is_being_prepared_or_needed_stays(
    balikpapan: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, needed, *_rest = brought(balikpapan, tmp_path, *"abcdef")
    monkeypatch.setitem(retention._needs, "uji", lambda city: {needed.pk})
    busy.refresh_from_db()
    busy.job.__class__.objects.filter(pk=busy.job_id).update(state="waiting", ended_at=None)

    retention.put_away(balikpapan)

    assert on_disk(balikpapan) == ["a", "b", "d", "e", "f"]


def test_other_cities_keep_theirs(balikpapan: City, samarinda: City, tmp_path: Path) -> None:
    brought(samarinda, tmp_path, *"abcd")

    assert retention.put_away(balikpapan) == 0
    assert on_disk(samarinda) == ["a", "b", "c", "d"]


def test_one_that_was_put_away_says_so_and_is_prepared_anew(
    balikpapan: City, tmp_path: Path, as_user: Any, rina: Any
) -> None:
    first, *_rest = brought(balikpapan, tmp_path, *"abcd")
    retention.put_away(balikpapan)
    office = as_user(rina)
    page = office.get("/en/medan/").content.decode()

    assert "heights not kept" in page
    assert "Beside the ground in use the last 2 keep their heights" in page
    assert "heights lost" not in page
    office.post(reverse("terrain:again", args=[first.code]), {FIELD: new_key()})
    run_all()
    assert on_disk(balikpapan) == ["a", "b", "c", "d"]
    deeds.use(Ground.objects.get(pk=first.pk), by=rina, now=NOW)
    assert Ground.objects.used(balikpapan).get() == first


def test_the_rule_names_how_many() -> None:
    assert retention.rule().before == 2
