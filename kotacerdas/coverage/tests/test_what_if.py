"""Who may try other places, in which words the answer comes, and what is said where there is none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from kotacerdas.coverage import what_if
from kotacerdas.coverage.tests import moving_city
from kotacerdas.coverage.tests.moving_city import at
from kotacerdas.planner import questions
from kotacerdas.planner.client import Busy, Failed, Message, Silent
from kotacerdas.planner.domain.frames import packed, read
from kotacerdas.planner.domain.warm import Warm
from kotacerdas.planner.questions import Asked

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytest.importorskip("numba", reason="the group planning is not installed")
pytestmark = pytest.mark.django_db
ADDRESS = "/jangkauan/bagaimana-jika/?kota=64.71"
LON, LAT = at(1.5, 1.4)
MOVED = {"moves": [{"code": "W-1", "lon": LON, "lat": LAT}]}


@pytest.fixture
def ready(balikpapan: City) -> City:
    moving_city.built(balikpapan)
    return balikpapan


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A planner in this very thread, through the same bytes; lists with what it was asked."""
    seen: list[dict[str, Any]] = []
    warm = Warm(2**26)

    def ask(name: str, values: Any, **how: Any) -> Message:
        seen.append({"name": name, **how})
        given = read(io.BytesIO(packed(Message(values))).read)
        question = questions.find(name)
        assert question is not None
        told = question(Asked(given.values, given.arrays, warm))
        return read(io.BytesIO(packed(told)).read)

    monkeypatch.setattr(what_if, "ask", ask)
    return seen


@pytest.fixture
def without_answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    def raising(error: Exception) -> None:
        def ask(*given: Any, **how: Any) -> Message:
            raise error

        monkeypatch.setattr(what_if, "ask", ask)

    return raising


def sent(client: Client, wishes: Any, address: str = f"/en{ADDRESS}") -> Any:
    return client.post(
        address, wishes if isinstance(wishes, str) else json.dumps(wishes), content_type="application/json"
    )


