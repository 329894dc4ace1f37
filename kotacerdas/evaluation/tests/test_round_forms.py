"""Opening a round, setting its days, giving more time: what is typed stays, and each fault stands beside its field."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from kotacerdas.common.domain.formats import WIB
from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.usual import SAMPLE_LENGTHS, usual
from kotacerdas.evaluation.domain.workflow import Step, Window
from kotacerdas.evaluation.models import Extension, Round
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.tests.factories import days, own_round, run_round
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
AHEAD = {
    Step.SELF_ASSESSMENT: Window(NOW + timedelta(days=3), NOW + timedelta(days=9)),
    Step.STAGE_1: Window(NOW + timedelta(days=20), NOW + timedelta(days=22)),
}


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


def typed(window):
    return [at.astimezone(WIB).strftime("%Y-%m-%dT%H:%M") for at in (window.opens_at, window.closes_at)]


def fields_of(made, changes=None):
    """What the form of the days sends if only `changes` were typed."""
    kept = {Step(row.step): row.window for row in made.windows.all()}
    found = {"seen": workflow.mark_of(kept)}
    for step in Step:
        if step in kept and kept[step].opens_at <= NOW:
            continue
        found[f"{step}_opens"], found[f"{step}_closes"] = typed(kept[step]) if step in kept else ("", "")
    return found | (changes or {})


def windows(made):
    return {Step(row.step): row.window for row in made.windows.all()}


# --- Opening -----------------------------------------------------------------------------------------------

NEW = {
    "round_kind": "own",
    "instrument": "smartcity/2023-kppn",
    "year": "2026",
    "stage": "",
    "title_id": "",
    "title_en": "",
    "zone": "Asia/Jakarta",
    "start_on": "",
}


def test_office_opens_a_round_and_comes_to_its_calendar(as_user, balikpapan, rina):
    answer = send(as_user(rina), "/putaran/baru/", **NEW)

    made = Round.objects.get()
    assert answer["Location"] == f"/putaran/{made.code}/kalender/"
    assert (made.kind, made.city, made.year, made.instrument) == ("own", balikpapan, 2026, NEW["instrument"])
    with translation.override("id"):
        assert made.title_id == gettext("Smart City evaluation %(year)s") % {"year": 2026}
    assert made.title_en == "Smart City evaluation 2026"
    assert not windows(made)


def test_form_sent_twice_opens_one_round(as_user, balikpapan, rina):
    fields = NEW | {"submission_key": new_key()}
    client = as_user(rina)

    first, second = (client.post("/putaran/baru/", fields) for _time in range(2))

    assert first["Location"] == second["Location"]
    assert Round.objects.count() == 1


def test_first_day_fills_in_usual_days_with_the_lengths_that_were_typed(as_user, balikpapan, rina):
    lengths = {f"length_{step}": "0" for step in Step} | {
        "length_self_assessment": "10",
        "length_submission": "2",
    }

    send(as_user(rina), "/putaran/baru/", **NEW | {"round_kind": "trial", "start_on": "2026-12-07"} | lengths)

    made = Round.objects.get()
    assert made.kind == "trial"
    assert windows(made) == {
        Step.SELF_ASSESSMENT: Window(
            datetime(2026, 12, 7, 8, tzinfo=WIB), datetime(2026, 12, 16, 17, tzinfo=WIB)
        ),
        Step.SUBMISSION: Window(
            datetime(2026, 12, 17, 8, tzinfo=WIB), datetime(2026, 12, 18, 17, tzinfo=WIB)
        ),
    }


def test_usual_days_are_in_order():
    calendar = usual(date(2027, 1, 4), SAMPLE_LENGTHS, WIB)

    assert workflow.out_of_order(calendar) == []
    assert calendar[Step.VERIFICATION].opens_at == calendar[Step.SELF_ASSESSMENT].opens_at
    assert calendar[Step.SUBMISSION].opens_at > calendar[Step.VERIFICATION].closes_at


def test_form_offers_editions_with_questions_newest_first_and_says_which_are_not_confirmed(
    as_user, balikpapan, rina
):
    form = as_user(rina).get("/en/putaran/baru/").context["form"]

    labels = dict(form.fields["instrument"].choices)
    assert next(iter(labels)) == "smartcity/2023-kppn"
    assert all(key.startswith("smartcity/") for key in labels)
    assert labels["smartcity/2022"].startswith("2022 (derived): ")
    assert "smartcity/2024" not in labels  # its questions are not known


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": "1890"}, "year"),
        ({"year": ""}, "year"),
        ({"instrument": "smartcity/1999"}, "instrument"),
        ({"zone": "Europe/Berlin"}, "zone"),
        ({"start_on": "besok"}, "start_on"),
        ({"start_on": "0001-01-01"}, "start_on"),
        ({"length_stage_1": "100000"}, "length_stage_1"),
        ({"round_kind": "published"}, "round_kind"),
    ],
)
def test_fault_stands_beside_its_field_and_what_was_typed_stays(as_user, balikpapan, rina, wrong, field):
    answer = send(as_user(rina), "/putaran/baru/", **NEW | {"title_id": "Judul saya"} | wrong)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Judul saya" in answer.content.decode()
    assert not Round.objects.exists()


def test_operator_opens_a_round_for_the_country(as_user, nadia):
    answer = send(as_user(nadia), "/putaran/baru/operator/", **NEW)

    made = Round.objects.get()
    assert (made.kind, made.city, made.province) == ("run", None, None)
    assert as_user(nadia).get(answer["Location"]).status_code == 200


def test_the_cohort_of_a_round_stands_on_its_calendar(as_user, nadia):
    cohort = {"cohort_id": "Kawasan KPPN dan IKN", "cohort_en": "KPPN and IKN areas"}
    answer = send(as_user(nadia), "/putaran/baru/operator/", **NEW, **cohort)

    assert "Kawasan KPPN dan IKN" in as_user(nadia).get(answer["Location"]).content.decode()
    assert Round.objects.get().cohort_en == "KPPN and IKN areas"


def test_provincial_operator_opens_one_for_the_province(as_user, balikpapan):
    operator = people.officeholder(
        "kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )

    answer = send(as_user(operator), "/putaran/baru/operator/", **NEW)

    assert Round.objects.get().province == balikpapan.province
    assert as_user(operator).get(answer["Location"]).status_code == 200


def test_office_of_another_city_opens_only_its_own(as_user, balikpapan, tetangga, samarinda):
    assert as_user(tetangga).get("/putaran/baru/?kota=64.71").status_code == 404

    send(as_user(tetangga), "/putaran/baru/", **NEW)
    assert Round.objects.get().city == samarinda


# --- Days --------------------------------------------------------------------------------------------------


def test_days_are_meant_on_the_clock_of_the_round(as_user, balikpapan, rina):
    made = own_round(balikpapan, days={}, now=NOW)
    changes = {"submission_opens": "2026-12-10T08:00", "submission_closes": "12/12/2026 17.00"}

    answer = send(as_user(rina), f"/putaran/{made.code}/jadwal/", **fields_of(made, changes))

    assert answer["Location"] == f"/putaran/{made.code}/kalender/"
    assert windows(made) == {
        Step.SUBMISSION: Window(datetime(2026, 12, 10, 8, tzinfo=WIB), datetime(2026, 12, 12, 17, tzinfo=WIB))
    }


def test_form_shows_the_days_on_that_clock(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=AHEAD, now=NOW)

    text = as_user(rina).get(f"/en/putaran/{made.code}/jadwal/").content.decode()

    assert 'value="2026-12-04T10:00"' in text
    assert "All moments are meant on the clock of the round, WIB." in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stage_1_closes": ""}, "stage_1_closes"),
        ({"stage_1_opens": "2027-01-30T08:00"}, "stage_1_closes"),
        ({"stage_1_opens": "2026-12-02T08:00"}, "stage_1_opens"),
        ({"stage_1_opens": "lusa"}, "stage_1_opens"),
        ({"stage_1_opens": "0001-01-01T00:00"}, "stage_1_opens"),
    ],
)
def test_fault_of_a_day_stands_beside_it(as_user, balikpapan, rina, changes, field):
    made = own_round(balikpapan, days=AHEAD, now=NOW)

    answer = send(as_user(rina), f"/putaran/{made.code}/jadwal/", **fields_of(made, changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert windows(made) == AHEAD


def test_step_that_has_begun_is_shown_and_led_to_more_time(as_user, balikpapan, rina):
    made = own_round(balikpapan, now=NOW)
    client = as_user(rina)

    text = client.get(f"/putaran/{made.code}/jadwal/").content.decode()
    assert 'name="self_assessment_opens"' not in text
    assert f"/putaran/{made.code}/perpanjang/?langkah=self_assessment" in text

    before = windows(made)
    answer = send(
        client,
        f"/putaran/{made.code}/jadwal/",
        **fields_of(made, {"stage_1_opens": "", "stage_1_closes": ""}),
    )
    assert answer.status_code == 302
    assert windows(made) == {step: window for step, window in before.items() if step is not Step.STAGE_1}


def test_step_that_begins_while_somebody_types_is_refused_by_name(as_user, balikpapan, rina, monkeypatch):
    made = own_round(balikpapan, days=AHEAD, now=NOW)
    fields = fields_of(made, {"self_assessment_closes": "2026-12-15T17:00"})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=4))

    answer = send(as_user(rina), f"/en/putaran/{made.code}/jadwal/", **fields)

    assert answer.status_code == 422
    assert "“Self-assessment” has begun" in answer.content.decode()
    assert windows(made) == AHEAD


def test_days_that_somebody_else_set_meanwhile_are_shown_beside_those_typed(as_user, balikpapan, rina):
    made = own_round(balikpapan, days=AHEAD, now=NOW)
    fields = fields_of(made, {"stage_1_closes": "2026-12-30T17:00"})
    other = Window(NOW + timedelta(days=30), NOW + timedelta(days=31))
    actions.set_days(made, AHEAD | {Step.STAGE_1: other}, by=None, now=NOW)
    client = as_user(rina)

    answer = send(client, f"/en/putaran/{made.code}/jadwal/", **fields)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "31 December 2026 10:00 WIB" in text
    assert "30 December 2026 17:00 WIB" in text
    assert windows(made)[Step.STAGE_1] == other
    again = fields | {"seen": answer.context["form"].data["seen"]}
    assert send(client, f"/putaran/{made.code}/jadwal/", **again).status_code == 302
    assert windows(made)[Step.STAGE_1].closes_at == datetime(2026, 12, 30, 17, tzinfo=WIB)


def test_usual_days_are_filled_in_but_not_kept(as_user, balikpapan, rina):
    made = own_round(balikpapan, days={}, now=NOW)
    lengths = {f"length_{step}": length for step, length in SAMPLE_LENGTHS.items()}

    answer = as_user(rina).get(f"/putaran/{made.code}/jadwal/", {"start_on": "2027-01-04", **lengths})

    assert 'value="2027-01-04T08:00"' in answer.content.decode()
    assert not windows(made)


@pytest.mark.parametrize("address", ["jadwal/", "perpanjang/"])
def test_only_who_keeps_the_round_sets_its_days(as_user, balikpapan, rina, budi, tetangga, nadia, address):
    own, run = own_round(balikpapan, now=NOW), run_round(now=NOW, cities=(balikpapan,))

    def status(who, made):
        return as_user(who).get(f"/putaran/{made.code}/{address}").status_code

    assert [status(who, own) for who in (rina, budi, tetangga, nadia)] == [200, 403, 404, 404]
    assert [status(who, run) for who in (rina, budi, tetangga, nadia)] == [404, 403, 404, 200]


def test_provincial_operator_does_not_keep_a_round_of_the_country(as_user, balikpapan):
    operator = people.officeholder(
        "kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )
    made = run_round(now=NOW, cities=(balikpapan,))

    assert as_user(operator).get(f"/putaran/{made.code}/kalender/").status_code == 200
    assert as_user(operator).get(f"/putaran/{made.code}/perpanjang/").status_code == 404


# --- More time ---------------------------------------------------------------------------------------------

MORE = {"step": "self_assessment", "closes_at": "2026-12-31T17:00", "reason": "Data BPS terlambat"}


def test_more_time_is_kept_with_its_reason(as_user, balikpapan, rina):
    made = own_round(balikpapan, now=NOW)

    answer = send(as_user(rina), f"/putaran/{made.code}/perpanjang/", **MORE)

    assert answer["Location"] == f"/putaran/{made.code}/kalender/"
    kept = Extension.objects.get()
    assert (kept.by, kept.reason, kept.city) == (rina, "Data BPS terlambat", None)
    assert calendar_of(made, balikpapan)[Step.SELF_ASSESSMENT].closes_at == datetime(
        2026, 12, 31, 17, tzinfo=WIB
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"closes_at": "2026-12-02T17:00"}, "closes_at"),
        ({"closes_at": ""}, "closes_at"),
        ({"step": "stage_2"}, "step"),
    ],
)
def test_fault_of_more_time_stands_beside_its_field(as_user, balikpapan, rina, wrong, field):
    made = own_round(balikpapan, now=NOW)

    answer = send(as_user(rina), f"/putaran/{made.code}/perpanjang/", **MORE | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Extension.objects.exists()


def test_refusal_tells_the_end_on_the_clock_of_the_round(as_user, balikpapan, rina):
    end = datetime(2026, 12, 12, 17, tzinfo=WIB)
    made = own_round(balikpapan, days={Step.SELF_ASSESSMENT: Window(NOW - timedelta(days=2), end)}, now=NOW)

    answer = send(
        as_user(rina), f"/en/putaran/{made.code}/perpanjang/", **MORE | {"closes_at": "2026-12-12T16:00"}
    )

    assert "ends on 12 December 2026 17:00 WIB" in answer.content.decode()


def test_operator_gives_one_city_more_time(as_user, balikpapan, samarinda, malang_kab, nadia):
    made = run_round(now=NOW, cities=(balikpapan, samarinda))
    address = f"/putaran/{made.code}/perpanjang/"

    outside = send(as_user(nadia), address, **MORE | {"city": malang_kab.pk})
    assert list(outside.context["form"].errors) == ["city"]
    send(as_user(nadia), address, **MORE | {"city": balikpapan.pk})

    assert Extension.objects.get().city == balikpapan
    end = days(now=NOW)[Step.SELF_ASSESSMENT].closes_at
    assert calendar_of(made, samarinda)[Step.SELF_ASSESSMENT].closes_at == end
