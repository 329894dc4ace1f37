"""An answer to take away: a workbook, shapes, pages on paper; for the offices of the city alone."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kotacerdas.common.formats import rupiah
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.siting.exports import drawing, facts, geojson, sheet
from kotacerdas.siting.queries.taking import taken
from kotacerdas.siting.tests.outcomes import NOW, answer, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotacerdas.people.models import City, User
    from kotacerdas.siting.models import Answer, Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(balikpapan: City) -> Scenario:
    return scenario(balikpapan)


@pytest.fixture
def answered(plan: Scenario) -> Answer:
    return answer(plan)


@pytest.fixture
def office(rina: User, as_user: Callable[[User], Client]) -> Client:
    return as_user(rina)


def file(client: Client, of: Scenario, ending: str) -> Any:
    return client.get(reverse("siting:export", args=[of.city.code, of.code, ending]))


def paper(client: Client, of: Scenario) -> Any:
    return client.get(reverse("siting:print", args=[of.city.code, of.code]))


def test_the_workbook_has_what_was_found_asked_chosen_and_left(
    office: Client, plan: Scenario, answered: Answer
) -> None:
    with translation.override("en"):
        book = openpyxl.load_workbook(io.BytesIO(file(office, plan, "xlsx").content))

    assert [each.max_row for each in book.worksheets[1:4]] == [4, 2, 2]
    summary = {row[0]: (row[1], row[2]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert summary["At most possible"][1] == 330
    assert summary["Gap"][1] == pytest.approx(0.090909)
    assert summary["Cost in rupiah"][1] == 15_000_000
    assert summary["Budget in rupiah"][0] == "no limit"
    assert book.worksheets[1]["A2"].value == 1


def test_names_that_a_sheet_would_run_stay_text(office: Client, plan: Scenario, answered: Answer) -> None:
    answered.chosen[0]["name"] = "=HYPERLINK(1)"
    answered.save()
    book = openpyxl.load_workbook(io.BytesIO(file(office, plan, "xlsx").content))

    cell = book.worksheets[1]["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_shapes_hold_chosen_sites_and_other_candidates(
    office: Client, plan: Scenario, answered: Answer
) -> None:
    drawn = json.loads(file(office, plan, "geojson").content)

    assert drawn["type"] == "FeatureCollection"
    roles = [each["properties"]["role"] for each in drawn["features"]]
    assert roles == ["chosen", "chosen", "chosen", "candidate"]
    for each in drawn["features"]:
        lon, lat = each["geometry"]["coordinates"]
        assert 116 < lon < 118
        assert -1 < lat < 0
    assert drawn["features"][0]["properties"]["people_added"] == 100


def test_the_same_answer_gives_the_same_file(plan: Scenario, answered: Answer) -> None:
    assert geojson.content(taken(plan, answered)) == geojson.content(taken(plan, answered))


def test_the_pages_on_paper_say_bound_gap_and_what_to_heed(plan: Scenario, answered: Answer) -> None:
    with translation.override("en"):
        page = sheet.page(taken(plan, answered), now=NOW)
        cost = rupiah(15_000_000)

    assert page["finding"] == f"3 new Wi-Fi points for {cost} would reach 300 more people"
    assert ["At most possible", "330"] in page["found"]["facts"]
    assert page["stages"]["rows"][0][1:4] == ["300", "330", "9.09%"]
    assert any("estimate" in each for each in page["notes"])
    assert len(page["sites"]["rows"]) == 3


def test_samples_and_answers_that_are_older_are_marked(plan: Scenario, answered: Answer) -> None:
    plan.is_sample, plan.version = True, 5
    answered.state, answered.figures["is_synthetic"] = "partial", True
    with translation.override("en"):
        words = " ".join(facts.notes(answered, plan))

    for each in ("sample", "changed since", "broken off", "synthetic"):
        assert each in words


def test_the_map_shows_chosen_sites_with_their_numbers(plan: Scenario, answered: Answer) -> None:
    drawn = drawing.printed(taken(plan, answered), areas_of(plan.city), [])

    assert drawn.count("<text") == 3
    assert drawn.count('r="2.5"') == 1
    assert "class=" not in drawn


def test_a_pdf_comes_of_it(office: Client, plan: Scenario, answered: Answer) -> None:
    answered.chosen[0]["name"] = 'Balai #read("/etc/passwd") \\ $x$ 漢'
    answered.save()
    made = paper(office, plan)

    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_long_lists_are_cut_and_say_so(plan: Scenario) -> None:
    with translation.override("en"):
        page = sheet.page(taken(plan, answer(plan, sheet.ROOM + 5)), now=NOW)

    assert len(page["sites"]["rows"]) == sheet.ROOM
    assert page["sites"]["more"].startswith("5 more")


def test_without_an_answer_there_is_nothing_to_take(office: Client, plan: Scenario) -> None:
    assert [file(office, plan, "xlsx").status_code, paper(office, plan).status_code] == [404, 404]


def test_other_types_and_other_cities_get_nothing(
    office: Client,
    tetangga: User,
    siti: User,
    as_user: Callable[[User], Client],
    plan: Scenario,
    answered: Answer,
) -> None:
    assert file(office, plan, "exe").status_code == 404
    for other in (tetangga, siti):
        client = as_user(other)
        assert file(client, plan, "xlsx").status_code in (403, 404)
        assert paper(client, plan).status_code in (403, 404)


def test_queries_do_not_grow_with_the_candidates(
    office: Client, plan: Scenario, answered: Answer, django_assert_max_num_queries: Any
) -> None:
    file(office, plan, "xlsx")
    with django_assert_max_num_queries(40) as few:
        file(office, plan, "xlsx")
    other = scenario(plan.city, title="Banyak")
    answer(other, 40)
    with django_assert_max_num_queries(len(few)):
        file(office, other, "xlsx")
