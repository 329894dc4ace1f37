"""What a panel says to whom it must say nothing, and what it survives; each of these was once otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from kotacerdas.common import personal, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation.actions import NewAward
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Remark, Result
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Given, Said
from kotacerdas.panel.models import Interview, Mark, Panel, Seat
from kotacerdas.panel.tests import factories
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import assignment

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.people.models import City

AsUser = Callable[[User], "Client"]
STEPS = (*factories.SCORING, Step.RESULT)


@pytest.fixture
def live(balikpapan: City) -> Panel:
    """As pages see it, which know no other day than today."""
    return factories.panel(balikpapan, now=timezone.now(), steps=STEPS)


def _moved_to(city: City, seat: Seat) -> User:
    """Was an assessor of the country, and has taken an office in the city since."""
    person = seat.user
    RoleAssignment.objects.filter(user=person).delete()
    assignment(person, Role.COUNCIL_MEMBER, city=city)
    return User.objects.get(pk=person.pk)


def test_an_assessor_who_took_an_office_in_the_city_sees_its_panel_no_more(
    live: Panel, balikpapan: City, as_user: AsUser
) -> None:
    """People of a city may sit in its rehearsals; that opens no panel of a round that counts."""
    factories.opened(live, now=timezone.now())
    person = _moved_to(balikpapan, live.seats.get(number=1))

    answer = as_user(person).get(live.get_absolute_url())

    assert answer.status_code == 404
    assert not Panel.objects.visible_to(person).exists()
    assert not Mark.objects.visible_to(person).exists()


def test_an_assessor_with_an_office_in_the_city_beside_it_sees_the_scores_of_nobody_else(
    live: Panel, balikpapan: City
) -> None:
    """He or she can still say so, and give up the seat."""
    factories.opened(live, now=timezone.now())
    seat = live.seats.get(number=1)
    assignment(seat.user, Role.COUNCIL_MEMBER, city=balikpapan)
    person = User.objects.get(pk=seat.user_id)

    assert set(Mark.objects.visible_to(person).values_list("seat", flat=True)) <= {seat.pk}
    given_up = actions.declare(
        seat, is_independent=False, statement="Masuk Dewan", by=person, now=timezone.now()
    )
    assert given_up.state == "recused"


# --- Rehearsals --------------------------------------------------------------------------------------------


def test_whoever_left_the_city_sees_its_rehearsal_no_more_as_an_assessor_of_the_country(
    balikpapan: City, budi: User
) -> None:
    round_ = factories.run_round(kind="trial", city=balikpapan, now=timezone.now())
    factories.submitted(round_, balikpapan, now=timezone.now())
    made = factories.seats(round_, balikpapan, [budi], now=timezone.now())[0].panel
    assert Panel.objects.visible_to(budi).get() == made

    RoleAssignment.objects.filter(user=budi).delete()
    assignment(budi, Role.ASSESSOR)

    assert not Panel.objects.visible_to(User.objects.get(pk=budi.pk)).exists()


# --- Seats -------------------------------------------------------------------------------------------------


def test_pages_of_proofs_are_closed_until_the_seat_is_declared(
    balikpapan: City, hadi: User, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the reading room is."""
    now = timezone.now()
    round_ = factories.run_round(balikpapan, now=now)
    factories.submitted(round_, balikpapan, now=now)
    factories.seats(round_, balikpapan, [hadi], declared=False, now=now)
    asked: list[str] = []
    monkeypatch.setattr(
        "kotacerdas.panel.queries.room.picture_of", lambda panel, code, *rest: asked.append(code)
    )

    answer = as_user(hadi).get(f"/asesor/{round_.code}/{balikpapan.code}/soal/A1/bukti/x/1.png")

    assert (answer.status_code, asked) == (404, [])


# --- Results -----------------------------------------------------------------------------------------------


def test_a_result_that_is_taken_up_again_is_not_there_to_be_published(live: Panel, nadia: User) -> None:
    now = timezone.now()
    factories.concluded(live, now=now)

    actions.reopen_result(live, reason="Salah ketik", by=nadia, now=now)
    evaluation.publish(live.round, by=nadia, now=now)

    assert not Result.objects.filter(round=live.round, city=live.city).exists()


def test_what_an_assessor_took_back_stands_in_no_result(live: Panel, nadia: User) -> None:
    now = timezone.now()
    seat = live.seats.select_related("user").get(number=1)
    row = actions.write_opinion(seat, "II", Said("Kuat"), expected=0, by=seat.user, now=now)
    factories.concluded(live, now=now)
    actions.reopen_result(live, reason="Keliru", by=nadia, now=now)
    actions.write_opinion(seat, "II", Said(), expected=row.version, by=seat.user, now=now)

    actions.conclude(live, by=nadia, now=now)

    assert not Remark.objects.filter(round=live.round).exists()


