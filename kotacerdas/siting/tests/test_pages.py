"""Pages of the next sites: who sees and does what, what they say, how many questions they ask the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kotacerdas.common import submissions
from kotacerdas.common.versions import StaleSave
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.siting.actions import candidates as marks
from kotacerdas.siting.actions import computing
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.actions.candidates import Mark
from kotacerdas.siting.differences import differences
from kotacerdas.siting.models import Answer, Candidate, Scenario
from kotacerdas.siting.queries import candidates as queries
from kotacerdas.siting.tests import factories
from kotacerdas.siting.tests.factories import NOW, answered, wishes

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.people.models import City, User

    As = Callable[[User], Client]

needs_numba = pytest.mark.usefixtures("_numba")
pytestmark = pytest.mark.django_db
LIST = "/en/titik-berikut/?kota=64.71"


@pytest.fixture
def _numba() -> None:
    pytest.importorskip("numba", reason="the group planning is not installed")


def at(scenario: Scenario, *rest: str) -> str:
    return "/en" + "/".join((f"/titik-berikut/64.71/{scenario.code}", *rest, ""))


def text(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return str(page.content.decode())


def sent(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, {submissions.FIELD: submissions.new_key(), **fields})


def typed(**fields: Any) -> dict[str, Any]:
    """The form of a scenario as somebody fills it in."""
    return {
        "title": "Tiga titik", "grid_m": "400", "most": "3", "radius_m": "400", "receiver_m": "1.5", "mast_m": "20",
        "backhaul": "any", "link_km": "5", "relays": "1", "seconds": "2", "cost-other": "10,000,000", **fields,
    }  # fmt: skip


# --- Who may --------------------------------------------------------------------------------------------------


def test_scenarios_are_weighed_by_the_offices_and_shown_to_nobody_else(
    scenario: Scenario, as_user: As, budi: User, lestari: User, siti: User, tetangga: User, anonymous: Client
) -> None:
    assert "Tiga titik" in text(as_user(budi), LIST)
    text(as_user(lestari), at(scenario))
    text(as_user(siti), at(scenario), 403)
    text(as_user(tetangga), at(scenario), 404)
    assert anonymous.get(at(scenario)).status_code == 302


def test_the_menu_leads_there_only_for_who_may_see_it(
    grounded: City, as_user: As, budi: User, anonymous: Client
) -> None:
    assert "/en/titik-berikut/" in text(as_user(budi), "/en/")
    assert "/en/titik-berikut/" not in text(anonymous, "/en/")


def test_an_officer_reads_but_neither_changes_nor_computes(
    scenario: Scenario, as_user: As, budi: User
) -> None:
    client = as_user(budi)

    assert at(scenario, "ubah") not in text(client, at(scenario))
    for page in ("ubah", "hapus", "hitung", "hentikan", "calon/berkas"):
        assert sent(client, at(scenario, page)).status_code == 403
    assert sent(client, at(scenario, "calon"), version="1").status_code == 404
    assert not Answer.objects.exists()


def test_a_neighbours_office_can_do_nothing_here(scenario: Scenario, as_user: As, tetangga: User) -> None:
    client = as_user(tetangga)

    for page in ("ubah", "hapus", "hitung", "hentikan", "calon", "calon/berkas"):
        assert sent(client, at(scenario, page), version="1").status_code == 404
    assert sent(client, "/en/titik-berikut/baru/?kota=64.71", **typed()).status_code == 404
    assert client.get(f"/en/titik-berikut/baru/?dari={scenario.code}").status_code == 404
    assert Scenario.objects.count() == 1


# --- Making and changing --------------------------------------------------------------------------------------


def test_the_office_makes_a_scenario_out_of_plain_words(grounded: City, as_user: As, rina: User) -> None:
    answer = sent(
        as_user(rina),
        "/en/titik-berikut/baru/",
        **typed(**{"equity-64.71.01.1001": "2"}, budget="50,000,000"),
    )

    made = Scenario.objects.get()
    assert answer["Location"] == at(made)
    assert made.settings["equity"] == {"64.71.01.1001": 2.0}
    assert made.settings["budget"] == 50_000_000
    assert made.settings["costs"] == {"": 10_000_000}
    assert made.candidates.count() > 10


def test_a_form_that_is_sent_twice_makes_one_scenario(grounded: City, as_user: As, rina: User) -> None:
    client, once = as_user(rina), {submissions.FIELD: submissions.new_key(), **typed()}
    first, second = (client.post("/en/titik-berikut/baru/", once) for _each in range(2))

    assert first["Location"] == second["Location"]
    assert Scenario.objects.count() == 1


def test_what_is_wrong_stands_beside_its_field(grounded: City, as_user: As, rina: User) -> None:
    answer = sent(as_user(rina), "/en/titik-berikut/baru/", **typed(most="", radius_m="9000"))

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Say how many new points there may be" in words
    assert "at most 5,000 metres" in words
    assert not Scenario.objects.exists()


def test_the_form_comes_back_as_it_was_saved(scenario: Scenario, as_user: As, rina: User) -> None:
    deeds.change(
        scenario, "Lain", wishes(equity={"64.71.01.1002": 1.5}, radius_m=1500.0, costs={"": 1_250_000}), expected=1,
        by=None, now=NOW,
    )  # fmt: skip
    client = as_user(rina)
    page = client.get(f"/titik-berikut/64.71/{scenario.code}/ubah/")
    form = page.context["form"]
    values = {each.html_name: each.value() for each in form if each.value() not in (None, "")}

    answer = sent(client, f"/titik-berikut/64.71/{scenario.code}/ubah/", **values)

    assert answer.status_code == 302
    scenario.refresh_from_db()
    assert scenario.settings["equity"] == {"64.71.01.1002": 1.5}
    assert scenario.settings["radius_m"] == 1500
    assert scenario.settings["costs"] == {"": 1_250_000}


def test_two_people_who_edit_see_both_versions(scenario: Scenario, as_user: As, rina: User) -> None:
    deeds.change(scenario, "Punya Budi", wishes(most=9), expected=1, by=None, now=NOW)
    answer = sent(as_user(rina), at(scenario, "ubah"), version="1", **typed(title="Punya Rina"))

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Punya Budi" in words
    assert "Punya Rina" in words
    scenario.refresh_from_db()
    assert (scenario.title, scenario.settings["most"]) == ("Punya Budi", 9)


def test_both_versions_are_told_by_the_names_of_places_and_not_by_codes(grounded: City) -> None:
    made = factories.scenario(grounded)
    unit = grounded.units.get(code="64.71.01.1001")
    with pytest.raises(StaleSave) as stale, translation.override("en"):
        deeds.change(
            made,
            "Lain",
            wishes(places=("school",), backhaul="hubs", equity={unit.code: 1.5}),
            expected=9,
            by=None,
            now=NOW,
        )
    with translation.override("en"):
        found = {each.label: each.typed for each in differences(stale.value)}

    assert found["Factor of people by kelurahan"] == f"{unit.name}: 1.5"
    assert found["Places of the city"] == "school"
    assert "clear sight" in str(found["How new points are linked"])


def test_a_scenario_changed_meanwhile_is_not_taken_away(scenario: Scenario, as_user: As, rina: User) -> None:
    deeds.change(scenario, "Baru", wishes(), expected=1, by=None, now=NOW)
    assert sent(as_user(rina), at(scenario, "hapus"), version="1").status_code == 409
    assert sent(as_user(rina), at(scenario, "hapus"), version="2").status_code == 302
    assert not Scenario.objects.exists()
    assert sent(as_user(rina), at(scenario, "hapus"), version="2").status_code == 302


# --- The answer -----------------------------------------------------------------------------------------------


@needs_numba
def test_the_headline_says_how_many_more_people_and_how_much_better_is_possible(
    scenario: Scenario, as_user: As, budi: User
) -> None:
    found = answered(scenario, proves=False)
    words = text(as_user(budi), at(scenario))

    people = found.stages[-1]["people"]
    assert f"3 new points would reach {people:,} more people" in words
    assert "Lagrangian bound" in words
    assert "not yet known" in words
    assert words.count('id="titik-') == 3


@needs_numba
def test_where_the_rules_leave_no_candidate_the_headline_blames_the_rules(
    grounded: City, as_user: As, budi: User
) -> None:
    made = factories.scenario(grounded, most=None, budget=5)
    answered(made, proves=False)

    assert "No candidate that the rules allow reaches anybody new" in text(as_user(budi), at(made))


@needs_numba
def test_weighed_people_are_not_told_as_people(grounded: City, as_user: As, budi: User) -> None:
    made = factories.scenario(grounded, equity={"64.71.01.1001": 3.0})
    answered(made, proves=False)
    words = text(as_user(budi), at(made))

    assert "By the weights of the scenario it counts" in words


@needs_numba
def test_a_click_computes_and_a_second_one_is_the_same(scenario: Scenario, as_user: As, rina: User) -> None:
    client, once = as_user(rina), {submissions.FIELD: submissions.new_key()}
    for _each in range(2):
        assert client.post(at(scenario, "hitung"), once)["Location"] == at(scenario)
    assert Answer.objects.count() == 1
    waiting = text(client, at(scenario))
    assert "It waits for its turn." in waiting
    assert 'hx-trigger="every 2s"' in waiting

    run_all("heavy")
    words = text(client, at(scenario))
    assert "new points would reach" in words
    assert "every 2s" not in words


@needs_numba
def test_the_first_stage_is_shown_while_the_rest_is_computed(
    scenario: Scenario, as_user: As, rina: User
) -> None:
    row = computing.ask(scenario, by=rina, now=NOW)
    said = next(computing.computed(row, day=NOW.date()))
    computing.keep_stage(row, said, 0)

    client, part = as_user(rina), {"HX-Request": "true"}
    answer = client.get(at(scenario) + "?tampak=", headers=part)
    words = answer.content.decode()
    assert answer["HX-Retarget"] == "#jawaban"
    assert words.lstrip().startswith('<div id="jawaban"')
    assert "Greedy and exchange" in words
    assert words.count('id="titik-') == 3
    assert words.index('id="peta"') < words.index('id="titik-1"')
    assert "every 2s" in words

    row.refresh_from_db()
    still = client.get(f"{at(scenario)}?tampak={row.mark}", headers=part)
    assert still.content.decode().lstrip().startswith('<div class="mb-3" id="kemajuan"')
    assert "HX-Retarget" not in still

    run_all("heavy")
    assert client.get(f"{at(scenario)}?tampak={row.mark}", headers=part)["HX-Refresh"] == "true"


@needs_numba
def test_an_earlier_answer_is_told_as_one_until_the_new_one_is_found(
    scenario: Scenario, as_user: As, budi: User
) -> None:
    answered(scenario, proves=False)
    deeds.change(scenario, "Lain", wishes(most=4), expected=1, by=None, now=NOW)
    computing.ask(scenario, by=None, now=NOW)
    words = text(as_user(budi), at(scenario))

    assert "What stands here is the earlier answer, until the new one is found." in words
    assert "It waits for its turn." in words


@needs_numba
def test_a_question_that_has_no_answer_does_not_wear_the_headline_of_the_one_before(
    scenario: Scenario, as_user: As, budi: User
) -> None:
    answered(scenario, proves=False)
    codes = list(scenario.candidates.order_by("code").values_list("code", flat=True)[:4])
    marks.mark(scenario, {code: Mark(True, False) for code in codes}, expected=1, by=None, now=NOW)
    computing.ask(scenario, by=None, now=NOW)
    run_all("heavy")
    words = text(as_user(budi), at(scenario))

    assert "No choice keeps all rules of “Tiga titik”" in words
    assert "What stands here is the answer to an earlier question." in words


def test_what_is_missing_is_not_told_as_rules_that_clash(balikpapan: City, as_user: As, budi: User) -> None:
    geography.squares(balikpapan)
    geography.place(balikpapan, lon=117.004, lat=-0.596)
    made = factories.scenario(balikpapan, grid_m=0, places=("school",))
    computing.ask(made, by=None, now=NOW)
    run_all("heavy")
    words = text(as_user(budi), at(made))

    assert "“Tiga titik” cannot be computed as it stands" in words
    assert "No choice keeps all rules" not in words
    assert "Bring one under “Elevation models”" in words


def test_an_answer_that_waits_can_be_stopped(scenario: Scenario, as_user: As, rina: User) -> None:
    computing.ask(scenario, by=rina, now=NOW)
    client = as_user(rina)

    assert sent(client, at(scenario, "hentikan")).status_code == 302
    assert "It was stopped before anything was found." in text(client, at(scenario))
    assert Job.objects.get(task=computing.TASK).state == "cancelled"
    assert sent(client, at(scenario, "hentikan")).status_code == 302


@needs_numba
def test_rules_that_clash_are_named_with_the_way_out(scenario: Scenario, as_user: As, rina: User) -> None:
    codes = list(scenario.candidates.order_by("code").values_list("code", flat=True)[:4])
    marks.mark(scenario, {code: Mark(True, False) for code in codes}, expected=1, by=None, now=NOW)
    computing.ask(scenario, by=None, now=NOW)
    run_all("heavy")

    words = text(as_user(rina), at(scenario))
    assert "No choice keeps all rules of “Tiga titik”" in words
    assert "4 sites must be chosen, but 3 are allowed." in words
    assert "Change the rules" in words


@needs_numba
def test_an_answer_older_than_its_scenario_says_so(scenario: Scenario, as_user: As, budi: User) -> None:
    answered(scenario, proves=False)
    assert "The scenario was changed since" not in text(as_user(budi), at(scenario))
    deeds.change(scenario, "Lain", wishes(most=4), expected=1, by=None, now=NOW)

    assert "The scenario was changed since" in text(as_user(budi), at(scenario))
    assert "the scenario was changed since" in text(as_user(budi), LIST)


@needs_numba
def test_without_the_solver_the_page_says_how_to_get_the_proof(
    scenario: Scenario, as_user: As, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: False)
    answered(scenario)
    assert "The solver is not installed" in text(as_user(budi), at(scenario))


def test_without_ground_the_list_leads_to_the_elevation_models(
    balikpapan: City, as_user: As, rina: User
) -> None:
    geography.squares(balikpapan)
    words = text(as_user(rina), LIST)
    assert "The city has no elevation model yet" in words
    assert "/en/titik-berikut/baru/" not in words


@needs_numba
def test_scenarios_stand_side_by_side_with_what_they_have_in_common(
    grounded: City, as_user: As, budi: User
) -> None:
    three, five = factories.scenario(grounded, "Tiga"), factories.scenario(grounded, "Lima", most=5)
    for each in (three, five):
        answered(each, proves=False)
    words = text(as_user(budi), f"/en/titik-berikut/banding/?kota=64.71&s={three.code}&s={five.code}")

    common = len({each["code"] for each in _chosen(three)} & {each["code"] for each in _chosen(five)})
    assert "“Lima” would reach the most" in words
    assert (
        f"{common} points stand in all of them" in words or f"{common} point stands in all of them" in words
    )
    assert as_user(budi).get(f"/en/titik-berikut/banding/?kota=64.71&s={three.code}").status_code == 302


def _chosen(of: Scenario) -> list[dict[str, Any]]:
    chosen: list[dict[str, Any]] = Answer.objects.get(scenario=of).chosen
    return chosen


# --- Candidates -----------------------------------------------------------------------------------------------


def test_candidates_are_marked_on_their_page(scenario: Scenario, as_user: As, rina: User) -> None:
    client = as_user(rina)
    form = client.get(at(scenario, "calon")).context["form"]
    values = {each.html_name: each.value() for each in form}
    first = form.rows[0]
    values |= {f"state-{first.pk}": "must", f"cost-{first.pk}": "3,000,000"}

    assert sent(client, at(scenario, "calon"), **values).status_code == 302
    first.refresh_from_db()
    assert (first.is_must, first.cost, first.cost_is_default) == (True, 3_000_000, False)
    values[f"state-{first.pk}"] = "out"
    assert sent(client, at(scenario, "calon"), **values).status_code == 409


def test_the_list_of_candidates_is_narrowed_by_words_and_marks(
    scenario: Scenario, as_user: As, budi: User
) -> None:
    row = scenario.candidates.order_by("code")[0]
    Candidate.objects.filter(pk=row.pk).update(name="Balai Melati", is_must=True)
    client = as_user(budi)

    assert len(client.get(at(scenario, "calon") + "?cari=melati").context["page"]) == 1
    assert len(client.get(at(scenario, "calon") + "?tanda=must").context["page"]) == 1
    assert len(client.get(at(scenario, "calon") + "?tanda=out").context["page"]) == 0
    assert client.get(at(scenario, "calon") + "?kecamatan=99&sumber=lain&halaman=x").status_code == 200


def test_a_file_is_brought_or_refused_with_its_lines(scenario: Scenario, as_user: As, rina: User) -> None:
    client = as_user(rina)

    def bring(lines: str) -> Any:
        file = SimpleUploadedFile("calon.csv", f"id,name,lon,lat,cost\n{lines}".encode())
        version = str(Scenario.objects.get(pk=scenario.pk).version)
        return sent(client, at(scenario, "calon/berkas"), file=file, version=version)

    wrong = bring("a,Balai,117.004,-0.596,\nb,Balai,-0.596,117.004,\n")
    assert wrong.status_code == 422
    assert "Line 3" in wrong.content.decode()
    assert "swapped" in wrong.content.decode()
    assert bring("a,Balai,117.004,-0.596,5000000\n").status_code == 302
    assert scenario.candidates.get(code="a").cost == 5_000_000


def test_what_is_given_away_can_be_brought_again(scenario: Scenario, as_user: As, budi: User) -> None:
    answer = as_user(budi).get(at(scenario, "calon/unduh.csv").rstrip("/"))
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert lines[0].split(",")[:5] == ["id", "name", "lon", "lat", "cost"]
    assert len(lines) == scenario.candidates.count() + 1


# --- How many questions ---------------------------------------------------------------------------------------


def questions(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@needs_numba
def test_questions_do_not_grow_with_scenarios_candidates_or_answers(
    scenario: Scenario, as_user: As, rina: User
) -> None:
    answered(scenario, proves=False)
    client = as_user(rina)
    pages = (LIST, at(scenario), at(scenario, "calon"), at(scenario, "ubah"))
    before = [questions(client, each) for each in pages]
    deeds.change(scenario, "Lain", wishes(grid_m=200, most=9), expected=1, by=None, now=NOW)
    answered(scenario, proves=False)
    for at_ in range(3):
        answered(factories.scenario(scenario.city, f"Lagi {at_}"), proves=False)

    after = [questions(client, each) for each in pages]
    assert after == before
    assert max(after) <= 24


def test_many_candidates_are_drawn_evenly_and_every_must_among_them(scenario: Scenario) -> None:
    last = scenario.candidates.order_by("code").last()
    assert last is not None
    Candidate.objects.filter(pk=last.pk).update(is_must=True)

    drawn = queries.on_map(scenario, 10)

    assert len(drawn) <= 11
    assert last.code in {each[0] for each in drawn}
    assert len(queries.on_map(scenario, 1_000)) == scenario.candidates.count()


def test_an_address_of_a_deed_leads_back_to_the_scenario(scenario: Scenario, as_user: As, rina: User) -> None:
    for page in ("hitung", "hentikan"):
        assert as_user(rina).get(at(scenario, page))["Location"] == at(scenario)
    assert not Answer.objects.exists()
