from datetime import UTC, date, datetime, timedelta

import pytest

from kotacerdas.accounts import queries
from kotacerdas.accounts.actions import accepting, codes, inviting
from kotacerdas.accounts.actions.accepting import NewAccount
from kotacerdas.accounts.actions.codes import Terms
from kotacerdas.accounts.actions.inviting import Words
from kotacerdas.accounts.domain.invitations import Invitee, State
from kotacerdas.accounts.models import Invitation, JoinCode, JoinRequest, digest_of
from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.events.models import Event
from kotacerdas.notices import texts
from kotacerdas.notices.models import Delivery, Notice
from kotacerdas.people import access
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import Role

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANI = Invitee("ani@contoh.go.id", "Ani Wijaya")
ACCOUNT = NewAccount("Ani Wijaya", "sandi-yang-panjang", "id")


def invited(by, city, *people, role=Role.AGENCY_OFFICER, now=NOON, **more):
    desk = more.pop("organisation", None)
    made = inviting.invite(
        people or [ANI],
        Offer(role, city=city, organisation=desk, **more),
        words=Words("Halo"),
        by=by,
        now=now,
    )
    return made if len(made) > 1 else made[0]


def code(by, city, now=NOON, **more):
    terms = {
        "purpose": "Forum",
        "role": Role.OUTSIDE_MEMBER,
        "uses": 2,
        "ends_at": now + timedelta(days=1),
        **more,
    }
    return codes.make(Terms(**terms), city=city, by=by, now=now)


def kinds_of(refused):
    return [fault.kind for fault in refused.value.faults]


# --- Inviting ----------------------------------------------------------------------------------------------


def test_invitation_is_told_to_the_address_with_its_link(rina, balikpapan):
    made = invited(rina, balikpapan)

    notice = Notice.objects.get(address="ani@contoh.go.id")
    mail = texts.of(notice, "id")
    assert mail.url.endswith(f"/undangan/buka/{made.token}/")
    assert "Halo" in " ".join(mail.paragraphs)
    assert Entry.objects.get(kind="accounts.invited").actor_id == rina.pk


def test_token_is_in_no_table_and_its_digest_is_not_the_token(rina, balikpapan):
    made = invited(rina, balikpapan)

    stored = [
        str(list(model.objects.values_list())) for model in (Invitation, Notice, Delivery, Entry, Event)
    ]
    assert len(made.token) == 64
    assert made.digest == digest_of(made.token) != made.token
    assert not any(made.token in rows for rows in stored)


def test_no_two_invitations_share_a_token(rina, balikpapan):
    people = [Invitee(f"orang{number}@contoh.id") for number in range(50)]

    made = invited(rina, balikpapan, *people)

    assert len({each.token for each in made}) == 50


def test_list_is_invited_whole_or_not_at_all(rina, budi, balikpapan):
    held = budi.assignments.get()
    people = [ANI, Invitee(rina.email, line=2), Invitee(budi.email, line=3)]

    with pytest.raises(Refused) as refused:
        invited(rina, balikpapan, *people, organisation=held.organisation)

    assert [(fault.kind, fault.line) for fault in refused.value.faults] == [
        ("invited-oneself", 2),
        ("invited-holds-role", 3),
    ]
    assert not Invitation.objects.exists()
    assert not Notice.objects.exists()


def test_who_is_invited_already_is_not_invited_again(rina, balikpapan):
    invited(rina, balikpapan)

    with pytest.raises(Refused) as refused:
        invited(rina, balikpapan)

    assert kinds_of(refused) == ["invited-already"]


@pytest.mark.parametrize(
    ("who", "role", "kind"),
    [
        ("tetangga", Role.AGENCY_OFFICER, "role-out-of-reach"),
        ("rina", Role.NATIONAL_OPERATOR, "role-out-of-reach"),
        ("nadia", Role.ADMINISTRATOR, "role-not-yours-to-give"),
        ("joko", Role.AGENCY_OFFICER, "role-out-of-reach"),
    ],
)
def test_nobody_invites_to_what_he_may_not_give(who, role, kind, request, balikpapan):
    city = balikpapan if role == Role.AGENCY_OFFICER else None

    with pytest.raises(Refused) as refused:
        invited(request.getfixturevalue(who), city, role=role)

    assert kind in kinds_of(refused)


# --- Accepting ---------------------------------------------------------------------------------------------