def test_nothing_is_scored_or_entered_in_a_published_round(live: Panel, nadia: User) -> None:
    """Else a result would change, or come, before the eyes of all."""
    now = timezone.now()
    factories.opened(live, now=now)
    evaluation.publish(live.round, by=nadia, now=now)
    seat = live.seats.select_related("user").get(number=1)

    for deed in (
        lambda: factories.score(seat, "A1", 0, reason="x", now=now),
        lambda: actions.talk(live, "A1", "x", by=nadia, now=now),
        lambda: actions.conclude(live, by=nadia, now=now),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert [each.kind for each in refused.value.faults] == ["panel-published"]


# --- Hostile values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["x" * 501, "a\0b"])
def test_a_reason_that_the_database_cannot_hold_cancels_nothing(
    reason: str, live: Panel, nadia: User, as_user: AsUser
) -> None:
    now = timezone.now()
    row = actions.schedule(
        live.round,
        live.city,
        "I",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        place="Aula",
        by=None,
        now=now,
    )

    typed = {"reason": reason, "submission_key": submissions.new_key()}
    answer = as_user(nadia).post(f"/wawancara/{row.pk}/batal/", typed)

    assert answer.status_code == 302
    assert Interview.objects.get(pk=row.pk).cancelled_at is None


# --- What others read while a result comes to be -----------------------------------------------------------

PAGES = (
    "/",
    "/asesor/",
    "/putaran/",
    "/putaran/{code}/",
    "/putaran/{code}/kalender/",
    "/putaran/{code}/penghargaan/",
    "/putaran/{code}/unduh.csv",
    "/putaran/{code}/unduh.json",
    "/asesor/{code}/64.71/",
    "/asesor/{code}/64.71/hasil/",
    "/asesor/{code}/64.71/soal/A2/",
    "/k/64.71/",
    "/k/64.71/rapor/",
    "/k/64.71/rapor/{code}/",
    "/k/64.71/rapor/{code}/laporan.xlsx",
    "/k/64.71/rapor/{code}/unduh.csv",
    "/k/64.71/rapor/{code}/unduh.json",
    "/banding/",
    "/cari/?q=rahasia",
    "/kabar/",
    "/kantor/",
    "/kantor/jejak/",
    "/kantor/jejak/unduh.csv",
    "/kantor/kiriman/",
    "/klarifikasi/",
    "/penilaian/{code}/",
    "/rekomendasi/",
    "/rekomendasi/unduh.csv",
    "/tugas/",
    "/tugas/semua/",
    "/wawancara/",
    "/putaran/{code}/surat/?kota=64.71",
)
# Made anew for each answer: tokens, keys of forms, the moment of an export.
_ANEW = re.compile(
    r'(name="(?:csrfmiddlewaretoken|submission_key|key)" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken":[^}]*|'
    r"\d\d?[.:]\d\d(?:[.:]\d\d)?|[\w-]{40,})"
)


@pytest.mark.parametrize("reader", ["rina", "lestari", "budi", "tetangga", "hadi", "siti", "nobody"])
def test_nobody_outside_the_panel_reads_a_byte_of_its_opening_and_its_result(
    reader: str,
    live: Panel,
    nadia: User,
    as_user: AsUser,
    anonymous: Client,
    request: pytest.FixtureRequest,
) -> None:
    """Every page reads as it did while the assessors scored alone: in the trail, the deliveries, the search, too."""
    now = timezone.now()
    client = anonymous if reader == "nobody" else as_user(request.getfixturevalue(reader))
    factories.scored(live, now=now, A2={1: 0})
    seats = list(live.seats.select_related("user"))
    for seat in seats:
        words = f"Rahasia {seat.number}"
        actions.write_opinion(seat, "II", Said(words, words, words), expected=0, by=seat.user, now=now)
    before = _read(client, live.round.code)

    actions.open_panel(live, by=nadia, now=now)
    mark = Mark.objects.get(seat=seats[0], code="A2")
    given = Given(1, "Rahasia")
    by = seats[0].user
    actions.mark(seats[0], "A2", given, expected=mark.version, by=by, now=now, reason="Rahasia")
    actions.talk(live, "A2", "Rahasia", by=nadia, now=now)
    actions.conclude(live, by=nadia, now=now)
    evaluation.give_award(live.round, NewAward(live.city, "Rahasia"), by=nadia, now=now)
    after = _read(client, live.round.code)

    assert {at: after[at] for at in PAGES if after[at] != before[at]} == {}


def _read(client: Client, code: str) -> dict[str, tuple[int, str]]:
    found = {}
    for page in PAGES:
        answer = client.get(page.format(code=code))
        found[page] = (answer.status_code, _ANEW.sub("", answer.getvalue().decode(errors="replace")))
    return found


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/asesor/{code}/", "people"),
        ("/asesor/{code}/", "cities"),
        ("/asesor/{code}/64.71/tunjuk/", "people"),
        ("/putaran/{code}/kota/", "cities"),
    ],
)
def test_a_number_that_no_database_can_look_for_is_no_choice(
    address: str, field: str, live: Panel, nadia: User, as_user: AsUser
) -> None:
    typed = {field: ["9" * 30], "submission_key": submissions.new_key()}

    answer = as_user(nadia).post(address.format(code=live.round.code), typed)

    assert answer.status_code == 422


# --- One's own data ----------------------------------------------------------------------------------------


def test_an_assessor_takes_home_all_that_he_or_she_wrote_and_nothing_of_others(live: Panel) -> None:
    now = timezone.now()
    factories.scored(live, now=now)
    for seat in live.seats.select_related("user"):
        given = Given(3, f"catatan {seat.number}")
        actions.mark(seat, "A1", given, expected=1, by=seat.user, now=now)
        words = f"pendapat {seat.number}"
        actions.write_opinion(seat, "II", Said(words), expected=0, by=seat.user, now=now)
    first = live.seats.select_related("user").get(number=1).user

    kept = next(each for each in personal.holdings() if each.name == "panel.seats")
    assert kept.export is not None
    told = json.dumps(list(kept.export(first)), default=str)

    assert "catatan 1" in told
    assert "pendapat 1" in told
    assert "catatan 2" not in told
    assert "pendapat 2" not in told