def test_a_script_hears_the_difference_in_words_figures_and_pictures(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    answer = sent(as_user(rina), MOVED)

    assert answer.status_code == 200
    told = answer.json()
    assert "people are reached newly" in told["headline"]
    assert told["points"][0]["words"].startswith("It would reach ")
    assert {"name", "people", "share", "was", "change"} <= told["areas"][0].keys()
    assert told["pictures"][0]["url"].startswith("data:image/png;base64,iVBOR")
    assert len(told["pictures"][0]["corners"]) == 4
    assert asked[0]["lane"] == "64.71"


def test_the_figures_are_written_as_the_reader_writes_them(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    told = sent(as_user(rina), MOVED, ADDRESS).json()

    shares = [each["share"] for each in told["areas"]]
    assert any("," in share and share.endswith("%") for share in shares)


def test_who_asks_is_told_apart_without_a_name(
    ready: City, asked: list[Any], rina: User, budi: User, as_user: Callable[..., Client]
) -> None:
    for person in (rina, budi, rina):
        sent(as_user(person), MOVED)

    first, second, third = (each["asker"] for each in asked)
    assert first == third != second
    assert rina.email not in first
    assert not first.startswith(str(rina.pk))


@pytest.mark.parametrize("wishes", ["{", "[1]", '"a"', "[" * 5000, "\x00"])
def test_what_is_no_wish_is_refused_in_words(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client], wishes: str
) -> None:
    answer = sent(as_user(rina), wishes)

    assert answer.status_code == 422
    assert answer.json()["faults"] == ["What was sent cannot be read. Reload the page and try again."]


def test_swapped_degrees_are_said_so(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    answer = sent(as_user(rina), {"moves": [{"code": "W-1", "lon": LAT, "lat": LON}]})

    assert answer.status_code == 422
    assert "with longitude and latitude changed over" in answer.json()["faults"][0]


def test_more_than_fifty_are_refused(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    answer = sent(as_user(rina), {"removes": [f"W-{number}" for number in range(51)]})

    assert answer.status_code == 422
    assert answer.json()["faults"] == ["At most 50 points are tried at once. Undo some of them first."]


@pytest.mark.parametrize(
    ("error", "words", "again"),
    [(Silent(), "is not running", False), (Busy(), "Try again in a moment", True), (Failed(), "could not be computed", False)],
)  # fmt: skip
def test_where_no_answer_comes_it_says_why(
    ready: City, without_answer: Callable[[Exception], None], rina: User, as_user: Callable[..., Client], error: Exception,
    words: str, again: bool,
) -> None:  # fmt: skip
    without_answer(error)

    answer = sent(as_user(rina), MOVED)
    page = as_user(rina).post(f"/en{ADDRESS}", {"deed": "remove", "point": "W-1"})

    assert answer.status_code == page.status_code == 503
    assert words in answer.json()["faults"][0]
    assert answer.json()["again"] is again
    assert words in page.content.decode()


def test_a_form_without_a_script_answers_with_a_page(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    place = {"deed": "move", "point": "W-1", "lon": str(LON).replace(".", ","), "lat": str(LAT), "height": ""}

    page = as_user(rina).post(f"/en{ADDRESS}", place)

    words = page.content.decode()
    assert page.status_code == 200
    assert page.context["told"]["headline"] in words
    assert words.count("<h1") == 1
    assert 'value="W-1"' in words


def test_a_form_says_beside_each_field_what_is_wrong(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    empty = as_user(rina).post(f"/en{ADDRESS}", {"deed": "move", "point": "W-1", "lon": "", "lat": "x"})
    unknown = as_user(rina).post(f"/en{ADDRESS}", {"deed": "remove", "point": "W-9"})

    assert (empty.status_code, unknown.status_code) == (422, 422)
    assert empty.context["form"].errors["lon"] == ["Say where it would stand."]
    assert list(empty.context["form"].errors) == ["lat", "lon"]
    assert "There is no point W-9" in unknown.context["form"].errors["point"][0]


def test_a_city_without_ground_says_what_is_missing(
    balikpapan: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    page = as_user(rina).post(f"/en{ADDRESS}", {"deed": "remove", "point": "W-1"})

    assert page.status_code == 422
    assert "The city has no elevation model in use" in page.content.decode()


def test_the_empty_form_is_there_for_whoever_plans(
    ready: City, rina: User, as_user: Callable[..., Client]
) -> None:
    page = as_user(rina).get(f"/en{ADDRESS}")

    assert page.status_code == 200
    assert "nothing is saved" in page.content.decode()


def test_neighbours_citizens_and_strangers_cannot_try(
    ready: City,
    asked: list[Any],
    tetangga: User,
    siti: User,
    anonymous: Client,
    as_user: Callable[..., Client],
) -> None:
    assert sent(as_user(tetangga), MOVED).status_code == 404
    assert sent(as_user(siti), MOVED).status_code == 403
    assert sent(anonymous, MOVED).status_code == 302
    assert asked == []


def test_without_the_token_of_the_form_nothing_is_answered(ready: City, asked: list[Any], rina: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rina)

    assert sent(strict, MOVED).status_code == 403
    assert asked == []


def test_only_whoever_plans_gets_the_part_beside_the_map(
    ready: City, rina: User, tetangga: User, rf: Any
) -> None:
    shown = {}
    for name, person in (("rina", rina), ("tetangga", tetangga)):
        request = rf.get("/jangkauan/")
        request.user = person
        context = {"what_if": what_if.what_if_context(request, ready, None)}
        shown[name] = render_to_string("coverage/_what_if.html", context, request)

    assert shown["tetangga"].strip() == ""
    assert 'data-coba="/jangkauan/bagaimana-jika/?kota=64.71"' in shown["rina"]
    assert 'name="csrfmiddlewaretoken"' in shown["rina"]
    assert 'id="coba-lon"' in shown["rina"]


def test_it_asks_the_database_little(
    ready: City, without_answer: Callable[[Exception], None], rina: User, as_user: Callable[..., Client],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    """The planner asks its own."""
    without_answer(Silent())
    signed_in = as_user(rina)
    sent(signed_in, MOVED)

    with django_assert_max_num_queries(7):
        sent(signed_in, MOVED)


def test_figures_in_what_is_refused_are_written_as_the_reader_writes_them(
    ready: City, asked: list[Any], rina: User, as_user: Callable[..., Client]
) -> None:
    outside = {"moves": [{"code": "W-1", "lon": 118.25, "lat": -0.5}]}

    assert "(118,25, −0,5)" in sent(as_user(rina), outside, ADDRESS).json()["faults"][0]
    assert "between 10 and 5,000 metres" in sent(as_user(rina), {"radius": 1}).json()["faults"][0]
