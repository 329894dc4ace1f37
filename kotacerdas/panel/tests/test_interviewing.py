"""The interview day: its time, who speaks, the log that several write at once, and promises that become tasks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Round
from kotacerdas.files import actions as files
from kotacerdas.files import guards
from kotacerdas.followup import actions as tasks
from kotacerdas.followup import agenda_sources
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.notices.models import Notice
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Named
from kotacerdas.panel.models import Interview, LogEntry, Speaker
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.saying import refusal, said
from kotacerdas.panel.tests.talking import DAY, HOUR, PNG, STEPS, interview_of, panel_of, seat_of
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder, organisation
from kotacerdas.selfassessment.actions import Attached
from kotacerdas.selfassessment.tests.factories import NOW, desk_of

WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
def panel(balikpapan, budi, joko, rina):
    return panel_of(balikpapan, budi, joko)


@pytest.fixture
def seat(panel):
    return seat_of(panel)


@pytest.fixture
def interview(panel, balikpapan):
    return interview_of(balikpapan, panel.round)


def written(interview, words="Dewan bertemu dua kali.", *, key="k1", kind="answer", **more):
    how = {"by": None, "now": NOW, **more}
    return actions.log(interview, key, kind, words, **how)


def promised(interview, words="Notulen Dewan dikirim.", **more):
    return written(interview, words, kind="promise", **more)


# --- Its time ----------------------------------------------------------------------------------------------


def test_an_operator_sets_an_interview_and_those_who_take_part_are_told(panel, balikpapan, nadia, rina, seat):
    made = interview_of(balikpapan, panel.round, by=nadia, link="https://rapat.contoh.id/a")

    people = {notice.person for notice in Notice.objects.filter(kind="panel.interview_set")}
    assert {rina, seat.user} <= people
    assert nadia not in people
    assert (made.version, made.set_at) == (1, NOW)
    assert "set an interview on" in said("interview_set", nadia)


def test_moved_it_is_told_again_and_counts_on(interview, nadia, rina):
    moved = move(interview, starts_at=NOW + DAY, ends_at=NOW + DAY + HOUR, by=nadia, expected=1)

    assert (moved.version, moved.starts_at) == (2, NOW + DAY)
    assert Notice.objects.filter(kind="panel.interview_set", person=rina).count() == 2
    assert "moved an interview" in said("interview_moved", rina)


def move(interview, **more):
    fields = {name: getattr(interview, name) for name in ("starts_at", "ends_at", "place", "link")}
    return actions.schedule(
        interview.round, interview.city, interview.stage, interview=interview, now=NOW, **(fields | more)
    )


def test_the_same_time_set_again_is_no_move(interview, nadia):
    assert move(interview, by=nadia, expected=1).version == 1
    assert not Entry.objects.filter(kind="panel.interview_moved").exists()


def test_of_two_who_move_it_the_second_sees_the_first(interview, nadia):
    move(interview, place="Aula", by=nadia, expected=1)

    with pytest.raises(versions.StaleSave) as stale:
        move(interview, place="Lobi", by=nadia, expected=1)

    assert stale.value.current.place == "Aula"


@pytest.mark.parametrize(("fields", "why"), [
    ({"ends_at": NOW - 2 * HOUR}, ["interview-ends-first"]),
    ({"ends_at": NOW + 2 * DAY}, ["interview-too-long"]),
    ({"place": " "}, ["interview-nowhere"]),
    ({"link": "javascript:alert(1)"}, ["interview-link-wrong"]),
    ({"link": "data:text/html,hai"}, ["interview-link-wrong"]),
    ({"link": "https://"}, ["interview-link-wrong"]),
    ({"link": "https://rapat.contoh.id/ x"}, ["interview-link-wrong"]),
    ({"link": "https://rapat\n.contoh.id"}, ["interview-link-wrong"]),
    ({"link": "https://[::1"}, ["interview-link-wrong"]),
    ({"link": "ftp://rapat.contoh.id", "ends_at": NOW - 2 * HOUR}, ["interview-ends-first", "interview-link-wrong"]),
])  # fmt: skip
def test_time_and_place_must_be_possible(panel, balikpapan, fields, why):
    assert refusal(interview_of, balikpapan, panel.round, **fields) == why


def test_a_stage_is_one_of_two(panel, balikpapan):
    refused = refusal(
        actions.schedule, panel.round, balikpapan, "III",
        starts_at=NOW, ends_at=NOW + HOUR, place="Aula", by=None, now=NOW,
    )  # fmt: skip

    assert refused == ["interview-stage-unknown"]


def test_only_the_keeper_of_the_round_sets_it(panel, balikpapan, samarinda, rina, seat, tetangga, nadia):
    for person in (rina, seat.user, tetangga):
        assert refusal(interview_of, balikpapan, panel.round, by=person) == ["round-not-yours"]
    assert refusal(interview_of, samarinda, panel.round, by=nadia) == ["round-city-not-in-it"]


def test_a_city_sets_that_of_its_own_round(balikpapan, rina, nadia, budi):
    round_ = factories.run_round(kind=Round.Kind.OWN, city=balikpapan, steps=STEPS)

    assert interview_of(balikpapan, round_, by=rina).city == balikpapan
    for person in (nadia, budi):
        assert refusal(interview_of, balikpapan, round_, by=person) == ["round-not-yours"]


def test_interviews_wait_for_their_days(balikpapan):
    round_ = factories.run_round(balikpapan, steps=[Step.SELF_ASSESSMENT])

    assert refusal(interview_of, balikpapan, round_) == ["round-undated"]


# --- What the city prepares --------------------------------------------------------------------------------


def test_the_presentation_is_guarded_and_a_new_one_takes_its_place(
    interview, rina, seat, budi, tetangga, hadi
):
    first = actions.attach_presentation(interview, slides("satu.png"), by=rina, now=NOW).presentation
    made = actions.attach_presentation(interview, slides("dua.png", b"2"), by=rina, now=NOW)

    assert made.presentation.name == "dua.png"
    assert all(guards.may_have(each, made.presentation) for each in (rina, budi, seat.user))
    assert not any(guards.may_have(each, made.presentation) for each in (tetangga, hadi))
    assert not type(first).objects.filter(pk=first.pk).exists()
    assert "dua.png" in said("presentation", rina)


def slides(name, more=b""):
    return Attached(files.store(PNG + more), name, "image/png")


def test_nobody_but_the_programme_office_prepares_for_the_city(interview, budi, seat, nadia, balikpapan):
    rows = [Named("A1", desk_of(budi), "Kepala Diskominfo")]

    for person in (budi, seat.user, nadia):
        assert refusal(actions.attach_presentation, interview, slides("a.png"), by=person, now=NOW) == [
            "round-not-yours"
        ]
        assert refusal(actions.set_speakers, interview, rows, expected=1, by=person, now=NOW) == [
            "round-not-yours"
        ]


def test_who_answers_is_set_as_a_whole(interview, budi, joko, rina):
    actions.set_speakers(interview, [Named("A1", desk_of(budi), "Rudi")], expected=1, by=rina, now=NOW)
    rows = [Named("A2", desk_of(joko), " Tono ", "Sari"), Named("A", desk_of(budi), "Rudi")]
    made = actions.set_speakers(interview, rows, expected=2, by=rina, now=NOW)

    assert made.version == 3
    assert [(each.node, each.name, each.stand_in) for each in queries.speakers(interview)] == [
        ("A", "Rudi", ""), ("A2", "Tono", "Sari"),
    ]  # fmt: skip
    with pytest.raises(versions.StaleSave):
        actions.set_speakers(interview, [], expected=2, by=rina, now=NOW)
    assert Speaker.objects.count() == 2


def test_all_that_is_wrong_with_the_table_is_said(interview, budi, samarinda, rina):
    elsewhere = organisation("Bappeda Samarinda", city=samarinda)
    rows = [
        Named("Z9", desk_of(budi), "Rudi"), Named("A1", desk_of(budi), " "), Named("A1", elsewhere, "Tono"),
    ]  # fmt: skip

    assert refusal(actions.set_speakers, interview, rows, expected=1, by=rina, now=NOW) == [
        "question-unknown", "speaker-without-name", "speaker-twice", "speaker-elsewhere",
    ]  # fmt: skip


def test_heads_of_the_organisations_that_answer_are_suggested(interview, budi, balikpapan):
    head = officeholder("kadis@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=desk_of(budi))

    found = {each.node: each for each in queries.suggested(interview, on=NOW.date())}

    assert (found["A1"].organisation, found["A1"].name) == (desk_of(budi), str(head))
    assert found["A2"].name == ""
    assert "A3" not in found


# --- The log -----------------------------------------------------------------------------------------------


def test_a_line_stands_at_its_minute(interview, rina):
    made = written(
        interview, " Dewan bertemu. ", code="a1", who="Rudi", by=rina, now=NOW + timedelta(seconds=41)
    )

    assert (made.at, made.code, made.words, made.by) == (NOW, "A1", "Dewan bertemu.", rina)
    assert said("logged", rina).endswith("Dewan bertemu.")


def test_a_line_that_is_sent_again_is_one(interview, rina):
    first = written(interview, key="sama", by=rina)
    again = written(interview, key="sama", by=rina, now=NOW + HOUR)

    assert first == again
    assert LogEntry.objects.count() == 1


def test_keeper_city_and_assessors_write_and_nobody_else(
    interview, nadia, rina, seat, budi, lestari, hadi, tetangga
):
    for number, person in enumerate((nadia, rina, seat.user)):
        written(interview, key=f"k{number}", by=person)
    for person in (budi, lestari, hadi, tetangga):
        assert refusal(written, interview, key="lain", by=person) == ["interview-not-yours"]


def test_an_assessor_writes_once_declared(balikpapan):
    round_ = factories.run_round(balikpapan, steps=STEPS)
    (seat, *_rest) = factories.seats(round_, balikpapan, factories.assessors(3), declared=False)
    made = interview_of(balikpapan, round_)

    assert refusal(written, made, by=seat.user) == ["interview-not-yours"]
    actions.declare(seat, is_independent=True, by=seat.user, now=NOW)
    assert written(made, by=seat.user).by == seat.user


def test_the_log_knows_assessors_by_their_number(interview, seat, rina):
    written(interview, by=seat.user)

    (line,) = queries.lines(interview, rina, queries.rights_of(interview, rina))
    assert (line.author, line.seat) == ("", 1)
    assert str(seat.user) not in said("logged_by_seat", rina)
    assert not Entry.objects.filter(kind__startswith="panel.logged", actor=seat.user.pk).exists()


@pytest.mark.parametrize(("fields", "why"), [
    ({"words": " "}, "entry-without-words"),
    ({"kind": "rumor"}, "entry-kind-unknown"),
    ({"code": "Z9"}, "question-unknown"),
    ({"at": NOW + HOUR}, "entry-ahead"),
    ({"kind": "promise", "due_at": NOW - HOUR}, "promise-due-past"),
])  # fmt: skip
def test_a_line_must_make_sense(interview, fields, why):
    assert refusal(written, interview, **fields) == [why]


def test_nothing_is_written_outside_the_days(interview, rina):
    assert refusal(written, interview, by=rina, now=NOW + 60 * DAY) == ["round-over"]


def test_a_line_is_struck_out_and_stays(interview, rina, nadia, seat):
    mine = written(interview, key="a", by=rina)

    struck = actions.strike(mine, by=rina, now=NOW + HOUR)
    actions.strike(mine, by=rina, now=NOW + 2 * HOUR)

    assert struck.struck_at == LogEntry.objects.get().struck_at == NOW + HOUR
    assert Entry.objects.filter(kind="panel.struck").count() == 1
    theirs = written(interview, key="b", by=seat.user)
    assert refusal(actions.strike, theirs, by=rina, now=NOW) == ["entry-of-another"]
    actions.strike(theirs, by=nadia, now=NOW)
    assert LogEntry.objects.exclude(struck_at=None).count() == 2


# --- Promises ----------------------------------------------------------------------------------------------


def test_a_promise_becomes_a_task_of_whoever_speaks_to_the_question(interview, budi, joko, rina):
    actions.set_speakers(interview, [Named("A", desk_of(joko), "Tono")], expected=1, by=rina, now=NOW)

    task = promised(interview, code="A1", by=rina).task

    assert (task.organisation, task.assigned_by, task.due_on) == (desk_of(joko), rina, date(2026, 11, 23))
    assert (task.subject.kind, task.subject.key) == ("panel.interview", str(interview.pk))
    assert "Notulen Dewan dikirim." in task.title


def test_without_a_table_the_agency_that_answers_the_question_keeps_the_promise(interview, budi):
    assert promised(interview, code="A1").task.organisation == desk_of(budi)


def test_a_promise_is_due_on_the_next_day_at_four_in_the_city(interview):
    assert promised(interview).due_at == datetime(2026, 11, 23, 16, 0, tzinfo=WITA)


def test_a_promise_is_due_when_the_completion_window_ends(balikpapan, budi):
    panel = panel_of(balikpapan, budi, steps=[*STEPS, Step.COMPLETION])
    made = interview_of(balikpapan, panel.round)

    entry = promised(made, code="A1")

    assert entry.due_at == NOW + 30 * DAY
    assert promised(made, key="k2", due_at=NOW + HOUR).due_at == NOW + HOUR


def test_a_promise_that_an_assessor_noted_is_given_by_nobody(interview, seat):
    assert promised(interview, code="A1", by=seat.user).task.assigned_by is None


def test_the_programme_office_gives_a_promise_that_nobody_keeps(interview, rina, budi, joko, samarinda):
    entry = promised(interview, by=rina)
    assert entry.task is None

    actions.give_promise(entry, desk_of(budi), by=rina, now=NOW)
    given = actions.give_promise(entry, desk_of(joko), by=rina, now=NOW)

    assert given.task.pk == LogEntry.objects.get().task_id
    assert Task.objects.get(pk=given.task_id).organisation == desk_of(joko)
    assert refusal(actions.give_promise, entry, desk_of(budi), by=budi, now=NOW) == ["round-not-yours"]
    elsewhere = organisation("Bappeda Samarinda", city=samarinda)
    assert refusal(actions.give_promise, entry, elsewhere, by=rina, now=NOW) == ["speaker-elsewhere"]


def test_a_promise_that_is_struck_out_cancels_its_task(interview, rina, budi):
    entry = promised(interview, code="A1", by=rina)

    actions.strike(entry, by=rina, now=NOW)

    assert Task.objects.get(pk=entry.task_id).stands is State.CANCELLED
    assert refusal(actions.give_promise, entry, desk_of(budi), by=rina, now=NOW) == ["promise-not-there"]


def test_a_promise_that_is_kept_already_stays_kept(interview, rina):
    entry = promised(interview, code="A1", by=rina)
    tasks.report(entry.task, words="Terkirim", proofs=[tasks.NewProof(text="Surat 12")], by=None, now=NOW)
    tasks.accept(entry.task, by=None, now=NOW)

    actions.strike(entry, by=rina, now=NOW)

    assert Task.objects.get(pk=entry.task_id).stands is State.ACCEPTED


# --- Seeing ------------------------------------------------------------------------------------------------


def test_city_panel_and_operator_see_interviews(
    interview, budi, rina, lestari, nadia, seat, tetangga, hadi, siti
):
    for person in (budi, rina, lestari, nadia, seat.user):
        assert Interview.objects.visible_to(person).get() == interview
    for person in (tetangga, hadi, siti):
        assert not Interview.objects.visible_to(person).exists()


def test_the_log_takes_two_queries_however_long(interview, rina, django_assert_num_queries):
    rights = queries.rights_of(interview, rina)
    promised(interview, key="p", code="A1")
    with django_assert_num_queries(2):
        queries.lines(interview, rina, rights)
    for number in range(8):
        written(interview, f"Kalimat {number}", key=f"k{number}")

    with django_assert_num_queries(2):
        found = queries.lines(interview, rina, rights)

    assert len(found) == 9
    assert len(queries.promises(found)) == 1


def test_the_mark_of_the_log_changes_with_what_is_seen(interview, rina):
    marks = [queries.mark_of_log(interview)]
    entry = promised(interview, code="A1", by=rina)
    marks.append(queries.mark_of_log(interview))
    tasks.report(
        entry.task, words="Terkirim", proofs=[tasks.NewProof(text="Surat 12")], by=None, now=NOW + HOUR
    )
    marks.append(queries.mark_of_log(interview))
    actions.strike(entry, by=rina, now=NOW + HOUR)
    marks.append(queries.mark_of_log(interview))

    assert len(set(marks)) == 4
    assert queries.mark_of_log(interview) == marks[-1]


def test_it_stands_in_the_calendars_of_those_who_take_part(
    interview, rina, budi, seat, nadia, hadi, tetangga
):
    def found(person):
        return [each for each in agenda_sources.entries_of(person) if each.uid == f"wawancara-{interview.pk}"]

    for person in (rina, budi, seat.user):
        (entry,) = found(person)
        assert (entry.on.starts_at, entry.on.ends_at, entry.sequence) == (
            interview.starts_at,
            interview.ends_at,
            0,
        )
        assert "Ruang rapat Bappeda" in entry.text
    for person in (nadia, hadi, tetangga):
        assert not found(person)


def test_an_interview_is_cancelled_with_a_reason_that_everybody_in_it_reads(
    balikpapan, panel, seats, nadia, rina
):
    one = actions.schedule(
        panel.round, balikpapan, "II", starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=3),
        place="Ruang rapat", by=nadia, now=NOW,
    )  # fmt: skip

    assert refusal(actions.cancel_interview, one, reason=" ", by=nadia, now=NOW) == [
        "interview-cancelled-without-reason"
    ]
    assert refusal(actions.cancel_interview, one, reason="x", by=rina, now=NOW) == ["round-not-yours"]
    actions.cancel_interview(one, reason="Jadwal menteri berubah", by=nadia, now=NOW)
    actions.cancel_interview(one, reason="Lagi", by=nadia, now=NOW)

    told = Notice.objects.filter(kind="panel.interview_cancelled")
    assert {notice.person for notice in told} == {rina, *(seat.user for seat in seats)}
    assert {notice.city for notice in told.exclude(person=rina)} == {None}
    one.refresh_from_db()
    assert one.cancelled_because == "Jadwal menteri berubah"
    assert refusal(
        actions.schedule, panel.round, balikpapan, "II", starts_at=one.starts_at, ends_at=one.ends_at,
        place="Lain", interview=one, expected=one.version, by=nadia, now=NOW,
    ) == ["interview-cancelled"]  # fmt: skip
