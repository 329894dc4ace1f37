from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.events.models import Event
from kotacerdas.people import access, queries
from kotacerdas.people.actions import persons, roles
from kotacerdas.people.actions.roles import Doubtful, Offer
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import GIVES, ROLES, Role, Scope
from kotacerdas.people.tests import factories

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # 12.00 WITA
TODAY = date(2026, 3, 10)
ORDER = "Keputusan Wali Kota Nomor 800/12/2026"
Manner = RoleAssignment.Manner


@pytest.fixture
def diskominfo(balikpapan):
    return factories.organisation(city=balikpapan, short_name="Diskominfo")


@pytest.fixture
def dishub(balikpapan):
    return factories.organisation("Dinas Perhubungan", city=balikpapan, short_name="Dishub")


@pytest.fixture
def head(balikpapan, diskominfo):
    return factories.officeholder(
        "kepala@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=diskominfo
    )


def officer(city, desk=None, **more):
    return Offer(Role.AGENCY_OFFICER, city=city, organisation=desk, **more)


def acting(desk, manner=Manner.PLT, **more):
    days = {"from_on": TODAY, "until_on": TODAY + timedelta(days=20)}
    fields = {"manner": manner, "legal_basis": ORDER, **days, **more}
    return Offer(Role.AGENCY_HEAD, city=desk.city, organisation=desk, **fields)


def kinds_of(refused):
    return [fault.kind for fault in refused.value.faults]


# --- Giving ------------------------------------------------------------------------------------------------


def test_role_counts_from_the_moment_it_is_given(rina, siti, balikpapan, diskominfo):
    assert not access.may(siti, Permission.SEE_CITY_DRAFTS, balikpapan)

    held = roles.give_role(siti, officer(balikpapan, diskominfo), by=rina, now=NOON)

    assert access.may(siti, Permission.SEE_CITY_DRAFTS, balikpapan)
    assert held.from_on == TODAY
    assert Event.objects.get(kind="people.role_given").fields == {
        "role": "agency_officer",
        "organisation": diskominfo.code,
    }
    assert Entry.objects.get(kind="people.role_given").actor_id == rina.pk


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("giver", [*GIVES, Role.AGENCY_HEAD, Role.LEADER])
def test_each_role_gives_what_the_table_says_and_no_more(role, giver, siti, balikpapan):
    place = {
        Scope.CITY: {"city": balikpapan},
        Scope.PROVINCE: {"province": balikpapan.province},
        Scope.COUNTRY: {},
    }
    by = factories.officeholder("pemberi@contoh.id", giver, **place[ROLES[giver].scope])
    breadth = list(Scope)
    expected = role in GIVES.get(giver, ()) and breadth.index(ROLES[role].scope) <= breadth.index(
        ROLES[giver].scope
    )

    if expected:
        assert roles.give_role(siti, Offer(role, **place[ROLES[role].scope]), by=by, now=NOON).pk
    else:
        with pytest.raises(Refused):
            roles.give_role(siti, Offer(role, **place[ROLES[role].scope]), by=by, now=NOON)
        assert not RoleAssignment.objects.filter(user=siti).exists()


def test_roles_to_choose_from_are_those_that_may_be_given(rina, nadia, balikpapan, samarinda):
    assert queries.giving.roles_to_give(rina, city=balikpapan) == [
        role for role in Role if ROLES[role].scope is Scope.CITY
    ]
    assert queries.giving.roles_to_give(rina, city=samarinda) == []
    assert queries.giving.roles_to_give(nadia) == [Role.ASSESSOR, Role.NATIONAL_OPERATOR]


def test_nobody_gives_himself_a_role(rina, balikpapan):
    with pytest.raises(Refused) as refused:
        roles.give_role(rina, Offer(Role.VERIFIER, city=balikpapan), by=rina, now=NOON)

    assert kinds_of(refused) == ["role-to-oneself"]


def test_same_role_is_not_given_twice_for_the_same_days(rina, budi):
    held = budi.assignments.get()
    with pytest.raises(Refused) as refused:
        roles.give_role(budi, officer(held.city, held.organisation), by=rina, now=NOON)

    assert kinds_of(refused) == ["role-held-already"]


def test_second_head_of_an_agency_is_refused(rina, joko, head, diskominfo):
    offer = Offer(Role.AGENCY_HEAD, city=diskominfo.city, organisation=diskominfo)

    with pytest.raises(Refused) as refused:
        roles.give_role(joko, offer, by=rina, now=NOON)

    assert kinds_of(refused) == ["post-has-head-without-end"]


def test_new_head_begins_the_moment_the_old_one_ended(rina, joko, head, diskominfo):
    held = head.assignments.get()
    roles.end_role(held, by=rina, now=NOON, expected=held.version)

    offer = Offer(Role.AGENCY_HEAD, city=diskominfo.city, organisation=diskominfo)
    roles.give_role(joko, offer, by=rina, now=NOON)

    assert queries.heads_of(diskominfo, now=NOON) == [joko]