def test_who_accepts_gets_account_and_role(rina, balikpapan):
    made = invited(rina, balikpapan)

    person = accepting.accept_as_new(made, ACCOUNT, now=NOON + SECOND)

    assert (person.email, person.display_name) == ("ani@contoh.go.id", "Ani Wijaya")
    assert person.check_password("sandi-yang-panjang")
    assert access.may(person, Permission.SEE_CITY_DRAFTS, balikpapan)
    made.refresh_from_db()
    assert (made.accepted_by, made.accepted_at) == (person, NOON + SECOND)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "people.joined",
        "people.role_given",
    ]


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
def test_link_ends_at_the_very_second(seconds, counts, rina, balikpapan):
    made = invited(rina, balikpapan)
    now = made.expires_at + seconds * SECOND

    if counts:
        accepting.accept_as_new(made, ACCOUNT, now=now)
    else:
        with pytest.raises(Refused) as refused:
            accepting.accept_as_new(made, ACCOUNT, now=now)
        assert kinds_of(refused) == ["invitation-expired"]
    assert User.objects.filter(email=ANI.email).exists() is counts


def test_link_counts_once(rina, balikpapan):
    made = invited(rina, balikpapan)
    person = accepting.accept_as_new(made, ACCOUNT, now=NOON)

    with pytest.raises(Refused) as refused:
        accepting.accept(made, by=person, now=NOON)

    assert kinds_of(refused) == ["invitation-accepted"]


def test_existing_account_takes_the_role_and_keeps_its_own(rina, budi, balikpapan):
    made = invited(rina, balikpapan, Invitee(budi.email), role=Role.VERIFIER)

    accepting.accept(made, by=budi, now=NOON)

    assert {held.role for held in access.assignments(budi)} == {Role.AGENCY_OFFICER, Role.VERIFIER}


def test_invitation_of_another_is_refused(rina, budi, balikpapan):
    made = invited(rina, balikpapan)

    with pytest.raises(Refused) as refused:
        accepting.accept(made, by=budi, now=NOON)

    assert kinds_of(refused) == ["invitation-of-another"]


def test_new_link_kills_the_old_one(rina, balikpapan):
    made = invited(rina, balikpapan)
    old, seen = made.token, Invitation.objects.get(pk=made.pk)

    inviting.resend(made, expected=made.version, by=rina, now=NOON + timedelta(days=8))

    assert queries.by_token(old) is None
    assert queries.by_token(made.token) == made
    assert made.expires_at == NOON + timedelta(days=15)
    with pytest.raises(Refused) as refused:
        accepting.accept_as_new(seen, ACCOUNT, now=NOON)
    assert kinds_of(refused) == ["invitation-replaced"]


def test_revoked_invitation_lets_nobody_in(rina, balikpapan):
    made = invited(rina, balikpapan)
    inviting.revoke(made, expected=made.version, by=rina, now=NOON)

    with pytest.raises(Refused) as refused:
        accepting.accept_as_new(made, ACCOUNT, now=NOON)

    assert kinds_of(refused) == ["invitation-revoked"]
    with pytest.raises(Refused):
        inviting.resend(made, expected=made.version, by=rina, now=NOON)


def test_two_who_change_an_invitation_at_once_do_not_overwrite_each_other(rina, nadia, balikpapan):
    made = invited(rina, balikpapan)
    other = Invitation.objects.get(pk=made.pk)
    inviting.resend(made, expected=1, by=rina, now=NOON)

    with pytest.raises(StaleSave):
        inviting.revoke(other, expected=1, by=nadia, now=NOON)


def test_state_follows_the_mail(rina, balikpapan):
    made = invited(rina, balikpapan)
    for state, expected in (("waiting", State.WAITING), ("sent", State.SENT), ("bounced", State.BOUNCED)):
        Delivery.objects.update(state=state)

        (row,) = queries.with_states([made], now=NOON)

        assert row.state is expected


def test_states_of_a_list_cost_one_query(rina, balikpapan, django_assert_num_queries):
    people = [Invitee(f"orang{number}@contoh.id") for number in range(30)]
    made = invited(rina, balikpapan, *people)

    with django_assert_num_queries(1):
        assert len(queries.with_states(made, now=NOON)) == 30


def test_neighbours_do_not_see_each_others_invitations(rina, tetangga, budi, nadia, balikpapan):
    made = invited(rina, balikpapan)

    assert list(Invitation.objects.visible_to(rina)) == [made]
    assert list(Invitation.objects.visible_to(nadia)) == [made]
    for other in (tetangga, budi):
        assert not Invitation.objects.visible_to(other).exists()


# --- Codes -------------------------------------------------------------------------------------------------


