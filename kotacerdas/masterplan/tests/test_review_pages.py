"""The pages of a review: what was said, by whom, what was decided; and those that bring an edition on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from kotacerdas.discussion import actions as discussion
from kotacerdas.masterplan.actions import editions as deeds
from kotacerdas.masterplan.actions import remarks
from kotacerdas.masterplan.actions.remarks import Word
from kotacerdas.masterplan.models import Edition, Remark
from kotacerdas.masterplan.queries import reviewing
from kotacerdas.masterplan.tests.factories import node, programme
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.people.models import City, User

    Browser = Callable[[User], Client]

pytestmark = pytest.mark.django_db

KEY = "abcdefghijklmnop1234"


@pytest.fixture
def plan(plan: Edition) -> Edition:
    """In review for two weeks."""
    now = timezone.now()
    deeds.open_review(plan, until=now.date() + timedelta(14), expected=1, by=None, now=now)
    return Edition.objects.select_related("city").get(pk=plan.pk)


@pytest.fixture
def member(balikpapan: City) -> User:
    """From outside government: a university."""
    return people.officeholder("dewi@contoh.ac.id", Role.OUTSIDE_MEMBER, city=balikpapan)


def word(**more: Any) -> Word:
    given = Word("Ketua RT 12", "Tambahkan tempat sampah terpilah.", timezone.now().date() - timedelta(1))
    return replace(given, **more)


def write(plan: Edition, **more: Any) -> Remark:
    return remarks.write(plan, word(**more), by=None, now=timezone.now())


def address(of: Edition, rest: str = "ulasan/") -> str:
    return f"/rencana/{of.city.code}/{of.code}/{rest}"


def send(browser: Client, to: str, **typed: Any) -> Any:
    return browser.post(to, {"submission_key": KEY, **typed})


# --- What was said -----------------------------------------------------------------------------------------


def test_words_with_and_without_an_account_stand_together(
    plan: Edition, rina: User, budi: User, member: User, as_user: Browser
) -> None:
    one = programme(plan)
    one.refresh_from_db()
    discussion.comment(one, text="Kurang jelas.", by=budi, now=timezone.now())
    discussion.comment(plan, text="Bagus.", by=member, now=timezone.now())
    discussion.vote(plan, stance="support", by=budi, now=timezone.now())
    write(plan, programme=one, is_outside=True)
    done = write(plan)
    remarks.decide(done, outcome="accepted", reason="Baik.", expected=1, by=rina, now=timezone.now())

    page = as_user(rina).get(f"/en{address(plan)}")

    listed = page.context["review"]
    assert (listed.total, listed.open_count, listed.outside_count, listed.inside_count) == (4, 3, 2, 2)
    assert [each.is_open for each in listed.said] == [True, True, True, False]
    assert [each.support for each in listed.said if each.text == "Bagus."] == [1]
    text = page.content.decode()
    assert "3 of 4 words wait for a decision" in text
    assert "From government: 2; from outside: 2." in text


@pytest.mark.parametrize(("which", "texts"), [("buka", {"A", "B"}), ("luar", {"B"}), ("dalam", {"A", "C"})])
def test_the_list_is_narrowed(
    plan: Edition, rina: User, as_user: Browser, which: str, texts: set[str]
) -> None:
    write(plan, text="A")
    write(plan, text="B", is_outside=True)
    remarks.decide(
        write(plan, text="C"), outcome="deferred", reason="Nanti.", expected=1, by=rina, now=timezone.now()
    )

    page = as_user(rina).get(f"{address(plan)}?apa={which}")

    assert {each.text for each in page.context["said"]} == texts


def test_withdrawn_comments_are_no_words(plan: Edition, budi: User) -> None:
    said = discussion.comment(plan, text="Salah.", by=budi, now=timezone.now())
    discussion.withdraw(said, by=budi, now=timezone.now())

    assert reviewing.of(plan, now=timezone.now()).total == 0
    assert reviewing.undecided_count(plan) == 0


def test_a_decided_discussion_is_no_longer_open(plan: Edition, budi: User, rina: User) -> None:
    discussion.comment(plan, text="Kurang jelas.", by=budi, now=timezone.now())
    discussion.decide(plan, outcome="partly", reason="Diperjelas.", by=rina, now=timezone.now())

    (said,) = reviewing.of(plan, now=timezone.now()).said
    assert (said.outcome, said.reason) == ("partly", "Diperjelas.")
    assert reviewing.undecided_count(plan) == 0


def test_who_takes_no_part_sees_nothing_of_it(
    plan: Edition, adopted: Edition, siti: User, tetangga: User, anonymous: Client, as_user: Browser
) -> None:
    made = write(plan)

    for browser in (as_user(siti), as_user(tetangga), anonymous):
        for of in (plan, adopted):
            assert browser.get(address(of)).status_code in {302, 403, 404}
        assert browser.get(address(plan, f"ulasan/{made.code}/")).status_code in {302, 403, 404}


def test_the_page_asks_as_much_of_many_words_as_of_few(
    plan: Edition, rina: User, budi: User, as_user: Browser, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    for at in range(12):
        one = programme(plan, f"P{at}")
        one.refresh_from_db()
        discussion.comment(one, text="Kurang jelas.", by=budi, now=now - timedelta(hours=40 - at))
        write(plan, programme=one)
    browser = as_user(rina)
    browser.get(address(plan))

    with django_assert_max_num_queries(32):
        page = browser.get(address(plan))

    assert page.context["review"].total == 24


def test_the_number_of_queries_of_a_review_is_constant(
    plan: Edition, budi: User, django_assert_num_queries: Any
) -> None:
    for at in range(8):
        one = programme(plan, f"P{at}")
        one.refresh_from_db()
        goal = node(plan, f"T{at}")
        goal.edition = plan
        for thing in (one, goal):
            discussion.comment(
                thing, text="Kurang jelas.", by=budi, now=timezone.now() - timedelta(hours=40 - at)
            )
        write(plan, node=goal)

    with django_assert_num_queries(8):
        reviewing.of(plan, now=timezone.now())


# --- Writing down and deciding -----------------------------------------------------------------------------


def test_what_was_said_is_written_down_once(plan: Edition, rina: User, as_user: Browser) -> None:
    programme(plan)
    typed = {"about": "program-SG-01", "text": "Terlalu mahal.", "speaker": "Pak Lurah", "is_outside": "",
             "said_on": "2026-11-01", "support": "3"}  # fmt: skip
    browser = as_user(rina)

    sent = [send(browser, address(plan, "ulasan/catat/"), **typed) for _click in range(2)]

    (made,) = plan.remarks.all()
    assert [page.status_code for page in sent] == [302, 302]
    assert (str(made.programme), made.support, made.against, made.written_by) == (
        "SG-01 Program SG-01",
        3,
        0,
        rina,
    )


def test_what_is_missing_is_told_beside_its_field(plan: Edition, rina: User, as_user: Browser) -> None:
    page = send(
        as_user(rina), address(plan, "ulasan/catat/"), text="Mahal.", speaker="Pak RT", said_on="2099-01-01"
    )

    assert page.status_code == 422
    assert "said_on" in page.context["form"].errors
    assert page.context["form"]["text"].value() == "Mahal."


def test_the_office_decides_with_a_reason_and_others_do_not(
    plan: Edition, rina: User, budi: User, as_user: Browser
) -> None:
    made = write(plan)
    at = address(plan, f"ulasan/{made.code}/")
    typed = {"outcome": "accepted", "reason": "Masuk akal.", "version": "1"}

    refused = send(as_user(budi), at, **typed)
    empty = send(as_user(rina), at, **{**typed, "reason": ""})
    decided = send(as_user(rina), at, **typed)

    made.refresh_from_db()
    assert (refused.status_code, empty.status_code, decided.status_code) == (404, 422, 302)
    assert (made.outcome, made.reason, made.decided_by) == ("accepted", "Masuk akal.", rina)


def test_two_who_decide_at_once_see_both(plan: Edition, rina: User, lestari: User, as_user: Browser) -> None:
    made = write(plan)
    at = address(plan, f"ulasan/{made.code}/")
    send(as_user(lestari), at, outcome="rejected", reason="Tidak ada dana.", version="1")

    page = send(as_user(rina), at, outcome="accepted", reason="Baik.", version="1")
    again = send(as_user(rina), at, outcome="accepted", reason="Baik sekali.", version="2")

    made.refresh_from_db()
    assert (page.status_code, again.status_code) == (409, 422)
    assert "Tidak ada dana." in page.content.decode()
    assert (made.outcome, made.decided_by) == ("rejected", lestari)


def test_a_decided_remark_is_opened_again_with_a_reason(plan: Edition, rina: User, as_user: Browser) -> None:
    made = write(plan)
    remarks.decide(made, outcome="rejected", reason="Tidak.", expected=1, by=rina, now=timezone.now())
    browser, at = as_user(rina), address(plan, f"ulasan/{made.code}/")

    assert f"{at}buka/" in browser.get(at).content.decode()
    sent = send(browser, f"{at}buka/", reason="Usul diperjelas.", version="2")

    made.refresh_from_db()
    assert (sent.status_code, made.outcome) == (302, "open")


def test_a_remark_written_by_mistake_is_taken_away(plan: Edition, rina: User, as_user: Browser) -> None:
    made = write(plan)

    page = send(as_user(rina), address(plan, f"ulasan/{made.code}/hapus/"))

    assert (page.status_code, plan.remarks.count()) == (302, 0)


def test_every_word_can_be_taken_away_as_a_file(plan: Edition, rina: User, as_user: Browser) -> None:
    write(plan, text="=1+1")

    page = as_user(rina).get(f"/en{address(plan, 'ulasan/unduh.csv')}")

    assert "'=1+1" in page.content.decode("utf-8-sig")
    assert as_user(rina).get(address(plan, "ulasan/unduh.pdf")).status_code == 404


# --- Where the edition stands ------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["kedudukan/", "kedudukan/tetapkan/", "kedudukan/tarik/", "kedudukan/ulas/",
                                  "sampul/", "lanjutan/", "ulasan/catat/"])  # fmt: skip
def test_only_the_programme_office_brings_an_edition_on(
    plan: Edition, rina: User, budi: User, tetangga: User, as_user: Browser, rest: str
) -> None:
    assert as_user(rina).get(address(plan, rest)).status_code == 200
    for user in (budi, tetangga):
        assert as_user(user).get(address(plan, rest)).status_code in {403, 404}


def test_undecided_words_are_told_before_and_ask_for_a_reason(
    plan: Edition, rina: User, as_user: Browser
) -> None:
    write(plan)
    browser, at = as_user(rina), address(plan, "kedudukan/tetapkan/")
    typed = {
        "on": timezone.now().date().isoformat(),
        "legal_basis": "Perwali 1/2026",
        "version": str(plan.version),
    }

    first = browser.get(f"/en{at}").content.decode()
    refused = send(browser, at, **typed)
    done = send(browser, at, **typed, overruled="Tenggat nasional")

    plan.refresh_from_db()
    assert "1 word of the review is undecided" in first
    assert "overruled" in refused.context["form"].errors
    assert (done.status_code, plan.status) == (302, "adopted")


def test_the_next_edition_begins_from_this_one(plan: Edition, rina: User, as_user: Browser) -> None:
    programme(plan)
    browser, at = as_user(rina), address(plan, "lanjutan/")
    given = browser.get(at).context["form"].initial

    page = send(browser, at, **given)

    made = Edition.objects.get(code="masterplan-2027")
    assert page.headers["Location"] == address(made, "kedudukan/")
    assert (made.predecessor, made.first_year, made.last_year) == (plan, 2027, 2031)
    assert made.programmes.count() == 1


def test_the_cover_changed_by_two_shows_both(plan: Edition, rina: User, as_user: Browser) -> None:
    browser, at = as_user(rina), address(plan, "sampul/")
    typed = {"title_id": "Judul A", "first_year": "2022", "last_year": "2026", "version": str(plan.version)}
    send(browser, at, **typed)

    page = send(browser, at, **{**typed, "title_id": "Judul B"})

    assert page.status_code == 409
    assert "Judul A" in page.content.decode()
    assert page.context["form"]["title_id"].value() == "Judul B"