# --- Ending ------------------------------------------------------------------------------------------------


def test_role_ended_now_is_gone_the_same_second(rina, budi, balikpapan):
    held = budi.assignments.get()

    roles.end_role(held, by=rina, now=NOON, expected=held.version)

    assert held.is_active(TODAY, NOON - timedelta(microseconds=1))
    assert not held.is_active(TODAY, NOON)
    assert not access.may(budi, Permission.SEE_CITY_DRAFTS)
    assert Event.objects.get(kind="people.role_ended").fields["until_on"] == "2026-03-10"


def test_role_with_a_last_day_lasts_through_it(rina, budi):
    held = budi.assignments.get()
    last = TODAY + timedelta(days=5)

    roles.end_role(held, by=rina, now=NOON, expected=held.version, on=last)

    assert held.is_active(last, NOON)
    assert not held.is_active(last + timedelta(days=1), NOON)


def test_last_day_in_the_past_is_refused(rina, budi):
    held = budi.assignments.get()

    with pytest.raises(Refused) as refused:
        roles.end_role(held, by=rina, now=NOON, expected=held.version, on=TODAY - timedelta(days=1))

    assert kinds_of(refused) == ["last-day-past"]


def test_role_that_has_not_begun_can_be_taken_back(rina, siti, balikpapan, diskominfo):
    begins = TODAY + timedelta(days=10)
    held = roles.give_role(siti, officer(balikpapan, diskominfo, from_on=begins), by=rina, now=NOON)

    roles.end_role(held, by=rina, now=NOON, expected=held.version)

    assert not held.is_active(begins, NOON)
    assert not RoleAssignment.objects.filter(user=siti).active(begins, NOON).exists()


def test_two_who_end_a_role_at_once_do_not_overwrite_each_other(rina, nadia, budi):
    held = budi.assignments.get()
    seen = held.version
    roles.end_role(held, by=rina, now=NOON, expected=seen, on=TODAY + timedelta(days=5))

    with pytest.raises(StaleSave):
        roles.end_role(
            budi.assignments.get(), by=nadia, now=NOON, expected=seen, on=TODAY + timedelta(days=9)
        )


def test_role_that_is_over_is_not_ended_again(rina, budi):
    held = budi.assignments.get()
    roles.end_role(held, by=rina, now=NOON, expected=held.version)

    with pytest.raises(Refused) as refused:
        roles.end_role(held, by=rina, now=NOON, expected=held.version)

    assert kinds_of(refused) == ["role-over"]


@pytest.mark.parametrize("who", ["tetangga", "joko", "lestari"])
def test_whoever_has_no_say_over_people_there_ends_nothing(who, request, budi):
    held = budi.assignments.get()

    with pytest.raises(Refused):
        roles.end_role(held, by=request.getfixturevalue(who), now=NOON, expected=held.version)


# --- Acting ------------------------------------------------------------------------------------------------


def test_deputy_has_what_the_role_allows_during_the_days_only(rina, siti, diskominfo, monkeypatch):
    roles.appoint_deputy(siti, acting(diskominfo), by=rina, now=NOON)

    for days, counts in ((0, True), (20, True), (21, False), (-1, False)):
        moment = NOON + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        access.forget(siti)
        assert access.may(siti, Permission.SEE_CITY_DRAFTS) is counts


def test_plt_of_a_post_that_is_held_is_refused(rina, siti, head, diskominfo):
    with pytest.raises(Refused) as refused:
        roles.appoint_deputy(siti, acting(diskominfo), by=rina, now=NOON)

    assert kinds_of(refused) == ["post-not-vacant-without-end"]


def test_plh_stands_beside_the_holder_who_is_away(rina, siti, head, diskominfo):
    away = acting(diskominfo, Manner.PLH, acting_for=head.assignments.get())

    roles.appoint_deputy(siti, away, by=rina, now=NOON)

    assert queries.heads_of(diskominfo, on=TODAY, now=NOON) == [siti, head]
    assert queries.signing_title(siti, diskominfo, on=TODAY) == "Plh. Kepala Dinas Komunikasi dan Informatika"
    assert Entry.objects.get(kind="people.deputy_appointed").actor_id == rina.pk


def test_acting_longer_than_usual_is_done_only_when_it_is_meant(rina, siti, diskominfo):
    long = acting(diskominfo, until_on=TODAY + timedelta(days=120))
    with pytest.raises(Doubtful) as refused:
        roles.appoint_deputy(siti, long, by=rina, now=NOON)
    assert kinds_of(refused) == ["acting-too-long"]
    assert not siti.assignments.exists()

    assert roles.appoint_deputy(siti, long, by=rina, now=NOON, sure=True).pk


def test_nobody_appoints_himself_to_act(rina, diskominfo):
    with pytest.raises(Refused) as refused:
        roles.appoint_deputy(rina, acting(diskominfo), by=rina, now=NOON)

    assert "role-to-oneself" in kinds_of(refused)


# --- Moving ------------------------------------------------------------------------------------------------


