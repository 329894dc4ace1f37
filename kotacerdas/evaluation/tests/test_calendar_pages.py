"""The calendar of a round: what matters now, all its steps, and the same as a file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from kotacerdas.evaluation import actions, round_links
from kotacerdas.evaluation.calendar_words import Clocks, headline
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.round_links import Link
from kotacerdas.evaluation.tests import reading_ics
from kotacerdas.evaluation.tests.factories import (
    MALANG_2022,
    days,
    own_round,
    result,
    round_,
    run_round,
)

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
END = datetime(2026, 12, 12, 10, 0, tzinfo=UTC)
ANSWERING = {
    Step.SELF_ASSESSMENT: Window(NOW - timedelta(days=3), END),
    Step.STAGE_1: Window(NOW + timedelta(days=40), NOW + timedelta(days=42)),
}
# A round that runs here is published while its result is open.
WITH_RESULT = {**ANSWERING, Step.RESULT: Window(NOW + timedelta(days=45), NOW + timedelta(days=60))}


def publish(made, by):
    actions.publish(made, by=by, now=NOW + timedelta(days=50))


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page(client, made, language="id"):
    prefix = "/en" if language == "en" else ""
    response = client.get(f"{prefix}/putaran/{made.code}/kalender/")
    assert response.status_code == 200
    return response.content.decode()


# --- What matters now --------------------------------------------------------------------------------------


def test_headline_says_what_is_open_and_until_when_on_both_clocks(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=ANSWERING, now=NOW)

    assert "<h1>Self-assessment is open until 12 December 2026 17:00 WIB (18:00 WITA)</h1>" in page(
        as_user(rina), made, "en"
    )


def test_other_clock_tells_the_day_where_it_is_another_one():
    clocks = Clocks("Asia/Jakarta", "Asia/Jayapura")

    with translation.override("en"):
        assert clocks.told(datetime(2026, 12, 12, 16, 0, tzinfo=UTC)) == (
            "12 December 2026 23:00 WIB (13 December 2026 01:00 WIT)"
        )
        assert Clocks("Asia/Jakarta", "Asia/Pontianak").told(END) == "12 December 2026 17:00 WIB"


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        ({}, "The days of this round are not set yet"),
        ({Step.STAGE_1: ANSWERING[Step.STAGE_1]}, "Stage I: presentation and questions opens on"),
        (
            {
                Step.SELF_ASSESSMENT: ANSWERING[Step.SELF_ASSESSMENT],
                Step.SUBMISSION: Window(NOW, END - timedelta(days=1)),
            },
            "Submission is open until 11 December",
        ),
        (
            {Step.RESULT: Window(NOW - timedelta(days=9), NOW - timedelta(days=2))},
            "This round has been over since 29 November",
        ),
        (
            {
                Step.RESULT: Window(NOW - timedelta(days=9), NOW - timedelta(days=2)),
                Step.CLOSED: Window(NOW - timedelta(days=1), END),
            },
            "This round has been over since 30 November",
        ),
    ],
)
def test_headline_of_every_state(calendar, words):
    with translation.override("en"):
        assert headline(calendar, Clocks("Asia/Jakarta"), NOW).startswith(words)


# --- The steps ---------------------------------------------------------------------------------------------


def test_every_step_stands_there_in_order_also_without_days(as_user, balikpapan, rina):
    text = page(as_user(rina), own_round(balikpapan, days=ANSWERING, now=NOW), "en")

    names = [
        "Invitation",
        "Self-assessment",
        "Internal verification",
        "Submission",
        "Stage I",
        "Stage II",
        "Closed",
    ]
    steps = text.partition('class="garis-waktu"')[2]
    places = [steps.index(f"<b>{name}") for name in names]
    assert places == sorted(places)
    assert steps.count("no days yet") == 8
    assert "open, 11 days left" in steps
    assert "opens in 40 days" in steps


def test_extension_stands_with_who_and_why(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=ANSWERING, now=NOW)
    later = END + timedelta(days=3)
    actions.extend(
        made, Step.SELF_ASSESSMENT, closes_at=later, reason="Data <BPS> terlambat", by=rina, now=NOW
    )

    text = page(as_user(rina), made, "en")

    assert "given by Rina on 1 December 2026: Data &lt;BPS&gt; terlambat" in text
    assert "(planned: 12 December 2026 17:00 WIB)" in text
    assert "is open until 15 December 2026" in text


def test_more_time_of_one_city_is_seen_by_it_and_by_the_operator_only(
    as_user, anonymous, balikpapan, samarinda, rina, tetangga, nadia
):
    made = run_round(
        days={Step.INVITATION: Window(NOW - timedelta(days=9), END), **WITH_RESULT},
        now=NOW,
        cities=(balikpapan, samarinda),
    )
    publish(made, nadia)
    actions.extend(
        made, Step.SELF_ASSESSMENT, closes_at=END + timedelta(days=3), reason="Banjir besar", by=nadia, now=NOW, city=balikpapan
    )  # fmt: skip

    assert "Banjir besar" in page(as_user(rina), made)
    assert "Banjir besar" in page(as_user(nadia), made)
    assert "Kota Balikpapan" in page(as_user(nadia), made)
    assert "Banjir besar" not in page(as_user(tetangga), made)
    assert "Banjir besar" not in page(anonymous, made)


def test_who_extended_is_not_named_to_the_public(anonymous, balikpapan, nadia):
    made = run_round(days=WITH_RESULT, now=NOW, cities=(balikpapan,))
    publish(made, nadia)
    actions.extend(
        made, Step.SELF_ASSESSMENT, closes_at=END + timedelta(days=1), reason="Gempa", by=nadia, now=NOW
    )

    text = page(anonymous, made)

    assert "Gempa" in text
    assert "Nadia" not in text


# --- Who sees it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["kalender/", "kalender.ics"])
def test_round_of_a_city_is_for_nobody_else(
    as_user, anonymous, balikpapan, rina, budi, tetangga, nadia, siti, address
):
    made = own_round(balikpapan, now=NOW)

    seen = {
        who: as_user(who).get(f"/putaran/{made.code}/{address}").status_code
        for who in (rina, budi, tetangga, nadia, siti)
    }

    assert seen == {rina: 200, budi: 200, tetangga: 404, nadia: 404, siti: 404}
    assert anonymous.get(f"/putaran/{made.code}/{address}").status_code == 404


def test_round_that_is_not_published_is_not_for_the_public(anonymous, as_user, balikpapan, rina):
    made = run_round(now=NOW, cities=(balikpapan,))

    assert anonymous.get(f"/putaran/{made.code}/kalender/").status_code == 404
    assert as_user(rina).get(f"/putaran/{made.code}/kalender/").status_code == 200


def test_ranking_of_a_private_round_leads_to_its_calendar(as_user, balikpapan, rina, nadia):
    made = own_round(balikpapan, now=NOW)

    assert as_user(rina).get(f"/putaran/{made.code}/")["Location"] == f"/putaran/{made.code}/kalender/"
    assert as_user(nadia).get(f"/putaran/{made.code}/").status_code == 404
    assert as_user(rina).get(f"/putaran/{made.code}/unduh.csv").status_code == 404
    assert as_user(nadia).post(f"/putaran/{made.code}/terbit/", {"terbit": "1"}).status_code == 404


def test_calendar_of_a_round_known_by_its_results_leads_to_its_ranking(anonymous, db):
    assert anonymous.get(f"/putaran/{round_().code}/kalender/")["Location"] == "/putaran/uji-2022/"


def test_provincial_operator_sees_the_round_of_the_province_before_any_city_is_in_it(
    as_user, balikpapan, malang_kab
):
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories as people

    here = people.officeholder("kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province)
    elsewhere = people.officeholder(
        "jatim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=malang_kab.province
    )
    made = run_round(province=balikpapan.province, now=NOW)

    assert as_user(here).get(f"/putaran/{made.code}/jadwal/").status_code == 200
    assert as_user(elsewhere).get(f"/putaran/{made.code}/kalender/").status_code == 404


# --- Where it leads ----------------------------------------------------------------------------------------


def test_other_apps_put_their_links_on_it(as_user, balikpapan, rina, budi, monkeypatch):
    monkeypatch.setattr(round_links, "_links", {})
    round_links.register(
        Link(
            "uji",
            "Papan uji",
            lambda made, city, user: f"/uji/{made.code}/{city.code}/" if user == rina else "",
        )
    )
    made = own_round(balikpapan, now=NOW)

    assert f'href="/uji/{made.code}/64.71/"' in page(as_user(rina), made)
    assert "Papan uji" not in page(as_user(budi), made)


def test_board_of_the_self_assessment_is_offered_once_it_is_begun(as_user, balikpapan, rina, tetangga):
    from kotacerdas.selfassessment import actions as answering

    made = own_round(balikpapan, now=NOW)
    assert f"/penilaian/{made.code}/" not in page(as_user(rina), made)
    answering.open_assessment(made, balikpapan, by=None, now=NOW)

    assert f'href="/penilaian/{made.code}/"' in page(as_user(rina), made)


# --- The list ----------------------------------------------------------------------------------------------


def test_rounds_on_the_way_stand_above_the_rankings(as_user, anonymous, balikpapan, rina):
    result(round_(), balikpapan, MALANG_2022)
    own_round(balikpapan, days=ANSWERING, now=NOW)
    own_round(balikpapan, kind=Round.Kind.TRIAL, title_en="Our rehearsal", now=NOW)

    text = as_user(rina).get("/en/putaran/").content.decode()
    on_the_way, _heading, rankings = text.partition("Results</h2>")

    assert "Self-assessment is open until 12 December 2026 17:00 WIB (18:00 WITA)" in on_the_way
    assert "Our rehearsal" in on_the_way
    assert "Rehearsal</span>" in on_the_way
    assert "Trial evaluation 2022" in rankings
    assert "Our rehearsal" not in rankings
    assert "Our rehearsal" not in anonymous.get("/en/putaran/").content.decode()


def test_run_round_stands_among_the_rankings_only_with_results(as_user, balikpapan, nadia):
    made = run_round(title_en="Run here", now=NOW, cities=(balikpapan,), days=WITH_RESULT)

    assert as_user(nadia).get("/en/putaran/").content.decode().count("Run here") == 1

    publish(made, nadia)
    assert as_user(nadia).get("/en/putaran/").content.decode().count("Run here") == 2


def test_own_round_that_is_over_stays_to_be_found(as_user, balikpapan, rina):
    past = {Step.SELF_ASSESSMENT: (-30, -20)}
    made = own_round(balikpapan, days=days(past, now=NOW), now=NOW)

    text = as_user(rina).get("/en/putaran/").content.decode()

    assert made.code in text.partition("Earlier rounds of our city")[2]
    assert "On the way" not in text


def test_front_page_does_not_take_a_private_round_for_a_ranking(as_user, balikpapan, rina):
    own_round(balikpapan, title_en="Hidden own", now=NOW)

    assert "Hidden own" not in as_user(rina).get("/en/").content.decode()


@pytest.mark.parametrize("address", ["/putaran/", "/putaran/{}/kalender/", "/putaran/{}/kalender.ics"])
def test_number_of_queries_does_not_grow(as_user, balikpapan, rina, address, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = own_round(balikpapan, now=NOW)
    path, client = address.format(made.code), as_user(rina)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(6):
        other = own_round(balikpapan, now=NOW, year=2020 + number)
        later = NOW + timedelta(days=60 + number)
        for each in (made, other):
            actions.extend(each, Step.SELF_ASSESSMENT, closes_at=later, reason="Uji", by=rina, now=NOW)

    with django_assert_num_queries(len(few)):
        client.get(path)
    assert len(few) <= 15


# --- The file ----------------------------------------------------------------------------------------------


def steps_of(client, made, language="id"):
    prefix = "/en" if language == "en" else ""
    response = client.get(f"{prefix}/putaran/{made.code}/kalender.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {each["UID"].partition("@")[0]: each for each in reading_ics.events(response.content)}


def test_file_has_one_event_a_step_in_utc(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=ANSWERING, title_en="Year; of, all \\ " + "é" * 60, now=NOW)

    found = steps_of(as_user(rina), made, "en")

    assert list(found) == [f"{made.code}-self_assessment", f"{made.code}-stage_1"]
    event = found[f"{made.code}-self_assessment"]
    assert (event.moment("DTSTART"), event.moment("DTEND")) == (NOW - timedelta(days=3), END)
    assert event.text("SUMMARY") == f"Self-assessment: {made.title_en}"
    assert "12 December 2026 17:00 WIB" in event.text("DESCRIPTION")
    assert event["URL"] == f"http://testserver/en/putaran/{made.code}/kalender/"
    assert event.moment("LAST-MODIFIED") == NOW
    assert event.get("SEQUENCE", "0") == "0"
    assert event["UID"].endswith("@testserver")


def test_mark_stays_and_number_grows_when_days_move(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=ANSWERING, now=NOW)
    client, key, ahead = as_user(rina), f"{made.code}-self_assessment", f"{made.code}-stage_1"
    before = steps_of(client, made)
    after_it = NOW + timedelta(hours=2)
    later = END + timedelta(days=2)
    actions.extend(
        made, Step.SELF_ASSESSMENT, closes_at=later, reason="Pemadaman, lama", by=rina, now=after_it
    )
    moved = Window(NOW + timedelta(days=50), NOW + timedelta(days=52))
    actions.set_days(made, ANSWERING | {Step.STAGE_1: moved}, by=rina, now=after_it)

    after = steps_of(client, made)

    assert [each["UID"] for each in after.values()] == [each["UID"] for each in before.values()]
    assert after[key].moment("DTEND") == later
    assert after[key]["SEQUENCE"] == after[ahead]["SEQUENCE"] == "1"
    assert after[key].moment("LAST-MODIFIED") == after[ahead].moment("LAST-MODIFIED") == after_it
    assert "Pemadaman, lama" in after[key].text("DESCRIPTION")
    assert after[ahead].moment("DTSTART") == moved.opens_at


def test_file_of_a_city_holds_what_was_extended_for_it(as_user, anonymous, balikpapan, rina, nadia):
    made = run_round(days=WITH_RESULT, now=NOW, cities=(balikpapan,))
    publish(made, nadia)
    later = END + timedelta(days=2)
    actions.extend(
        made, Step.SELF_ASSESSMENT, closes_at=later, reason="Banjir", by=nadia, now=NOW, city=balikpapan
    )
    key = f"{made.code}-self_assessment"

    assert steps_of(as_user(rina), made)[key].moment("DTEND") == later
    assert steps_of(anonymous, made)[key].moment("DTEND") == END


def test_own_calendar_address_holds_the_steps_of_the_rounds_of_ones_cities(
    as_user, anonymous, balikpapan, samarinda, rina
):
    mine = own_round(balikpapan, days=ANSWERING, now=NOW)
    own_round(samarinda, days=ANSWERING, now=NOW)
    shared = run_round(days=ANSWERING, now=NOW, cities=(balikpapan,))
    declined = run_round(days=ANSWERING, now=NOW, cities=(balikpapan,), title_id="Ditolak")
    actions.answer_invitation(
        declined.participations.get(), takes_part=False, reason="Tidak siap", by=None, now=NOW
    )
    secret = as_user(rina).post("/tugas/kalender/").context["address"].partition("testserver")[2]

    found = [each["UID"].partition("@")[0] for each in reading_ics.events(anonymous.get(secret).content)]

    assert sorted(found) == sorted(f"{made.code}-{step}" for made in (mine, shared) for step in ANSWERING)


def test_page_of_the_own_address_says_what_it_holds(as_user, rina):
    with translation.override("en"):
        assert (
            "It also shows: the steps of my city" in as_user(rina).get("/en/tugas/kalender/").content.decode()
        )


def test_sample_says_so_in_the_file_too(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=ANSWERING, now=NOW, is_sample=True)

    event = steps_of(as_user(rina), made, "en")[f"{made.code}-stage_1"]

    assert "Sample: these are no official days." in event.text("DESCRIPTION")
