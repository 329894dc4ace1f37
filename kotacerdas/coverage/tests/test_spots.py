"""What officers do with blank spots: every state has its deeds, and solved needs a proof."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.actions.spots import SpotWords
from kotacerdas.coverage.models import BlankSpot
from kotacerdas.coverage.queries.proofs import basis_of, proofs
from kotacerdas.coverage.targets import SPOT, target_of
from kotacerdas.coverage.tests.factories import NOW, SIDE, SOUTH, WEST, grid, picture, spot, squares, survey
from kotacerdas.evidence import targets
from kotacerdas.evidence.actions import review
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.tests import factories as evidence
from kotacerdas.masterplan.tests import factories as masterplan

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from kotacerdas.evidence.models import Citation
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def refused(deed: Any, *args: Any, **options: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed(*args, **options)
    return [each.kind for each in caught.value.faults]


@pytest.fixture
def told(balikpapan: City) -> BlankSpot:
    squares(balikpapan)
    return spot(balikpapan)


@pytest.fixture
def verified(told: BlankSpot, rina: User) -> BlankSpot:
    return deeds.verify(told, reason="Diukur 12 November", expected=1, by=rina, now=NOW)


def written_down(city: City, by: User) -> BlankSpot:
    """By this officer, as one does on the page."""
    middle = {"lon": Decimal(str(WEST + SIDE / 2)), "lat": Decimal(str(SOUTH + SIDE / 2))}
    return deeds.add(city, SpotWords(told_by="RT 12", radius=150, **middle), by=by, now=NOW)


def cited(of: BlankSpot, by: User, checked_by: User | None = None) -> Citation:
    words = f"Sinyal {of.code} ada"
    document = evidence.document(of.city, text=f"{words}.", name=f"{words}.txt", by=by)
    made = evidence.citation(document, quote=words, targets=[target_of(of)], by=by)
    if checked_by:
        review(made, Deed.CONFIRM, by=checked_by, now=evidence.NOW)
    return made


def test_a_circle_becomes_a_spot_of_its_kelurahan(told: BlankSpot) -> None:
    assert told.code == "bs-kelurahan-1001-1"
    assert told.area_ha == pytest.approx(Decimal("7.02"), abs=Decimal("0.1"))
    assert (told.state, told.is_by_hand, told.people) == ("reported", True, None)
    assert spot(told.city).code == "bs-kelurahan-1001-2"


def test_a_shape_may_be_pasted_instead(told: BlankSpot) -> None:
    square = '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[117.001, -0.599], [117.003, -0.599], [117.003, -0.597], [117.001, -0.597], [117.001, -0.599]]]}}'
    drawn = spot(told.city, drawing=square, radius=None)

    assert drawn.area_ha == pytest.approx(Decimal("4.92"), abs=Decimal("0.05"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ({"told_by": " "}, "coverage-without-teller"),
        ({"radius": None}, "coverage-without-place"),
        ({"radius": 1}, "coverage-radius"),
        ({"radius": 5001}, "coverage-radius"),
        ({"lon": Decimal("-0.5"), "lat": Decimal(117)}, "coverage-not-on-earth"),
        ({"lon": Decimal("-0.5"), "lat": Decimal("-0.59")}, "coverage-outside"),
        ({"lon": Decimal(27), "lat": Decimal(0)}, "coverage-outside"),
        ({"lon": Decimal(117), "lat": Decimal(90)}, "coverage-outside"),
        ({"drawing": '{"type": "Polygon", "coordinates": [[[97.0045, -20.5955], [137.0045, -20.5955], [137.0045, 19.4045], [97.0045, 19.4045], [97.0045, -20.5955]]]}'}, "coverage-drawing-too-large"),
        ({"drawing": "bukan"}, "coverage-drawing-unreadable"),
        ({"drawing": "[" * 3000}, "coverage-drawing-unreadable"),
        ({"drawing": '{"type": "Polygon", "coordinates": [[["a", 1]]]}'}, "coverage-drawing-unreadable"),
        ({"drawing": '{"type": "Point", "coordinates": [117, -0.6]}'}, "coverage-drawing-no-area"),
        ({"drawing": '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}'}, "coverage-drawing-crosses-itself"),
        ({"drawing": '{"type": "Polygon", "coordinates": [[[0, 0], [900, 1], [0, 1], [0, 0]]]}'}, "coverage-not-on-earth"),
        ({"drawing": " " + "x" * 200_001}, "coverage-drawing-too-long"),
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused_with_what_to_do(
    told: BlankSpot, words: dict[str, Any], kind: str
) -> None:
    assert refused(spot, told.city, **words) == [kind]


def test_from_reported_to_planned_with_a_programme(verified: BlankSpot, rina: User, balikpapan: City) -> None:
    plan = masterplan.edition(balikpapan)
    programme = masterplan.programme(plan, "SG-01")
    planned = deeds.plan(
        verified, remedy="wifi", programme=programme, reason="", expected=2, by=rina, now=NOW
    )

    assert (planned.state, planned.remedy, planned.programme) == ("planned", "wifi", programme)
    assert [each.kind for each in planned.steps.all()] == ["added", "verified", "planned"]
    assert planned.steps.last().basis == {"remedy": "wifi", "programme": "SG-01"}
    kinds = Entry.objects.filter(kind__startswith="coverage.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["coverage.add-spot", "coverage.verify-spot", "coverage.plan-spot"]


def test_who_wrote_a_spot_down_leaves_it_to_a_second_person_to_verify(
    balikpapan: City, rina: User, budi: User
) -> None:
    squares(balikpapan)
    own = written_down(balikpapan, rina)
    how: dict[str, Any] = {"reason": "Diukur", "expected": 1, "now": NOW}

    assert refused(deeds.verify, own, by=rina, **how) == ["coverage-own-spot"]
    assert deeds.verify(own, by=budi, **how).state == "verified"


def test_who_opened_a_spot_again_does_not_verify_it_either(told: BlankSpot, rina: User) -> None:
    deeds.reject(told, reason="Hutan", expected=1, by=None, now=NOW)
    again = deeds.reopen(told, reason="Ada warga", expected=2, by=rina, now=NOW)

    assert refused(deeds.verify, again, reason="x", expected=3, by=rina, now=NOW) == ["coverage-own-spot"]


def test_where_there_is_no_second_person_the_reason_stands_in_the_history(
    balikpapan: City, rina: User
) -> None:
    squares(balikpapan)
    own = written_down(balikpapan, rina)
    deeds.verify(own, reason="Diukur", alone="Petugas lain cuti", expected=1, by=rina, now=NOW)

    assert own.steps.latest("pk").basis == {"alone": "Petugas lain cuti"}
    noted = {name for name, *_digests in Entry.objects.get(kind="coverage.verify-spot").fields}
    assert "alone" in noted


def test_only_who_wrote_it_down_is_asked_why_nobody_else_verifies(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    squares(balikpapan)
    own, others = written_down(balikpapan, rina), spot(balikpapan)
    office = as_user(rina)

    assert b'name="alone"' in office.get(f"/blank-spot/64.71/{own.code}/periksa/").content
    assert b'name="alone"' not in office.get(f"/blank-spot/64.71/{others.code}/periksa/").content


def test_what_was_only_reported_is_neither_planned_nor_solved(told: BlankSpot) -> None:
    how: dict[str, Any] = {"remedy": "wifi", "reason": "x", "expected": 1, "by": None, "now": NOW}
    assert refused(deeds.plan, told, programme=None, **how) == ["coverage-cannot-plan"]
    assert refused(deeds.solve, told, **how) == ["coverage-cannot-solve"]


def test_nothing_is_decided_without_a_reason_or_a_remedy(verified: BlankSpot) -> None:
    how: dict[str, Any] = {"expected": 2, "by": None, "now": NOW}
    assert refused(deeds.reject, verified, reason=" ", **how) == ["coverage-without-reason"]
    assert refused(deeds.plan, verified, remedy="", programme=None, reason="x", **how) == [
        "coverage-without-remedy"
    ]
    assert refused(deeds.solve, verified, remedy="x", reason="x", **how) == ["coverage-without-remedy"]


def test_a_programme_of_another_city_answers_nothing(verified: BlankSpot, samarinda: City) -> None:
    programme = masterplan.programme(masterplan.edition(samarinda), "SG-01")
    how: dict[str, Any] = {"reason": "x", "expected": 2, "by": None, "now": NOW}
    assert refused(deeds.plan, verified, remedy="wifi", programme=programme, **how) == [
        "coverage-programme-elsewhere"
    ]


def test_solved_needs_a_confirmed_quote(verified: BlankSpot, budi: User, rina: User) -> None:
    how: dict[str, Any] = {
        "remedy": "tower",
        "reason": "BTS menyala",
        "expected": 2,
        "by": rina,
        "now": LATER,
    }
    assert refused(deeds.solve, verified, **how) == ["coverage-without-proof"]
    quote = cited(verified, budi)
    assert refused(deeds.solve, verified, **how) == ["coverage-without-proof"]

    review(quote, Deed.CONFIRM, by=rina, now=evidence.NOW)
    solved = deeds.solve(verified, **how)

    assert solved.state == "solved"
    assert solved.steps.last().basis["citations"] == [quote.code]


def test_or_newer_evidence_that_its_middle_is_served(verified: BlankSpot) -> None:
    grid(verified.city, {}, newest=date(2026, 11, 29))
    how: dict[str, Any] = {"remedy": "tower", "reason": "Diukur", "expected": 2, "by": None, "now": LATER}
    assert refused(deeds.solve, verified, **how) == ["coverage-without-proof"]

    grid(verified.city, {}, newest=date(2026, 12, 1))
    assert deeds.solve(verified, **how).steps.last().basis["served"] == {
        "satu": "2026-12-01",
        "fixed": "2026-12-01",
    }


def test_or_a_later_survey_that_finds_it_no_more(balikpapan: City) -> None:
    squares(balikpapan)
    grid(balikpapan, picture((2, 2, 3, 3)))
    survey(balikpapan)
    found = BlankSpot.objects.for_rows().get()
    deeds.verify(found, reason="Dilihat", expected=1, by=None, now=NOW)
    assert not basis_of(found).is_enough

    grid(balikpapan, {})
    survey(balikpapan, now=LATER)
    found = BlankSpot.objects.for_rows().get()
    solved = deeds.solve(found, remedy="wifi", reason="Titik baru", expected=3, by=None, now=LATER)
    assert solved.steps.last().basis["is_gone"] is True
    assert BlankSpot.objects.listed().get() == solved


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_did(told: BlankSpot) -> None:
    mine = BlankSpot.objects.for_rows().get()
    deeds.reject(told, reason="Hutan", expected=1, by=None, now=NOW)

    with pytest.raises(StaleSave):
        deeds.verify(mine, reason="Dilihat", expected=1, by=None, now=NOW)
    assert deeds.reopen(told, reason="Ada warga", expected=2, by=None, now=NOW).state == "reported"


def test_a_rejected_spot_is_seen_by_those_who_keep_the_list_alone(
    told: BlankSpot, rina: User, budi: User, tetangga: User
) -> None:
    deeds.reject(told, reason="Hutan", expected=1, by=None, now=NOW)

    assert [BlankSpot.objects.visible_to(each).exists() for each in (rina, budi, tetangga)] == [
        True,
        False,
        False,
    ]


def test_spots_are_targets_of_evidence(told: BlankSpot, samarinda: City, budi: User, rina: User) -> None:
    scopes = [each for each in targets.scopes(None, told.city) if each.kind == SPOT]
    assert [each.key for each in scopes] == ["blank-spot"]
    assert targets.of_scope(told.city, scopes[0]) == [target_of(told)]
    assert targets.find(told.city, SPOT, target_of(told).key) == target_of(told)
    assert targets.find(samarinda, SPOT, target_of(told).key) is None
    (theirs,) = [each for each in targets.scopes(None, samarinda) if each.kind == SPOT]
    assert targets.of_scope(samarinda, theirs) == []
    proof = cited(told, budi, rina)
    assert proofs(told, rina) == [proof]