def test_who_moves_loses_the_old_agency_and_has_the_new_in_the_same_second(rina, budi, dishub):
    old = budi.assignments.get()

    new = roles.move(budi, to=dishub, by=rina, now=NOON)

    old.refresh_from_db()
    assert (old.until_on, old.ended_at) == (TODAY, NOON)
    assert [each.organisation for each in access.assignments(budi)] == [dishub]
    assert not old.is_active(TODAY, NOON)
    assert new.is_active(TODAY, NOON)


def test_history_of_who_moved_stays_with_the_person(rina, budi, dishub):
    before = budi.assignments.get()

    roles.move(budi, to=dishub, by=rina, now=NOON)

    assert set(budi.assignments.all()) == {before, budi.assignments.exclude(pk=before.pk).get()}
    told = Event.objects.get(kind="people.moved").fields
    assert told == {"role": "agency_officer", "organisation": dishub.code, "came_from": "Diskominfo"}
    assert list(Entry.objects.order_by("number").values_list("kind", flat=True)) == [
        "people.role_ended",
        "people.moved",
    ]


def test_moving_ends_what_one_acted_for_and_keeps_what_belongs_to_no_agency(rina, head, dishub, balikpapan):
    council = factories.assignment(head, Role.COUNCIL_MEMBER, city=balikpapan)
    perkim = factories.organisation("Dinas Perkim", city=balikpapan)
    roles.appoint_deputy(head, acting(perkim), by=rina, now=NOON)

    roles.move(head, to=dishub, by=rina, now=NOON)

    assert {each.pk for each in access.assignments(head)} == {
        council.pk,
        head.assignments.get(organisation=dishub).pk,
    }


def test_what_was_over_before_is_not_touched_by_a_move(rina, budi, dishub, diskominfo, balikpapan):
    past = factories.assignment(
        budi, Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo, until_on=date(2020, 12, 31)
    )

    roles.move(budi, to=dishub, by=rina, now=NOON)

    past.refresh_from_db()
    assert (past.until_on, past.ended_at, past.version) == (date(2020, 12, 31), None, 1)


def test_move_that_is_refused_ends_nothing(rina, budi, head, samarinda):
    elsewhere = factories.organisation("Dinas Samarinda", city=samarinda)
    taken = head.assignments.get().organisation

    for target, role in ((elsewhere, Role.AGENCY_OFFICER), (taken, Role.AGENCY_HEAD)):
        with pytest.raises(Refused):
            roles.move(budi, to=target, role=role, by=rina, now=NOON)

    assert budi.assignments.get().ended_at is None


def test_move_to_where_one_is_already_is_refused(rina, budi):
    there = budi.assignments.get().organisation

    with pytest.raises(Refused) as refused:
        roles.move(budi, to=there, by=rina, now=NOON)

    assert kinds_of(refused) == ["there-already"]


def test_nobody_moves_himself(rina, dishub):
    with pytest.raises(Refused) as refused:
        roles.move(rina, to=dishub, by=rina, now=NOON)

    assert kinds_of(refused) == ["role-to-oneself"]


def test_request_right_after_the_move_meets_the_new_permissions(rina, budi, balikpapan, as_user):
    browser = as_user(budi)
    bappeda = factories.organisation("Bappeda", city=balikpapan)
    factories.assignment(budi, Role.PROGRAMME_OFFICE, city=balikpapan, organisation=bappeda)
    assert browser.get("/orang/").status_code == 200

    roles.move(budi, to=factories.organisation("Dinas Baru", city=balikpapan), by=rina, now=timezone.now())

    assert browser.get("/orang/").status_code == 403
    assert browser.get("/akun/").status_code == 200
    assert "Dinas Baru" in browser.get("/akun/").content.decode()


# --- Accounts ----------------------------------------------------------------------------------------------


def test_closed_account_is_out_with_its_next_request(rina, budi, as_user):
    browser = as_user(budi)
    assert browser.get("/akun/").status_code == 200

    persons.close(budi, by=rina, now=NOON)

    assert browser.get("/akun/").status_code == 302
    persons.reopen(budi, by=rina, now=NOON)
    assert User.objects.get(pk=budi.pk).is_active


def test_account_with_a_role_elsewhere_is_not_closed_by_one_city(rina, budi, samarinda):
    factories.assignment(budi, Role.VERIFIER, city=samarinda)

    with pytest.raises(Refused) as refused:
        persons.close(budi, by=rina, now=NOON)

    assert kinds_of(refused) == ["account-of-others-too"]


def test_nobody_closes_his_own_account(rina):
    with pytest.raises(Refused) as refused:
        persons.close(rina, by=rina, now=NOON)

    assert kinds_of(refused) == ["close-oneself"]


def test_citizen_without_roles_is_closed_by_an_operator_only(rina, nadia, siti):
    with pytest.raises(Refused):
        persons.close(siti, by=rina, now=NOON)

    persons.close(siti, by=nadia, now=NOON)

    assert not User.objects.get(pk=siti.pk).is_active