def test_code_is_asked_with_an_address_and_joined_by_the_mail(rina, balikpapan):
    made = code(rina, balikpapan, needs_approval=False)

    link = codes.ask(made, email="dosen@kampus.ac.id", name="Dosen", language="id", now=NOON)
    person = accepting.accept_as_new(link, ACCOUNT, now=NOON)

    assert [held.role for held in access.assignments(person)] == [Role.OUTSIDE_MEMBER]
    made.refresh_from_db()
    assert made.used == 1


def test_code_is_used_no_more_often_than_allowed(rina, siti, budi, balikpapan):
    made = code(rina, balikpapan, uses=1, needs_approval=False)
    codes.join(made, by=siti, now=NOON)

    with pytest.raises(Refused) as refused:
        codes.join(made, by=budi, now=NOON)

    assert kinds_of(refused) == ["code-over"]
    assert not budi.assignments.filter(role=Role.OUTSIDE_MEMBER).exists()


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False)])
def test_code_ends_at_the_very_second(seconds, counts, rina, balikpapan):
    made = code(rina, balikpapan)

    found = queries.code_typed(made.code, now=made.ends_at + seconds * SECOND)

    assert (found is not None) is counts


def test_wish_waits_for_the_office_and_gives_nothing_meanwhile(rina, siti, balikpapan):
    wish = codes.join(code(rina, balikpapan), by=siti, now=NOON)

    assert not siti.assignments.exists()
    assert list(JoinRequest.objects.visible_to(rina).pending()) == [wish]
    assert Notice.objects.get(kind="accounts.join-request").person == rina

    codes.decide(wish, approve=True, reason="", by=rina, now=NOON)

    assert [held.role for held in siti.assignments.all()] == [Role.OUTSIDE_MEMBER]
    assert not JoinRequest.objects.pending().exists()


def test_declined_wish_has_a_reason_that_the_person_reads(rina, siti, balikpapan):
    wish = codes.join(code(rina, balikpapan), by=siti, now=NOON)
    with pytest.raises(Refused):
        codes.decide(wish, approve=False, reason=" ", by=rina, now=NOON)

    codes.decide(wish, approve=False, reason="Bukan anggota forum", by=rina, now=NOON)

    assert not siti.assignments.exists()
    assert "Bukan anggota forum" in str(texts.of(Notice.objects.get(person=siti), "id").paragraphs)
    with pytest.raises(Refused) as refused:
        codes.decide(wish, approve=True, reason="", by=rina, now=NOON)
    assert kinds_of(refused) == ["request-decided"]


def test_person_uses_a_code_once(rina, siti, balikpapan):
    made = code(rina, balikpapan)
    codes.join(made, by=siti, now=NOON)

    with pytest.raises(Refused) as refused:
        codes.join(made, by=siti, now=NOON)

    assert kinds_of(refused) == ["code-used-by-you"]


def test_code_writes_to_so_many_addresses_and_no_more(rina, balikpapan):
    made = code(rina, balikpapan, uses=1)
    for number in range(codes.MAILS_AT_LEAST):
        codes.ask(made, email=f"orang{number}@contoh.id", name="x", language="id", now=NOON)

    with pytest.raises(Refused) as refused:
        codes.ask(made, email="lain@contoh.id", name="x", language="id", now=NOON)

    assert kinds_of(refused) == ["code-mails-used-up"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"role": Role.PROGRAMME_OFFICE}, "code-for-outside-only"),
        ({"ends_at": NOON}, "code-ends-past"),
        ({"uses": 0}, "code-uses"),
        ({"uses": 501}, "code-uses"),
    ],
)
def test_code_that_would_open_too_much_is_not_made(changes, kind, rina, balikpapan):
    with pytest.raises(Refused) as refused:
        code(rina, balikpapan, **changes)

    assert kinds_of(refused) == [kind]
    assert not JoinCode.objects.exists()


def test_neighbour_makes_no_code_and_decides_nothing_here(rina, tetangga, siti, balikpapan):
    with pytest.raises(Refused):
        code(tetangga, balikpapan)
    wish = codes.join(code(rina, balikpapan), by=siti, now=NOON)

    with pytest.raises(Refused):
        codes.decide(wish, approve=True, reason="", by=tetangga, now=NOON)
    assert not JoinRequest.objects.visible_to(tetangga).exists()
    assert not JoinCode.objects.visible_to(tetangga).exists()


def test_role_by_code_ends_when_the_code_says(rina, siti, balikpapan):
    made = code(rina, balikpapan, needs_approval=False, until_on=date(2026, 12, 31))

    codes.join(made, by=siti, now=NOON)

    assert siti.assignments.get().until_on == date(2026, 12, 31)
