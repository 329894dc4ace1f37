"""Rounds with days: who opens, dates, extends and joins them, with which words it is refused, and who never sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import actions, guarding
from kotacerdas.evaluation.domain.workflow import KEEPER, RULES, Deed, Standing, Step, Window
from kotacerdas.evaluation.models import Extension, Participation, Round, StepWindow
from kotacerdas.evaluation.queries.calendars import calendar_of, lines
from kotacerdas.evaluation.targets import QUESTION
from kotacerdas.evaluation.words import STEPS
from kotacerdas.events.models import Event
from kotacerdas.evidence import targets
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder, province
from kotacerdas.search import queries as search

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FORM = "smartcity/2023-kppn"
OPEN, AHEAD = Window(NOW - DAY, NOW + 30 * DAY), Window(NOW + DAY, NOW + 9 * DAY)
OVER = Window(NOW - 9 * DAY, NOW - DAY)
OWN, TRIAL, RUN = Round.Kind.OWN, Round.Kind.TRIAL, Round.Kind.RUN


@pytest.fixture
def kaltim(db):
    return officeholder("kaltim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=province())


@pytest.fixture
def jatim(db):
    return officeholder("jatim@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=province("35", "Jawa Timur"))


def opened(kind, city=None, *, by=None, days=None, **fields):
    new = actions.NewRound(
        kind=kind,
        instrument=fields.pop("instrument", FORM),
        year=fields.pop("year", 2026),
        title_id=fields.pop("title_id", "Evaluasi rahasia"),
        title_en="Hidden evaluation",
        zone="Asia/Jakarta",
        city=city,
        days={Step.INVITATION: OPEN, Step.SELF_ASSESSMENT: OPEN} if days is None else days,
        **fields,
    )
    return actions.open_round(new, by=by, now=NOW)


@pytest.fixture
def national(nadia):
    """A round that the national operator runs."""
    return opened(RUN, by=nadia)


@pytest.fixture
def own(balikpapan):
    return opened(OWN, balikpapan, year=2025)


def refusal(deed, *args, **kwargs):
    """The words in which it is refused, in both languages, and nothing was done."""
    before = (Entry.objects.count(), Event.objects.count(), Notice.objects.count())
    with pytest.raises(Refused) as refused:
        deed(*args, now=kwargs.pop("now", NOW), **kwargs)
    assert (Entry.objects.count(), Event.objects.count(), Notice.objects.count()) == before
    told = {}
    for language in ("id", "en"):
        with translation.override(language):
            told[language] = sentences(refused.value)
    assert all(words and "%(" not in words for some in told.values() for words in some)
    return [fault.kind for fault in refused.value.faults], told


def kinds(deed, *args, **kwargs):
    return refusal(deed, *args, **kwargs)[0]


def said(kind, reader):
    """The sentence of the last deed of that kind in the trail."""
    entry = Entry.objects.filter(kind=f"evaluation.{kind}").select_related("values", "actor").latest("pk")
    (line,) = trail.lines([entry], seen_by=reader)
    assert "erased" not in line.sentence
    assert "terhapus" not in line.sentence
    return line.sentence


# --- Opening -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [OWN, TRIAL])
def test_a_city_opens_a_round_of_its_own_and_is_in_it(balikpapan, rina, kind):
    made = opened(kind, balikpapan, by=rina)

    assert (made.kind, made.city, made.is_published) == (kind, balikpapan, False)
    assert made.participations.get().state == Participation.State.JOINED
    assert calendar_of(made, balikpapan) == {Step.INVITATION: OPEN, Step.SELF_ASSESSMENT: OPEN}
    assert {"2026", "Rina", made.code} <= set(said("round_opened", rina).replace(".", "").split())


def test_an_operator_opens_a_round_in_which_nobody_is_yet(national):
    assert (national.city, national.kind, national.participations.count()) == (None, RUN, 0)


def test_addresses_say_form_year_and_city_and_never_clash(balikpapan, samarinda):
    codes = [
        opened(OWN, balikpapan).code,
        opened(OWN, balikpapan).code,
        opened(TRIAL, balikpapan).code,
        opened(OWN, samarinda).code,
        opened(RUN).code,
    ]

    assert codes == [
        "smartcity-2026-6471",
        "smartcity-2026-6471-2",
        "latihan-smartcity-2026-6471",
        "smartcity-2026-6472",
        "smartcity-2026",
    ]


@pytest.mark.parametrize("who", ["siti", "budi", "lestari", "hadi", "tetangga", "nadia"])
def test_only_its_programme_office_opens_a_round_of_a_city(request, balikpapan, who):
    assert kinds(lambda **on: opened(OWN, balikpapan, by=on["by"]), by=request.getfixturevalue(who)) == [
        "round-not-yours"
    ]
    assert not Round.objects.exists()


@pytest.mark.parametrize("who", ["siti", "budi", "rina", "lestari", "hadi"])
def test_only_operators_open_a_round_for_cities(request, who):
    assert kinds(lambda **on: opened(RUN, by=on["by"]), by=request.getfixturevalue(who)) == [
        "round-not-yours"
    ]


def test_an_unknown_form_and_crossed_days_are_refused(balikpapan, rina):
    crossed = {Step.SUBMISSION: OVER, Step.SELF_ASSESSMENT: OPEN}

    assert kinds(lambda **on: opened(OWN, balikpapan, by=rina, instrument="smartcity/1999")) == [
        "unknown-instrument"
    ]
    found, told = refusal(lambda **on: opened(OWN, balikpapan, by=rina, days=crossed))

    assert found == ["round-steps-crossed"]
    for language, (words,) in told.items():
        with translation.override(language):
            assert str(STEPS[Step.SUBMISSION]) in words
            assert str(STEPS[Step.SELF_ASSESSMENT]) in words
    assert not Round.objects.exists()


def test_the_database_keeps_a_round_of_a_city_private(own, national, balikpapan):
    for wrong in ({"is_published": True}, {"city": None}, {"kind": RUN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=own.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=national.pk).update(city=balikpapan)


# --- Setting days ------------------------------------------------------------------------------------------


def test_days_are_set_all_at_once_and_the_trail_says_so(own, balikpapan, rina):
    wanted = {Step.INVITATION: OPEN, Step.SELF_ASSESSMENT: OPEN, Step.SUBMISSION: AHEAD}

    actions.set_days(own, wanted, by=rina, now=NOW)

    assert calendar_of(own, balikpapan) == wanted
    assert own.code in said("days_set", rina)
    assert Entry.objects.latest("pk").values.content["submission"] == [
        None,
        [AHEAD.opens_at.isoformat(), AHEAD.closes_at.isoformat()],
    ]


def test_the_same_days_again_are_no_deed(own, rina):
    before = Entry.objects.count()

    actions.set_days(own, calendar_of(own, own.city), by=rina, now=NOW)

    assert Entry.objects.count() == before


def test_a_step_that_has_begun_keeps_its_days(own, rina):
    shorter = Window(OPEN.opens_at, OPEN.closes_at - DAY)

    found, told = refusal(actions.set_days, own, {Step.INVITATION: shorter}, by=rina)

    assert found == ["round-step-has-begun", "round-step-has-begun"]
    for language, words in told.items():
        with translation.override(language):
            assert str(STEPS[Step.INVITATION]) in words[0]
            assert str(STEPS[Step.SELF_ASSESSMENT]) in words[1]
    assert calendar_of(own, None) == {Step.INVITATION: OPEN, Step.SELF_ASSESSMENT: OPEN}


def test_a_step_ahead_can_move_and_go(balikpapan, rina):
    ahead = opened(OWN, balikpapan, days={Step.SUBMISSION: AHEAD, Step.STAGE_1: AHEAD})
    moved = Window(AHEAD.opens_at + DAY, AHEAD.closes_at)

    actions.set_days(ahead, {Step.SUBMISSION: moved}, by=rina, now=NOW)

    assert calendar_of(ahead, balikpapan) == {Step.SUBMISSION: moved}


@pytest.mark.parametrize("who", ["siti", "budi", "lestari", "hadi", "tetangga", "nadia", "kaltim"])
def test_nobody_else_dates_or_extends_a_round_of_a_city(request, own, who):
    by = request.getfixturevalue(who)
    later = {"closes_at": OPEN.closes_at + DAY, "reason": "Banjir", "by": by}

    assert kinds(actions.set_days, own, {}, by=by) == ["round-not-yours"]
    assert kinds(actions.extend, own, Step.INVITATION, **later) == ["round-not-yours"]
    assert not guarding.may_keep(own, by)


@pytest.mark.parametrize("who", ["siti", "budi", "rina", "lestari", "hadi"])
def test_no_city_dates_or_extends_a_round_that_an_operator_runs(request, national, balikpapan, nadia, who):
    actions.invite(national, [balikpapan], by=nadia, now=NOW)
    by = request.getfixturevalue(who)
    later = {"closes_at": OPEN.closes_at + DAY, "reason": "Banjir", "by": by}

    assert kinds(actions.set_days, national, {}, by=by) == ["round-not-yours"]
    assert kinds(actions.extend, national, Step.INVITATION, city=balikpapan, **later) == ["round-not-yours"]
    assert kinds(actions.invite, national, [balikpapan], by=by) == ["round-not-yours"]


def test_a_round_that_is_only_known_by_its_results_has_no_days(nadia):
    known = Round.objects.create(code="lama", instrument=FORM, year=2019, is_published=True)

    assert kinds(actions.set_days, known, {Step.RESULT: OPEN}, by=nadia) == ["round-not-yours"]


# --- Operators of a province and of the country ------------------------------------------------------------


def test_an_operator_of_a_province_runs_rounds_of_that_province(kaltim, jatim, balikpapan, nadia):
    made = opened(RUN, by=kaltim, days={Step.INVITATION: OPEN}, province=province())

    actions.set_days(made, {Step.INVITATION: OPEN, Step.SUBMISSION: AHEAD}, by=kaltim, now=NOW)
    actions.invite(made, [balikpapan], by=kaltim, now=NOW)

    assert made.participations.get().city == balikpapan
    assert Round.objects.visible_to(kaltim).get() == made
    assert guarding.may_keep(made, nadia)
    assert not guarding.may_keep(made, jatim)
    assert not Round.objects.visible_to(jatim).exists()


def test_an_operator_sees_the_round_that_he_or_she_has_just_opened(kaltim):
    made = opened(RUN, by=kaltim, province=province())

    assert list(Round.objects.visible_to(kaltim)) == [made]


def test_an_operator_of_a_province_opens_none_for_the_country_or_for_another(kaltim, jatim, nadia):
    for who, where in ((kaltim, None), (jatim, province())):
        assert kinds(lambda by=who, of=where, **on: opened(RUN, by=by, province=of)) == ["round-not-yours"]

    assert opened(RUN, by=nadia, province=province()).province == province()


def test_only_a_round_that_runs_here_has_a_province(national, own):
    Round.objects.filter(pk=national.pk).update(province=province())
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=own.pk).update(province=province())


def test_a_national_round_is_not_dated_by_an_operator_of_a_province(national, kaltim, balikpapan, nadia):
    """Not even while cities of that province are in it: others are in it as well."""
    actions.invite(national, [balikpapan], by=nadia, now=NOW)
    later = {"closes_at": OPEN.closes_at + DAY, "reason": "Banjir", "by": kaltim}

    assert kinds(actions.set_days, national, {}, by=kaltim) == ["round-not-yours"]
    assert kinds(actions.extend, national, Step.INVITATION, **later) == ["round-not-yours"]
    assert kinds(actions.invite, national, [balikpapan], by=kaltim) == ["round-not-yours"]


def test_an_operator_of_a_province_invites_no_city_of_another(kaltim, malang_kab, balikpapan):
    made = opened(RUN, by=kaltim, province=province())

    assert kinds(actions.invite, made, [balikpapan, malang_kab], by=kaltim) == ["round-not-yours"]
    assert not Participation.objects.exists()


# --- Extending ---------------------------------------------------------------------------------------------


def test_an_extension_stands_with_who_and_why_and_counts(national, nadia, balikpapan, samarinda, rina):
    actions.invite(national, [balikpapan, samarinda], by=nadia, now=NOW)
    Notice.objects.all().delete()
    until = OPEN.closes_at + 3 * DAY

    made = actions.extend(
        national, Step.SELF_ASSESSMENT, closes_at=until, reason=" Banjir ", by=nadia, now=NOW, city=balikpapan
    )

    assert (made.by, made.at, made.reason, made.city) == (nadia, NOW, "Banjir", balikpapan)
    assert calendar_of(national, balikpapan)[Step.SELF_ASSESSMENT].closes_at == until
    for other in (samarinda, None):
        assert calendar_of(national, other)[Step.SELF_ASSESSMENT] == OPEN
    line = next(each for each in lines(national, balikpapan, now=NOW) if each.step is Step.SELF_ASSESSMENT)
    assert (line.is_extended, line.planned_close, line.extensions) == (True, OPEN.closes_at, [made])
    assert {notice.person for notice in Notice.objects.all()} == {rina}
    sentence = said("step_extended", nadia)
    assert "Banjir" in sentence
    assert str(STEPS[Step.SELF_ASSESSMENT]) in sentence
    assert Event.objects.get(kind="round.extended").fields == {"step": "self_assessment"}


def test_an_extension_for_all_reaches_every_city(national, nadia, balikpapan, samarinda):
    actions.invite(national, [balikpapan, samarinda], by=nadia, now=NOW)
    until = OPEN.closes_at + DAY

    actions.extend(national, Step.SELF_ASSESSMENT, closes_at=until, reason="Banjir", by=nadia, now=NOW)

    for city in (None, balikpapan, samarinda):
        assert calendar_of(national, city)[Step.SELF_ASSESSMENT].closes_at == until


def test_the_later_of_two_extensions_counts_whichever_came_last(national, nadia, balikpapan):
    actions.invite(national, [balikpapan], by=nadia, now=NOW)
    far, near = OPEN.closes_at + 9 * DAY, OPEN.closes_at + DAY
    words = {"reason": "Banjir", "by": nadia, "now": NOW}

    actions.extend(national, Step.SELF_ASSESSMENT, closes_at=far, city=balikpapan, **words)
    actions.extend(national, Step.SELF_ASSESSMENT, closes_at=near, **words)

    assert calendar_of(national, balikpapan)[Step.SELF_ASSESSMENT].closes_at == far
    assert calendar_of(national, None)[Step.SELF_ASSESSMENT].closes_at == near


def test_an_extension_never_shortens_even_after_days_were_set_anew(balikpapan, rina):
    made = opened(OWN, balikpapan, days={Step.SUBMISSION: AHEAD})
    actions.extend(made, Step.SUBMISSION, closes_at=AHEAD.closes_at + DAY, reason="Banjir", by=rina, now=NOW)
    longer = Window(AHEAD.opens_at, AHEAD.closes_at + 5 * DAY)

    actions.set_days(made, {Step.SUBMISSION: longer}, by=rina, now=NOW)

    assert calendar_of(made, balikpapan)[Step.SUBMISSION] == longer


def test_a_step_that_is_over_opens_again_until_the_new_end_and_not_at_it(balikpapan, rina):
    made = opened(OWN, balikpapan, days={Step.SELF_ASSESSMENT: OVER})
    until = NOW + DAY
    assert guarding.refusals(Deed.ANSWER, made, balikpapan, by=rina, now=NOW)

    actions.extend(made, Step.SELF_ASSESSMENT, closes_at=until, reason="Banjir", by=rina, now=NOW)

    last = until - timedelta(microseconds=1)
    assert not guarding.refusals(Deed.ANSWER, made, balikpapan, by=rina, now=NOW)
    assert not guarding.refusals(Deed.ANSWER, made, balikpapan, by=rina, now=last)
    assert guarding.refusals(Deed.ANSWER, made, balikpapan, by=rina, now=until)


def test_an_extension_needs_a_reason_a_later_end_days_and_a_city_of_the_round(
    national, nadia, balikpapan, samarinda
):
    actions.invite(national, [balikpapan], by=nadia, now=NOW)
    good = {"closes_at": OPEN.closes_at + DAY, "reason": "Banjir", "by": nadia}

    def refused(step=Step.INVITATION, **wrong):
        return refusal(actions.extend, national, step, **(good | wrong))

    assert refused(reason=" \n")[0] == ["round-extension-without-reason"]
    assert refused(closes_at=OPEN.closes_at)[0] == ["round-extension-not-later"]
    assert refused(step=Step.RESULT)[0] == ["round-undated"]
    found, told = refused(city=samarinda)
    assert found == ["round-city-not-in-it"]
    assert all("Samarinda" in words for (words,) in told.values())
    assert not Extension.objects.exists()


def test_a_step_that_was_over_is_not_extended_into_the_past(balikpapan, rina):
    made = opened(OWN, balikpapan, days={Step.SELF_ASSESSMENT: OVER})
    words = {"reason": "Banjir", "by": rina}

    assert kinds(actions.extend, made, Step.SELF_ASSESSMENT, closes_at=NOW, **words) == [
        "round-extension-not-later"
    ]


def test_the_database_knows_no_extension_without_reason_and_no_step_twice(own):
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(round=own, step=Step.INVITATION, closes_at=NOW, reason="", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepWindow.objects.create(
            round=own, step=Step.INVITATION, opens_at=OPEN.opens_at, closes_at=OPEN.closes_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        StepWindow.objects.create(round=own, step=Step.RESULT, opens_at=NOW, closes_at=NOW)


def test_lines_show_every_step_in_its_order_with_or_without_days(own, balikpapan):
    found = lines(own, balikpapan, now=NOW)

    assert [each.step for each in found] == list(Step)
    assert {each.standing for each in found[:2]} == {Standing.OPEN}
    assert {each.standing for each in found[2:]} == {Standing.UNDATED}


# --- Inviting and answering --------------------------------------------------------------------------------


def test_an_invitation_reaches_the_programme_office_once(national, nadia, balikpapan, rina, budi):
    first = actions.invite(national, [balikpapan, balikpapan], by=nadia, now=NOW)
    second = actions.invite(national, [balikpapan], by=nadia, now=NOW)

    assert [(row.city, row.state) for row in first] == [(balikpapan, Participation.State.INVITED)]
    assert second == []
    assert [notice.person for notice in Notice.objects.all()] == [rina]
    assert Event.objects.filter(kind="round.invited", city=balikpapan).count() == 1
    assert national.code in said("city_invited", nadia)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ({}, "round-undated"),
        ({Step.INVITATION: AHEAD}, "round-not-yet"),
        ({Step.INVITATION: OVER}, "round-over"),
        ({Step.SUBMISSION: OPEN}, "round-undated"),
    ],
)
def test_inviting_waits_for_its_days(nadia, balikpapan, days, kind):
    made = opened(RUN, by=nadia, days=days)

    found, told = refusal(actions.invite, made, [balikpapan], by=nadia)

    assert found == [kind]
    for language, (words,) in told.items():
        with translation.override(language):
            assert str(STEPS[Step.INVITATION]) in words
    if days and kind != "round-undated":
        assert "2026" in told["id"][0]
        assert "2026" in told["en"][0]


def test_a_city_joins_declines_with_a_reason_and_changes_its_mind(national, nadia, balikpapan, rina):
    (row,) = actions.invite(national, [balikpapan], by=nadia, now=NOW)

    joined = actions.answer_invitation(row, takes_part=True, by=rina, now=NOW)
    assert (joined.state, joined.answered_at, joined.reason) == ("joined", NOW, "")
    assert national.code in said("city_joined", rina)

    declined = actions.answer_invitation(row, takes_part=False, reason=" Pemilu ", by=rina, now=NOW + DAY)
    assert (declined.state, declined.answered_at, declined.reason) == ("declined", NOW + DAY, "Pemilu")
    assert "Pemilu" in said("city_declined", rina)

    again = actions.answer_invitation(row, takes_part=True, reason="Jadi", by=rina, now=NOW + DAY)
    assert (again.state, again.reason) == ("joined", "")
    assert list(
        Event.objects.filter(city=balikpapan, kind__startswith="round.")
        .order_by("pk")
        .values_list("kind", flat=True)
    ) == ["round.invited", "round.joined", "round.declined", "round.joined"]


def test_declining_needs_a_reason(national, nadia, balikpapan, rina):
    (row,) = actions.invite(national, [balikpapan], by=nadia, now=NOW)

    found = kinds(actions.answer_invitation, row, takes_part=False, reason=" ", by=rina)

    assert found == ["round-declined-without-reason"]
    row.refresh_from_db()
    assert row.state == Participation.State.INVITED


@pytest.mark.parametrize("who", ["siti", "budi", "lestari", "hadi", "tetangga", "nadia", "kaltim"])
def test_nobody_else_answers_for_a_city(request, national, nadia, balikpapan, who):
    (row,) = actions.invite(national, [balikpapan], by=nadia, now=NOW)

    by = request.getfixturevalue(who)

    assert kinds(actions.answer_invitation, row, takes_part=True, by=by) == ["round-not-yours"]


def test_after_its_days_a_city_answers_no_more(national, nadia, balikpapan, rina):
    (row,) = actions.invite(national, [balikpapan], by=nadia, now=NOW)

    found = kinds(actions.answer_invitation, row, takes_part=True, by=rina, now=OPEN.closes_at)

    assert found == ["round-over"]


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("who", ["siti", "budi", "rina", "lestari", "hadi", "nadia", "tetangga"])
def test_every_deed_asks_for_its_permission_in_the_city_of_the_deed(request, own, balikpapan, deed, who):
    """The programme office keeps, answers and checks; an officer answers; the operator runs; a neighbour does nothing.
    Whether somebody who may score sits in the panel is asked of the seat."""
    seated = {Deed.DECLARE, Deed.ASK, Deed.ADVISE, Deed.SCORE}
    kept = {deed for deed, rule in RULES.items() if rule.who in {KEEPER, "keep_rounds"}}
    may = {
        "rina": kept | seated | {Deed.ANSWER, Deed.VERIFY, Deed.REPLY},
        "budi": seated | {Deed.ANSWER, Deed.REPLY},
        "lestari": seated,
        "hadi": seated,
        "nadia": {Deed.INVITE, Deed.PUBLISH},
    }
    everything = opened(OWN, balikpapan, days=dict.fromkeys(Step, OPEN))

    faults = guarding.refusals(deed, everything, balikpapan, by=request.getfixturevalue(who), now=NOW)

    assert [fault.kind for fault in faults] == ([] if deed in may.get(who, set()) else ["round-not-yours"])


# --- Who sees it -------------------------------------------------------------------------------------------


def found_by(user, words):
    return {hit.shown.title for group in search.search(words, user=user).groups for hit in group.hits}


@pytest.mark.parametrize("kind", [OWN, TRIAL])
@pytest.mark.parametrize("who", [None, "siti", "hadi", "tetangga", "nadia", "kaltim"])
def test_nobody_outside_ever_sees_a_round_of_a_city(
    request, as_user, anonymous, balikpapan, samarinda, kind, who
):
    made = opened(kind, balikpapan)
    user = request.getfixturevalue(who) if who else AnonymousUser()
    browser = as_user(user) if who else anonymous

    assert not Round.objects.visible_to(user).exists()
    assert not StepWindow.objects.visible_to(user).exists()
    assert found_by(user, "Evaluasi rahasia") == set()
    for city in (balikpapan, samarinda):
        assert made.code not in {scope.key for scope in targets.scopes(user, city)}
    for address in ("/putaran/", "/", "/banding/", "/k/64.71/", "/cari/?q=rahasia"):
        text = browser.get(address).content.decode()
        assert made.code not in text
        assert "Evaluasi rahasia" not in text
    assert browser.get(f"/putaran/{made.code}/").status_code == 404
    assert browser.get(f"/putaran/{made.code}/unduh.csv").status_code == 404


@pytest.mark.parametrize("who", ["rina", "budi", "lestari"])
def test_the_offices_of_the_city_see_its_round(request, own, balikpapan, who):
    user = request.getfixturevalue(who)

    assert list(Round.objects.visible_to(user)) == [own]
    assert found_by(user, "Evaluasi rahasia") == {"Evaluasi rahasia"}
    assert own.code in {scope.key for scope in targets.scopes(user, balikpapan)}


def test_a_round_of_a_city_proves_nothing_of_another(own, balikpapan, samarinda):
    """Neither by a guessed key nor for jobs, which see everything."""
    key = f"{own.code}/A1"

    assert targets.find(balikpapan, QUESTION, key).key == key
    assert targets.find(samarinda, QUESTION, key) is None
    assert own.code in {scope.key for scope in targets.scopes(None, balikpapan)}
    assert own.code not in {scope.key for scope in targets.scopes(None, samarinda)}


def test_a_round_that_runs_here_is_seen_by_its_cities_and_operators_before_it_is_published(
    national, nadia, rina, tetangga, siti, balikpapan
):
    assert not Round.objects.visible_to(rina).exists()

    actions.invite(national, [balikpapan], by=nadia, now=NOW)

    for user in (nadia, rina):
        assert Round.objects.visible_to(user).get() == national
    for user in (tetangga, siti, AnonymousUser()):
        assert not Round.objects.visible_to(user).exists()


def test_a_city_sees_neither_who_else_is_invited_nor_more_time_of_others(
    national, nadia, rina, tetangga, balikpapan, samarinda
):
    actions.invite(national, [balikpapan, samarinda], by=nadia, now=NOW)
    words = {"closes_at": OPEN.closes_at + DAY, "reason": "Banjir", "by": nadia, "now": NOW}
    given = actions.extend(national, Step.INVITATION, city=samarinda, **words)
    for_all = actions.extend(national, Step.SELF_ASSESSMENT, **words)

    assert [row.city for row in Participation.objects.visible_to(rina)] == [balikpapan]
    assert list(Extension.objects.visible_to(rina)) == [for_all]
    assert set(Extension.objects.visible_to(tetangga)) == {given, for_all}
    assert set(Extension.objects.visible_to(nadia)) == {given, for_all}
    assert not Extension.objects.visible_to(AnonymousUser()).exists()


def test_a_calendar_costs_the_same_for_one_extension_and_for_many(
    django_assert_num_queries, national, nadia, balikpapan
):
    actions.invite(national, [balikpapan], by=nadia, now=NOW)
    for days in range(1, 6):
        actions.extend(
            national,
            Step.SELF_ASSESSMENT,
            closes_at=OPEN.closes_at + days * DAY,
            reason="Banjir",
            by=nadia,
            now=NOW,
            city=balikpapan,
        )

    with django_assert_num_queries(2):
        calendar_of(national, balikpapan)
    with django_assert_num_queries(2):
        assert max(len(each.extensions) for each in lines(national, balikpapan, now=NOW)) == 5
